/// Percent-encoding of what goes into a path segment or a query (RFC 3986): everything but the unreserved bytes, so that a space
/// is `%20` and never `+`, and a slash inside a document's name does not part its path.
package enum PercentEncoding {
  package static func encode(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `?a=1&b=2`, or nothing.
  package static func query(_ parameters: [(name: String, value: String)]) -> String {
    var bytes: [UInt8] = []
    for (index, parameter) in parameters.enumerated() {
      bytes.append(UInt8(ascii: index == 0 ? "?" : "&"))
      append(parameter.name, to: &bytes)
      bytes.append(UInt8(ascii: "="))
      append(parameter.value, to: &bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(hexadecimal[Int(byte >> 4)])
        bytes.append(hexadecimal[Int(byte & 15)])
      }
    }
  }

  private static let hexadecimal = Array("0123456789ABCDEF".utf8)
}
