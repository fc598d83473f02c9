/// Makes UUIDs (version 4) from a seed: the same seed gives the same ones, and a seed of 128 random bits gives ones that nobody else
/// has. The generator is xoroshiro128++ (Blackman and Vigna, 2019).
package struct IdentifierSource: Sendable, Equatable {
  private var first: UInt64
  private var second: UInt64

  package init(seed first: UInt64, _ second: UInt64) {
    // The generator stands still at zero.
    self.first = first == 0 && second == 0 ? 0x9E37_79B9_7F4A_7C15 : first
    self.second = second
  }

  package mutating func next() -> String {
    let high = (bits() & ~0xF000) | 0x4000
    let low = (bits() & ~(0b11 << 62)) | (0b10 << 62)
    let digits = hexadecimal(high) + hexadecimal(low)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index == 8 || index == 12 || index == 16 || index == 20 { text.append("-") }
      text.append(digit)
    }
    return text
  }

  private mutating func bits() -> UInt64 {
    let sum = first &+ second
    let result = (sum << 17 | sum >> 47) &+ first
    let mixed = first ^ second
    first = (first << 49 | first >> 15) ^ mixed ^ (mixed << 21)
    second = mixed << 28 | mixed >> 36
    return result
  }

  private func hexadecimal(_ value: UInt64) -> String {
    let text = String(value, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
