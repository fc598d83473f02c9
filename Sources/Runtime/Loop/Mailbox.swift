import Glibc
import Synchronization

/// Where workers leave messages for the main thread; a pipe's read end wakes its `poll`.
///
/// Posting never blocks: the pipe holds at most one byte, written only when the box goes from empty to not empty.
package final class Mailbox<Letter: Sendable>: Sendable {
  /// Becomes readable when there is something to take.
  package let wakeDescriptor: Int32
  private let writeDescriptor: Int32
  private let letters = Mutex<[Letter]>([])

  package init() {
    var ends: [Int32] = [-1, -1]
    precondition(pipe(&ends) == 0, "no descriptors left for a pipe")
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    (wakeDescriptor, writeDescriptor) = (ends[0], ends[1])
  }

  deinit {
    close(wakeDescriptor)
    close(writeDescriptor)
  }

  package func post(_ letter: Letter) {
    let wasEmpty = letters.withLock { box in
      box.append(letter)
      return box.count == 1
    }
    if wasEmpty {
      var byte: UInt8 = 1
      _ = write(writeDescriptor, &byte, 1)
    }
  }

  /// Everything posted so far, in order.
  package func takeAll() -> [Letter] {
    letters.withLock { box in
      guard !box.isEmpty else { return [] }
      var bytes: (UInt64, UInt64) = (0, 0)
      _ = read(wakeDescriptor, &bytes, MemoryLayout.size(ofValue: bytes))
      defer { box = [] }
      return box
    }
  }
}
