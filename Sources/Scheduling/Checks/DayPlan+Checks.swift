import Domain

/// What is to be seen about a day, by job and by technician; nothing is said about what is in order.
package struct DayChecks: Sendable, Equatable {
  package var jobs: [DocumentReference: [Check]] = [:]
  package var technicians: [DocumentName: [Check]] = [:]

  package init() {}

  /// Once: a job that two of its people are late for is late once.
  mutating func add(_ check: Check, to job: DocumentReference) {
    if jobs[job]?.contains(check) != true { jobs[job, default: []].append(check) }
  }
  mutating func add(_ check: Check, to technician: DocumentName) { technicians[technician, default: []].append(check) }
}

extension DayPlan {
  /// All checks of the board's day. Finished jobs are checked no more.
  package func checks() -> DayChecks {
    var checks = DayChecks()
    for place in index.jobs.indices where !index.jobs[place].status.isFinished { check(index.jobs[place], &checks) }
    for day in days {
      checkOrder(of: day, &checks)
      guard day.technician.resourceType == .technician else { continue }
      if day.load > day.shiftLength { checks.add(.overHours(load: day.load, shift: day.shiftLength), to: day.technician.name) }
      if day.technician.home == nil { checks.add(.noHomeBase, to: day.technician.name) }
    }
    checkMaterials(&checks)
    checkAddresses(&checks)
    return checks
  }

  private func check(_ job: Job, _ checks: inout DayChecks) {
    let reference = job.reference
    if job.coordinate == nil { checks.add(.noCoordinates, to: reference) }
    if let place = job.secondLocation {
      let second = board.locations[place]?.coordinate
      let metres = second.flatMap { second in job.coordinate.map { travel.leg(from: $0, to: second).metres } }
      // Until the place has been read, nothing is known of it; and what waits is driven to by nobody yet.
      if metres == nil ? board.locations[place] != nil : !job.isInBacklog {
        checks.add(.secondAddress(place: place, metres: metres), to: reference)
      }
    }
    if let subscription = job.subscription.flatMap({ board.subscriptions[$0] }), subscription.status == .suspended {
      checks.add(.suspendedSubscription(plan: subscription.plan), to: reference)
    }
    checkWindow(job, &checks)
    guard let span = job.occupied(at: now) else { return }
    let lastSecond = Instant(seconds: max(span.lowerBound.seconds, span.upperBound.seconds - 1))
    if zone.local(span.lowerBound).date != zone.local(lastSecond).date { checks.add(.acrossMidnight, to: reference) }
    guard let name = job.technician, job.isWork else { return }
    guard let day = day(of: name) else {
      checks.add(board.technicians[name] == nil ? .unknownTechnician : .inactiveTechnician, to: reference)
      return
    }
    let missing = job.tags.filter { !day.technician.tags.contains($0) }
    if !missing.isEmpty { checks.add(.missingTags(missing), to: reference) }
    if let leave = day.leave(overlapping: span) { checks.add(away(day, leave), to: reference) }
    for member in job.crew {
      guard let leave = self.day(of: member.resource)?.leave(overlapping: span) else { continue }
      checks.add(.crewOnLeave(member: member.resource, until: leave.end, reason: leave.reason), to: reference)
    }
    guard bounds.contains(span.lowerBound) else { return }
    let outside =
      max(0, day.shift.lowerBound.minutes(since: span.lowerBound).count)
      + max(0, span.upperBound.minutes(since: day.shift.upperBound).count)
    if outside > 0 { checks.add(.outsideShift(Minutes(outside)), to: reference) }
  }

  /// A leave of the whole shift leaves the jobs without anybody; a shorter one asks for another time.
  func away(_ day: TechnicianDay, _ leave: Leave) -> Check {
    let shift = day.shift
    return leave.start <= shift.lowerBound && shift.upperBound <= leave.end
      ? .orphaned(until: leave.end, reason: leave.reason) : .onLeave(until: leave.end, reason: leave.reason)
  }

  private func checkWindow(_ job: Job, _ checks: inout DayChecks) {
    guard let window = job.window, job.isWork else { return }
    if let begun = job.actualStart {
      if begun > window.end { checks.add(.windowBreached(by: begun.minutes(since: window.end)), to: job.reference) }
      return
    }
    let expected = max(job.scheduledStart ?? now, now)
    if expected > window.end {
      checks.add(.windowBreached(by: Minutes(max(1, expected.minutes(since: window.end).count))), to: job.reference)
    } else if window.end <= now + rules.windowClosingNotice {
      checks.add(.windowClosing(in: window.end.minutes(since: now)), to: job.reference)
    } else if let start = job.scheduledStart, start < window.start {
      checks.add(.beforeWindow(by: window.start.minutes(since: start)), to: job.reference)
    }
  }

  /// Overlaps and driving times, from each stop to the one before it that ends last.
  private func checkOrder(of day: TechnicianDay, _ checks: inout DayChecks) {
    guard day.technician.resourceType == .technician else { return }
    var previous: TechnicianDay.Stop?
    for stop in day.stops {
      defer { if previous == nil || stop.end >= previous!.end { previous = stop } }
      guard let previous, !index.jobs[stop.place].status.isFinished else { continue }
      let other = index.jobs[previous.place].reference
      let gap = stop.start.minutes(since: previous.end)
      if stop.start < previous.end {
        checks.add(
          .overlap(other: other, Minutes(min(-gap.count, stop.end.minutes(since: stop.start).count))),
          to: index.jobs[stop.place].reference)
      } else if let from = previous.departure, let to = stop.coordinate {
        let missing = travel.leg(from: from, to: to).minutes - gap
        if missing > rules.travelTolerance {
          checks.add(.noTravelTime(from: other, missing: missing), to: index.jobs[stop.place].reference)
        }
      }
    }
  }

  /// A material, as a resource of its own or in a crew, at two jobs at once.
  private func checkMaterials(_ checks: inout DayChecks) {
    for (material, uses) in materialUses where uses.count > 1 {
      var longest = uses[0]
      for use in uses.dropFirst() {
        if use.span.lowerBound < longest.span.upperBound, use.job != longest.job {
          checks.add(.materialBookedTwice(material: material, other: longest.job), to: use.job)
          checks.add(.materialBookedTwice(material: material, other: use.job), to: longest.job)
        }
        if use.span.upperBound > longest.span.upperBound { longest = use }
      }
    }
  }

  /// Two unfinished jobs of the day at one service location, or at one spelling of an address.
  private func checkAddresses(_ checks: inout DayChecks) {
    var first: [String: DocumentReference] = [:]
    var places: [(key: BoardOrder.DayKey, place: Int)] = []
    for (place, job) in index.jobs.enumerated() where !job.status.isFinished && job.isWork {
      if let start = job.scheduledStart, bounds.contains(start) { places.append((BoardOrder.DayKey(job), place)) }
    }
    places.sort { $0.key < $1.key }
    for (_, place) in places {
      let job = index.jobs[place]
      let key = job.serviceLocation?.text ?? SearchFolding.fold(job.address)
      if key.isEmpty { continue }
      if let other = first[key] {
        checks.add(.sameAddress(other: other), to: job.reference)
        checks.add(.sameAddress(other: job.reference), to: other)
      } else {
        first[key] = job.reference
      }
    }
  }
}
