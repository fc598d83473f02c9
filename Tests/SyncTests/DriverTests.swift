import Domain
import ERPNext
import Replica
import Sync
import SyncModel
import Testing

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
    #expect(try replica.documents(.job) == service.withSite { $0.all(.job) })
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
}
