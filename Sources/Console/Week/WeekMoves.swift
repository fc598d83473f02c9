import Canvas
import Domain
import Widgets

/// Moving by cell and among the cell's jobs, and taking jobs from one cell to another.
extension State {
  mutating func moveInWeek(_ key: Key) -> Bool {
    // With jobs in hand, keys only carry them.
    if weekMode.grab != nil { return carry(key) }
    if weekMode.isInJobs {
      if key.code == .enter { return false }
      if key.modifiers.isEmpty, key.code == .left || key.code == .character("h") {
        weekMode.isInJobs = false
        return true
      }
      guard week.jobs.handle(key, weekCell?.shown ?? [], height: max(1, weekAreas.jobs.height)) != .ignored else { return false }
      settleWeek()
      return true
    }
    return key.code != .enter && moveCell(key)
  }

  private mutating func moveCell(_ key: Key) -> Bool {
    guard key.modifiers.isEmpty else { return false }
    switch key.code {
    case .left, .character("h"): step(days: -1)
    case .right, .character("l"): step(days: 1)
    default:
      guard week.rows.handle(key, week.layout.keys, height: weekAreas.grid.height) != .ignored else { return false }
    }
    settleWeek()
    return true
  }

  private mutating func step(days: Int) {
    let next = day.adding(days: days)
    if span.contains(next) { look(at: next) }
  }

  /// Another day of the week that is shown.
  mutating func look(at day: LocalDate) {
    self.day = day
    followsToday = day == today
  }

  private mutating func carry(_ key: Key) -> Bool {
    if key.code == .enter { return false }
    if moveCell(key) { return true }
    if case .function = key.code { return false }
    return true
  }

  /// Enter: puts down what is in hand, else opens the cell, else the job on its day's board.
  mutating func openInWeek() -> [Effect] {
    if weekMode.grab != nil { return dropInWeek() }
    guard let cell = weekCell, !cell.shown.isEmpty else { return inform(words.nothingInCell) }
    guard weekMode.isInJobs else {
      weekMode.isInJobs = true
      return []
    }
    if selectedParkedIntent != nil { return perform(.settleEdit) }
    guard let job = selectedJob?.reference else { return [] }
    let effects = show(.main)
    return effects + reveal(job)
  }

  mutating func selectInWeek(_ place: WeekPlace) -> [Effect] {
    week.pressed = nil
    switch place {
    case .cell(let row, let column):
      if weekMode.isInJobs { weekMode.isInJobs = false }
      week.rows.select(index: row, in: week.layout.keys, height: weekAreas.grid.height)
      if column != WeekPlace.nameColumn { look(at: span.first.adding(days: min(column, span.days - 1))) }
      settleWeek()
      return weekMode.grab == nil ? [] : dropInWeek()
    case .job(let index):
      guard let jobs = weekCell?.shown, jobs.indices.contains(index) else { return [] }
      week.jobs.select(index: index, in: jobs, height: max(1, weekAreas.jobs.height))
      weekMode.isInJobs = true
      week.pressed = jobs[index]
      settleWeek()
      return []
    }
  }

  mutating func dragInWeek(to place: WeekPlace?, isOver: Bool) -> [Effect] {
    if weekMode.grab == nil {
      guard week.pressed != nil, !isOver else {
        week.pressed = nil
        return []
      }
      week.pressed = nil
      // A press that slips within the list is no drag.
      let effects = grabInWeek()
      if weekMode.grab == nil { return effects }
    }
    guard case .cell(let row, let column)? = place, week.layout.keys.indices.contains(row) else {
      if isOver { _ = WeekPage.cancel(&self) }
      return []
    }
    week.rows.select(week.layout.keys[row], in: week.layout.keys, height: weekAreas.grid.height)
    if column != WeekPlace.nameColumn { look(at: span.first.adding(days: min(column, span.days - 1))) }
    settleWeek()
    return isOver ? dropInWeek() : []
  }

  /// Takes up the marked jobs, else the selected one.
  mutating func grabInWeek() -> [Effect] {
    if weekMode.grab != nil { return [] }
    if case .because(let reason) = Console.availability(of: .move, in: self) { return warn(reason) }
    weekMode.grab = WeekMode.Grab(jobs: targets.map(\.reference), row: week.rows.selected, day: day)
    weekMode.isInJobs = false
    return []
  }

  /// Puts the jobs down in the cell under the cursor.
  private mutating func dropInWeek() -> [Effect] {
    guard let grab = weekMode.grab, let row = week.rows.selected else { return [] }
    if row == grab.row, day == grab.day {
      _ = WeekPage.cancel(&self)
      return []
    }
    weekMode.grab = nil
    let effects: [Effect]
    switch row {
    case .backlog: effects = attempt(.unassign, on: grab.jobs)
    case .resource(let name): effects = attempt(.schedule(name, on: day), on: grab.jobs)
    case .unassigned: effects = warn(words.noDropHere)
    }
    if let job = grab.jobs.first { week.jobs.select(job, in: CollectionOfOne(job), height: 1) }
    refreshWeek()
    return effects
  }

  mutating func markInWeek() -> [Effect] {
    guard let job = selectedJob else { return warn(words.selectAJob) }
    if list.marked.remove(job.reference) == nil { list.marked.insert(job.reference) }
    list.markAnchor = job.reference
    let jobs = weekCell?.shown ?? []
    week.jobs.select(index: week.jobs.index + 1, in: jobs, height: max(1, weekAreas.jobs.height))
    settleWeek()
    return []
  }
}

extension Words {
  var nothingInCell: String { say("aucun bon dans cette case", "no job in this cell") }
  var noDropHere: String { say("déposez sur un technicien ou dans la file d'attente", "drop on a technician or in the backlog") }
}
