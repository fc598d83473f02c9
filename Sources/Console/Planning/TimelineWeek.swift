import Canvas
import Configuration
import Domain
import Scheduling

/// The planning from Monday to Sunday: all days of the week, and the cursor's day is the one that is looked at.
extension State {
  var isPlanningWeek: Bool { view == .planning && wholeWeeks.contains(.planning) }

  /// What the planning shows has another width: the week brings the other days along.
  mutating func afterZoom() -> [Effect] {
    let effects = showWeek(timeline.zoom == .week)
    return effects + noteSession()
  }

  /// The day of what the cursor stands on.
  mutating func lookAtTimelineDay(of start: Instant?) {
    guard isPlanningWeek, let start else { return }
    let date = zone.local(start).date
    if date != day, span.contains(date) { look(at: date) }
  }

  /// The jobs to which each resource comes along, or is taken along, on all days that are shown.
  func crewPlaces() -> [DocumentName: [DocumentReference]] {
    var places: [DocumentName: [DocumentReference]] = [:]
    guard let board else { return places }
    for job in board.jobs.values where !job.crew.isEmpty && job.scheduledStart != nil {
      for member in job.crew { places[member.resource, default: []].append(job.reference) }
    }
    return places
  }

  /// In a week, by the same clock on another of its days; nil where that is none of them.
  func onDay(_ start: Instant, _ days: Int) -> Instant? {
    let clock = zone.local(start)
    let date = clock.date.adding(days: days)
    return span.contains(date) ? zone.instant(LocalDateTime(date, secondOfDay: clock.secondOfDay)) : nil
  }

  /// The first instant that is shown and the one after the last, as far as the board has them.
  var timelineBounds: Range<Instant> {
    let shown = board.map(\.span).flatMap { $0.contains(day) && isPlanningWeek ? $0 : nil } ?? DaySpan(day)
    return zone.bounds(of: shown.first).lowerBound..<zone.bounds(of: shown.end.adding(days: -1)).upperBound
  }
}

extension TimelineZoom {
  /// nil for the one that nobody has chosen.
  var sessionText: String? {
    switch self {
    case .day: nil
    case .cells(let seconds): String(seconds)
    case .week: "week"
    }
  }

  init?(sessionText text: String) {
    if text == "week" {
      self = .week
    } else if let seconds = Int64(text), Self.steps.contains(seconds) {
      self = .cells(seconds: seconds)
    } else {
      return nil
    }
  }
}
