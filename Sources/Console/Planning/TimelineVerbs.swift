import Domain

/// From what is held over the planning to the verbs that write it.
extension State {
  /// Puts the job where it is held.
  mutating func carryOut(_ proposal: TimelineProposal) -> [Effect] {
    guard let job = board?.jobs[proposal.job] else { return warn(words.jobIsGone) }
    let before = TimelineProposal(job)
    let depth = layers.count
    var effects: [Effect] = []
    if let technician = proposal.technician, let start = proposal.start {
      if technician != before.technician {
        effects = attempt(.assign(technician, .instant(start)), on: [job.reference])
        // Repeated on another job, it is given the time that suits that one.
        if !effects.isEmpty { lastVerb = .assign(technician, nil) }
      } else if let own = before.start, own != start {
        effects = attempt(.moveBy(start.minutes(since: own)), on: [job.reference])
      } else if before.start == nil {
        effects = attempt(.move(.instant(start)), on: [job.reference])
      }
      // While the first is asked about, the second waits for another try.
      if proposal.duration != before.duration, layers.count == depth {
        effects += attempt(.resize(proposal.duration), on: [job.reference])
      }
    } else if !job.isInBacklog {
      effects = attempt(.unassign, on: [job.reference])
    }
    follow(job.reference, to: proposal.row)
    return effects
  }

  /// The cursor stays with a job that its own hand has moved.
  private mutating func follow(_ job: DocumentReference, to row: GroupKey) {
    guard list.layout.group(of: job) == row else { return }
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
