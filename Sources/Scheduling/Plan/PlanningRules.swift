import Domain

/// The numbers that a plan is judged by.
package struct PlanningRules: Sendable, Equatable {
  /// Proposed starts fall on multiples of this on the clock.
  package var startStep: Minutes
  /// A window that closes within this time, with nobody there, is said to be closing.
  package var windowClosingNotice: Minutes
  /// Missing driving time up to this is not worth a word.
  package var travelTolerance: Minutes
  /// For a technician whose shift the site does not say.
  package var defaultShiftStart: Minutes
  package var defaultShiftEnd: Minutes
  /// Where days begin that have no home base.
  package var headquarters: Coordinate
  /// Who has these tags alone comes along with others and leads no job.
  package var helperTags: Set<DocumentName>

  package init(
    startStep: Minutes = 15, windowClosingNotice: Minutes = 30, travelTolerance: Minutes = 5, defaultShiftStart: Minutes = 480,
    defaultShiftEnd: Minutes = 990, headquarters: Coordinate = .headquarters, helperTags: Set<DocumentName> = ["aide-technicien"]
  ) {
    self.startStep = startStep
    self.windowClosingNotice = windowClosingNotice
    self.travelTolerance = travelTolerance
    self.defaultShiftStart = defaultShiftStart
    self.defaultShiftEnd = defaultShiftEnd
    self.headquarters = headquarters
    self.helperTags = helperTags
  }
  /// Whether nobody but a helper is wanted is the job's to say, by its own tags.
  func isHelper(_ technician: Technician, for job: Job) -> Bool {
    !technician.tags.isEmpty && technician.tags.allSatisfy(helperTags.contains) && !job.tags.contains(where: helperTags.contains)
  }
}
