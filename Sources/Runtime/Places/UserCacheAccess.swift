import Geocoding
import Replica
import Synchronization

/// The user's cache, opened when it is first needed: nobody who looks up no address has one made. Where it cannot be opened, what is
/// learnt is kept as long as the process.
final class UserCacheAccess: Sendable {
  private let directory: String
  private let cache = Mutex<UserCache?>(nil)
  private let work = BlockingWork("cache")

  init(directory: String) { self.directory = directory }

  /// Runs `body` with the cache, off the threads that tasks run on; nil where it failed.
  @discardableResult
  func callAsFunction<Value: Sendable>(
    _ body: @escaping @Sendable (UserCache) throws(ReplicaFailure) -> Value
  ) async -> Value? {
    await work { [self] in opened().flatMap { try? body($0) } }
  }

  /// Waits for what is under way, and closes the file.
  func close() {
    cache.withLock {
      $0?.close()
      $0 = nil
    }
  }

  private func opened() -> UserCache? {
    cache.withLock { cache in
      if cache == nil { cache = (try? UserCache.open(directory: directory)) ?? (try? UserCache.inMemory()) }
      return cache
    }
  }
}

/// What geocoders answered.
struct KeptGeocodes: GeocodingCache, GeocodingTurns {
  private static let kind = "geocode"
  let cache: UserCacheAccess

  func answer(to question: String) async -> [UInt8]? {
    await cache { cache throws(ReplicaFailure) in try cache.read(kind: Self.kind, key: question) } ?? nil
  }

  func keep(_ answer: [UInt8], to question: String, for seconds: Int) async {
    await cache { cache throws(ReplicaFailure) in
      try cache.write(kind: Self.kind, key: question, value: answer, ttl: seconds)
    }
  }

  func take(at server: String, every interval: Int64) async -> Int64 {
    // A cache that is held up says so by its silence: one request a second is kept to all the same.
    await cache { cache throws(ReplicaFailure) in try cache.takeTurn(at: server, every: interval) } ?? interval
  }

  func putOff(_ server: String, by milliseconds: Int64) async {
    await cache { cache throws(ReplicaFailure) in try cache.putOff(server, by: milliseconds) }
  }
}
