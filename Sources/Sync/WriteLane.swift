import Domain
import ERPNext
import Replica

/// The edits on their way: in order per document, creates one at a time, nothing twice.
struct WriteLane: Sendable {
  enum Step: Sendable, Equatable {
    /// `wasUncertain`: an earlier request with the same base may have been applied.
    case sending(wasUncertain: Bool)
    /// Reading what the site holds now: after a lock that failed, or an answer that did not come.
    case readingBack(isUncertain: Bool)
    /// Applied; the row is being read.
    case fetching
  }

  struct Current: Sendable {
    let id: Int
    let step: Step
    let document: DocumentReference
    let isCreate: Bool
  }

  struct Pause: Sendable {
    var until: Int64
    var failures: Int
    var words: String
    /// How often a write of unknown outcome turned out not to have been applied.
    var unapplied: Int
  }

  /// By intent.
  var current: [String: Current] = [:]
  var pauses: [String: Pause] = [:]

  var isBusy: Bool { !current.isEmpty }

  func intent(of id: Int) -> String? { current.first { $0.value.id == id }?.key }

  /// A write's outcome tells nothing of the line where it is unknown; that of a read does.
  func isReading(_ intent: String) -> Bool {
    if case .sending = current[intent]?.step { false } else { true }
  }

  mutating func abandon() { current = [:] }

  mutating func forgetSettled(_ outbox: [OutboxEntry]) {
    guard !pauses.isEmpty else { return }
    let open = Set(outbox.lazy.filter { $0.phase != .parked }.map(\.intent.id))
    pauses = pauses.filter { open.contains($0.key) }
  }

  /// The end of the next pause; one that has ended waits for something else.
  func nextDue(after moment: Int64) -> Int64? { pauses.values.lazy.map(\.until).filter { $0 > moment }.min() }

  mutating func endPauses(_ moment: Int64) { for id in pauses.keys { pauses[id]?.until = moment } }
}

extension SyncEngine {
  mutating func startWrites(_ now: SyncTime) {
    guard !outboxIsStale else { return }
    for entry in nextPushes(at: now.milliseconds) {
      guard writes.current.count < rhythm.parallelWrites else { return }
      if entry.intent.edit.action == .create, writes.current.values.contains(where: \.isCreate) { continue }
      push(entry)
    }
  }

  /// The edits that could go now, oldest first: the first of each document that nothing stands before.
  func nextPushes(at moment: Int64) -> [OutboxEntry] {
    guard !outbox.isEmpty else { return [] }
    let unmade = Set(outbox.lazy.filter { $0.intent.edit.action == .create && $0.document.isLocal }.map(\.document.key.text))
    var taken: Set<DocumentReference> = []
    /// By document, the fields that a parked edit keeps from later ones; nil: all of them.
    var kept: [DocumentReference: Set<String>?] = [:]
    var pushes: [OutboxEntry] = []
    for entry in outbox {
      let edit = entry.intent.edit
      let fields = Set(edit.changes.map(\.field))
      if entry.phase == .parked {
        if edit.action == .create || entry.intent.state == .documentDeleted {
          kept.updateValue(nil, forKey: entry.document)
        } else if let fieldsKept = kept[entry.document, default: []] {
          kept.updateValue(fieldsKept.union(fields), forKey: entry.document)
        }
        continue
      }
      if taken.contains(entry.document) { continue }
      if let keeps = kept[entry.document] {
        guard let keeps else { continue }
        if !keeps.isDisjoint(with: fields) {
          kept.updateValue(keeps.union(fields), forKey: entry.document)
          continue
        }
      }
      if edit.action == .update, entry.document.isLocal { continue }
      if !unmade.isEmpty, pointsAtUnmade(edit, unmade) {
        taken.insert(entry.document)
        continue
      }
      taken.insert(entry.document)
      if writes.current[entry.intent.id] != nil { continue }
      if let pause = writes.pauses[entry.intent.id], pause.until > moment { continue }
      pushes.append(entry)
    }
    return pushes
  }

  private func pointsAtUnmade(_ edit: Edit, _ unmade: Set<String>) -> Bool {
    edit.changes.contains { change in
      change.after.texts.contains { unmade.contains($0) && $0 != edit.document.key.text }
    }
  }

  private mutating func push(_ entry: OutboxEntry) {
    let edit = entry.intent.edit
    switch entry.phase {
    case .parked: return
    case .applied:
      ask(.fetching, entry, .document(edit.document.kind, edit.document.key))
    case .sending:
      readBack(entry, isUncertain: true)
    case .waiting:
      let mustBeRead = entry.isUncertain && writes.pauses[entry.intent.id]?.unapplied ?? 0 == 0
      // Once read back and found unapplied, an edit goes again with the same base: a late original then fails on the lock.
      if mustBeRead { readBack(entry, isUncertain: true) } else { write(entry) }
    }
  }

  private mutating func write(_ entry: OutboxEntry) {
    let edit = entry.intent.edit
    let fields = Dictionary(edit.changes.map { ($0.field, $0.after) }) { _, last in last }
    if edit.action == .update, edit.baseModified == nil {
      // Based on nothing that the site has said: what it holds decides.
      return readBack(entry, isUncertain: false)
    }
    commit(.beginSending(entry.intent.id))
    let request: SyncRequest =
      switch edit.action {
      case .create: .create(edit.document.kind, fields: fields, requestID: entry.intent.id)
      case .update:
        .update(
          edit.document.kind, edit.document.key, fields: fields, modified: edit.baseModified ?? "", requestID: entry.intent.id)
      }
    ask(.sending(wasUncertain: entry.isUncertain), entry, request)
  }

  private mutating func readBack(_ entry: OutboxEntry, isUncertain: Bool) {
    let edit = entry.intent.edit
    switch edit.action {
    case .create:
      ask(.readingBack(isUncertain: isUncertain), entry, .created(edit.document.kind, requestID: entry.intent.id))
    case .update: ask(.readingBack(isUncertain: isUncertain), entry, .document(edit.document.kind, edit.document.key))
    }
  }

  private mutating func ask(_ step: WriteLane.Step, _ entry: OutboxEntry, _ request: SyncRequest) {
    writes.current[entry.intent.id] = .init(
      id: send(request), step: step, document: entry.document, isCreate: entry.intent.edit.action == .create)
  }

  /// The edit was taken back before its request left.
  mutating func withdrawn(_ id: Int) {
    if let intent = writes.intent(of: id) { writes.current[intent] = nil }
  }

  mutating func writeAnswered(_ intent: String, _ answer: SyncAnswer, _ now: SyncTime) {
    guard let current = writes.current.removeValue(forKey: intent),
      let entry = outbox.first(where: { $0.intent.id == intent })
    else { return }
    switch (current.step, answer) {
    case (.sending, .receipt(let receipt)):
      reads.noteWrite(entry.document)
      reads.noteWrite(DocumentReference(entry.document.kind, name: receipt.name))
      commit(.markApplied(intent, receipt))
      let reference = DocumentReference(entry.document.kind, name: receipt.name)
      writes.current[intent] = .init(
        id: send(.document(reference.kind, reference.key)), step: .fetching, document: reference, isCreate: false)
    case (.sending(let wasUncertain), .failure(let failure)): sendingFailed(entry, failure, wasUncertain: wasUncertain, now)
    case (.readingBack(let isUncertain), .document(let document)): wasReadBack(entry, document, isUncertain: isUncertain, now)
    case (.fetching, .document(let document)): confirm(entry, document)
    case (.readingBack, .failure(.notFound)), (.fetching, .failure(.notFound)): isGone(entry, current.step)
    case (let step, .failure(let failure)): readingFailed(entry, step, failure, now)
    default: pause(entry, "", now)
    }
  }

  private mutating func sendingFailed(_ entry: OutboxEntry, _ failure: SiteFailure, wasUncertain: Bool, _ now: SyncTime) {
    let id = entry.intent.id
    switch failure {
    case .unreachable(let words), .untrusted(let words):
      commit(.returnToWaiting(id, isUncertain: wasUncertain))
      pause(entry, words, now)
    case .retry(let after, let words):
      commit(.returnToWaiting(id, isUncertain: wasUncertain))
      pause(entry, words, now, atLeast: after.map { Int64($0 * 1_000) })
    case .ambiguous(let words), .malformed(let words):
      // Still marked as sending in the replica. Given a moment to commit, then read back.
      pause(entry, words, now)
    case .stale: readBack(entry, isUncertain: wasUncertain)
    case .alreadyCreated: readBack(entry, isUncertain: true)
    case .notFound: isGone(entry, .sending(wasUncertain: wasUncertain))
    case .refused(_, _, let words):
      totals.refused += 1
      commit(.parkRefused(id, words: words, isUncertain: wasUncertain))
    case .signInNeeded: commit(.returnToWaiting(id, isUncertain: wasUncertain))
    }
  }

  private mutating func wasReadBack(_ entry: OutboxEntry, _ document: Document?, isUncertain: Bool, _ now: SyncTime) {
    let id = entry.intent.id
    let edit = entry.intent.edit
    guard let document else { return notApplied(entry, now) }
    if edit.action == .create { return confirm(entry, document) }
    if let creation = entry.creation, creation != document.creation {
      commit(.store([document], watermark: nil))
      commit(.parkDeleted(id))
      return
    }
    if isUncertain {
      if document.modified == edit.baseModified { return notApplied(entry, now) }
      let differences = ThreeWayMerge.differences(edit.changes, from: document)
      if differences.isEmpty { return confirm(entry, document) }
      return inConflict(entry, differences, rest: [], document)
    }
    switch ThreeWayMerge.merge(edit.changes, onto: document) {
    case .satisfied: confirm(entry, document)
    case .conflict(let conflicts, let rest): inConflict(entry, conflicts, rest: rest, document)
    case .rebased(let changes):
      reads.noteWrite(entry.document)
      // At once the first time; a document that changes under every attempt is given time.
      let failures = writes.pauses[id]?.failures ?? 0
      pause(entry, "", now)
      if failures == 0 { writes.pauses[id]?.until = now.milliseconds }
      commit(.rebase(id, changes, document))
    }
  }

  /// The site holds the version that the edit was based on, or no such document: it goes again, but not for ever.
  private mutating func notApplied(_ entry: OutboxEntry, _ now: SyncTime) {
    let id = entry.intent.id
    var pause = writes.pauses[id] ?? .init(until: 0, failures: 0, words: "", unapplied: 0)
    pause.unapplied += 1
    let isCreate = entry.intent.edit.action == .create
    // A create of a kind without a request id has nothing to be known by: asking once more could make it twice.
    if pause.unapplied >= rhythm.uncertainAttempts || isCreate && entry.document.kind.field("client_request_id") == nil {
      totals.refused += 1
      commit(.parkRefused(id, words: pause.words, isUncertain: true))
      return
    }
    pause.until = now.milliseconds + self.pause(after: pause.failures)
    pause.failures += 1
    writes.pauses[id] = pause
    commit(.returnToWaiting(id, isUncertain: true))
  }

  private mutating func confirm(_ entry: OutboxEntry, _ document: Document?) {
    totals.confirmed += 1
    reads.noteWrite(entry.document)
    if let document { reads.noteWrite(DocumentReference(document.kind, name: document.name)) }
    commit(.confirm(entry.intent.id, document))
  }

  private mutating func inConflict(_ entry: OutboxEntry, _ conflicts: [FieldConflict], rest: [FieldChange], _ document: Document)
  {
    totals.conflicts += 1
    reads.noteWrite(entry.document)
    commit(.parkConflict(entry.intent.id, conflicts, rest: rest, document))
  }

  private mutating func isGone(_ entry: OutboxEntry, _ step: WriteLane.Step) {
    if case .fetching = step {
      confirm(entry, nil)
    } else {
      commit(.parkDeleted(entry.intent.id))
    }
    reads.mark(entry.document)
  }

  private mutating func readingFailed(_ entry: OutboxEntry, _ step: WriteLane.Step, _ failure: SiteFailure, _ now: SyncTime) {
    if case .refused(_, _, let words) = failure {
      if case .fetching = step { return confirm(entry, nil) }
      totals.refused += 1
      commit(.parkRefused(entry.intent.id, words: words, isUncertain: entry.isUncertain))
      return
    }
    pause(entry, "", now)
  }

  private mutating func pause(_ entry: OutboxEntry, _ words: String, _ now: SyncTime, atLeast: Int64? = nil) {
    let id = entry.intent.id
    var pause = writes.pauses[id] ?? .init(until: 0, failures: 0, words: "", unapplied: 0)
    pause.until = now.milliseconds + max(atLeast ?? 0, self.pause(after: pause.failures))
    pause.failures += 1
    if !words.isEmpty { pause.words = words }
    writes.pauses[id] = pause
  }

}
