/// SplitMix64 (Steele, Lea and Flood, 2014): small, fast, and the same on every machine for one seed.
package struct SampleRandom: Sendable, RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// 0 ..< bound; the bias of a plain remainder is far below what a sample could show.
  package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  package mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

  /// 0 ..< 1
  package mutating func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

  package mutating func pick<Element>(_ values: [Element]) -> Element { values[below(values.count)] }

  /// Ten letters and digits, as a hash-named document has them.
  package mutating func hashName() -> String {
    let alphabet: [UInt8] = Array("0123456789abcdefghijklmnopqrstuv".utf8)
    var bits = next()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(10)
    for _ in 0..<10 {
      bytes.append(alphabet[Int(bits & 31)])
      bits >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
