import Domain
import GRDB
import Glibc
import SyncModel
import Testing

@testable import Replica

/// A file that is no longer sound, and what is saved of it.
@Suite struct SalvageTests {
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func anUnsoundFileIsSetAsideAndItsEditsSaved() throws {
    let directory = TemporaryDirectory()
    do {
      let replica = try Fixture.open(directory)
      _ = try replica.store((1...400).map { Fixture.job("BT-\($0)") })
      _ = try replica.accept(
        Fixture.group("G1", Fixture.edit("BT-1", [("notes", .null, .text("chien\nméchant"))])), at: Fixture.now)
      try replica.close()
    }
    // Pages of the job table are overwritten; those of the outbox come later in the file or are found first.
    let path = directory.path + "/replica.sqlite"
    let descriptor = open(path, O_RDWR)
    let jobs = try rootPage(of: "job", path)
    let noise = [UInt8](repeating: 0xA5, count: 4_096)
    pwrite(descriptor, noise, noise.count, off_t((jobs - 1) * 4_096))
    close(descriptor)
    let broken = try Fixture.open(directory)
    #expect(throws: (any Error).self) { try broken.documents(.job) }
    do { _ = try broken.documents(.job) } catch {
      guard case .corrupt = error else {
        Issue.record("\(error)")
        return
      }
    }
    try broken.close()
    let (replica, salvage) = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "20260506-104000")
    #expect(salvage.recovered == 1 && salvage.unreadable == 0)
    #expect(access(salvage.setAside, F_OK) == 0)
    #expect(mode(try #require(salvage.outboxCopy)) == 0o600)
    let intent = try #require(try replica.outbox().first?.intent)
    #expect(intent.id == "G1" && intent.edit.changes == [FieldChange("notes", before: .null, after: .text("chien\nméchant"))])
    #expect(try replica.documents(.job).isEmpty)
  }

  /// A replica of `count` queued edits, closed.
  private func queued(_ count: Int, in directory: TemporaryDirectory) throws {
    let replica = try Fixture.open(directory)
    for number in 1...count {
      _ = try replica.accept(
        Fixture.group("G\(number)", Fixture.edit("BT-\(number)", [("notes", .null, .text(String(repeating: "n", count: 100)))])),
        at: Fixture.now)
    }
    // Positions are given once: those of edits that have left are not taken for lost.
    _ = try replica.accept(Fixture.group("last", Fixture.edit("BT-0", [("notes", .null, .text("x"))])), at: Fixture.now)
    try replica.confirmed("last", Fixture.job("BT-0", modified: "2026-05-06 10:00:00", ["notes": .text("x")]))
    try replica.close()
  }

  /// A page of the file, numbered from 1.
  private func page(_ number: Int, _ path: String) -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 4_096)
    pread(descriptor, &bytes, bytes.count, off_t((number - 1) * 4_096))
    return bytes
  }

  private func trash(_ pages: [Int], _ path: String) {
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    let noise = [UInt8](repeating: 0xA5, count: 4_096)
    for number in pages { pwrite(descriptor, noise, noise.count, off_t((number - 1) * 4_096)) }
  }

  /// The page that the cell in the middle of an interior page points at.
  private func child(of number: Int, _ path: String) throws -> Int {
    let bytes = page(number, path)
    try #require(bytes[0] == 5, "an interior page of a table")
    let cells = Int(bytes[3]) << 8 | Int(bytes[4])
    let pointer = 12 + 2 * (cells / 2)
    let cell = Int(bytes[pointer]) << 8 | Int(bytes[pointer + 1])
    return bytes[cell..<cell + 4].reduce(0) { $0 << 8 | Int($1) }
  }

  @Test func aBadPageOfTheOutboxTakesOnlyItsOwnEditsAlong() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/replica.sqlite"
    try queued(300, in: directory)
    let leaf = try child(of: try rootPage(of: "intent", path), path)
    let bytes = page(leaf, path)
    let lost = Int(bytes[3]) << 8 | Int(bytes[4])
    #expect(lost > 3 && lost < 100)
    trash([leaf], path)
    let (replica, salvage) = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1")
    #expect(salvage.recovered == 300 - lost && salvage.unreadable == lost && salvage.isCounted)
    let outbox = try replica.outbox()
    #expect(outbox.count == 300 - lost)
    #expect(outbox.map(\.intent.order) == outbox.map(\.intent.order).sorted())
    // The first and the last lie on other pages.
    #expect(outbox.first?.intent.id == "G1" && outbox.last?.intent.id == "G300")
  }

  @Test func editsAreCountedWhereOnlyTheirIndexIsLeft() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/replica.sqlite"
    try queued(300, in: directory)
    trash([try rootPage(of: "intent", path)], path)
    let salvage = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1").salvage
    #expect(salvage.recovered == 0 && salvage.unreadable == 300 && salvage.isCounted)
  }

  @Test func editsAreFoundOneByOneWhereNothingNamesThemAll() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/replica.sqlite"
    try queued(300, in: directory)
    let root = try rootPage(of: "intent", path)
    let leaf = try child(of: root, path)
    let bytes = page(leaf, path)
    let lost = Int(bytes[3]) << 8 | Int(bytes[4])
    let indexes = try ["sqlite_autoindex_intent_1", "intent_document", "intent_group"].map { try rootPage(of: $0, path) }
    trash([leaf] + indexes, path)
    let salvage = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1").salvage
    #expect(salvage.recovered == 300 - lost)
    #expect(!salvage.isCounted, "nothing tells how many there were")
  }

  @Test func anEditThatCannotBeDecodedDoesNotSpoilTheNewOutbox() throws {
    let directory = TemporaryDirectory()
    try queued(3, in: directory)
    do {
      let queue = try DatabaseQueue(path: directory.path + "/replica.sqlite")
      try queue.write { try $0.execute(sql: "UPDATE intent SET changes = 'rubbish' WHERE id = 'G2'") }
      try queue.close()
    }
    let (replica, salvage) = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1")
    #expect(salvage.recovered == 2 && salvage.unreadable == 1)
    #expect(try replica.outbox().map(\.intent.id) == ["G1", "G3"])
  }

  @Test func aReplicaThatIsOpenIsLeftAlone() throws {
    let directory = TemporaryDirectory()
    let replica = try Fixture.open(directory)
    func expectLeftAlone() {
      #expect(throws: ReplicaFailure.openElsewhere) {
        try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1")
      }
    }
    expectLeftAlone()
    // What is accepted after the attempt is where everybody looks.
    _ = try replica.accept(Fixture.group("G1", Fixture.edit("BT-1", [("notes", .null, .text("x"))])), at: Fixture.now)
    try replica.close()
    #expect(try Fixture.open(directory).outbox().map(\.intent.id) == ["G1"])
    let lease = ReplicaLease(directory: directory.path)
    #expect(try lease.tryAcquire())
    expectLeftAlone()
    lease.release()
    var presence: ConsolePresence? = try ConsolePresence(directory: directory.path, console: "one")
    expectLeftAlone()
    presence = nil
    _ = presence
    let salvage = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1").salvage
    #expect(salvage.recovered == 1)
  }

  @Test func damageThatNobodyHasReadIsFound() throws {
    let directory = TemporaryDirectory()
    let path = directory.path + "/replica.sqlite"
    try queued(300, in: directory)
    do {
      let replica = try Fixture.open(directory)
      try replica.checkSoundness()
      try replica.close()
    }
    trash([try rootPage(of: "equipment_location", path)], path)
    let replica = try Fixture.open(directory)
    do {
      try replica.checkSoundness()
      Issue.record("found sound")
    } catch {
      guard case .corrupt = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func whatIsNoDatabaseIsNamedSoAndSetAside() throws {
    let directory = TemporaryDirectory()
    let descriptor = open(directory.path + "/replica.sqlite", O_RDWR | O_CREAT, 0o600)
    let noise = [UInt8](repeating: 0x41, count: 8_192)
    write(descriptor, noise, noise.count)
    close(descriptor)
    do {
      _ = try Fixture.open(directory)
      Issue.record("opened")
    } catch {
      guard case ReplicaFailure.corrupt = error else {
        Issue.record("\(error)")
        return
      }
    }
    let (replica, salvage) = try Replica.recover(directory: directory.path, identity: Fixture.identity, stamp: "1")
    #expect(salvage.recovered == 0 && salvage.outboxCopy == nil)
    #expect(!salvage.isCounted, "what it held is not known")
    #expect(try replica.outbox().isEmpty)
  }

  private func rootPage(of table: String, _ path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table])! }
  }
}
