import Canvas
import Domain
import Scheduling
import Widgets

/// Where the page of the checks stands: by what is checked, never by row.
package struct ChecksPageState: Sendable {
  enum RowID: Hashable, Sendable {
    case group(CheckGroup.ID)
    case entry(CheckEntry.ID)
  }

  enum Row: Sendable {
    /// Several of one technician, with its place among the list's groups.
    case group(CheckGroup)
    case entry(CheckEntry, isPart: Bool)

    var id: RowID {
      switch self {
      case .group(let group): .group(group.id)
      case .entry(let entry, _): .entry(entry.id)
      }
    }

    var first: CheckEntry {
      switch self {
      case .group(let group): group.first
      case .entry(let entry, _): entry
      }
    }

    var jobs: [DocumentReference] {
      switch self {
      case .group(let group): group.jobs
      case .entry(let entry, _): entry.job.map { [$0] } ?? []
      }
    }
  }

  var scroll = ListState<RowID>()
  var unfolded: Set<CheckGroup.ID> = []
  private(set) var rows: [Row] = []
  private(set) var ids: [RowID] = []
  /// Which list the rows are of; nil for none.
  var listVersion: Int?

  package init() {}

  /// The rows that the list comes to with what is unfolded.
  mutating func show(_ list: CheckList, height: Int) {
    rows.removeAll(keepingCapacity: true)
    for group in list.groups {
      guard group.entries.count > 1 else {
        rows.append(.entry(group.first, isPart: false))
        continue
      }
      rows.append(.group(group))
      if unfolded.contains(group.id) { rows += group.entries.map { .entry($0, isPart: true) } }
    }
    ids = rows.map(\.id)
    scroll.reconcile(ids, height: height)
    if ids.isEmpty { scroll = ListState() }
  }

  var selected: Row? { rows.indices.contains(scroll.index) && scroll.selected != nil ? rows[scroll.index] : nil }
}

extension State {
  /// The jobs of the selected row, which the keys act on.
  package var checkedJobs: [DocumentReference] { checksPage.selected?.jobs ?? [] }

  /// The plan's list, or nothing while that is of another day.
  /// Whether what is known is of the board as it stands: of an older one, that nothing was wrong says nothing.
  var isChecked: Bool { checkList != nil && planning.plan?.key.version == list.layout.version }

  var checkList: CheckList? { board != nil && planning.listedDay == day ? planning.list : nil }

  /// Keeps the rows those of the plan's list. Costs nothing while that is the same.
  mutating func refreshChecks() {
    if checksPage.listVersion == (checkList == nil ? nil : planning.listVersion) {
      checksPage.scroll.reconcile(checksPage.ids, height: ChecksLayout(self).rows.height)
      bringCheckedJobAlong()
    } else {
      listChecks()
    }
  }

  /// Puts the list of the plan on the page.
  mutating func listChecks() {
    checksPage.listVersion = checkList == nil ? nil : planning.listVersion
    checksPage.show(checkList ?? CheckList(), height: ChecksLayout(self).rows.height)
    bringCheckedJobAlong()
  }

  /// The selection is one for all views: the list and the map stand at what the row is about.
  mutating func bringCheckedJobAlong() {
    guard view == .checks, let row = checksPage.selected else { return }
    let key: RowKey
    switch row.first.subject {
    case .job(let reference): key = .job(reference)
    case .technician(let name): key = .group(.resource(name))
    }
    if key != list.scroll.selected, list.scroll.select(key, in: list.layout.rows, height: listHeight) { sheet = SheetState() }
  }

  mutating func moveInChecks(_ key: Key) -> Bool {
    switch key.code {
    case .enter: return false
    case .left where key.modifiers.isEmpty, .character("h") where key.modifiers.isEmpty: return unfoldCheck(false)
    case .right where key.modifiers.isEmpty, .character("l") where key.modifiers.isEmpty: return unfoldCheck(true)
    default: break
    }
    guard checksPage.scroll.handle(key, checksPage.ids, height: ChecksLayout(self).rows.height) != .ignored else { return false }
    bringCheckedJobAlong()
    return true
  }

  /// Right shows each job of a row that stands for several, left puts them together again.
  private mutating func unfoldCheck(_ unfolds: Bool) -> Bool {
    switch checksPage.selected {
    case .group(let group)?:
      if unfolds { checksPage.unfolded.insert(group.id) } else { checksPage.unfolded.remove(group.id) }
      listChecks()
    case .entry(let entry, isPart: true)? where !unfolds:
      guard let group = checkList?.groups.first(where: { $0.entries.count > 1 && $0.entries.contains(entry) }) else { break }
      checksPage.unfolded.remove(group.id)
      checksPage.scroll.select(.group(group.id), in: checksPage.ids, height: ChecksLayout(self).rows.height)
      listChecks()
    default: break
    }
    return true
  }

  /// Enter: to the job, or to the heading of the technician, on the main view.
  mutating func openCheck() -> [Effect] {
    guard let row = checksPage.selected else { return [] }
    switch row.first.subject {
    case .job(let reference):
      guard board?.jobs[reference] != nil else { return warn(words.jobIsGone) }
      let effects = show(.main)
      return effects + reveal(reference)
    case .technician(let name):
      let effects = show(.main)
      if !list.filter.isEmpty { _ = setFilter("") }
      list.scroll.select(.group(.resource(name)), in: list.layout.rows, height: listHeight)
      sheet = SheetState()
      return effects
    }
  }

  mutating func selectCheck(_ index: Int) {
    checksPage.scroll.select(index: index, in: checksPage.ids, height: ChecksLayout(self).rows.height)
    bringCheckedJobAlong()
  }

  mutating func scrollChecks(by rows: Int) {
    checksPage.scroll.scroll(by: rows, in: checksPage.ids, height: ChecksLayout(self).rows.height)
  }
}
