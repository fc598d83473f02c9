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

  package init(
    startStep: Minutes = 15, windowClosingNotice: Minutes = 30, travelTolerance: Minutes = 5, defaultShiftStart: Minutes = 480,
    defaultShiftEnd: Minutes = 990, headquarters: Coordinate = .headquarters
  ) {
    self.startStep = startStep
    self.windowClosingNotice = windowClosingNotice
    self.travelTolerance = travelTolerance
    self.defaultShiftStart = defaultShiftStart
    self.defaultShiftEnd = defaultShiftEnd
    self.headquarters = headquarters
  }
}
