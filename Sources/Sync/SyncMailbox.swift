import Glibc

/// What waits for the driver's thread: events of any thread, in order. The thread sleeps until one comes or a time is reached,
/// and costs nothing meanwhile.
final class SyncMailbox<Item: Sendable>: @unchecked Sendable {
  // Guarded by `mutex`.
  private var items: [Item] = []
  private var isClosed = false
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// false: closed, and the item is not taken.
  @discardableResult
  func post(_ item: Item) -> Bool {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    guard !isClosed else { return false }
    items.append(item)
    pthread_cond_signal(condition)
    return true
  }

  /// What was posted after this is dropped; the waiter gets nil once the rest is taken.
  func close() {
    pthread_mutex_lock(mutex)
    isClosed = true
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  /// Everything that waits; empty when `deadline` (monotonic milliseconds) has come first; nil when closed.
  func take(until deadline: Int64?) -> [Item]? {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while items.isEmpty, !isClosed {
      guard let deadline else {
        pthread_cond_wait(condition, mutex)
        continue
      }
      var until = timespec(tv_sec: Int(deadline / 1_000), tv_nsec: Int(deadline % 1_000) * 1_000_000)
      if pthread_cond_timedwait(condition, mutex, &until) == ETIMEDOUT { break }
    }
    if items.isEmpty, isClosed { return nil }
    defer { items.removeAll(keepingCapacity: true) }
    return items
  }
}

enum MonotonicClock {
  static var milliseconds: Int64 {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Int64(now.tv_sec) * 1_000 + Int64(now.tv_nsec) / 1_000_000
  }
}
