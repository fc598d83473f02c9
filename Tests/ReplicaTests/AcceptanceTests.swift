import Domain
import GRDB
import Glibc
import SyncModel
import Synchronization
import Testing

@testable import Replica

@Suite struct AcceptanceTests {
  private func copy(_ source: String, to target: String, limit: Int? = nil) {
    let from = open(source, O_RDONLY)
    let to = open(target, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var left = limit ?? .max
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while left > 0 {
      let count = read(from, &bytes, min(bytes.count, left))
      if count <= 0 { break }
      _ = write(to, bytes, count)
      left -= count
    }
    close(from)
    close(to)
  }

  private func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// The machine stops while the log is being written: wherever it is cut, an edit is there if its acceptance had returned, and
  /// never in part.
  @Test func whereverTheLogIsCutAcceptedEditsAreWhole() throws {
    let directory = TemporaryDirectory()
    let replica = try Fixture.open(directory)
    _ = try replica.store([Fixture.job("BT-1"), Fixture.job("BT-2")])
    let wal = directory.path + "/replica.sqlite-wal"
    try replica.writer.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    var ends: [Int] = []
    for number in 1...6 {
      let edits = (1...2).map {
        Fixture.edit("BT-\($0)", [("notes", .null, .text(String(repeating: "n\(number) ", count: 400)))])
      }
      _ = try replica.accept(EditGroup(id: "G\(number)", verb: "notes", edits: edits), at: Fixture.now, console: "C")
      ends.append(size(wal))
    }
    let total = size(wal)
    let cuts = stride(from: 0, through: total, by: 2_048).map { $0 } + ends + ends.map { $0 - 1 }
    for cut in cuts {
      let crashed = TemporaryDirectory()
      copy(directory.path + "/replica.sqlite", to: crashed.path + "/replica.sqlite")
      copy(wal, to: crashed.path + "/replica.sqlite-wal", limit: cut)
      let opened = try Fixture.open(crashed)
      let groups = try opened.outbox().map(\.intent.group)
      let whole = ends.count { $0 <= cut }
      #expect(groups == (0..<whole).flatMap { ["G\($0 + 1)", "G\($0 + 1)"] }, "cut at \(cut)")
    }
  }

  @Test func whatExistsOnlyHereIsFlushedToTheDisk() throws {
    let directory = TemporaryDirectory()
    let replica = try Fixture.open(directory)
    #expect(try replica.writeDurably { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try replica.write { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1)
  }

  @Test func anEditIsTakenOnce() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    let group = Fixture.group("G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))]))
    let first = try replica.accept(group, at: Fixture.now, console: "C")
    let second = try replica.accept(group, at: Fixture.now, console: "C")
    #expect(first == second)
    #expect(try replica.outbox().count == 1)
  }

  @Test func aFullDiskTakesNothingAndSaysSo() throws {
    let directory = TemporaryDirectory()
    let replica = try Fixture.open(directory)
    _ = try replica.store([Fixture.job("BT-1")])
    try replica.writer.writeWithoutTransaction { db in
      let pages = try Int.fetchOne(db, sql: "PRAGMA page_count")!
      _ = try Int.fetchOne(db, sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    let long = FieldValue.text(String(repeating: "x", count: 100_000))
    #expect(throws: ReplicaFailure.diskFull) {
      try replica.accept(
        Fixture.group(
          "G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))]), Fixture.edit("BT-1", [("notes", .null, long)])),
        at: Fixture.now)
    }
    #expect(try replica.outbox().isEmpty)
    #expect(
      try replica.accept(Fixture.group("G2", Fixture.edit("BT-1", [("priority", .null, .text("P1"))])), at: Fixture.now).count
        == 1)
  }

  @Test func aDirectoryThatCannotBeWrittenIsSaid() throws {
    // Root may write anywhere.
    guard geteuid() != 0 else { return }
    let directory = TemporaryDirectory()
    chmod(directory.path, 0o500)
    #expect(throws: ReplicaFailure.readOnly) { try Fixture.open(directory) }
    chmod(directory.path, 0o700)
  }

  @Test func twoProcessesWorthOfConnectionsLoseNothing() throws {
    let directory = TemporaryDirectory()
    let first = try Fixture.open(directory)
    let second = try Fixture.open(directory)
    _ = try first.store([Fixture.job("BT-1")])
    let failures = Mutex<[String]>([])
    let done = DispatchLatch(2)
    for (name, replica) in [("a", first), ("b", second)] {
      BlockingThread.start {
        for number in 0..<25 {
          do {
            _ = try replica.accept(
              Fixture.group("\(name)\(number)", Fixture.edit("BT-1", [("sequence", .int(0), .int(Int64(number)))])),
              at: Fixture.now)
          } catch { failures.withLock { $0.append("\(error)") } }
        }
        done.arrive()
      }
    }
    done.wait()
    #expect(failures.withLock { $0 } == [])
    let outbox = try first.outbox()
    #expect(outbox.count == 50)
    #expect(try second.outbox() == outbox)
    #expect(outbox.map(\.intent.order) == outbox.map(\.intent.order).sorted())
  }

  @Test func consolesThatStartTogetherOnANewReplicaAllOpenIt() throws {
    for _ in 0..<8 {
      let directory = TemporaryDirectory()
      let failures = Mutex<[String]>([])
      let done = DispatchLatch(4)
      for _ in 0..<4 {
        BlockingThread.start {
          do {
            let replica = try Fixture.open(directory)
            _ = try replica.store([Fixture.job("BT-1")])
          } catch { failures.withLock { $0.append("\(error)") } }
          done.arrive()
        }
      }
      #expect(done.wait())
      #expect(failures.withLock { $0 } == [])
    }
  }

  @Test func whatAnOpenEditHidIsMetBeforeItIsOverwritten() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1", ["priority": .text("P3")])])
    func accept(_ id: String, _ before: String, _ after: String, base: String) throws {
      _ = try replica.accept(
        Fixture.group(id, Fixture.edit("BT-1", base: base, [("priority", .text(before), .text(after))])), at: Fixture.now)
    }
    try accept("G1", "P3", "P1", base: "2026-05-05 10:00:00")
    _ = try replica.beginSending("G1")
    _ = try replica.markApplied("G1", name: "BT-1", creation: nil, modified: "2026-05-06 09:00:00")
    // Somebody takes it back; the row comes while the open edit still lies over it.
    _ = try replica.store([Fixture.job("BT-1", modified: "2026-05-06 09:30:00", ["priority": .text("P3")])])
    try accept("G2", "P1", "P2", base: "2026-05-06 09:30:00")
    #expect(try replica.outbox()[1].intent.edit.baseModified == "2026-05-06 09:00:00")
  }

  @Test func anEditOfADocumentWhoseNameIsAnothersNowIsParked() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1")])
    // The name passes to another document after the dispatcher looked and before they press enter.
    _ = try replica.store([Fixture.job("BT-1", modified: "2026-05-06 09:00:00", creation: "2026-05-06 09:00:00")])
    let intents = try replica.accept(
      Fixture.group("G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))])), at: Fixture.now)
    #expect(intents.map(\.state) == [.documentDeleted])
  }

  @Test func waitingEditsOfADocumentThatGoesAreParked() throws {
    let replica = try Fixture.inMemory()
    _ = try replica.store([Fixture.job("BT-1"), Fixture.job("BT-2")])
    _ = try replica.accept(
      Fixture.group(
        "G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))]), Fixture.edit("BT-2", [("priority", .null, .text("P1"))])),
      at: Fixture.now)
    _ = try replica.remove(.job, ["BT-1"])
    _ = try replica.store([Fixture.job("BT-2", modified: "2026-05-06 09:00:00", creation: "2026-05-06 09:00:00")])
    #expect(try replica.outbox().map(\.intent.state) == [.documentDeleted, .documentDeleted])
  }
}

/// Waits for a number of threads.
final class DispatchLatch: @unchecked Sendable {
  private var left: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(_ count: Int) {
    left = count
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    mutex.deallocate()
    condition.deallocate()
  }

  func arrive() {
    pthread_mutex_lock(mutex)
    left -= 1
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }

  /// At most 30 s.
  @discardableResult func wait() -> Bool {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_sec += 30
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while left > 0 { if pthread_cond_timedwait(condition, mutex, &end) == ETIMEDOUT { return false } }
    return true
  }
}
