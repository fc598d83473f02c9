import Canvas

/// OSC 52: text for the clipboard of the machine that the terminal runs on. Written only; what a terminal has is never asked for.
package enum Clipboard {
  /// The longest text, in bytes: several terminals drop sequences beyond 100,000.
  package static let longest = 74_000

  /// The sequence for `text`, or nil when it is too long. Control characters are taken out first.
  package static func sequence(for text: String) -> [UInt8]? {
    let bytes = Array(Sanitise.lines(text).utf8)
    guard bytes.count <= longest else { return nil }
    return Array("\u{1B}]52;c;".utf8) + base64(bytes) + [0x07]
  }

  private static func base64(_ bytes: [UInt8]) -> [UInt8] {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group = UInt32(bytes[start]) << 16
      if count > 1 { group |= UInt32(bytes[start + 1]) << 8 }
      if count > 2 { group |= UInt32(bytes[start + 2]) }
      for place in 0..<4 {
        output.append(place <= count ? alphabet[Int(group >> UInt32(18 - 6 * place) & 63)] : UInt8(ascii: "="))
      }
    }
    return output
  }
}
