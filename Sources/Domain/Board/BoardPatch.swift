/// What changed on a board since it was read.
package struct BoardPatch: Sendable, Equatable {
  /// nil: the job has left the board.
  package var jobs: [DocumentReference: Job?]
  /// nil: the technician is gone.
  package var technicians: [DocumentName: Technician?]
  /// All of the board's leaves and tags, where one of them changed.
  package var leaves: [Leave]?
  package var tags: [DocumentName]?
  /// What the patched jobs point at and the board may not have yet.
  package var locations: [DocumentName: ServiceLocation]
  package var equipment: [DocumentName: Equipment]
  package var subscriptions: [DocumentName: Subscription]
  /// Jobs made here that the site has named meanwhile, by the reference that they had.
  package var renamed: [DocumentReference: DocumentReference] = [:]
  /// All open edits, oldest first.
  package var intents: [Intent]

  package init(
    jobs: [DocumentReference: Job?] = [:], technicians: [DocumentName: Technician?] = [:], leaves: [Leave]? = nil,
    tags: [DocumentName]? = nil, locations: [DocumentName: ServiceLocation] = [:],
    equipment: [DocumentName: Equipment] = [:], subscriptions: [DocumentName: Subscription] = [:], intents: [Intent] = []
  ) {
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

extension Board {
  package mutating func apply(_ patch: BoardPatch) {
    for (reference, job) in patch.jobs { jobs[reference] = job }
    for (name, technician) in patch.technicians { technicians[name] = technician }
    if let changed = patch.leaves { leaves = changed }
    if let changed = patch.tags { tags = changed }
    locations.merge(patch.locations) { _, new in new }
    equipment.merge(patch.equipment) { _, new in new }
    subscriptions.merge(patch.subscriptions) { _, new in new }
    intents = patch.intents
  }
}
