import Domain
import Scheduling
import Widgets

/// The shifts of each day on screen. They begin and end at a handful of times: each is looked up in the zone once.
struct TimelineShifts: Sendable {
  private struct Hours: Hashable {
    let start: Minutes
    let end: Minutes
  }

  private var days: Range<Int>?
  private var known: [Hours: [Range<Instant>]] = [:]

  /// With the day before: its shift may last into the first.
  static func days(_ scale: TimelineScale, _ zone: SiteZone) -> Range<Int> {
    let first = zone.local(Instant(seconds: scale.start)).date.epochDay - 1
    return first..<zone.local(Instant(seconds: scale.end)).date.epochDay + 1
  }

  mutating func of(
    _ technician: Technician?, _ rules: PlanningRules, _ zone: SiteZone, _ scale: TimelineScale
  ) -> [Range<Instant>] {
    let shown = Self.days(scale, zone)
    if days != shown {
      days = shown
      known.removeAll()
    }
    let hours = Hours(
      start: technician?.shiftStart ?? rules.defaultShiftStart, end: technician?.shiftEnd ?? rules.defaultShiftEnd)
    if let shifts = known[hours] { return shifts }
    let shifts = shown.map { day in
      func clock(_ time: Minutes, _ days: Int) -> Instant {
        let date = LocalDate(epochDay: day + days + time.count / 1_440)
        return zone.instant(LocalDateTime(date, secondOfDay: time.count % 1_440 * 60))
      }
      let from = clock(hours.start, 0)
      return from..<max(from, clock(hours.end, hours.end <= hours.start ? 1 : 0))
    }
    known[hours] = shifts
    return shifts
  }
}
