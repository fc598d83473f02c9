import Dispatch
import FoundationEssentials
import Glibc

/// A program of the user's own that prints secrets, as a password store does. Run by its argument list, never by a shell.
package enum CredentialCommand {
  package enum Failure: Error, Sendable, Equatable {
    case emptyCommand
    case cannotStart(errno: Int32)
    case timedOut
    case exited(status: Int32)
    case killed(signal: Int32)
    /// Over 64 KiB.
    case tooLong
    case badLine(Secrets.LineMistake)
  }

  package static let secondsAllowed = 10.0
  private static let mostBytes = 64 << 10

  /// Waits on a thread of its own.
  package static func run(_ arguments: [String], secondsAllowed: Double = secondsAllowed) async throws(Failure) -> Secrets {
    let result = await withCheckedContinuation { (continuation: CheckedContinuation<Result<Secrets, Failure>, Never>) in
      DispatchQueue.global().async {
        do throws(Failure) {
          continuation.resume(returning: .success(try runAndWait(arguments, secondsAllowed: secondsAllowed)))
        } catch { continuation.resume(returning: .failure(error)) }
      }
    }
    return try result.get()
  }

  private static func runAndWait(_ arguments: [String], secondsAllowed: Double) throws(Failure) -> Secrets {
    guard let program = arguments.first, !program.isEmpty, !arguments.contains(where: { $0.utf8.contains(0) }) else {
      throw .emptyCommand
    }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .cannotStart(errno: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let output = ends[0]
    defer { close(output) }
    let child = try start(program, arguments, writingTo: ends[1])
    let deadline = ContinuousClock.now + .seconds(secondsAllowed)
    let bytes: [UInt8]
    do throws(Failure) { bytes = try readAll(output, until: deadline) } catch {
      end(child)
      throw error
    }
    let status = try wait(for: child, until: deadline)
    if status & 0x7F != 0 { throw .killed(signal: status & 0x7F) }
    guard status >> 8 & 0xFF == 0 else { throw .exited(status: status >> 8 & 0xFF) }
    do throws(Secrets.LineMistake) { return try Secrets(parsing: bytes) } catch { throw .badLine(error) }
  }

  /// Closes `descriptor` in this process.
  private static func start(_ program: String, _ arguments: [String], writingTo descriptor: Int32) throws(Failure) -> pid_t {
    defer { close(descriptor) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
    // The screen is full: nothing but the console may write on it.
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    // Its own group, so that a time-out ends what it has started, too.
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))

    var argumentPointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    argumentPointers.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = ProcessInfo.processInfo.environment.map { strdup("\($0.key)=\($0.value)") }
    variables.append(nil)
    defer { for pointer in argumentPointers + variables { free(pointer) } }
    var child = pid_t()
    let failure = posix_spawnp(&child, program, &actions, &attributes, argumentPointers, variables)
    guard failure == 0 else { throw .cannotStart(errno: failure) }
    return child
  }

  private static func readAll(_ descriptor: Int32, until deadline: ContinuousClock.Instant) throws(Failure) -> [UInt8] {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let left = deadline - ContinuousClock.now
      guard left > .zero else { throw .timedOut }
      var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let milliseconds = Int32(left.components.seconds) * 1_000 + Int32(left.components.attoseconds / 1_000_000_000_000_000) + 1
      let ready = poll(&wanted, 1, milliseconds)
      if ready == 0 || (ready < 0 && errno == EINTR) { continue }
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { return bytes }
      bytes += buffer[..<count]
      guard bytes.count <= mostBytes else { throw .tooLong }
    }
  }

  /// A program that has closed its output has mostly ended.
  private static func wait(for child: pid_t, until deadline: ContinuousClock.Instant) throws(Failure) -> Int32 {
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status }
      if ended < 0, errno != EINTR { throw .cannotStart(errno: errno) }
      guard ContinuousClock.now < deadline else {
        end(child)
        throw .timedOut
      }
      usleep(2_000)
    }
  }

  private static func end(_ child: pid_t) {
    kill(-child, SIGKILL)
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  }
}
