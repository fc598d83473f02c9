import Canvas
import Glibc

/// A screen as a file of text, as a script or a person asks for.
enum SavedScreen {
  /// 0600, since customers' names may stand in it.
  static func write(_ frame: borrowing Frame, to path: String) -> Bool {
    var text = ""
    for y in 0..<frame.size.height {
      var line = Substring(frame.text(row: y))
      while line.last == " " { line.removeLast() }
      text += line + "\n"
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}
