import Domain
import ERPNext
import Replica
import Sync

// The dispatcher of a schedule: accepts edits on what the replica shows, undoes, decides on what was parked.
extension ScheduleRunner {
  /// What the screen shows of a document: the row under the open edits.
  private func shown(_ reference: DocumentReference) throws -> (modified: String?, fields: [String: FieldValue])? {
    let document = try replica.document(reference)
    var fields = document?.fields ?? [:]
    var exists = document != nil
    for entry in try replica.outbox() where entry.document == reference && entry.phase != .parked {
      if entry.intent.edit.action == .create { exists = true }
      for change in entry.intent.edit.changes { fields[change.field] = change.after }
    }
    return exists ? (document?.modified, fields) : nil
  }

  mutating func dispatcher() throws {
    serial += 1
    let group = "G\(serial)"
    switch number(12) {
    case 0: try take(try replica.undo(console: "C", group: group, cancelReason: "undone", changed: choice(), at: time.wall))
    case 1: try take(try replica.redo(console: "C", group: group, changed: choice(), at: time.wall))
    case 2, 3: try accept(creation(group))
    default:
      var edits: [Edit] = []
      for _ in 0...number(2) {
        guard let edit = try update() else { continue }
        let document = try present(edit.document)
        if try edits.contains(where: { try present($0.document) == document }) { continue }
        edits.append(edit)
      }
      try accept(EditGroup(id: group, verb: "edit", edits: edits))
    }
    if chance(90) { try feed(.outbox(try replica.outbox())) }
  }

  /// By the name that a document made here may have got meanwhile.
  private func present(_ reference: DocumentReference) throws -> DocumentReference {
    reference.isLocal ? try replica.document(madeAs: reference.key.text) ?? reference : reference
  }

  private mutating func choice() -> UndoChoice { [.ask, .leave, .overwrite][number(3)] }

  private mutating func take(_ outcome: UndoOutcome) throws {
    guard case .done(_, let removed, let queued, _) = outcome else { return }
    givenUp.formUnion(removed)
    accepted.formUnion(queued.map(\.id))
  }

  private mutating func accept(_ group: EditGroup) throws {
    guard !group.edits.isEmpty else { return }
    if parameters.mutation == .acceptedWithoutStoring, chance(20) {
      accepted.formUnion(group.edits.indices.map { $0 == 0 ? group.id : "\(group.id).\($0)" })
      return
    }
    accepted.formUnion(try replica.accept(group, at: time.wall, console: "C").map(\.id))
  }

  private mutating func update() throws -> Edit? {
    let local = try replica.outbox().filter { $0.intent.edit.action == .create && $0.document.kind == .job }.map(\.document)
    let known = try replica.documents(.job).map { DocumentReference(.job, name: $0.name) }
    guard let reference = pick(known + local), let shown = try shown(reference) else { return nil }
    var changes: [FieldChange] = []
    for _ in 0...number(2) {
      var (field, value) = pickField()
      if chance(25) { (field, value) = ("notes", .text((shown.fields["notes"]?.text ?? "") + "\nmine \(serial)")) }
      if chance(10) { (field, value) = ("tags", .rows([["tag": .text("A\(number(3))")]])) }
      let before = shown.fields[field] ?? .null
      if changes.contains(where: { $0.field == field }) || before == value { continue }
      changes.append(FieldChange(field, before: before, after: value))
    }
    if changes.isEmpty { return nil }
    // A dialog that was opened before the document had its name.
    for number in 1...max(1, serial) where chance(10) {
      let local = "job-G\(number)"
      guard try replica.document(madeAs: local) == reference else { continue }
      return Edit(document: DocumentReference(.job, localID: local), changes: changes, baseModified: nil)
    }
    return Edit(document: reference, changes: changes, baseModified: shown.modified)
  }

  /// A job, sometimes with a place that is new as well.
  private mutating func creation(_ group: String) -> EditGroup {
    var edits: [Edit] = []
    var fields: [(String, FieldValue)] = [("subject", .text("Made \(group)")), ("status", .text("Open"))]
    if chance(30) {
      let place = DocumentReference(.serviceLocation, localID: "place-\(group)")
      edits.append(
        Edit(
          document: place, action: .create, changes: [FieldChange("address", before: .null, after: .text(group))],
          baseModified: nil))
      fields.append(("service_location", .text(place.key.text)))
    }
    edits.append(
      Edit(
        document: DocumentReference(.job, localID: "job-\(group)"), action: .create,
        changes: fields.map { FieldChange($0.0, before: .null, after: $0.1) }, baseModified: nil))
    return EditGroup(id: group, verb: "create", edits: edits)
  }

  mutating func decide() throws {
    guard let entry = pick(try replica.outbox().filter { $0.phase == .parked }) else { return }
    let id = entry.intent.id
    switch entry.intent.state {
    case .refused:
      if chance(30) {
        givenUp.formUnion(try replica.drop(id))
      } else if chance(50), entry.intent.edit.action == .update {
        decisions[id, default: 0] += 1
        let changes = entry.intent.edit.changes.map { change in
          change.field == "status" ? FieldChange("status", before: change.before, after: .text("Planned")) : change
        }
        _ = try replica.resend(id, changes: changes)
      } else {
        decisions[id, default: 0] += 1
        _ = try replica.retry(id)
      }
    case .conflict(let conflicts):
      decisions[id, default: 0] += 1
      var choices: [String: ConflictChoice] = [:]
      for conflict in conflicts { choices[conflict.field] = chance(50) ? .mine : .theirs }
      _ = try replica.resolve(id, choices: choices)
      if try !replica.outbox().contains(where: { $0.intent.id == id }) { givenUp.insert(id) }
    case .documentDeleted: if chance(30) { givenUp.formUnion(try replica.drop(id)) }
    case .saving, .pending: break
    }
    try feed(.outbox(try replica.outbox()))
  }

  /// An edit leaves the outbox as confirmed only where the site has it.
  mutating func note(_ commit: SyncCommit) throws {
    guard case .confirm(let id, let document) = commit,
      let entry = try replica.outbox().first(where: { $0.intent.id == id })
    else { return }
    if site.journal.contains(where: { $0.requestID == id }) { return }
    let holds = entry.intent.edit.changes.allSatisfy { change in
      let type = entry.document.kind.field(change.field)?.type ?? .data
      return document.map { Canonical.same($0[change.field], change.after, type: type) } ?? false
    }
    if holds { satisfied.insert(id) } else { problem("\(id) was confirmed and is not on the site") }
  }
}
