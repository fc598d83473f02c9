import Canvas

/// How theme files write colours: `#e06c75`, `#abc`, `terminal`, the sixteen ANSI names, or a number 0...15.
enum ColorNotation {
  static let names = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white", "bright-black", "bright-red", "bright-green",
    "bright-yellow", "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
  ]

  static func parse(_ text: String) -> Color? {
    if text == "terminal" || text == "default" { return .terminal }
    if let index = names.firstIndex(of: text) { return .ansi(UInt8(index)) }
    if let number = UInt8(text), number < 16 { return .ansi(number) }
    guard text.hasPrefix("#") else { return nil }
    let digits = text.dropFirst().map { $0.hexDigitValue }
    guard !digits.contains(nil), text.utf8.count == digits.count + 1 else { return nil }
    let values = digits.compactMap { $0 }.map(UInt8.init)
    switch values.count {
    case 3: return .rgb(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
    case 6:
      return .rgb(red: values[0] << 4 | values[1], green: values[2] << 4 | values[3], blue: values[4] << 4 | values[5])
    default: return nil
    }
  }
}
