import Domain
import Testing

@testable import Replica

@Suite struct RetentionTests {
  private let replica: Replica
  private let limit = "2026-02-05"

  init() throws { replica = try Fixture.inMemory() }

  private func place(_ name: String, modified: String = "2025-06-01 08:00:00") -> Document {
    Document(
      kind: .serviceLocation, name: DocumentName(name), creation: "2025-01-01 08:00:00", modified: modified,
      fields: ["customer_name": .text("Customer \(name)")])
  }

  private func equipment(_ name: String, at place: String) -> Document {
    Document(
      kind: .equipment, name: DocumentName(name), creation: "2025-01-01 08:00:00", modified: "2025-06-01 08:00:00",
      fields: ["serial": .text(name), "service_location": .text(place)])
  }

  private func job(_ name: String, _ status: String, start: String?, place: String = "LOC-new") -> Document {
    Fixture.job(
      name, creation: "2025-01-01 08:00:00",
      ["status": .text(status), "scheduled_start": start.map { .text($0) } ?? .null, "service_location": .text(place)])
  }

  private func versions(_ documents: [Document]) -> [DocumentVersion] {
    documents.map { DocumentVersion(name: $0.name, creation: $0.creation, modified: $0.modified) }
  }

  /// Everything that goes, a few at a time.
  private func letGo() throws -> Set<DocumentReference> {
    var all: Set<DocumentReference> = []
    while true {
      let gone = try replica.letGo(before: limit, limit: 2)
      #expect(gone.count <= 2)
      if gone.isEmpty { return all }
      all.formUnion(gone)
    }
  }

  private var jobs: [Document] {
    [
      job("done", "Done", start: "2025-12-01 09:00:00", place: "LOC-old"),
      job("cancelled", "Cancelled", start: "2026-02-04 23:00:00"),
      job("never-planned", "Cancelled", start: nil), job("unfinished", "Planned", start: "2025-12-01 09:00:00"),
      job("recent", "Done", start: "2026-02-05 00:00:00"),
      job("edited", "Done", start: "2025-12-01 09:00:00", place: "LOC-edited"),
    ]
  }

  private var others: [Document] {
    [
      place("LOC-old"), place("LOC-new"), place("LOC-edited"), place("LOC-wanted"),
      place("LOC-fresh", modified: "2026-03-01 08:00:00"),
      equipment("E-old", at: "LOC-old"), equipment("E-new", at: "LOC-new"),
    ]
  }

  @Test func oldFinishedWorkGoesWithWhatOnlyItNeeded() throws {
    _ = try replica.store(jobs + others)
    _ = try replica.accept(Fixture.group("G1", Fixture.edit("edited", [("notes", .null, .text("x"))])), at: Fixture.now)
    _ = try replica.accept(
      Fixture.group("G2", Fixture.edit("recent", [("second_location", .null, .text("LOC-wanted"))])), at: Fixture.now)
    let gone = try letGo()
    #expect(
      Set(gone.map(\.key.text)) == ["done", "cancelled", "never-planned", "LOC-old", "E-old"])
    #expect(try Set(replica.documents(.job).map(\.name.text)) == ["unfinished", "recent", "edited"])
    #expect(try Set(replica.documents(.equipment).map(\.name.text)) == ["E-new"])
    // Nobody's edit is parked by it.
    #expect(try replica.outbox().allSatisfy { $0.phase == .waiting })
  }

  @Test func comparingDoesNotBringItBackUntilItChanges() throws {
    _ = try replica.store(jobs + others)
    _ = try letGo()
    #expect(try replica.compare(.job, in: .all, with: versions(jobs)).changed.isEmpty)
    #expect(try replica.compare(.serviceLocation, in: .all, with: versions(Array(others[..<5]))).changed.isEmpty)
    var reopened = jobs
    reopened[0].modified = "2026-05-06 10:00:00"
    #expect(try replica.compare(.job, in: .all, with: versions(reopened)).changed == ["done"])
    // The history reaches as far back as before.
    #expect(try replica.oldestCreation(.serviceLocation) == "2025-01-01 08:00:00")
    // Who keeps more from now on gets it again.
    _ = try replica.letGo(before: "2025-11-01", limit: 100)
    #expect(
      try Set(replica.compare(.job, in: .all, with: versions(jobs)).changed) == ["done", "cancelled", "never-planned", "edited"])
  }

  @Test func aNewJobBringsItsPlaceBack() throws {
    _ = try replica.store(jobs + others)
    _ = try letGo()
    let changed = try replica.store([Fixture.job("new", ["service_location": .text("LOC-old")])])
    let recalled = try replica.recall(for: changed)
    #expect(recalled == [DocumentReference(.serviceLocation, name: "LOC-old"), DocumentReference(.equipment, name: "E-old")])
    #expect(try replica.recall(for: changed).isEmpty)
    #expect(try replica.compare(.serviceLocation, in: .all, with: versions([place("LOC-old")])).changed == ["LOC-old"])
  }
}
