/// A work order (bon de travail): one visit, for one customer, at one place.
package struct Job: Sendable, Equatable {
  package struct CrewMember: Sendable, Equatable, Hashable {
    package enum Role: String, Sendable { case assistant = "Assistant", material = "Material" }
    package var resource: DocumentName
    package var role: Role

    package init(resource: DocumentName, role: Role) {
      self.resource = resource
      self.role = role
    }
  }

  package struct Window: Sendable, Equatable, Hashable {
    package var start: Instant
    package var end: Instant

    package init(start: Instant, end: Instant) {
      self.start = start
      self.end = end
    }
  }

  package var reference: DocumentReference
  package var subject: String
  package var type: String
  package var status: JobStatus
  package var priority: Priority?
  package var customer: String
  package var customerName: String
  package var customerPhone: String
  package var refusesTexts: Bool
  package var serviceLocation: DocumentName?
  package var address: String
  /// The municipality, from the service location, or from the address where there is none.
  package var city: String
  package var coordinate: Coordinate?
  package var secondLocation: DocumentName?
  package var window: Window?
  package var scheduledStart: Instant?
  /// Minutes of work planned; 0 where the site says nothing.
  package var duration: Minutes
  package var technician: DocumentName?
  package var sequence: Int
  package var actualStart: Instant?
  package var actualEnd: Instant?
  package var resolution: String
  package var statusReason: String
  package var notes: String
  package var subscription: DocumentName?
  package var equipment: DocumentName?
  package var tags: [DocumentName]
  package var crew: [CrewMember]
  /// Verbatim from the site; empty while the document exists only here.
  package var modified: String
  package var modifiedBy: String
  /// When the site made it, verbatim; empty while the document exists only here.
  package var creation: String

  package init(
    reference: DocumentReference, subject: String, type: String = "", status: JobStatus = .open, priority: Priority? = nil,
    customer: String = "", customerName: String = "", customerPhone: String = "", refusesTexts: Bool = false,
    serviceLocation: DocumentName? = nil, address: String = "", city: String = "", coordinate: Coordinate? = nil,
    secondLocation: DocumentName? = nil, window: Window? = nil, scheduledStart: Instant? = nil, duration: Minutes = 0,
    technician: DocumentName? = nil, sequence: Int = 0, actualStart: Instant? = nil, actualEnd: Instant? = nil,
    resolution: String = "", statusReason: String = "", notes: String = "", subscription: DocumentName? = nil,
    equipment: DocumentName? = nil, tags: [DocumentName] = [], crew: [CrewMember] = [], modified: String = "",
    modifiedBy: String = "", creation: String = ""
  ) {
    self.reference = reference
    self.subject = subject
    self.type = type
    self.status = status
    self.priority = priority
    self.customer = customer
    self.customerName = customerName
    self.customerPhone = customerPhone
    self.refusesTexts = refusesTexts
    self.serviceLocation = serviceLocation
    self.address = address
    self.city = city
    self.coordinate = coordinate
    self.secondLocation = secondLocation
    self.window = window
    self.scheduledStart = scheduledStart
    self.duration = duration
    self.technician = technician
    self.sequence = sequence
    self.actualStart = actualStart
    self.actualEnd = actualEnd
    self.resolution = resolution
    self.statusReason = statusReason
    self.notes = notes
    self.subscription = subscription
    self.equipment = equipment
    self.tags = tags
    self.crew = crew
    self.modified = modified
    self.modifiedBy = modifiedBy
    self.creation = creation
  }

  package var scheduledEnd: Instant? { scheduledStart.map { $0 + duration } }

  package var number: String { reference.number }
}

extension DocumentReference {
  /// What people call a job by: the digits at the end of its name (`BT-01043` is 1043), or the whole name. One that the site has not
  /// named yet goes by a plus and the first digits of its local id.
  package var number: String {
    let name = key.text
    if isLocal { return "+" + name.prefix(4) }
    // Read as bytes: a list asks for it once a row and frame.
    let digits = name.utf8.suffix(
      from: name.utf8.lastIndex { !(48...57).contains($0) }.map(name.utf8.index(after:)) ?? name.utf8.startIndex)
    let trimmed = digits.drop { $0 == 48 }
    return trimmed.isEmpty ? name : String(Substring(trimmed))
  }
}
