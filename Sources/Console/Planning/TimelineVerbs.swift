import Domain
import Scheduling

/// From what is held over the planning to the verbs that write it.
extension State {
  /// Puts the job where it is held.
  mutating func carryOut(_ proposal: TimelineProposal) -> [Effect] {
    guard let job = board?.jobs[proposal.job] else { return warn(words.jobIsGone) }
    let before = TimelineProposal(job)
    var effects: [Effect] = []
    if let technician = proposal.technician, let start = proposal.start {
      let placing = placing(technician, start, instead: before)
      let resizing = proposal.duration == before.duration ? nil : Verb.resize(proposal.duration)
      if let placing, let resizing {
        effects = attempt(.then(placing, resizing), on: [job.reference])
      } else if let verb = placing ?? resizing {
        effects = attempt(verb, on: [job.reference])
      }
      // Repeated on another job, it is given the time that suits that one.
      if case .assign(let technician, _)? = placing, !effects.isEmpty { lastVerb = .assign(technician, nil) }
    } else if !job.isInBacklog {
      effects = attempt(.unassign, on: [job.reference])
    }
    follow(job.reference, to: proposal.row)
    return effects
  }

  /// The verb that takes the job there; nil where it is there already. On another day its window comes along.
  private func placing(_ technician: DocumentName, _ start: Instant, instead before: TimelineProposal) -> Verb? {
    if let own = before.start, zone.local(own).date != zone.local(start).date {
      let day = zone.local(start).date
      return technician == before.technician
        ? .report(day, at: .instant(start)) : .schedule(technician, on: day, at: .instant(start))
    }
    if technician != before.technician { return .assign(technician, .instant(start)) }
    guard let own = before.start else { return .move(.instant(start)) }
    return own == start ? nil : .moveBy(start.minutes(since: own))
  }

  /// The cursor stays with a job that its own hand has moved.
  private mutating func follow(_ job: DocumentReference, to row: GroupKey) {
    guard list.layout.group(of: job) == row else { return }
    if span.days > 1 { timeline.moment = board?.jobs[job]?.occupied(at: now)?.middle }
    selectOnTimeline(job, in: row)
  }

  /// `x`: the first press marks a job, the second on another lets the two change places.
  mutating func markForSwap() -> [Effect] {
    guard let job = selectedJob else { return warn(words.selectAJob) }
    guard let first = timeline.swap, first != job.reference else {
      timeline.swap = timeline.swap == nil ? job.reference : nil
      return []
    }
    timeline.swap = nil
    return attempt(.swap, on: [first, job.reference])
  }
}
