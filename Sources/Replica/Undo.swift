import Domain
import GRDB

package enum UndoOutcome: Sendable, Equatable {
  /// There is no step to take.
  case nothing
  /// Others changed these fields since, and nothing was done: ask, and call again with a choice.
  case asks(verb: String, [ChangedField])
  /// Done: these edits never left, these inverse ones are queued, these documents cannot be taken back.
  case done(verb: String, removed: [String], queued: [Intent], kept: [DocumentReference])
}

/// What becomes of fields that others changed since.
package enum UndoChoice: Sendable, Equatable {
  case ask
  /// They stay as they are; the rest is taken back.
  case leave
  /// They are taken back too.
  case overwrite
  /// Field by field, as they were shown. One that has changed once more since then is asked for anew.
  case decided(overwrite: Set<ChangedField>, leave: Set<ChangedField>)

  func settles(_ field: ChangedField) -> Bool {
    switch self {
    case .ask: false
    case .leave, .overwrite: true
    case .decided(let overwrite, let leave): overwrite.contains(field) || leave.contains(field)
    }
  }

  func overwrites(_ field: ChangedField) -> Bool {
    switch self {
    case .ask, .leave: false
    case .overwrite: true
    case .decided(let overwrite, _): overwrite.contains(field)
    }
  }
}

extension Replica {
  /// Takes back the console's last step, or the one that `step` (the group's id) names, as after a partial refusal. `group` names
  /// the edits that this may queue; `cancelReason` is stored with a job whose making is taken back, as jobs are cancelled and
  /// never deleted.
  package func undo(
    console: String, step: String? = nil, group: String, cancelReason: String, changed choice: UndoChoice = .ask,
    at instant: Instant
  ) throws(ReplicaFailure) -> UndoOutcome {
    try self.step { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT group_id, verb FROM undo_step WHERE console = ? AND is_undone = 0 AND group_id = ifnull(?, group_id) \
          ORDER BY position DESC LIMIT 1
          """, arguments: [console, step])
      guard let row else { return .nothing }
      var plan = UndoPlan(replica: self, db: db)
      try plan.takeBack(try UndoEdit.all(row[0], db).reversed(), cancelReason: cancelReason, choice)
      return try finish(plan, step: row[0], verb: row[1], group: group, choice, at: instant, isUndone: true, db)
    }
  }

  /// Does the console's last undone step again, where its fields are still as the undoing left them.
  package func redo(
    console: String, group: String, changed choice: UndoChoice = .ask, at instant: Instant
  ) throws(ReplicaFailure) -> UndoOutcome {
    try step { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT group_id, verb FROM undo_step WHERE console = ? AND is_undone = 1 ORDER BY position LIMIT 1",
        arguments: [console])
      guard let row else { return .nothing }
      var plan = UndoPlan(replica: self, db: db)
      try plan.doAgain(try UndoEdit.all(row[0], db), choice)
      return try finish(plan, step: row[0], verb: row[1], group: group, choice, at: instant, isUndone: false, db)
    }
  }

  /// How many steps the console can take back, and how many do again.
  package func stepCounts(console: String) throws(ReplicaFailure) -> (undo: Int, redo: Int) {
    try read { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT total(is_undone = 0), total(is_undone = 1) FROM undo_step WHERE console = ?", arguments: [console])
      return (Int(row?[0] as Double? ?? 0), Int(row?[1] as Double? ?? 0))
    }
  }

  /// The steps of consoles that are no more become this one's: a dispatcher who lost the line can still undo.
  package func adoptSteps(console: String, living: Set<String>) throws(ReplicaFailure) {
    try write { db in
      for other in try String.fetchAll(db, sql: "SELECT DISTINCT console FROM undo_step WHERE console <> ?", arguments: [console])
      where !living.contains(other) {
        let undone = try String.fetchAll(
          db, sql: "SELECT group_id FROM undo_step WHERE console = ? AND is_undone = 1", arguments: [other])
        try Self.forget(undone, db)
        try db.execute(sql: "UPDATE undo_step SET console = ? WHERE console = ?", arguments: [console, other])
      }
    }
  }

  private func finish(
    _ plan: UndoPlan, step: String, verb: String, group: String, _ choice: UndoChoice, at instant: Instant, isUndone: Bool,
    _ db: Database
  ) throws -> UndoOutcome {
    if !plan.changed.allSatisfy(choice.settles) { return .asks(verb: verb, plan.changed) }
    var removed: [String] = []
    for entry in plan.removals where try IntentRow.one(entry.intent.id, db) != nil {
      removed += try Self.withdraw(entry, db)
    }
    let edits = EditGroup(id: group, verb: (isUndone ? "undo " : "redo ") + verb, edits: plan.edits)
    try Self.insert(edits, at: instant, db)
    if isUndone {
      try db.execute(sql: "UPDATE undo_step SET is_undone = 1 WHERE group_id = ?", arguments: [step])
    } else {
      // From now on the step is what was written this time.
      try db.execute(sql: "DELETE FROM undo_edit WHERE group_id = ?", arguments: [step])
      try db.execute(
        sql: "UPDATE undo_step SET is_undone = 0, group_id = ?, done_at = ? WHERE group_id = ?",
        arguments: [group, instant.seconds, step])
      try Self.journalEdits(edits, db)
    }
    let queued = try IntentRow.group(group, db).map(\.intent)
    return .done(verb: verb, removed: removed, queued: queued, kept: plan.kept)
  }
}

/// One edit of a step, as the journal keeps it.
struct UndoEdit {
  let intent: String
  let document: DocumentReference
  let action: Edit.Action
  let changes: [FieldChange]
  let outcome: Replica.Outcome

  static func all(_ group: String, _ db: Database) throws -> [UndoEdit] {
    let rows = try Row.fetchAll(
      db,
      sql: "SELECT intent_id, kind, key, is_local, action, changes, outcome FROM undo_edit WHERE group_id = ? ORDER BY number",
      arguments: [group])
    return rows.compactMap { row in
      guard let document = IntentRow.reference(kind: row[1], key: row[2], isLocal: row[3]),
        let action = Edit.Action(rawValue: row[4]), let changes = FieldText.changes(row[5]),
        let outcome = Replica.Outcome(rawValue: row[6])
      else { return nil }
      return UndoEdit(intent: row[0], document: document, action: action, changes: changes, outcome: outcome)
    }
  }
}

/// What taking a step back, or doing it again, comes to.
struct UndoPlan {
  let replica: Replica
  let db: Database
  var removals: [OutboxEntry] = []
  var edits: [Edit] = []
  var changed: [ChangedField] = []
  var kept: [DocumentReference] = []

  init(replica: Replica, db: Database) {
    self.replica = replica
    self.db = db
  }

  mutating func takeBack(_ steps: [UndoEdit], cancelReason: String, _ choice: UndoChoice) throws {
    for step in steps {
      if let entry = try IntentRow.one(step.intent, db) {
        // Parked, or surely not with the site: it never was. In flight: its inverse follows it.
        if entry.phase == .parked || entry.phase == .waiting && !entry.isUncertain {
          removals.append(entry)
          continue
        }
      } else if step.outcome != .confirmed {
        continue
      }
      guard let present = try present(step.document) else {
        kept.append(step.document)
        continue
      }
      if step.action == .create {
        cancel(step.document, present, cancelReason)
      } else {
        revert(step, present, choice)
      }
    }
  }

  private mutating func cancel(_ document: DocumentReference, _ present: Present, _ reason: String) {
    guard document.kind == .job else { return kept.append(document) }
    let cancelled = FieldValue.text(JobStatus.cancelled.rawValue)
    let status = present.fields["status"] ?? .null
    if status == cancelled { return }
    edits.append(
      Edit(
        document: document,
        changes: [
          FieldChange("status", before: status, after: cancelled),
          FieldChange("status_reason", before: present.fields["status_reason"] ?? .null, after: .text(reason)),
        ], baseModified: present.modified))
  }

  private mutating func revert(_ step: UndoEdit, _ present: Present, _ choice: UndoChoice) {
    var inverse: [FieldChange] = []
    for change in step.changes {
      let value = present.fields[change.field] ?? .null
      if Self.same(value, change.after) {
        if !Self.same(value, change.before) { inverse.append(FieldChange(change.field, before: value, after: change.before)) }
      } else if step.document.kind.field(change.field)?.type == .text,
        let without = Self.withoutLines(of: change, in: value.text ?? "")
      {
        inverse.append(FieldChange(change.field, before: value, after: .text(without)))
      } else {
        let field = ChangedField(
          document: step.document, field: change.field, wrote: change.after, present: value, restored: change.before)
        changed.append(field)
        if choice.overwrites(field) { inverse.append(FieldChange(change.field, before: value, after: change.before)) }
      }
    }
    if !inverse.isEmpty { edits.append(Edit(document: step.document, changes: inverse, baseModified: present.modified)) }
  }

  mutating func doAgain(_ steps: [UndoEdit], _ choice: UndoChoice) throws {
    for step in steps {
      guard let present = try present(step.document) else {
        if step.action == .create, step.document.isLocal {
          edits.append(Edit(document: step.document, action: .create, changes: step.changes, baseModified: nil))
        } else if step.document.isLocal, edits.contains(where: { $0.document == step.document && $0.action == .create }) {
          edits.append(Edit(document: step.document, changes: step.changes, baseModified: nil))
        } else {
          kept.append(step.document)
        }
        continue
      }
      var again: [FieldChange] = []
      for change in step.changes where step.action == .update || change.field == "status" {
        let value = present.fields[change.field] ?? .null
        let left = step.action == .create ? FieldValue.text(JobStatus.cancelled.rawValue) : change.before
        if Self.same(value, left) {
          if !Self.same(value, change.after) { again.append(FieldChange(change.field, before: value, after: change.after)) }
        } else if !Self.same(value, change.after) {
          let field = ChangedField(
            document: step.document, field: change.field, wrote: left, present: value, restored: change.after)
          changed.append(field)
          if choice.overwrites(field) { again.append(FieldChange(change.field, before: value, after: change.after)) }
        }
      }
      if !again.isEmpty { edits.append(Edit(document: step.document, changes: again, baseModified: present.modified)) }
    }
  }

  private struct Present {
    var modified: String?
    var fields: [String: FieldValue]
  }

  /// The document as the screen shows it: the site's row under the open edits that stay.
  private func present(_ reference: DocumentReference) throws -> Present? {
    let document = reference.isLocal ? nil : try Replica.document(reference.kind, reference.key, db)
    var present = document.map { Present(modified: $0.modified, fields: $0.fields) }
    let removed = Set(removals.map(\.intent.id))
    for entry in try IntentRow.all(db)
    where entry.document == reference && entry.phase != .parked && !removed.contains(entry.intent.id) {
      if present == nil {
        guard entry.intent.edit.action == .create else { continue }
        present = Present(modified: nil, fields: [:])
      }
      for change in entry.intent.edit.changes { present?.fields[change.field] = change.after }
      if case .applied(let modified) = entry.phase { present?.modified = modified }
    }
    return present
  }

  /// Nothing, no text, zero and no rows are one to a dispatcher, as they are to the site.
  static func same(_ left: FieldValue, _ right: FieldValue) -> Bool {
    if left == right { return true }
    return isEmpty(left) && isEmpty(right)
  }

  private static func isEmpty(_ value: FieldValue) -> Bool {
    switch value {
    case .null: true
    case .text(let text): text.isEmpty
    case .int(let number): number == 0
    case .float(let number): number == 0
    case .rows(let rows): rows.isEmpty
    }
  }

  /// The text without the lines that `change` added at its end, where they still stand together; nil where they do not.
  static func withoutLines(of change: FieldChange, in present: String) -> String? {
    let before = lines(change.before.text ?? "")
    let after = lines(change.after.text ?? "")
    guard after.count > before.count, after.starts(with: before) else { return nil }
    let added = Array(after.dropFirst(before.count))
    let all = lines(present)
    guard all.count >= added.count else { return nil }
    for start in (0...all.count - added.count).reversed() where Array(all[start..<start + added.count]) == added {
      return (all[..<start] + all[(start + added.count)...]).map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")
    }
    return nil
  }

  /// By bytes, since equal texts in different normal forms are different edits.
  private static func lines(_ text: String) -> [[UInt8]] {
    text.isEmpty ? [] : text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
  }
}
