import Canvas
import Domain
import Widgets

/// What others change is said beside the row and never moves what is being read.
extension State {
  /// Seconds.
  static let changesAreShownFor = 8
  /// More at once are no news of single jobs: a reading, or a bulk edit.
  private static let mostChanges = 100

  /// Where the selection stood before a patch.
  struct Standing {
    let job: Job
    let group: GroupKey?
    let neighbour: RowKey?
    let rows: [RowKey]
    let scroll: ListState<RowKey>
  }

  /// nil where the patch leaves the selected job alone, or where it is this console's own edit that comes back.
  func standing(before patch: BoardPatch) -> Standing? {
    guard let job = selectedJob, patch.jobs[job.reference] != nil, marks[job.reference] == nil else { return nil }
    return Standing(
      job: job, group: list.layout.group(of: job.reference), neighbour: list.neighbour(of: job.reference),
      rows: list.layout.rows, scroll: list.scroll)
  }

  /// When somebody else took the selected job elsewhere, the view stays where it is and says what happened.
  mutating func stay(at standing: Standing) -> [Effect] {
    let reference = standing.job.reference
    guard list.layout.group(of: reference) != standing.group else { return [] }
    if let neighbour = standing.neighbour {
      list.scroll = standing.scroll
      list.scroll.select(neighbour, in: standing.rows, height: listHeight)
      list.scroll.reconcile(list.layout.rows, height: listHeight)
      sheet = SheetState()
    }
    return inform(words.takenElsewhere(standing.job.number, board?.jobs[reference], state: self))
  }

  /// Which of the jobs of a patch somebody else has changed.
  func changesOfOthers(in patch: BoardPatch) -> [DocumentReference] {
    if patch.jobs.count > Self.mostChanges { return [] }
    return patch.jobs.compactMap { reference, job in
      guard let job, marks[reference] == nil, let known = board?.jobs[reference], !known.modified.isEmpty,
        job.modified != known.modified
      else { return nil }
      return reference
    }
  }

  mutating func show(changes: [DocumentReference]) -> [Effect] {
    if changes.isEmpty { return [] }
    changedElsewhere.formUnion(changes)
    if !layers.isEmpty { changedUnderLayers.formUnion(changes) }
    changesGeneration += 1
    return [.timer(TimerID(.changes, generation: changesGeneration), after: Self.changesAreShownFor)]
  }

  mutating func forgetChanges(_ generation: Int) { if generation == changesGeneration { changedElsewhere.removeAll() } }
}

extension Words {
  func takenElsewhere(_ number: String, _ job: Job?, state: State) -> String {
    guard let job else { return say("\(number) a quitté ce tableau", "\(number) has left this board") }
    let place = job.isInBacklog ? say("file d'attente", "backlog") : job.technician.map(state.name) ?? nobodyYet
    let author =
      job.modifiedBy.isEmpty ? "" : say(" (par \(state.person(job.modifiedBy)))", " (by \(state.person(job.modifiedBy)))")
    return "\(number) → \(place)" + author
  }
}
