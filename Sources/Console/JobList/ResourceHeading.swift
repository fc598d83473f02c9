import Canvas
import Domain

/// What stands beside a technician's name: the load against the shift, and the one thing most worth knowing.
struct ResourceHeading {
  let name: DocumentName
  let group: JobListLayout.Group
  let state: State
  let technician: Technician?

  init(_ name: DocumentName, _ group: JobListLayout.Group, state: State) {
    self.name = name
    self.group = group
    self.state = state
    technician = state.board?.technicians[name]
  }

  var shift: Minutes? { technician?.shiftLength }
  var isOver: Bool { shift.map { group.load > $0 } ?? false }

  /// The leave that takes the greater part of the shift.
  var leave: Leave? { state.leave(of: name, technician, on: state.day) }

  var isAbsent: Bool { leave != nil }

  var load: String {
    let words = state.words
    if let leave { return words.absent(leave.reason) }
    let worked = words.length(group.load)
    return shift.map { worked + " / " + words.shortLength($0) } ?? worked
  }

  var note: (text: String, role: Role) {
    let words = state.words
    if leave != nil {
      let open = group.jobs.count { reference in state.board?.jobs[reference].map { !$0.status.isFinished } ?? false }
      return open == 0 ? ("", .dim) : (words.orphans(open), .bad)
    }
    if isOver { return (words.overloaded, .loadOver) }
    if let position = state.positions[name] {
      let age = words.age(seconds: state.now.seconds - position.at.seconds)
      let sign = state.preferences.symbols[.late] + " "
      if !position.isValid { return (sign + words.doubtfulFix, .warning) }
      return position.isStale(at: state.now) ? (sign + age, .warning) : (age, .dim)
    }
    if let start = technician?.shiftStart, state.day == state.today,
      state.zone.local(state.now).secondOfDay < start.count * 60
    {
      return (words.startsAt(start), .dim)
    }
    return (group.count == 0 ? words.free : words.jobs(group.count), .dim)
  }
}
