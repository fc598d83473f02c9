import Domain
import GRDB
import Glibc
import SyncModel
import Testing

@testable import Replica

@Suite struct OpeningTests {
  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func onlyTheOwnerCanReadIt() throws {
    let parent = TemporaryDirectory()
    let directory = "\(parent.path)/a/b"
    let replica = try Replica.open(directory: directory, identity: Fixture.identity)
    _ = try replica.store([Fixture.job("BT-1")])
    #expect(mode(directory) == 0o700)
    for file in ["replica.sqlite", "replica.sqlite-wal", "replica.sqlite-shm"] { #expect(mode("\(directory)/\(file)") == 0o600) }
  }

  @Test func aDirectoryOpenToOthersIsClosed() throws {
    let directory = TemporaryDirectory()
    chmod(directory.path, 0o755)
    _ = try Fixture.open(directory)
    #expect(mode(directory.path) == 0o700)
  }

  @Test func aLinkIsNotFollowed() throws {
    let directory = TemporaryDirectory()
    let link = directory.path + "/link"
    mkdir(directory.path + "/real", 0o700)
    symlink(directory.path + "/real", link)
    #expect(throws: ReplicaFailure.unsafeLocation(path: link, .symbolicLink)) {
      try Replica.open(directory: link, identity: Fixture.identity)
    }
  }

  @Test func anotherSitesOrUsersReplicaIsNotOpened() throws {
    let directory = TemporaryDirectory()
    _ = try Fixture.open(directory)
    for other in [
      ReplicaIdentity(site: "https://erp.example", user: "luc"), ReplicaIdentity(site: "https://b", user: "marie@example"),
    ] {
      #expect(throws: ReplicaFailure.otherIdentity(found: Fixture.identity)) {
        try Replica.open(directory: directory.path, identity: other)
      }
    }
    _ = try Fixture.open(directory)
  }

  @Test func identitiesHaveDirectoriesOfTheirOwn() {
    let names = [("https://a", "b"), ("https://a-b", ""), ("https://ab", ""), ("https://a", "B"), ("https://é", "b")].map {
      ReplicaIdentity(site: $0.0, user: $0.1).directoryName
    }
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.utf8.allSatisfy { $0 != UInt8(ascii: "/") && $0 != 0 && $0 < 0x80 } })
  }

  @Test func aNewerFileIsLeftAlone() throws {
    let directory = TemporaryDirectory()
    do {
      let replica = try Fixture.open(directory)
      try replica.writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
      let newer = ReplicaFailure.newerSchema(found: 99, supported: ReplicaSchema.version)
      // A console that runs while another one brings the file further.
      #expect(throws: newer) { try replica.checkSchema() }
      #expect(throws: newer) {
        try replica.accept(Fixture.group("G1", Fixture.edit("BT-1", [("priority", .null, .text("P1"))])), at: Fixture.now)
      }
      try replica.close()
    }
    #expect(throws: ReplicaFailure.newerSchema(found: 99, supported: ReplicaSchema.version)) { try Fixture.open(directory) }
  }

  @Test func aMigrationThatFailsLeavesTheFileAsItWas() throws {
    let queue = try DatabaseQueue()
    struct Broken: Error {}
    let steps: [ReplicaSchema.Step] = [
      { try $0.execute(sql: "CREATE TABLE one(a)") },
      {
        try $0.execute(sql: "CREATE TABLE two(a)")
        throw Broken()
      },
    ]
    try queue.writeWithoutTransaction { db in
      #expect(throws: Broken.self) { try ReplicaSchema.migrate(db, steps: steps) }
      #expect(try ReplicaSchema.found(db) == 1)
      #expect(try db.tableExists("one") && !db.tableExists("two"))
      try ReplicaSchema.migrate(db, steps: [steps[0], { try $0.execute(sql: "CREATE TABLE two(a)") }])
      #expect(try ReplicaSchema.found(db) == 2)
    }
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

  @Test func theOpenEditsCanBeTakenAlong() throws {
    let directory = TemporaryDirectory()
    let replica = try Fixture.inMemory()
    let path = directory.path + "/outbox.txt"
    #expect(try replica.saveOutbox(to: path) == 0)
    #expect(access(path, F_OK) != 0)
    _ = try replica.accept(Fixture.group("G1", Fixture.edit("BT-1", [("notes", .null, .text("x"))])), at: Fixture.now)
    #expect(try replica.saveOutbox(to: path) == 1)
    #expect(mode(path) == 0o600)
    try replica.erase()
    #expect(try replica.outbox().isEmpty)
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
    #expect(try replica.outbox().isEmpty)
  }

  private func rootPage(of table: String, _ path: String) throws -> Int {
    let queue = try DatabaseQueue(path: path)
    return try queue.read { try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = ?", arguments: [table])! }
  }

  @Test func networkFileSystemsAreKnownByTheirMount() {
    let mounts = """
      22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
      40 22 0:35 / /home rw - nfs4 server:/home rw
      41 40 0:36 / /home/marie/local\\040disk rw - tmpfs tmpfs rw
      """
    #expect(ReplicaFiles.fileSystem(of: "/var/lib", mounts: mounts) == "ext4")
    #expect(ReplicaFiles.fileSystem(of: "/home/marie/x", mounts: mounts) == "nfs4")
    #expect(ReplicaFiles.fileSystem(of: "/home/marie/local disk/x", mounts: mounts) == "tmpfs")
    #expect(ReplicaFiles.fileSystem(of: "/homes", mounts: mounts) == "ext4")
  }
}
