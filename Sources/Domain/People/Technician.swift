/// Who or what a job can be given to: a person, or a material that is booked like one (a bucket truck).
package struct Technician: Sendable, Equatable {
  package enum ResourceType: String, Sendable { case technician = "Technician", material = "Material" }

  package var name: DocumentName
  package var fullName: String
  package var resourceType: ResourceType
  package var isActive: Bool
  package var color: String
  package var phone: String
  package var email: String
  package var user: String
  /// Minutes after midnight, site time; nil where the site says nothing. An end before the start is on the next day.
  package var shiftStart: Minutes?
  package var shiftEnd: Minutes?
  package var homeAddress: String
  package var home: Coordinate?
  package var tags: [DocumentName]
  /// The tracked device that travels along, by Traccar's number.
  package var device: Int?
  package var modified: String

  package init(
    name: DocumentName, fullName: String, resourceType: ResourceType = .technician, isActive: Bool = true, color: String = "",
    phone: String = "", email: String = "", user: String = "", shiftStart: Minutes? = nil, shiftEnd: Minutes? = nil,
    homeAddress: String = "", home: Coordinate? = nil, tags: [DocumentName] = [], device: Int? = nil, modified: String = ""
  ) {
    self.name = name
    self.fullName = fullName
    self.resourceType = resourceType
    self.isActive = isActive
    self.color = color
    self.phone = phone
    self.email = email
    self.user = user
    self.shiftStart = shiftStart
    self.shiftEnd = shiftEnd
    self.homeAddress = homeAddress
    self.home = home
    self.tags = tags
    self.device = device
    self.modified = modified
  }

  /// Minutes of work in the shift, an unpaid half hour at midday taken off shifts over five hours; nil without a shift.
  package var shiftLength: Minutes? {
    guard let shiftStart, let shiftEnd else { return nil }
    let span = (shiftEnd.count - shiftStart.count + 1_440) % 1_440
    return Minutes(span > 300 ? span - 30 : span)
  }
}

/// A time in which a technician is not to be had.
package struct Leave: Sendable, Equatable {
  package var name: DocumentName
  package var technician: DocumentName
  package var start: Instant
  package var end: Instant
  package var reason: String

  package init(name: DocumentName, technician: DocumentName, start: Instant, end: Instant, reason: String) {
    self.name = name
    self.technician = technician
    self.start = start
    self.end = end
    self.reason = reason
  }
}
