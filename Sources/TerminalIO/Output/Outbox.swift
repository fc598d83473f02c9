import Glibc

/// Bytes on their way to the terminal. Nothing here waits: what the line does not take now goes when it can.
struct Outbox {
  private var bytes: [UInt8] = []
  private var sent = 0
  /// The other end is gone.
  private(set) var isBroken = false
  /// All that has been handed over to the line since the start.
  private(set) var total = 0

  var isEmpty: Bool { sent == bytes.count }

  mutating func append(_ addition: some Collection<UInt8>) {
    if isBroken { return }
    if isEmpty {
      bytes.removeAll(keepingCapacity: true)
      sent = 0
    }
    bytes.append(contentsOf: addition)
  }

  /// Writes what can be written to `descriptor`, which must not block.
  mutating func flush(to descriptor: Int32) {
    while !isEmpty, !isBroken {
      let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress! + sent, $0.count - sent) }
      if written > 0 {
        sent += written
        total += written
      } else if written < 0, errno == EINTR {
        continue
      } else if written < 0, errno == EAGAIN {
        return
      } else {
        isBroken = true
        sent = bytes.count
      }
    }
  }

  /// As `flush`, waiting up to `milliseconds` for the line.
  mutating func flush(to descriptor: Int32, waiting milliseconds: Int32) {
    flush(to: descriptor)
    var left = milliseconds
    while !isEmpty, !isBroken, left > 0 {
      var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&request, 1, 50)
      left -= 50
      flush(to: descriptor)
    }
  }
}
