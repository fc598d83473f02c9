import Domain
import ERPNext
import Glibc
import Replica
import SyncModel
import Synchronization
import Testing

@testable import Sync

/// What the driver does for its replica beside syncing, and what it says when the replica is damaged.
@Suite struct ReplicaCareTests {
  private static let identity = ReplicaIdentity(site: "https://erp.example", user: "marie@example")
  private static let marker = "a text to be found in the file"

  /// Overwrites the pages that `isHit` chooses, by number and content.
  private func trash(_ path: String, where isHit: (Int, [UInt8]) -> Bool) {
    let descriptor = open(path, O_RDWR)
    defer { close(descriptor) }
    let noise = [UInt8](repeating: 0xA5, count: 4_096)
    var page = noise
    var number = 1
    while pread(descriptor, &page, page.count, off_t((number - 1) * page.count)) == page.count {
      if isHit(number, page) { pwrite(descriptor, noise, noise.count, off_t((number - 1) * page.count)) }
      number += 1
    }
  }

  @Test(arguments: [true, false]) func aDamagedReplicaIsNotTakenForOneWithoutEdits(isAllDamaged: Bool) async throws {
    let directory = TemporaryDirectory()
    do {
      let replica = try Replica.open(directory: directory.path, identity: Self.identity)
      let edit = Edit(
        document: DocumentReference(.job, name: "JOB-1"),
        changes: [FieldChange("notes", before: .null, after: .text(Self.marker))], baseModified: "2026-05-05 10:00:00")
      _ = try replica.accept(EditGroup(id: "G1", verb: "notes", edits: [edit]), at: Instant(seconds: 0))
      try replica.close()
    }
    let replica = try Replica.open(directory: directory.path, identity: Self.identity)
    let marker = Array(Self.marker.utf8)
    trash(directory.path + "/replica.sqlite") { number, page in
      if isAllDamaged { return number > 1 }
      return page.indices.contains { page[$0] == marker[0] && page[$0...].starts(with: marker) }
    }
    let driver = SyncDriver(replica: replica, service: ModelService(ModelSite(clock: DriverTests.clock)), zone: .utc, seed: 1) {
      Instant(seconds: DriverTests.clock / 1_000_000)
    }
    driver.start()
    let report = await driver.syncOnce(timeout: 30)
    guard case .corrupt = report.failure else {
      Issue.record("\(report)")
      return
    }
    driver.stop()
  }

  /// A site with a job that was finished long ago at a place of its own, and one that is not.
  private func oldAndNew() -> (site: ModelSite, old: DocumentName, place: DocumentName) {
    var site = ModelSite(clock: DriverTests.clock - 200 * 86_400_000_000)
    let place = site.insert(.serviceLocation, ["address": .text("1, rue Un")])
    let other = site.insert(.serviceLocation, ["address": .text("2, rue Deux")])
    let old = site.insert(
      .job,
      [
        "subject": .text("Old"), "status": .text("Done"), "scheduled_start": .text("2025-11-01 08:00:00"),
        "service_location": .text(place.text),
      ])
    site.clock = DriverTests.clock
    site.insert(
      .job,
      [
        "subject": .text("New"), "status": .text("Done"), "scheduled_start": .text("2026-05-05 08:00:00"),
        "service_location": .text(other.text),
      ])
    return (site, old, place)
  }

  @Test func whatIsTooOldGoesAndIsNotFetchedAgain() async throws {
    let (site, old, place) = oldAndNew()
    let service = ModelService(site)
    let replica = try DriverTests.replica()
    var rhythm = SyncRhythm()
    rhythm.hotWhileLive = 10
    rhythm.hotWhilePolling = 10
    rhythm.reread = 10
    rhythm.history = 100
    let driver = SyncDriver(replica: replica, service: service, zone: .utc, rhythm: rhythm, retentionDays: 90, seed: 7) {
      Instant(seconds: DriverTests.clock / 1_000_000)
    }
    driver.start()
    #expect(try await DriverTests.eventually { try replica.count(.job) == 1 && replica.count(.serviceLocation) == 1 })
    // All of the history is compared, twice, and what people look at read again.
    let compared = Mutex<[DocumentKind: Int]>([:])
    let fetched = Mutex<Set<DocumentName>>([])
    service.setFault { request in
      if case .versions(let kind, .range("creation", "1900-01-01", _)) = request {
        compared.withLock { $0[kind, default: 0] += 1 }
      }
      if case .documents(_, let names) = request { fetched.withLock { $0.formUnion(names) } }
      return nil
    }
    #expect(
      await DriverTests.eventually {
        compared.withLock { $0[.job, default: 0] > 2 && $0[.serviceLocation, default: 0] > 2 }
          && fetched.withLock { !$0.isEmpty }
      })
    #expect(fetched.withLock { !$0.contains(old) && !$0.contains(place) })
    #expect(try replica.count(.job) == 1 && replica.count(.serviceLocation) == 1)
    // A new job there brings the place back, at once.
    let new = service.withSite {
      $0.insert(.job, ["subject": .text("Again"), "status": .text("Open"), "service_location": .text(place.text)])
    }
    driver.mark(.job, new)
    #expect(try await DriverTests.eventually { try replica.count(.job) == 2 && replica.count(.serviceLocation) == 2 })
    driver.stop()
  }

  @Test func withoutARetentionEverythingStays() async throws {
    let replica = try DriverTests.replica()
    let driver = DriverTests.driver(ModelService(oldAndNew().site), replica)
    driver.start()
    _ = await driver.syncOnce(timeout: 30)
    #expect(try await DriverTests.eventually { try replica.search("old", zone: .utc).isComplete })
    #expect(try replica.count(.job) == 2)
    driver.stop()
  }

  @Test func aLongLogIsFoldedInWhenThereIsNothingElseToDo() async throws {
    let directory = TemporaryDirectory()
    let replica = try Replica.open(directory: directory.path, identity: Self.identity)
    var site = ModelSite(clock: DriverTests.clock)
    for number in 0..<1_500 {
      site.insert(.job, ["subject": .text("Job \(number)"), "notes": .text(String(repeating: "n", count: 4_000))])
    }
    let driver = DriverTests.driver(ModelService(site), replica)
    driver.start()
    _ = await driver.syncOnce(timeout: 30)
    #expect(
      try await DriverTests.eventually {
        var status = stat()
        // Found in none: a long reading would keep the log as it is.
        guard try replica.search("introuvable", zone: .utc).isComplete else { return false }
        return stat(directory.path + "/replica.sqlite-wal", &status) == 0 && status.st_size <= SyncDriver.shortLog
      })
    #expect(try replica.count(.job) == 1_500)
    driver.stop()
  }
}
