import Domain

/// Something about a job's or a technician's day that a dispatcher should see; worded elsewhere.
package enum Check: Sendable, Hashable {
  /// It begins before `other` of the same technician has ended.
  case overlap(other: DocumentReference, Minutes)
  /// Coming from `other`, so many minutes of driving do not fit in between.
  case noTravelTime(from: DocumentReference, missing: Minutes)
  /// So many minutes of driving on to `other`, which comes next, do not fit in.
  case noTimeToDriveOn(to: DocumentReference, missing: Minutes)
  /// It begins, or would by now begin, that long after its window has closed.
  case windowBreached(by: Minutes)
  /// It is planned that long before its window opens.
  case beforeWindow(by: Minutes)
  /// Nobody has begun, and the window closes in so many minutes.
  case windowClosing(in: Minutes)
  /// The technician lacks these skills.
  case missingTags([DocumentName])
  case onLeave(until: Instant, reason: String)
  /// The technician is away for the whole shift: nobody is there for the job.
  case orphaned(until: Instant, reason: String)
  /// Somebody who comes along is on leave.
  case crewOnLeave(member: DocumentName, until: Instant, reason: String)
  /// It begins before the shift or ends after it; the minutes that lie outside.
  case outsideShift(Minutes)
  /// The day's work exceeds the shift's hours.
  case overHours(load: Minutes, shift: Minutes)
  /// The start proposed or chosen is that long ago.
  case inThePast(by: Minutes)
  /// It would be led by somebody who only comes along with others.
  case helperOnly
  /// Another job at the same time has the material too.
  case materialBookedTwice(material: DocumentName, other: DocumentReference)
  case noCoordinates
  /// It ends somewhere else than it begins, as a move does: so many metres on, and from there the driving goes on. nil where that
  /// place has no coordinates.
  case secondAddress(place: DocumentName, metres: Int?)
  case suspendedSubscription(plan: String)
  /// Another job of the day is at the same address.
  case sameAddress(other: DocumentReference)
  case acrossMidnight
  /// No home base is known, so that travel is counted from headquarters.
  case noHomeBase
  case inactiveTechnician
  /// The technician it is given to is not on the board.
  case unknownTechnician

  package enum Severity: Int, Comparable, Sendable {
    case notice, warning, error
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// How much it matters: an error breaks a promise or cannot be done as planned, a warning may, a notice is good to know.
  package var severity: Severity {
    switch self {
    case .overlap, .windowBreached, .onLeave, .orphaned, .crewOnLeave, .materialBookedTwice, .inactiveTechnician,
      .unknownTechnician:
      .error
    case .noTravelTime, .noTimeToDriveOn, .windowClosing, .beforeWindow, .missingTags, .overHours, .outsideShift,
      .suspendedSubscription, .inThePast, .helperOnly:
      .warning
    case .secondAddress(_, let metres): metres == nil ? .warning : .notice
    case .noCoordinates, .sameAddress, .acrossMidnight, .noHomeBase: .notice
    }
  }

  /// Whoever plans it so all the same overrides a rule, and may want to say why.
  package var breaksRule: Bool {
    switch self {
    case .overlap, .noTravelTime, .noTimeToDriveOn, .windowBreached, .beforeWindow, .missingTags, .onLeave, .orphaned,
      .crewOnLeave, .outsideShift, .overHours, .helperOnly, .materialBookedTwice, .inactiveTechnician, .unknownTechnician:
      true
    case .windowClosing, .inThePast, .noCoordinates, .secondAddress, .suspendedSubscription, .sameAddress, .acrossMidnight,
      .noHomeBase:
      false
    }
  }
}
