/// What the screen shows of a day, or of several in a row: the site's rows with this console's open edits laid over them.
package struct Board: Sendable, Equatable {
  /// The first, or only, day.
  package var day: LocalDate
  /// So many days from `day` on.
  package var days: Int
  /// Jobs of those days, and every unfinished job without a technician or a start (the backlog), edits applied.
  package var jobs: [DocumentReference: Job]
  package var technicians: [DocumentName: Technician]
  package var leaves: [Leave]
  package var tags: [DocumentName]
  /// By service location's name.
  package var locations: [DocumentName: ServiceLocation]
  package var equipment: [DocumentName: Equipment]
  package var subscriptions: [DocumentName: Subscription]
  /// The open edits that touch this board, oldest first.
  package var intents: [Intent]

  package init(
    day: LocalDate, jobs: [DocumentReference: Job] = [:], technicians: [DocumentName: Technician] = [:], leaves: [Leave] = [],
    tags: [DocumentName] = [], locations: [DocumentName: ServiceLocation] = [:], equipment: [DocumentName: Equipment] = [:],
    subscriptions: [DocumentName: Subscription] = [:], intents: [Intent] = [], days: Int = 1
  ) {
    self.day = day
    self.days = days
    self.jobs = jobs
    self.technicians = technicians
    self.leaves = leaves
    self.tags = tags
    self.locations = locations
    self.equipment = equipment
    self.subscriptions = subscriptions
    self.intents = intents
  }
}
