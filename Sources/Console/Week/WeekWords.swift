import Canvas
import Domain
import Widgets

extension Words {
  /// `mer. 6`, `Wed 6`.
  func weekday(_ date: LocalDate) -> String {
    say("\(shortDay(date).prefix(4)) \(date.day)", "\(shortDay(date).prefix(3)) \(date.day)")
  }

  /// `7:40`: a length where columns are narrow.
  func hours(_ minutes: Minutes) -> String { "\(minutes.count / 60):" + Self.twoDigits(minutes.count % 60) }

  var weekBefore: String { say("sem. préc.", "week before") }
  var weekAfter: String { say("sem. suiv.", "week after") }
  var away: String { say("absent", "away") }
  var awayShort: String { say("abs.", "away") }
  var putDown: String { say("déposer", "put down") }
  var cellHint: String { say("case", "cell") }

  /// `Julie Gagnon · mer. 6 mai · 5 bons · 7 h 40 / 8 h`.
  func cellTitle(_ state: State) -> String {
    guard let key = state.week.rows.selected, let board = state.board, let cell = state.weekCell else {
      return shortDay(state.day)
    }
    var parts: [String] = []
    var shift: Minutes?
    if case .resource(let name) = key {
      let technician = board.technicians[name]
      parts.append(state.name(of: name))
      shift = technician?.shiftLength
      parts.append(shortDay(state.day))
      if let leave = state.leave(of: name, technician, on: state.day) { parts.append(absent(Sanitise.line(leave.reason))) }
    } else {
      parts += [heading(key, board), shortDay(state.day)]
    }
    parts.append(jobs(cell.jobs.count))
    if !cell.jobs.isEmpty { parts.append(length(cell.load) + (shift.map { " / " + shortLength($0) } ?? "")) }
    if let shift, cell.load > shift { parts.append(overloaded) }
    return parts.joined(separator: " · ")
  }

  /// What comes of putting the jobs down here, before they are.
  func carrying(_ grab: WeekMode.Grab, state: State) -> (String, Role) {
    guard let key = state.week.rows.selected, let board = state.board, let cell = state.weekCell else { return ("", .title) }
    let all = grab.jobs.compactMap { board.jobs[$0] }
    let what = all.count == 1 ? all[0].number : jobs(all.count)
    guard case .resource(let name) = key else {
      let place = key == .backlog ? heading(key, board).lowercased() : noDropHere
      return ("\(what) → \(place)", key == .backlog ? .focusTitle : .warning)
    }
    let technician = board.technicians[name]
    let here = Set(cell.jobs)
    let added = all.reduce(0) { $1.isWork && !here.contains($1.reference) ? $0 + $1.duration.count : $0 }
    let after = cell.load + Minutes(added)
    var parts = ["\(what) → \(state.name(of: name)), \(weekday(state.day))"]
    parts.append(
      length(cell.load) + " → " + length(after) + (technician?.shiftLength.map { " / " + shortLength($0) } ?? ""))
    var warnings: [String] = []
    if let leave = state.leave(of: name, technician, on: state.day) { warnings.append(absent(Sanitise.line(leave.reason))) }
    if let shift = technician?.shiftLength, after > shift { warnings.append(overloaded) }
    let own = Set(technician?.tags ?? [])
    let missing = Set(all.flatMap(\.tags)).subtracting(own).map { Sanitise.line($0.text) }.sorted()
    if !missing.isEmpty { warnings.append(say("manque : ", "lacks: ") + missing.joined(separator: ", ")) }
    if state.day < state.today { warnings.append(say("jour passé", "day gone by")) }
    if !warnings.isEmpty { parts.append("! " + warnings.joined(separator: ", ")) }
    return (parts.joined(separator: " · "), warnings.isEmpty ? .focusTitle : .warning)
  }
}

extension State {
  /// The leave that takes the greater part of the technician's shift on that day.
  func leave(of name: DocumentName, _ technician: Technician?, on day: LocalDate) -> Leave? {
    guard let leaves = list.layout.leaves[name] else { return nil }
    let midnight = zone.instant(LocalDateTime(day, secondOfDay: 0))
    let start = midnight + (technician?.shiftStart ?? 0)
    let end = midnight + (technician?.shiftEnd ?? 1_440)
    return leaves.first { leave in
      let covered = min(leave.end, end).seconds - max(leave.start, start).seconds
      return covered * 2 > end.seconds - start.seconds
    }
  }
}
