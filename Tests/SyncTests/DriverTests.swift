import Domain
import ERPNext
import Glibc
import Replica
import SyncModel
import Synchronization
import Testing

@testable import Sync

@Suite struct DriverTests {
  static let clock: Int64 = 1_777_977_600_000_000  // 2026-05-05 10:40:00

  static func driver(_ service: ModelService, _ replica: Replica) -> SyncDriver {
    SyncDriver(replica: replica, service: service, zone: .utc, seed: 7) { Instant(seconds: clock / 1_000_000) }
  }

  static func replica() throws -> Replica {
    try Replica.inMemory(identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
  }

  @Test func pullsEverythingAndPushesAnEdit() async throws {
    var site = ModelSite(clock: Self.clock)
    for number in 0..<30 {
      site.insert(.job, ["subject": .text("Job \(number)"), "status": .text("Open"), "notes": .text("é")])
    }
    site.insert(.technician, ["full_name": .text("Ann")])
    let service = ModelService(site)
    let replica = try Self.replica()
    let driver = Self.driver(service, replica)
    driver.start()
    let first = await driver.syncOnce(timeout: 30)
    let theirs = service.withSite { $0.all(.job) }
    #expect(try replica.documents(.job).map(\.name) == theirs.map(\.name))
    #expect(try replica.documents(.job).map(\.modified) == theirs.map(\.modified))
    #expect(first.status.link == .polling)

    let job = try #require(try replica.documents(.job).first)
    let reference = DocumentReference(.job, name: job.name)
    let edit = Edit(
      document: reference, changes: [FieldChange("technician", before: .null, after: .text("TECHNICIAN-1"))],
      baseModified: job.modified)
    let intents = try replica.accept(EditGroup(id: "G1", verb: "assign", edits: [edit]), at: Instant(seconds: 0))
    #expect(intents.map(\.state) == [.pending])
    driver.kick()
    let second = await driver.syncOnce(timeout: 30)
    #expect(second.totals.confirmed == 1)
    #expect(service.withSite { $0.document(.job, job.name) }?["technician"] == .text("TECHNICIAN-1"))
    #expect(try replica.document(reference)?["technician"] == .text("TECHNICIAN-1"))
    #expect(try replica.outbox().isEmpty)
    driver.stop()
  }

  @Test func fillsTheIndexWhenThereIsNothingElseToDo() async throws {
    var site = ModelSite(clock: Self.clock)
    for number in 0..<300 { site.insert(.job, ["subject": .text("Fibre n\(number)"), "status": .text("Done")]) }
    let replica = try Self.replica()
    let driver = Self.driver(ModelService(site), replica)
    driver.start()
    #expect(
      try await Self.eventually {
        let found = try replica.search("fibre n29", zone: .utc)
        return found.isComplete && found.hits.count == 11
      })
    driver.stop()
  }

  @Test func parksAnEditThatMeetsAnother() async throws {
    var site = ModelSite(clock: Self.clock)
    let name = site.insert(.job, ["subject": .text("Repair"), "status": .text("Open"), "priority": .text("P3")])
    let service = ModelService(site)
    let replica = try Self.replica()
    let driver = Self.driver(service, replica)
    driver.start()
    _ = await driver.syncOnce(timeout: 30)
    let reference = DocumentReference(.job, name: name)
    let seen = try #require(try replica.document(reference))
    service.withSite { $0.edit(reference, ["priority": .text("P1"), "subject": .text("Repair now")]) }
    let edit = Edit(
      document: reference,
      changes: [
        FieldChange("priority", before: .text("P3"), after: .text("P2")),
        FieldChange("notes", before: .null, after: .text("dog")),
      ], baseModified: seen.modified)
    _ = try replica.accept(EditGroup(id: "G1", verb: "priority", edits: [edit]), at: Instant(seconds: 0))
    driver.kick()
    let report = await driver.syncOnce(timeout: 30)
    #expect(report.status.parked == 1)
    let parked = try #require(try replica.outbox().first)
    #expect(
      parked.intent.state
        == .conflict([FieldConflict(field: "priority", mine: .text("P2"), theirs: .text("P1"), base: .text("P3"))]))
    #expect(parked.intent.theirs?.user == "other")
    #expect(service.withSite { $0.document(.job, name) }?["priority"] == .text("P1"))
    driver.stop()
  }

  /// Waits for a condition, at most 30 s.
  static func eventually(_ condition: () throws -> Bool) async rethrows -> Bool {
    let end = ContinuousClock.now + .seconds(30)
    while ContinuousClock.now < end {
      if try condition() { return true }
      try? await Task.sleep(for: .milliseconds(5))
    }
    return false
  }

  @Test func aFollowersEditIsPushedByTheLeaderAndTheLeaseIsInherited() async throws {
    let directory = TemporaryDirectory()
    let identity = ReplicaIdentity(site: "https://erp.example", user: "marie@example")
    var site = ModelSite(clock: Self.clock)
    let name = site.insert(.job, ["subject": .text("Repair"), "status": .text("Open")])
    let service = ModelService(site)
    let first = try Replica.open(directory: directory.path, identity: identity)
    let second = try Replica.open(directory: directory.path, identity: identity)
    let leader = SyncDriver(
      replica: first, service: service, zone: .utc, lease: ReplicaLease(directory: directory.path), seed: 1
    ) { Instant(seconds: Self.clock / 1_000_000) }
    leader.start()
    _ = await leader.syncOnce(timeout: 30)
    let follower = SyncDriver(
      replica: second, service: service, zone: .utc, lease: ReplicaLease(directory: directory.path), seed: 2
    ) { Instant(seconds: Self.clock / 1_000_000) }
    follower.start()
    let reference = DocumentReference(.job, name: name)

    func accept(_ group: String, _ value: String) throws {
      let seen = try #require(try second.document(reference))
      let edit = Edit(
        document: reference, changes: [FieldChange("priority", before: seen["priority"], after: .text(value))],
        baseModified: seen.modified)
      _ = try second.accept(EditGroup(id: group, verb: "priority", edits: [edit]), at: Instant(seconds: 0))
      follower.kick([reference])
    }

    try accept("G1", "P1")
    let report = await follower.settled(["G1"], timeout: 30)
    // It goes well, and is nobody's concern.
    #expect(report.status.link == .polling || report.status.link == .starting)
    #expect(ReplicaLease(directory: directory.path).holder()?.note.hasPrefix("polling,") == true)
    #expect(try second.outbox().isEmpty)
    #expect(service.withSite { $0.document(.job, name) }?["priority"] == .text("P1"))

    leader.suspend()
    leader.stop()
    try accept("G2", "P2")
    _ = await follower.settled(["G2"], timeout: 30)
    #expect(service.withSite { $0.document(.job, name) }?["priority"] == .text("P2"))
    follower.stop()
    #expect(try ReplicaLease(directory: directory.path).tryAcquire())
  }

  @Test func anEditOfUnknownOutcomeIsReadBackAndNotSentTwice() async throws {
    var site = ModelSite(clock: Self.clock)
    let name = site.insert(.job, ["subject": .text("Repair"), "status": .text("Open")])
    let service = ModelService(site)
    let replica = try Self.replica()
    let driver = Self.driver(service, replica)
    driver.start()
    _ = await driver.syncOnce(timeout: 30)
    service.setFault { if case .update = $0 { .after(.ambiguous("504")) } else { nil } }
    let reference = DocumentReference(.job, name: name)
    let seen = try #require(try replica.document(reference))
    let edit = Edit(
      document: reference, changes: [FieldChange("priority", before: .null, after: .text("P2"))], baseModified: seen.modified)
    _ = try replica.accept(EditGroup(id: "G1", verb: "priority", edits: [edit]), at: Instant(seconds: 0))
    _ = await driver.settled(["G1"], timeout: 30)
    #expect(try replica.outbox().isEmpty)
    #expect(service.withSite { $0.journal.map(\.requestID) } == ["G1"])
    driver.stop()
  }

  @Test func aStoppedProcessHoldsNoLeaseAndTakesItAgain() async throws {
    let directory = TemporaryDirectory()
    let replica = try Replica.open(
      directory: directory.path, identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
    var site = ModelSite(clock: Self.clock)
    let name = site.insert(.job, ["subject": .text("Repair"), "status": .text("Open")])
    let driver = SyncDriver(
      replica: replica, service: ModelService(site), zone: .utc, lease: ReplicaLease(directory: directory.path), seed: 1
    ) { Instant(seconds: Self.clock / 1_000_000) }
    driver.start()
    _ = await driver.syncOnce(timeout: 30)
    driver.suspend()
    let other = ReplicaLease(directory: directory.path)
    #expect(try other.tryAcquire())
    let seen = try #require(try replica.document(DocumentReference(.job, name: name)))
    let edit = Edit(
      document: DocumentReference(.job, name: name), changes: [FieldChange("priority", before: .null, after: .text("P1"))],
      baseModified: seen.modified)
    _ = try replica.accept(EditGroup(id: "G1", verb: "priority", edits: [edit]), at: Instant(seconds: 0))
    driver.kick()
    driver.resume()
    other.release()
    _ = await driver.settled(["G1"], timeout: 30)
    #expect(try replica.outbox().isEmpty)
    driver.stop()
  }

  @Test func aReplicaThatCannotBeWrittenStopsNothingForGood() async throws {
    let directory = TemporaryDirectory()
    let identity = ReplicaIdentity(site: "https://erp.example", user: "marie@example")
    let replica = try Replica.open(directory: directory.path, identity: identity)
    var site = ModelSite(clock: Self.clock)
    for number in 0..<50 {
      site.insert(.job, ["subject": .text("Job \(number)"), "notes": .text(String(repeating: "n", count: 5_000))])
    }
    var rhythm = SyncRhythm()
    rhythm.replicaPause = 20
    let driver = SyncDriver(replica: replica, service: ModelService(site), zone: .utc, rhythm: rhythm, seed: 1) {
      Instant(seconds: Self.clock / 1_000_000)
    }
    try replica.limitSize(morePages: 4)
    driver.start()
    var failures = driver.failures.makeAsyncIterator()
    #expect(await failures.next() == .diskFull)
    #expect(try replica.documents(.job).isEmpty)
    try replica.limitSize(morePages: nil)
    #expect(try await Self.eventually { try replica.count(.job) == 50 })
    driver.stop()
  }

  static var impatient: SyncRhythm {
    var rhythm = SyncRhythm()
    rhythm.replicaPause = 5
    rhythm.firstPause = 5
    return rhythm
  }

  @Test func aLeaseThatCannotBeTakenIsSoughtAgain() async throws {
    let directory = TemporaryDirectory()
    let replica = try Replica.open(
      directory: directory.path, identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
    var site = ModelSite(clock: Self.clock)
    site.insert(.job, ["subject": .text("Repair"), "status": .text("Open")])
    // Nothing can be opened for writing under that name.
    #expect(mkdir("\(directory.path)/lease", 0o700) == 0)
    let driver = SyncDriver(
      replica: replica, service: ModelService(site), zone: .utc, lease: ReplicaLease(directory: directory.path),
      rhythm: Self.impatient, seed: 1
    ) { Instant(seconds: Self.clock / 1_000_000) }
    driver.start()
    var failures = driver.failures.makeAsyncIterator()
    #expect(await failures.next() != nil)
    #expect(rmdir("\(directory.path)/lease") == 0)
    #expect(try await Self.eventually { try replica.count(.job) == 1 })
    driver.stop()
  }

  @Test(arguments: [true, false]) func aReplicaThatCannotBeReadIsTriedAgain(_ isFromTheStart: Bool) async throws {
    let directory = TemporaryDirectory()
    let replica = try Replica.open(
      directory: directory.path, identity: ReplicaIdentity(site: "https://erp.example", user: "marie@example"))
    let driver = SyncDriver(
      replica: replica, service: ModelService(ModelSite(clock: Self.clock)), zone: .utc, rhythm: Self.impatient, seed: 1
    ) { Instant(seconds: Self.clock / 1_000_000) }
    if isFromTheStart { try replica.close() }
    driver.start()
    if !isFromTheStart {
      _ = await driver.syncOnce(timeout: 30)
      try replica.close()
      driver.mailbox.post(.announced(.everything))
    }
    var failures = driver.failures.makeAsyncIterator()
    for _ in 0..<3 { #expect(await failures.next() != nil) }
    driver.stop()
  }

  @Test func oneSyncOutlastsAnAnswerThatIsOnlyPassing() async throws {
    var site = ModelSite(clock: Self.clock)
    for number in 0..<5 { site.insert(.job, ["subject": .text("Job \(number)"), "status": .text("Open")]) }
    let service = ModelService(site)
    let left = Mutex(4)
    service.setFault { _ in
      let isFailing = left.withLock { left in
        left -= 1
        return left >= 0
      }
      return isFailing ? .before(.retry(after: nil, "503")) : nil
    }
    let replica = try Self.replica()
    let driver = SyncDriver(replica: replica, service: service, zone: .utc, rhythm: Self.impatient, seed: 1) {
      Instant(seconds: Self.clock / 1_000_000)
    }
    driver.start()
    let report = await driver.syncOnce(timeout: 30)
    #expect(report.status.link == .polling)
    #expect(try replica.count(.job) == 5)
    // Where nobody answers at all, it ends after a few attempts.
    service.setFault { _ in .before(.unreachable("no route")) }
    let away = await driver.syncOnce(timeout: 600)
    guard case .offline = away.status.link else {
      Issue.record("\(away.status)")
      return
    }
    driver.stop()
  }

  @Test func deletionsHeldByTheLeaderAreAcceptedFromAFollower() async throws {
    let directory = TemporaryDirectory()
    let identity = ReplicaIdentity(site: "https://erp.example", user: "marie@example")
    var site = ModelSite(clock: Self.clock)
    let names = (0..<4).map { site.insert(.technician, ["full_name": .text("Tech \($0)")]) }
    let service = ModelService(site)
    let first = try Replica.open(directory: directory.path, identity: identity)
    let second = try Replica.open(directory: directory.path, identity: identity)
    func driver(_ replica: Replica) -> SyncDriver {
      SyncDriver(
        replica: replica, service: service, zone: .utc, lease: ReplicaLease(directory: directory.path), seed: 1
      ) { Instant(seconds: Self.clock / 1_000_000) }
    }
    let leader = driver(first)
    leader.start()
    _ = await leader.syncOnce(timeout: 30)
    let follower = driver(second)
    follower.start()
    service.withSite { site in for name in names { site.delete(DocumentReference(.technician, name: name)) } }
    let held = await leader.syncOnce(timeout: 30)
    #expect(held.status.heldDeletions == 4)
    #expect(try second.count(.technician) == 4)
    var seen = 0
    for await status in follower.status {
      seen = status.heldDeletions
      if seen > 0 { break }
    }
    #expect(seen == 4)
    let done = await follower.acceptDeletions(seen, timeout: 30)
    #expect(done.status.heldDeletions == 0)
    #expect(try second.count(.technician) == 0)
    leader.stop()
    follower.stop()
  }

  @Test func aLeaderThatDoesNotStirIsNamed() {
    let seen = Instant(seconds: 100)
    let holder = ReplicaLease.Holder(pid: 77, seenAt: seen, note: "offline 90,80")
    #expect(
      LeaderNote.state(holder, isStale: false)
        == LeaderState(pid: 77, link: .offline(since: Instant(seconds: 90)), freshAt: Instant(seconds: 80)))
    var bench = Bench()
    bench.feed(.follow(LeaderNote.state(holder, isStale: true)))
    #expect(bench.status.link == .follower(of: 77, stale: true))
    bench.feed(.follow(LeaderNote.state(holder, isStale: false)))
    #expect(bench.status.link == .offline(since: Instant(seconds: 90)))
    for link in [SyncStatus.Link.starting, .live, .polling, .loading(received: 5, total: nil), .signInNeeded(words: "")] {
      let status = SyncStatus(link: link, freshAt: seen, heldDeletions: 7)
      let read = LeaderNote.state(.init(pid: 1, seenAt: seen, note: LeaderNote.text(status)), isStale: false)
      #expect(read.link == link && read.freshAt == seen && read.heldDeletions == 7)
    }
  }
}
