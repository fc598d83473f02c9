import Domain
import Replica
import SyncModel

enum Fixture {
  static let identity = ReplicaIdentity(site: "https://erp.example", user: "marie@example")
  static let day = LocalDate(year: 2026, month: 5, day: 6)!
  static let now = Instant(seconds: 1_778_078_400)
  /// Six hours behind UTC from 2026-03-08 on, so that a day of the site is not a day of UTC.
  static let zone = SiteZone(
    identifier: "Test/Zone",
    spans: [.init(start: Instant(seconds: 0), offset: -18_000), .init(start: Instant(seconds: 1_772_950_000), offset: -21_600)])

  static func inMemory() throws -> Replica { try Replica.inMemory(identity: identity) }
  static func open(_ directory: TemporaryDirectory) throws -> Replica {
    try Replica.open(directory: directory.path, identity: identity)
  }

  static func job(
    _ name: String, modified: String = "2026-05-05 10:00:00", creation: String = "2026-01-01 08:00:00.5",
    _ fields: [String: FieldValue] = [:]
  ) -> Document {
    Document(
      kind: .job, name: DocumentName(name), creation: creation, modified: modified, modifiedBy: "other",
      fields: ["subject": .text("Job \(name)"), "status": .text("Open")].merging(fields) { _, new in new })
  }

  static func reference(_ name: String) -> DocumentReference { DocumentReference(.job, name: DocumentName(name)) }

  static func edit(
    _ name: String, base: String = "2026-05-05 10:00:00", _ changes: [(String, FieldValue, FieldValue)]
  ) -> Edit {
    Edit(
      document: reference(name), changes: changes.map { FieldChange($0.0, before: $0.1, after: $0.2) }, baseModified: base)
  }

  static func group(_ id: String, _ edits: Edit...) -> EditGroup { EditGroup(id: id, verb: "edit \(id)", edits: edits) }

  static func creation(_ group: String, local: String, _ fields: [(String, FieldValue)]) -> EditGroup {
    EditGroup(
      id: group, verb: "create",
      edits: [
        Edit(
          document: DocumentReference(.job, localID: local), action: .create,
          changes: fields.map { FieldChange($0.0, before: .null, after: $0.1) }, baseModified: nil)
      ])
  }
}

extension Replica {
  /// Takes an edit through sending to confirmation, as the site would answer.
  func confirmed(_ id: String, _ document: Document) throws {
    _ = try beginSending(id)
    _ = try markApplied(id, name: document.name, creation: document.creation, modified: document.modified)
    _ = try confirm(id, as: document)
  }
}
