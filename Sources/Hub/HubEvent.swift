import Domain
import Transport

/// What the hub's event stream tells.
package enum HubEvent: Sendable, Equatable {
  /// A document was written, created, renamed or deleted; what it holds now has to be asked of the site. `modified` and `modifiedBy`
  /// where the event has them.
  case documentChanged(DocumentKind, DocumentName, modified: String?, modifiedBy: String?)
  case position(DevicePosition)
  /// Who has a console open, and what they look at.
  case presence([UserPresence])
  /// A service behind the hub came up or went down.
  case serviceState(service: String, isUp: Bool, detail: String)
  /// The stream no longer knows what was missed: pull everything that changed.
  case reset
  /// Something of which only this is known: look for changes.
  case unknown(type: String)
  /// A document of a doctype that the console does not read.
  case irrelevant
}

/// Somebody at a console or at the site's own pages.
package struct UserPresence: Sendable, Hashable {
  package let user: String
  package let viewing: [DocumentReference]

  package init(user: String, viewing: [DocumentReference] = []) {
    self.user = user
    self.viewing = viewing
  }
}

/// Where a tracked device was, as Traccar tells it.
package struct DevicePosition: Sendable, Equatable {
  package let device: Int
  package let coordinate: Coordinate
  /// Traccar's unit.
  package let speedKnots: Double
  /// Degrees from north, clockwise; nil where the device gives none.
  package let course: Double?
  /// When the device says it was there.
  package let fixTime: Instant
  /// Whether the device trusts its fix.
  package let isValid: Bool

  package init(device: Int, coordinate: Coordinate, speedKnots: Double, course: Double?, fixTime: Instant, isValid: Bool) {
    self.device = device
    self.coordinate = coordinate
    self.speedKnots = speedKnots
    self.course = course
    self.fixTime = fixTime
    self.isValid = isValid
  }
}
