/// A job of the sample before it becomes documents.
struct PlannedJob: Sendable {
  var number: Int
  var type: Int
  var status: String
  var town: String
  /// Days from today; nil for a job that is in the backlog.
  var day: Int? = nil
  /// Minute of the day.
  var start: Int? = nil
  var minutes: Int? = nil
  var technician: String? = nil
  /// Days from today and minutes of the day.
  var window: (day: Int, from: Int, to: Int)? = nil
  var priority: String? = nil
  var crew: [(resource: String, role: String)] = []
  var tags: [String]? = nil
  var subject: String? = nil
  var notes: String? = nil
  var reason: String? = nil
  var peculiarity: Peculiarity? = nil

  var kind: JobType { JobTypes.all[type] }
  var duration: Int { minutes ?? kind.minutes }
  var name: String { "BT-\(paddedDigits(number, 5))" }
}

/// What sets a planted job apart from an ordinary one.
enum Peculiarity: Sendable, Equatable {
  case noCoordinates
  /// At the address of this job.
  case sameAddress(as: Int)
  case suspendedSubscription
  case hostileText
  case noMobilePhone
  case serial(String)
  /// Being edited by the other dispatcher, this many minutes before 10:40.
  case editedByJulie(minutesAgo: Int)
}

enum JobStatuses {
  static let open = "Open"
  static let planned = "Planned"
  static let published = "Published"
  static let enRoute = "En Route"
  static let onSite = "On Site"
  static let done = "Done"
  static let toReschedule = "To Reschedule"
  static let absent = "Customer Absent"
  static let cancelled = "Cancelled"
}
