import Domain
import Widgets

/// From a wish to an edit on screen and on its way: the one path that every verb takes.
extension State {
  /// Plans the verb for the jobs; asks what it must, shows the edit and hands it to the replica.
  mutating func attempt(_ verb: Verb, on references: [DocumentReference], answers: EditAnswers = EditAnswers()) -> [Effect] {
    guard let board else { return [] }
    let references = references.map { names[$0] ?? $0 }
    let jobs = references.compactMap { board.jobs[$0] }
    lastAttempt = .refused
    if jobs.isEmpty, verb.needsJobs { return warn(words.jobIsGone) }
    if preferences.role == .readOnly { return warn(readOnlyReason) }
    if let technician = verb.technician {
      if !permits(technician) { return warn(words.outsideTeam(name(of: technician))) }
      if board.technicians[technician] == nil { return warn(words.technicianIsGone) }
    }
    let answers = noting(answers, verb, on: references)
    let step = ids.next()
    let planned = planningBoard(for: verb, of: board)
    switch Plan.make(verb, for: jobs, on: planned, answers: answers, in: editContext, group: step) {
    case .asks(let question, let job):
      lastAttempt = .asked
      layers.append(
        QuestionLayer(
          verb: verb, references: references, answers: answers, question: question, job: job, words: words, zone: zone))
      return []
    case .edits(let edits, let refused, let unchanged):
      if !edits.isEmpty { record(verb, on: jobs, answers: answers) }
      return carryOut(verb, jobs: jobs, edits: edits, refused: refused, unchanged: unchanged, step: step)
    }
  }

  /// Shows what has been planned, hands it to the replica and says what was done; `step` is the group's id.
  mutating func carryOut(
    _ verb: Verb, jobs: [Job], edits: [Edit], refused: [(Job, EditRefusal)], unchanged: Int, step: String
  ) -> [Effect] {
    if verb.isRepeatable { lastVerb = verb }
    guard !edits.isEmpty else {
      if refused.count > 1 { return warn(words.noneDone(refused)) }
      if let first = refused.first { return warn(words.refusal(first.1, of: first.0)) }
      lastAttempt = .unchanged
      return inform(words.unchanged(unchanged))
    }
    lastAttempt = refused.isEmpty ? .done : .refused
    let made = edits.filter { $0.action == .create }.map { Job(reference: $0.document, subject: "") }
    let group = EditGroup(id: step, verb: verb.line(for: made.isEmpty ? jobs : made, zone: zone), edits: edits)
    var text = words.done(verb, jobs: jobs, state: self, edits: edits)
    let isBulk = jobs.count > 1 && made.isEmpty && verb != .swap
    if !isBulk, let first = refused.first {
      text += " · " + words.refusedCount(refused.count, words.refusal(first.1, of: first.0))
    }
    // Marks that a fold or the filter hides are not acted on unseen.
    let references = Set(jobs.map(\.reference))
    let hidden = list.marked.count - list.marked.count { references.contains($0) }
    if hidden > 0, references.contains(where: list.marked.contains) { text += " · " + words.leftAside(hidden) }
    if isBulk || verb == .swap { bulk.begin(group, refused: refused, words: words) }
    let effects = commit(group)
    if let first = made.first { select(new: first.reference) }
    return effects + receipt(group.id, text)
  }

  /// A start is looked for in the day that is looked at, not in all that are shown.
  private func planningBoard(for verb: Verb, of board: Board) -> Board {
    if case .assign(_, nil) = verb, board.days > 1 { return dayBoard ?? board }
    return board
  }

  /// Tries an edit again that the replica could not take.
  mutating func submitAgain(_ lost: EditGroup) -> [Effect] {
    let edits = lost.edits.filter {
      $0.action == .create || board?.jobs[$0.document] != nil
        || $0.document.kind == .technician && board?.technicians[$0.document.key] != nil
    }
    guard !edits.isEmpty else { return warn(words.jobIsGone) }
    let group = EditGroup(id: ids.next(), verb: lost.verb, edits: edits)
    let effects = commit(group)
    return effects + receipt(group.id, words.readable(lost.verb))
  }

  /// Shows the edits and asks the replica for them. When the dispatcher's own edit takes the selected job elsewhere, the selection
  /// passes to the next job of the group, so that a backlog is cleared without looking for one's place.
  mutating func commit(_ group: EditGroup) -> [Effect] {
    let before = list.scroll.selected
    var neighbour: RowKey?
    var groupBefore: GroupKey?
    if case .job(let reference)? = before {
      groupBefore = list.layout.group(of: reference)
      neighbour = list.neighbour(of: reference)
    }
    show(group)
    // A page finds its own next job.
    if view.page == nil, case .job(let reference)? = before, list.layout.group(of: reference) != groupBefore, let neighbour {
      list.scroll.select(neighbour, in: list.layout.rows, height: listHeight)
    }
    for edit in group.edits { list.marked.remove(edit.document) }
    return [.accept(group)] + requestChecks(after: 1)
  }
}

extension JobListState {
  /// The next unmarked job of the same group, else the one before.
  func neighbour(of reference: DocumentReference) -> RowKey? {
    guard let key = layout.group(of: reference), let jobs = layout.group(key)?.matching,
      let index = jobs.firstIndex(of: reference)
    else { return nil }
    let next = jobs[(index + 1)...].first { !marked.contains($0) } ?? jobs[..<index].last { !marked.contains($0) }
    return next.map(RowKey.job)
  }
}
