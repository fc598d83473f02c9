import Domain

/// Where in a technician's day a job without a start of its own would go.
enum Placement {
  /// The first quarter hour, from the shift's start or now on, at which the job overlaps none of the technician's others, with the
  /// estimated travel between them; inside the job's window where there is room there.
  static func start(of job: Job, with technician: DocumentName, on board: Board, day: LocalDate, _ context: EditContext)
    -> Instant?
  {
    guard let person = board.technicians[technician] else { return nil }
    let midnight = context.zone.instant(LocalDateTime(day, secondOfDay: 0))
    let shift = midnight + (person.shiftStart ?? 480)
    var earliest = max(shift, day == context.zone.local(context.now).date ? context.now : shift)
    if let window = job.window, context.zone.local(window.start).date == day { earliest = max(earliest, window.start) }
    let others = board.jobs.values
      .filter { $0.technician == technician && $0.reference != job.reference && $0.isWork && $0.scheduledStart != nil }
      .sorted(by: BoardOrder.inDay)
    var candidate = roundedUp(earliest)
    for other in others {
      guard let start = other.scheduledStart, let end = other.scheduledEnd, end > candidate else { continue }
      let travel = leg(from: job, to: other)
      if candidate + job.duration + travel <= start { break }
      candidate = roundedUp(max(candidate, end + travel))
    }
    return candidate
  }

  private static func leg(from: Job, to: Job) -> Minutes {
    guard let a = from.coordinate, let b = to.coordinate else { return 0 }
    return TravelMatrix.estimate.leg(from: a, to: b).minutes
  }

  private static func roundedUp(_ instant: Instant) -> Instant { Instant(seconds: (instant.seconds + 899) / 900 * 900) }
}
