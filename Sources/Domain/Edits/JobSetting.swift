/// One field of a job as a person fills it in, in a form or after a colon in a verb line.
package enum JobSetting: Sendable, Equatable {
  case subject(String)
  case type(String)
  case priority(Priority?)
  case customerName(String)
  case customerPhone(String)
  case refusesTexts(Bool)
  case address(String)
  case coordinate(Coordinate?)
  case window(Job.Window?)
  case duration(Minutes)
  case tags([DocumentName])
  case equipment(DocumentName?)
  case notes(String)
  case reason(String)
  case resolution(String)
  case technician(DocumentName?)
  /// nil takes the job off the day.
  case start(StartTime?)
}

/// Somebody or something that is to come along to a job, or no more.
package struct CrewChange: Sendable, Equatable {
  package let resource: DocumentName
  package let role: Job.CrewMember.Role
  package let isAdded: Bool

  package init(_ resource: DocumentName, as role: Job.CrewMember.Role, isAdded: Bool) {
    self.resource = resource
    self.role = role
    self.isAdded = isAdded
  }
}
