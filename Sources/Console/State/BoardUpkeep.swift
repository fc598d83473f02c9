import Canvas
import Domain
import Widgets

/// Keeps the shown board true to what the replica says and to what the dispatcher has just done.
extension State {
  var listHeight: Int { PaneLayout(self).list.height }

  mutating func take(_ new: Board) -> [Effect] {
    // The answer for days that have been left.
    guard new.span == span, admitsBoard() else { return [] }
    var new = new
    boardFailure = nil
    // What jobs point at follows the board; until it is here, what is known of it holds.
    if let board {
      new.equipment.merge(board.equipment) { told, _ in told }
      new.subscriptions.merge(board.subscriptions) { told, _ in told }
      new.locations.merge(board.locations) { told, _ in told }
    }
    underlying.removeAll()
    travelUpkeep.asked.removeAll()
    underlyingTechnicians.removeAll()
    for group in saving { lay(group, over: &new) }
    board = new
    people = PeopleNames(new.technicians.values)
    remark()
    rebuildList()
    return reportBulk() + requestChecks(after: 0)
  }

  mutating func take(_ patch: BoardPatch) -> [Effect] {
    guard let shown = board?.span else { return [] }
    var patch = patch
    // Read for the days that were shown before.
    if shown.days == 1 {
      for (reference, job) in patch.jobs {
        if let job, !Board.holds(job, span: shown, zone: zone, today: today) { patch.jobs.updateValue(nil, forKey: reference) }
      }
    }
    for (reference, job) in patch.jobs where underlying[reference] != nil {
      underlying[reference] = job
      guard let job else { continue }
      patch.jobs[reference] = job.applying(savingChanges(of: reference), zone: zone)
    }
    keepSavingHomes(over: &patch)
    let regrouped = !patch.technicians.isEmpty || patch.leaves != nil
    let changes = changesOfOthers(in: patch)
    follow(patch.renamed)
    let standing = standing(before: patch)
    board?.apply(patch)
    if !patch.technicians.isEmpty, let board { people = PeopleNames(board.technicians.values) }
    remark()
    if regrouped { rebuildList() } else { updateList(Array(patch.jobs.keys)) }
    var effects = show(changes: changes)
    if let standing { effects += stay(at: standing) }
    effects += reportBulk()
    return patch.jobs.isEmpty && !regrouped && patch.subscriptions.isEmpty && patch.locations.isEmpty
      ? effects : effects + requestChecks(after: 1)
  }

  /// Shows edits at once, before the replica has them.
  mutating func show(_ group: EditGroup) {
    guard var changed = board else { return }
    board = nil  // So that the dictionaries below are changed in place.
    saving.append(group)
    lay(group, over: &changed)
    board = changed
    remark()
    showAnew(group)
  }

  /// The replica has them: they survive anything.
  mutating func settle(_ id: String, intents: [Intent]) {
    guard let group = remove(id) else { return }
    for edit in group.edits where savingChanges(of: edit.document).isEmpty {
      underlying[edit.document] = nil
      if edit.document.kind == .technician { underlyingTechnicians[edit.document.key] = nil }
    }
    if board != nil {
      let known = Set(board!.intents.map(\.id))
      board!.intents += intents.filter { !known.contains($0.id) }
    }
    remark()
  }

  /// The replica could not take them: the rows are as they were.
  mutating func takeBack(_ id: String) {
    guard let group = remove(id) else { return }
    for edit in group.edits {
      let reference = edit.document
      if reference.kind == .technician {
        takeBackHome(of: reference)
        continue
      }
      if edit.action == .create {
        board?.jobs[reference] = nil
        underlying[reference] = nil
        continue
      }
      guard let base = underlying[reference] else { continue }
      let rest = savingChanges(of: reference)
      let restored = rest.isEmpty ? base : base.applying(rest, zone: zone)
      board?.jobs[reference] = restored
      if rest.isEmpty { underlying[reference] = nil }
    }
    remark()
    showAnew(group)
  }

  /// Pages have folds of their own, or none.
  private var listOrder: JobListLayout.Order {
    var order = list.order
    if view.page != nil { order.folded.removeAll() }
    return order
  }

  mutating func rebuildList() {
    guard let board else { return }
    refreshTeam()
    list.layout.rebuild(board, order: listOrder, now: now)
    list.marked = list.marked.filter { board.jobs[$0] != nil }
    placeSelection()
  }

  mutating func refineList() {
    guard let board else { return }
    list.layout.refine(board, order: listOrder)
    placeSelection()
  }

  mutating func updateList(_ references: [DocumentReference]) {
    guard let board, !references.isEmpty else { return }
    list.layout.update(references, board, now: now)
    for reference in references where board.jobs[reference] == nil { list.marked.remove(reference) }
    placeSelection()
  }

  /// Finds selection and scroll again by id. A list never opens on a heading where there is a job.
  private mutating func placeSelection() {
    let isFirst = list.scroll.selected == nil || !list.hasShownJobs && list.scroll.index == 0
    list.scroll.reconcile(list.layout.rows, height: listHeight)
    if isFirst, list.layout.rows.count > 1, case .group = list.layout.rows[0], case .job = list.layout.rows[1] {
      list.scroll.select(index: 1, in: list.layout.rows, height: listHeight)
      list.hasShownJobs = true
    }
    if list.layout.rows.isEmpty { list.scroll = .init() }
    for index in layers.indices { layers[index].boardChanged(self) }
  }

  mutating func remark() {
    marks = EditMarks(saving: saving, intents: board?.intents ?? [])
    bulk.refresh(saving: saving, intents: board?.intents)
    if let board { syncLog.note(board.intents, at: now) }
  }

  private mutating func lay(_ group: EditGroup, over board: inout Board) {
    for edit in group.edits {
      if edit.document.kind == .technician {
        lay(edit, overTechniciansOf: &board)
        continue
      }
      if edit.action == .create, board.jobs[edit.document] == nil {
        let fields = Dictionary(edit.changes.map { ($0.field, $0.after) }) { _, last in last }
        let place = fields["service_location"]?.name.flatMap { board.locations[$0] }
        board.jobs[edit.document] = Job(reference: edit.document, fields: fields, zone: zone, location: place)
        continue
      }
      guard let job = board.jobs[edit.document] else { continue }
      if underlying[edit.document] == nil { underlying[edit.document] = job }
      board.jobs[edit.document] = job.applying(edit.changes, zone: zone)
    }
  }

  private mutating func remove(_ id: String) -> EditGroup? {
    guard let index = saving.firstIndex(where: { $0.id == id }) else { return nil }
    return saving.remove(at: index)
  }

  func savingChanges(of reference: DocumentReference) -> [FieldChange] {
    saving.flatMap { $0.edits.filter { $0.document == reference }.flatMap(\.changes) }
  }
}
