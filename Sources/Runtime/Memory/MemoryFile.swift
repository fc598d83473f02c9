import Canvas
import Console
import Domain
import Glibc
import Transport

/// The file in which one console leaves its views, macros and lines to the next. Several consoles each add their own change to what
/// the file has; a file that cannot be read is put aside, not overwritten.
struct MemoryFile: Sendable {
  let directory: String
  let words: Words

  private var path: String { directory + "/memory.json" }
  /// More is no memory of a hand.
  private static let longest = 4_194_304

  /// What is kept; empty where nothing is, or where it has been put aside, which is then said.
  func read(_ post: (Message) -> Void) -> HandMemory {
    switch contents() {
    case .none: return HandMemory()
    case .text(let text):
      if let memory = (try? JSONValue(parsing: text)).flatMap(HandMemory.init) { return memory }
      let aside = path + ".damaged-" + String(SiteClock.machineSeconds())
      let isMoved = rename(path, aside) == 0
      post(.notice(Notice(.warning, words.typeset(isMoved ? words.memoryDamaged(aside) : words.memoryUnreadable(path)))))
      return HandMemory()
    case .failed(let code):
      post(.notice(Notice(.warning, words.typeset(words.memoryUnreadable(path) + " : " + words.systemError(code)))))
      return HandMemory()
    }
  }

  func keep(_ change: MemoryChange, _ post: (Message) -> Void) {
    guard makeDirectory() else { return post(failure(errno)) }
    let lock = open(directory + "/memory.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    defer { if lock >= 0 { close(lock) } }
    if lock >= 0 { while flock(lock, LOCK_EX) != 0, errno == EINTR {} }
    if case .failed(let code) = contents() { return post(failure(code)) }
    var memory = read(post)
    memory.apply(change)
    if let code = write(memory.json.text + "\n") { post(failure(code)) }
  }

  private func failure(_ code: Int32) -> Message {
    .notice(Notice(.warning, words.typeset(words.memoryNotKept(path, words.systemError(code)))))
  }

  // MARK: The file

  private enum Contents {
    case none
    case text(String)
    case failed(Int32)
  }

  private func contents() -> Contents {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return errno == ENOENT ? .none : .failed(errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= Self.longest {
      let count = Glibc.read(file, &part, part.count)
      if count < 0 {
        if errno == EINTR { continue }
        return .failed(errno)
      }
      if count == 0 { break }
      bytes += part[..<count]
    }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  private func makeDirectory() -> Bool {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o700) != 0, errno != EEXIST { return false }
    }
    return true
  }

  /// Whole or not at all; the system's error number where it failed.
  private func write(_ text: String) -> Int32? {
    let new = path + ".new-" + String(getpid())
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { return errno }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        let code = errno
        close(file)
        unlink(new)
        return code
      }
      rest = rest.dropFirst(count)
    }
    let isWritten = fsync(file) == 0
    let code = errno
    close(file)
    guard isWritten, rename(new, path) == 0 else {
      unlink(new)
      return isWritten ? errno : code
    }
    return nil
  }
}

extension Words {
  func memoryDamaged(_ aside: String) -> String {
    say(
      "vos vues et macros gardées étaient illisibles : le fichier est mis de côté (\(aside)), et la console repart sans elles.",
      "your kept views and macros could not be read: the file has been put aside (\(aside)), and the console starts without them."
    )
  }
  func memoryUnreadable(_ path: String) -> String {
    say(
      "vos vues et macros gardées ne peuvent être lues (\(path)) ; le fichier reste tel quel",
      "your kept views and macros cannot be read (\(path)); the file is left as it is")
  }
  func memoryNotKept(_ path: String, _ reason: String) -> String {
    say(
      "pas gardé dans \(path) : \(reason). Cela vaut jusqu'à la fermeture de cette console.",
      "not kept in \(path): \(reason). It holds until this console closes.")
  }
}
