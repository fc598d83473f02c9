import Canvas
import Cartography
import Domain

/// What can be shown on the map or left out.
package enum MapLayer: String, CaseIterable, Sendable {
  case done, backlog, homes, positions, route, names
}

/// The pins of a day.
enum MapMarks {
  /// Jobs by the first letter of the technician's name and their place in the day (`M3`), the backlog as plain pins, and homes.
  static func make(_ board: Board, _ layout: JobListLayout, sort: JobSort, hidden: Set<MapLayer>, now: Instant) -> [MapMark] {
    var marks: [MapMark] = []
    for group in layout.groups {
      if group.key == .backlog, hidden.contains(.backlog) { continue }
      var letter = ""
      if case .resource(let name) = group.key { letter = initial(of: name, board) }
      var place = 0
      for job in visits(group, board, sort: sort) {
        place += 1
        guard let coordinate = job.coordinate, !hidden.contains(.done) || job.status != .done else { continue }
        marks.append(
          MapMark(
            kind: .job(job.reference), coordinate: coordinate,
            label: PinLabel.text(of: job, letter: letter, place: place, now: now), role: PinLabel.role(of: job, now: now)))
      }
    }
    if hidden.contains(.homes) { return marks }
    for technician in board.technicians.values where technician.isActive && technician.resourceType == .technician {
      guard let home = technician.home else { continue }
      marks.append(MapMark(kind: .home(technician.name), coordinate: home, role: .mapHome))
    }
    return marks
  }

  /// The jobs of a group in the order in which they are driven to, cancelled ones left out.
  static func visits(_ group: JobListLayout.Group, _ board: Board, sort: JobSort) -> [Job] {
    let jobs = group.jobs.compactMap { board.jobs[$0] }.filter { $0.status != .cancelled }
    if group.key == .backlog || sort == .time || sort == .load { return jobs }
    return jobs.map { (BoardOrder.DayKey($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }

  static func initial(of technician: DocumentName, _ board: Board?) -> String {
    Sanitise.line(board?.technicians[technician]?.fullName ?? technician.text).prefix(1).uppercased()
  }
}

/// How a job's pin says what state it is in, without colour.
enum PinLabel {
  /// `m3` planned but not yet published, `M3` published, `M3→` on the way, `M3•` on site, `M3=` paused, `M3✓` done, `M3✕` failed; `!`
  /// for what is urgent or too late. Empty for a plain pin.
  static func text(of job: Job, letter: String, place: Int, now: Instant) -> String {
    let isPressing = !job.status.isFinished && (job.priority == .p1 || job.isOverdue(at: now))
    if letter.isEmpty { return isPressing ? Symbol.pin.unicode + Symbol.late.unicode : "" }
    let name = (job.status == .planned || job.status == .open ? letter.lowercased() : letter) + String(place)
    return name + sign(of: job.status) + (isPressing ? Symbol.late.unicode : "")
  }

  static func sign(of status: JobStatus) -> String {
    switch status {
    case .open, .planned, .published: ""
    case .enRoute: Symbol.arrowRight.unicode
    case .onSite: Symbol.bullet.unicode
    case .paused: "="
    case .done: Symbol.check.unicode
    case .toReschedule, .customerAbsent, .cancelled: Symbol.windowMissed.unicode
    }
  }

  static func role(of job: Job, now: Instant) -> Role {
    if job.status.isFinished { return .jobDone }
    if job.priority == .p1 { return .jobUrgent }
    if job.isOverdue(at: now) { return .jobLate }
    return job.technician == nil || job.scheduledStart == nil ? .jobOpen : job.status.role
  }
}

extension State {
  /// Everything that the map shows, the topmost of each kind last made first.
  var mapMarks: [MapMark] {
    var marks = map.marks
    let words = words
    if !map.hidden.contains(.positions), !isLocked {
      for name in positions.keys.sorted() {
        guard let position = positions[name] else { continue }
        let isSound = position.isValid && !position.isStale(at: now)
        marks.append(
          MapMark(
            kind: .position(name), coordinate: position.coordinate,
            label: MapMarks.initial(of: name, board) + (isSound ? "" : "?"),
            role: isSound ? .mapPin : .dim))
      }
    }
    let headquarters = words.headquartersLabel(isApproximate: preferences.headquartersSource == .builtIn)
    marks.append(
      MapMark(
        kind: .headquarters, coordinate: preferences.headquarters, label: mapView.zoom >= 7 ? headquarters : "",
        role: .mapHeadquarters))
    return marks
  }

  /// The way of the selected technician's day: from home to each visit in order, and back.
  var mapRoutes: [MapRoute] {
    guard !map.hidden.contains(.route), !isLocked, let board, let technician = selectedTechnician,
      let group = list.layout.group(.resource(technician))
    else { return [] }
    let visits = MapMarks.visits(group, board, sort: list.sort).filter(\.isWork).compactMap(\.coordinate)
    guard !visits.isEmpty else { return [] }
    let base = board.technicians[technician]?.home ?? preferences.headquarters
    let stops = [base] + visits + [base]
    return zip(stops, stops.dropFirst()).compactMap { from, to in
      if from == to { return nil }
      if let path = map.paths[from, to] { return MapRoute(path: path) }
      return MapRoute(path: [from, to], isDashed: true)
    }
  }

  /// What is to be drawn, without what follows the selection alone.
  func mapScene(marks: [MapMark], routes: [MapRoute]) -> MapScene {
    var scene = MapScene(
      view: mapView, marks: marks, routes: routes, tiles: map.tiles, raster: mapRaster,
      usesColourFills: preferences.theme != "mono")
    scene.showsAttribution = false
    scene.showsNames = !map.hidden.contains(.names)
    return scene
  }
}

extension Words {
  func headquartersLabel(isApproximate: Bool) -> String {
    say("siège", "HQ") + (isApproximate ? say(" approx.", " approx.") : "")
  }
}
