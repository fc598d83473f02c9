import Glibc

package enum StandardError {
  package static func write(_ text: String) { writeAll(text, to: STDERR_FILENO) }
}

package enum StandardOutput {
  package static func write(_ text: String) { writeAll(text, to: STDOUT_FILENO) }
}

private func writeAll(_ text: String, to descriptor: Int32) {
  let bytes = Array(text.utf8)
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return }
    done += count
  }
}
