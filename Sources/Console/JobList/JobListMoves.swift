import Canvas
import Domain
import Widgets

/// Moving, folding, marking and sorting in the list.
extension State {
  mutating func moveInList(_ key: Key) -> Bool {
    let before = list.scroll.selected
    switch key.code {
    case .left where key.modifiers.isEmpty, .character("h") where key.modifiers.isEmpty: return foldSelected(true)
    case .right where key.modifiers.isEmpty, .character("l") where key.modifiers.isEmpty: return foldSelected(false)
    case .enter: return false
    default: break
    }
    guard list.scroll.handle(key, list.layout.rows, height: listHeight) != .ignored else { return false }
    if list.scroll.selected != before { sheet = SheetState() }
    return true
  }

  /// Left folds the group of the selection, and from a job goes to its heading first; right unfolds.
  private mutating func foldSelected(_ folds: Bool) -> Bool {
    switch list.scroll.selected {
    case .group(let key)?:
      if list.folded.contains(key) != folds { _ = fold(key) }
    case .job(let reference)? where folds:
      if let key = list.layout.group(of: reference) { list.scroll.select(.group(key), in: list.layout.rows, height: listHeight) }
    default: break
    }
    return true
  }

  mutating func fold(_ key: GroupKey) -> [Effect] {
    if list.folded.remove(key) == nil { list.folded.insert(key) }
    refineList()
    return []
  }

  mutating func foldAll() -> [Effect] {
    if case .job(let reference)? = list.scroll.selected, let key = list.layout.group(of: reference) {
      list.scroll.select(.group(key), in: list.layout.rows, height: listHeight)
    }
    list.folded = list.folded.isEmpty ? Set(list.layout.groups.map(\.key)) : []
    refineList()
    return []
  }

  /// Enter: a heading folds, a job's sheet takes the focus, a parked edit asks to be settled.
  mutating func open() -> [Effect] {
    if let page = view.page { return page.open(&self) }
    if pane == .map { return openOnMap() }
    switch list.scroll.selected {
    case .group(let key)?: return fold(key)
    case .job?:
      if selectedParkedIntent != nil { return perform(.settleEdit) }
      focus(pane == .sheet ? .list : .sheet)
    case nil: break
    }
    return []
  }

  mutating func mark() -> [Effect] {
    guard let job = selectedJob else { return [] }
    if list.marked.remove(job.reference) == nil { list.marked.insert(job.reference) }
    list.markAnchor = job.reference
    list.scroll.select(index: list.scroll.index + 1, in: list.layout.rows, height: listHeight)
    return []
  }

  mutating func markRange() -> [Effect] {
    guard let job = selectedJob else { return [] }
    let rows = list.layout.rows
    guard let anchor = list.markAnchor, let from = rows.firstIndex(of: .job(anchor)),
      let to = rows.firstIndex(of: .job(job.reference))
    else { return mark() }
    for row in rows[min(from, to)...max(from, to)] {
      if case .job(let reference) = row { list.marked.insert(reference) }
    }
    return inform(words.marked(list.marked.count))
  }

  mutating func markAll() -> [Effect] {
    for row in list.layout.rows { if case .job(let reference) = row { list.marked.insert(reference) } }
    return inform(words.marked(list.marked.count))
  }

  mutating func setFilter(_ text: String) -> [Effect] {
    guard text != list.filter else { return [] }
    list.filter = text
    list.filterGeneration += 1
    // On a large board the letter is painted first and the rows follow.
    if (board?.jobs.count ?? 0) > JobListState.filteredAtOnce {
      return [.timer(TimerID(.filter, generation: list.filterGeneration), after: 0)]
    }
    refineList()
    return []
  }

  mutating func applyFilter(_ generation: Int) { if generation == list.filterGeneration { refineList() } }

  mutating func setSort(_ sort: JobSort) -> [Effect] {
    list.sort = sort
    rebuildList()
    return inform(words.sorted(by: words.sort(sort)))
  }

  mutating func show(_ resource: Technician.ResourceType) -> [Effect] {
    list.resource = resource
    list.tag = nil
    rebuildList()
    return []
  }
}

extension Words {
  func marked(_ count: Int) -> String { say("\(jobs(count)) marqué\(isOne(count) ? "" : "s")", "\(jobs(count)) marked") }
  func sorted(by key: String) -> String { say("trié par \(key)", "sorted by \(key)") }
  func sort(_ sort: JobSort) -> String {
    switch sort {
    case .time: say("heure", "time")
    case .load: say("charge des techniciens", "technicians' load")
    case .number: say("numéro", "number")
    case .place: say("lieu", "place")
    case .status: say("statut", "status")
    }
  }
}
