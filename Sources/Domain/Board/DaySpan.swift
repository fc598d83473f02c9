/// Days in a row by the site's calendar: one for the day's board, seven for the week's.
package struct DaySpan: Hashable, Sendable {
  package let first: LocalDate
  package let days: Int

  package init(_ first: LocalDate, days: Int = 1) {
    self.first = first
    self.days = max(1, days)
  }

  /// The week around a day, from Monday.
  package static func week(of day: LocalDate) -> DaySpan { DaySpan(day.adding(days: 1 - day.weekday), days: 7) }

  /// The day after the last.
  package var end: LocalDate { first.adding(days: days) }

  package func contains(_ day: LocalDate) -> Bool { first <= day && day < end }
  package func contains(_ other: DaySpan) -> Bool { first <= other.first && other.end <= end }

  /// Where in the span a day stands, from 0; nil outside.
  package func index(of day: LocalDate) -> Int? { contains(day) ? day.epochDay - first.epochDay : nil }
}

extension Board {
  package var span: DaySpan { DaySpan(day, days: days) }

  /// Whether a job stands on a board of these days: it starts on one of them, or waits for a technician or a start, or is left over
  /// from before. `today` tells what is before, and is the first day where it is not given.
  package static func holds(_ job: Job, span: DaySpan, zone: SiteZone, today: LocalDate?) -> Bool {
    guard let start = job.scheduledStart else { return !job.status.isFinished }
    let date = zone.local(start).date
    if span.contains(date) { return true }
    return !job.status.isFinished && (job.technician == nil || date < min(span.first, today ?? span.first))
  }

  /// The board of fewer days, out of this one; nil where it does not have them all.
  package func narrowed(to wanted: DaySpan, zone: SiteZone, today: LocalDate) -> Board? {
    if wanted == span { return self }
    guard span.contains(wanted) else { return nil }
    var board = self
    board.day = wanted.first
    board.days = wanted.days
    board.jobs = jobs.filter { Board.holds($0.value, span: wanted, zone: zone, today: today) }
    let (from, to) = (
      zone.instant(LocalDateTime(wanted.first, secondOfDay: 0)), zone.instant(LocalDateTime(wanted.end, secondOfDay: 0))
    )
    board.leaves = leaves.filter { $0.start < to && from <= $0.end }
    return board
  }
}
