/// SplitMix64: the same numbers for the same seed, everywhere.
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Text of up to `length` scalars of all kinds: mostly letters, with controls, marks, bidi, emoji and unassigned scalars among them.
  package mutating func text(upTo length: Int) -> String {
    var view = String.UnicodeScalarView()
    let ranges: [ClosedRange<UInt32>] = [
      0x20...0x7E, 0x20...0x7E, 0xA0...0x17F, 0...0x1F, 0x7F...0x9F, 0x300...0x345, 0x2000...0x206F, 0x2500...0x28FF,
      0x4E00...0x4E40,
      0xE000...0xE010, 0xFE00...0xFE0F, 0x1F1E6...0x1F1FF, 0x1F300...0x1F6FF, 0x1100...0x11FF, 0xAC00...0xAC40, 0...0x10FFFF,
    ]
    for _ in 0..<Int.random(in: 0...length, using: &self) {
      let range = ranges[Int.random(in: 0..<ranges.count, using: &self)]
      if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) { view.append(scalar) }
    }
    return String(view)
  }
}
