import Domain

extension Check {
  /// What a check is about, whatever its numbers: by this it is known again when they have changed.
  package enum Kind: Int, Hashable, Sendable {
    case overlap, noTravelTime, noTimeToDriveOn, windowBreached, beforeWindow, windowClosing, missingTags, onLeave, orphaned
    case crewOnLeave, outsideShift, overHours, inThePast, helperOnly, materialBookedTwice, noCoordinates, secondAddress
    case suspendedSubscription, sameAddress, acrossMidnight, noHomeBase, inactiveTechnician, unknownTechnician
  }

  package var kind: Kind {
    switch self {
    case .overlap: .overlap
    case .noTravelTime: .noTravelTime
    case .noTimeToDriveOn: .noTimeToDriveOn
    case .windowBreached: .windowBreached
    case .beforeWindow: .beforeWindow
    case .windowClosing: .windowClosing
    case .missingTags: .missingTags
    case .onLeave: .onLeave
    case .orphaned: .orphaned
    case .crewOnLeave: .crewOnLeave
    case .outsideShift: .outsideShift
    case .overHours: .overHours
    case .inThePast: .inThePast
    case .helperOnly: .helperOnly
    case .materialBookedTwice: .materialBookedTwice
    case .noCoordinates: .noCoordinates
    case .secondAddress: .secondAddress
    case .suspendedSubscription: .suspendedSubscription
    case .sameAddress: .sameAddress
    case .acrossMidnight: .acrossMidnight
    case .noHomeBase: .noHomeBase
    case .inactiveTechnician: .inactiveTechnician
    case .unknownTechnician: .unknownTechnician
    }
  }

  /// The other job that it is between.
  package var other: DocumentReference? {
    switch self {
    case .overlap(let other, _), .noTravelTime(let other, _), .noTimeToDriveOn(let other, _), .sameAddress(let other),
      .materialBookedTwice(_, let other):
      other
    default: nil
    }
  }

  /// The material, or whoever comes along, that it is about.
  var companion: DocumentName? {
    switch self {
    case .materialBookedTwice(let name, _), .crewOnLeave(let name, _, _): name
    default: nil
    }
  }

  /// Several such of one technician are one thing to know: they are mended alike.
  var isSharedByJobs: Bool {
    switch kind {
    case .orphaned, .onLeave, .crewOnLeave, .outsideShift, .beforeWindow, .missingTags, .helperOnly, .noCoordinates,
      .inactiveTechnician, .unknownTechnician:
      true
    default: false
    }
  }

  /// It stands at both of two jobs, and one of them is enough to say so.
  var isMutual: Bool {
    switch self {
    case .sameAddress, .materialBookedTwice: true
    default: false
    }
  }
}
