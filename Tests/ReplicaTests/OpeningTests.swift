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

  @Test func theLastToCloseFoldsTheLogIn() throws {
    let directory = TemporaryDirectory()
    let log = directory.path + "/replica.sqlite-wal"
    let first = try Fixture.open(directory)
    let second = try Fixture.open(directory)
    _ = try first.store((1...400).map { Fixture.job("BT-\($0)") })
    // Both have read: connections that only read are the ones that would stay to the end.
    #expect(try first.documents(.job).count == 400 && second.documents(.job).count == 400)
    try first.close()
    _ = try second.accept(Fixture.group("G1", Fixture.edit("BT-1", [("notes", .null, .text("x"))])), at: Fixture.now)
    #expect(try second.documents(.job).count == 400)
    #expect(try second.outbox().map(\.intent.id) == ["G1"])
    #expect(access(log, F_OK) == 0)
    try second.close()
    #expect(access(log, F_OK) != 0)
    let third = try Fixture.open(directory)
    #expect(try third.documents(.job).count == 400)
    #expect(try third.outbox().map(\.intent.id) == ["G1"])
  }

  @Test func aLongLogIsEmptiedWhereNobodyReadsInIt() throws {
    let directory = TemporaryDirectory()
    let log = directory.path + "/replica.sqlite-wal"
    let replica = try Fixture.open(directory)
    let other = try Fixture.open(directory)
    _ = try replica.store((1...400).map { Fixture.job("BT-\($0)") })
    let length = ReplicaFiles.size(of: log)
    try replica.foldLog(longerThan: length)
    #expect(ReplicaFiles.size(of: log) == length)
    // Somebody who goes on reading is not disturbed.
    try other.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM job") == 400)
      try replica.foldLog(longerThan: 0)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM job") == 400)
    }
    #expect(ReplicaFiles.size(of: log) == length)
    try replica.foldLog(longerThan: 0)
    #expect(ReplicaFiles.size(of: log) == 0)
    #expect(try other.documents(.job).count == 400)
    _ = try other.store([Fixture.job("BT-401")])
    #expect(try replica.documents(.job).count == 401)
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
