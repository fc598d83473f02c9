import Domain
import Glibc
import SyncModel
import Synchronization
import Testing

@testable import Replica

@Suite struct NeighbourTests {
  @Test func theLeaseIsOnesAndPassesOn() throws {
    let directory = TemporaryDirectory()
    let first = ReplicaLease(directory: directory.path)
    let second = ReplicaLease(directory: directory.path)
    #expect(try first.tryAcquire())
    #expect(try first.tryAcquire())
    #expect(try !second.tryAcquire())
    first.beat(Fixture.now)
    #expect(second.holder() == ReplicaLease.Holder(pid: getpid(), seenAt: Fixture.now))
    let taken = DispatchLatch(1)
    try second.acquire { taken.arrive() }
    first.release()
    #expect(taken.wait())
    #expect(second.isHeld)
    #expect(try !first.tryAcquire())
  }

  @Test func aWaiterThatWasCalledOffDoesNotKeepTheLease() throws {
    let directory = TemporaryDirectory()
    let first = ReplicaLease(directory: directory.path)
    let second = ReplicaLease(directory: directory.path)
    let third = ReplicaLease(directory: directory.path)
    #expect(try first.tryAcquire())
    let wrongly = Mutex(false)
    try second.acquire { wrongly.withLock { $0 = true } }
    second.release()
    let taken = DispatchLatch(1)
    try third.acquire { taken.arrive() }
    first.release()
    #expect(taken.wait())
    #expect(!wrongly.withLock { $0 })
  }

  @Test func theLeaseFileTellsNothingToOthers() throws {
    let directory = TemporaryDirectory()
    let lease = ReplicaLease(directory: directory.path)
    _ = try lease.tryAcquire()
    var status = stat()
    stat(directory.path + "/lease", &status)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func changesAreAnnouncedToTheOthers() throws {
    let directory = TemporaryDirectory()
    let heard = Mutex<Announcement?>(nil)
    let arrived = DispatchLatch(1)
    let listener = try ReplicaAnnouncements(directory: directory.path) { announcement in
      heard.withLock { $0 = $0?.merged(with: announcement) ?? announcement }
      arrived.arrive()
    }
    let speaker = try ReplicaAnnouncements(directory: directory.path) { _ in Issue.record("heard itself") }
    let references: Set<DocumentReference> = [
      Fixture.reference("BT-\u{e9} \n"), Fixture.reference("BT-e\u{301} \n"), DocumentReference(.technician, localID: "x"),
    ]
    speaker.announce(.changed(references))
    #expect(arrived.wait())
    #expect(heard.withLock { $0 } == .changed(references))
    listener.end()
    // Nobody is there any more; the next word is not for anybody.
    speaker.announce(.changed(references))
    speaker.end()
    #expect(access("\(directory.path)/console-\(getpid()).sock", F_OK) != 0)
  }

  @Test func tooManyToNameMeansEverything() throws {
    let directory = TemporaryDirectory()
    let heard = Mutex<[Announcement]>([])
    let arrived = DispatchLatch(1)
    let listener = try ReplicaAnnouncements(directory: directory.path) { announcement in
      heard.withLock { $0.append(announcement) }
      arrived.arrive()
    }
    let speaker = try ReplicaAnnouncements(directory: directory.path) { _ in }
    speaker.announce(.changed(Set((0..<5_000).map { Fixture.reference("BT-\($0)") })))
    #expect(arrived.wait())
    #expect(heard.withLock { $0 } == [.everything])
    listener.end()
    speaker.end()
  }

  @Test func whatIsLeftOfTheDeadIsCleared() throws {
    let directory = TemporaryDirectory()
    let one = try ConsolePresence(directory: directory.path, console: "one")
    do {
      let two = try ConsolePresence(directory: directory.path, console: "two")
      #expect(ConsolePresence.living(in: directory.path) == ["one", "two"])
      _ = two
    }
    // A file whose holder was killed.
    close(open(directory.path + "/present-three", O_CREAT | O_RDWR, 0o600))
    #expect(ConsolePresence.living(in: directory.path) == ["one"])
    #expect(access(directory.path + "/present-three", F_OK) != 0)
    _ = one
  }
}
