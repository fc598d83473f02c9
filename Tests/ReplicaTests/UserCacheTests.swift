import Glibc
import SyncModel
import Synchronization
import Testing

@testable import Replica

@Suite struct UserCacheTests {
  /// A clock that stands until it is moved.
  private final class Clock: Sendable {
    private let time = Mutex<Int64>(1_778_078_400_000)
    var now: @Sendable () -> Int64 { { self.time.withLock { $0 } } }
    func advance(by milliseconds: Int64) { time.withLock { $0 += milliseconds } }
  }

  private let clock = Clock()
  private let server = "https://geocoder.example"

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func onlyTheOwnerCanReadIt() throws {
    let parent = TemporaryDirectory()
    let directory = "\(parent.path)/cache"
    let cache = try UserCache.open(directory: directory)
    try cache.write(kind: "geocode", key: "1867 chemin de la Rivière", value: [1], ttl: 60)
    #expect(mode(directory) == 0o700)
    for file in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] { #expect(mode("\(directory)/\(file)") == 0o600) }
  }

  @Test func whatIsKnownCountsUntilItExpires() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    try cache.write(kind: "geocode", key: "a", value: [1, 2, 0], ttl: 60)
    try cache.write(kind: "geocode", key: "empty", value: [], ttl: 60)
    #expect(try cache.read(kind: "geocode", key: "a") == [1, 2, 0])
    #expect(try cache.read(kind: "geocode", key: "empty") == [])
    #expect(try cache.read(kind: "route", key: "a") == nil)
    clock.advance(by: 59_999)
    #expect(try cache.read(kind: "geocode", key: "a") == [1, 2, 0])
    clock.advance(by: 1)
    #expect(try cache.read(kind: "geocode", key: "a") == nil)
  }

  @Test func theLatestAnswerReplacesTheOneBefore() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    try cache.write(kind: "geocode", key: "a", value: [1], ttl: 60)
    try cache.write(kind: "geocode", [("a", [2]), ("b", [3])], ttl: 120)
    clock.advance(by: 90_000)
    #expect(try cache.read(kind: "geocode", key: "a") == [2])
    #expect(try cache.read(kind: "geocode", key: "b") == [3])
  }

  @Test func whatExpiresFirstGoesWhereThereIsTooMuch() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    try cache.write(kind: "other", key: "kept", value: [1], ttl: 10)
    try cache.write(kind: "geocode", key: "first", value: [1], ttl: 100)
    try cache.write(kind: "geocode", (0..<UserCache.mostRows).map { ("\($0)", [0]) }, ttl: 200)
    #expect(try cache.read(kind: "geocode", key: "first") == nil)
    #expect(try cache.read(kind: "geocode", key: "\(UserCache.mostRows - 1)") == [0])
    #expect(try cache.read(kind: "other", key: "kept") == [1])
  }

  @Test func aHugeValueIsNotKept() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    try cache.write(kind: "route", key: "a", value: [UInt8](repeating: 0, count: UserCache.mostBytes + 1), ttl: 60)
    #expect(try cache.read(kind: "route", key: "a") == nil)
  }

  @Test func aSpoiltFileIsThrownAway() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/cache.sqlite"
    let file = open(path, O_WRONLY | O_CREAT, 0o600)
    #expect(write(file, "this is no database, whatever its name says about it", 52) == 52)
    close(file)
    let cache = try UserCache.open(directory: directory.path)
    try cache.write(kind: "geocode", key: "a", value: [1], ttl: 60)
    #expect(try cache.read(kind: "geocode", key: "a") == [1])
  }

  /// Two connections to one file are what two consoles have.
  @Test func consolesTakeTurns() throws {
    let directory = TemporaryDirectory()
    let first = try UserCache.open(directory: directory.path, now: clock.now)
    let second = try UserCache.open(directory: directory.path, now: clock.now)
    #expect(try first.takeTurn(at: server, every: 1_000) == 0)
    #expect(try second.takeTurn(at: server, every: 1_000) == 1_000)
    #expect(try second.takeTurn(at: "https://other.example", every: 1_000) == 0)
    clock.advance(by: 600)
    #expect(try second.takeTurn(at: server, every: 1_000) == 400)
    clock.advance(by: 400)
    #expect(try second.takeTurn(at: server, every: 1_000) == 0)
    #expect(try first.takeTurn(at: server, every: 1_000) == 1_000)
  }

  @Test func aServerThatAsksForPeaceGetsIt() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    try cache.putOff(server, by: 30_000)
    try cache.putOff(server, by: 5_000)
    #expect(try cache.takeTurn(at: server, every: 1_000) == 30_000)
    clock.advance(by: 30_000)
    #expect(try cache.takeTurn(at: server, every: 1_000) == 0)
    try cache.putOff(server, by: .max)
    #expect(try cache.takeTurn(at: server, every: 1_000) == UserCache.longestWait)
  }

  @Test func aClockThatWasWrongDoesNotStopThemForEver() throws {
    let cache = try UserCache.inMemory(now: clock.now)
    clock.advance(by: 86_400_000)
    #expect(try cache.takeTurn(at: server, every: 1_000) == 0)
    clock.advance(by: -86_400_000)
    #expect(try cache.takeTurn(at: server, every: 1_000) == 0)
  }
}
