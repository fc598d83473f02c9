import Glibc

/// Lets those who use a file go on together, and whoever closes it wait until they are done: a connection that is closed under a reader
/// takes the process with it.
final class ClosingGate: @unchecked Sendable {
  struct Closed: Error {}

  private let lock = UnsafeMutablePointer<pthread_rwlock_t>.allocate(capacity: 1)
  // Guarded by `lock`.
  private var isClosed = false

  init() { pthread_rwlock_init(lock, nil) }

  deinit {
    pthread_rwlock_destroy(lock)
    lock.deallocate()
  }

  /// Throws `Closed` once it is closed.
  func passing<T>(_ body: () throws -> T) throws -> T {
    pthread_rwlock_rdlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    if isClosed { throw Closed() }
    return try body()
  }

  /// For good; a second time nothing is done.
  func close(_ body: () throws -> Void) throws {
    pthread_rwlock_wrlock(lock)
    defer { pthread_rwlock_unlock(lock) }
    if isClosed { return }
    isClosed = true
    try body()
  }
}
