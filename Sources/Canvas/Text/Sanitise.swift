/// Makes text from outside harmless: what is left has no control or escape sequence, no invisible scalar, and every scalar of it takes
/// one or two columns.
package enum Sanitise {
  /// One line: tabs and line ends become spaces.
  package static func line(_ text: some StringProtocol) -> String { clean(text, keepingLines: false) }

  /// Several lines: CR LF, CR, U+2028 and U+2029 become LF, tabs a space.
  package static func lines(_ text: some StringProtocol) -> String { clean(text, keepingLines: true) }

  /// What stands for a scalar that must not be drawn as it is (a control, a private or unassigned scalar).
  package static let replacement: Unicode.Scalar = "\u{FFFD}"

  private static func clean(_ text: some StringProtocol, keepingLines: Bool) -> String {
    let plain: Bool? = text.utf8.withContiguousStorageIfAvailable { utf8 in
      utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
    if plain == true { return String(text) }

    var output = String.UnicodeScalarView()
    /// The last scalar that may take a mark, not yet in `output`.
    var held: UInt32?
    var afterJoiner = false
    var afterReturn = false
    func flush() {
      if let scalar = held.flatMap(Unicode.Scalar.init) { output.append(scalar) }
      held = nil
    }
    for scalar in text.unicodeScalars {
      let value = scalar.value
      let joined = afterJoiner
      let returned = afterReturn
      afterJoiner = false
      afterReturn = false
      switch value {
      case 0x09:
        flush()
        held = 0x20
      case 0x0A, 0x0D, 0x85, 0x2028, 0x2029:
        afterReturn = value == 0x0D
        if value == 0x0A, returned { continue }
        flush()
        held = keepingLines ? 0x0A : 0x20
      case 0..<0x20, 0x7F..<0xA0, 0xE000...0xF8FF, 0xF0000...0x10FFFF:
        flush()
        held = replacement.value
      case 0xA0, 0x2000...0x200A, 0x202F, 0x205F:
        flush()
        held = 0x20
      case 0x200D: afterJoiner = true
      case 0xAD,
        0x1F3FB...0x1F3FF where isEmoji(held) || value == 0xAD:
        continue
      case 0x1F1E6...0x1F1FF:
        // Flags are drawn one or two wide by different terminals; their letters are not.
        flush()
        held = value - 0x1F1E6 + 0x41
      case 0x600...0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD:
        continue
      default:
        let width = TextWidth.columns(of: scalar)
        if width > 0 {
          if joined, isEmoji(held), isEmoji(value) || value >= 0x2600 && value < 0x2800 { continue }
          flush()
          held = value
        } else if let base = held, let composed = Composition.compose(base, value) {
          held = composed
        } else if !isInvisible(value) {
          flush()
          held = replacement.value
        }
      }
    }
    flush()
    return String(output)
  }

  private static func isEmoji(_ value: UInt32?) -> Bool {
    guard let value else { return false }
    return value >= 0x1F000 && value < 0x20000 || value >= 0x2600 && value < 0x2800
  }

  /// Marks, joiners, selectors, bidi controls and tags go without a trace; an unassigned scalar shows that something was there.
  private static func isInvisible(_ value: UInt32) -> Bool {
    guard let properties = Unicode.Scalar(value)?.properties else { return true }
    return properties.generalCategory != .unassigned
  }
}
