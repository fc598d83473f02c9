import Domain
import Widgets

/// From a wish to an edit on screen and on its way: the one path that every verb takes.
extension State {
  /// Plans the verb for the jobs; asks what it must, shows the edit and hands it to the replica.
  mutating func attempt(_ verb: Verb, on references: [DocumentReference], answers: EditAnswers = EditAnswers()) -> [Effect] {
    guard let board else { return [] }
    let jobs = references.compactMap { board.jobs[$0] }
    lastAttempt = .refused
    guard !jobs.isEmpty else { return warn(words.jobIsGone) }
    if preferences.role == .readOnly { return warn(words.readOnly) }
    switch Plan.make(verb, for: jobs, on: board, answers: answers, in: editContext) {
    case .asks(let question, let job):
      lastAttempt = .asked
      layers.append(
        QuestionLayer(
          verb: verb, references: references, answers: answers, question: question, job: job, words: words, zone: zone))
      return []
    case .edits(let edits, let refused, let unchanged):
      lastVerb = verb
      guard !edits.isEmpty else {
        if let first = refused.first { return warn(words.refusal(first.1, of: first.0)) }
        lastAttempt = .unchanged
        return inform(words.unchanged(unchanged))
      }
      lastAttempt = refused.isEmpty ? .done : .refused
      record(verb, on: jobs, answers: answers)
      let group = EditGroup(id: ids.next(), verb: verb.line(for: jobs, zone: zone), edits: edits)
      var text = words.done(verb, jobs: jobs, state: self, edits: edits)
      if let first = refused.first { text += " · " + words.refusedCount(refused.count, words.refusal(first.1, of: first.0)) }
      // Marks that a fold or the filter hides are not acted on unseen.
      let hidden = list.marked.count - list.marked.count { references.contains($0) }
      if hidden > 0, references.contains(where: list.marked.contains) { text += " · " + words.leftAside(hidden) }
      let effects = commit(group)
      return effects + receipt(group.id, text)
    }
  }

  /// Tries an edit again that the replica could not take.
  mutating func submitAgain(_ lost: EditGroup) -> [Effect] {
    let edits = lost.edits.filter { board?.jobs[$0.document] != nil }
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
    if case .job(let reference)? = before, list.layout.group(of: reference) != groupBefore, let neighbour {
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
