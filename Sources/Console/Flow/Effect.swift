import Cartography
import Domain

/// What the outside is asked to do. Answers come back as messages; the board of a day that has been left, and timers that have been
/// set anew, are dropped there by their day or generation.
package enum Effect: Sendable, Equatable {
  /// Commit the edits to the replica; answered by `accepted` or `acceptFailed`.
  case accept(EditGroup)
  /// The board of so many days from this one on; answered by `board`.
  case loadBoard(LocalDate, days: Int = 1)
  /// Answered by `planned`.
  case plan(PlanOrder)
  /// Answered by `undoOutcome`, as the two that follow are.
  case undo
  case redo
  /// Take this step back, whatever came after it: what stands of one that was refused in part.
  case undoStep(group: String)
  /// Do it all the same: these fields are taken back too, the question's others stay as they are.
  case answerUndo(UndoQuestion, overwriting: Set<ChangedField>)
  /// Settle a conflict; every field of it is in `choices`.
  case resolveConflict(intent: String, choices: [String: FieldDecision])
  /// Send a refused edit again as it is.
  case retry(intent: String)
  /// Give a parked edit up.
  case drop(intent: String)
  /// Send a refused edit with other values.
  case resend(intent: String, changes: [FieldChange])
  case syncNow
  /// The deletions that are held are right; so many were shown.
  case acceptDeletions(Int)
  /// Answered by `timer` with the same id.
  case timer(TimerID, after: Int)
  /// To the terminal's clipboard: one line, without controls.
  case copy(String)
  case saveScreen(path: String)
  /// Answered by `fileWritten`.
  case write(OutgoingFile)
  /// Who changed what in this document; answered by `history`, once or twice.
  case loadHistory(DocumentReference, generation: Int)
  /// What this dispatcher did; answered by `steps`.
  case loadSteps
  case setMouse(Bool)
  case setTheme(String)
  case suspend
  /// How the console is left, for the next start.
  case keepSession(SessionMemory)
  /// Paint every cell anew.
  case redrawAll
  /// Search all jobs; answered by `found`, more than once while the index is being filled.
  case search(String, generation: Int)
  /// Find the jobs of a number, on whatever day; answered by `located`.
  case locate(String, generation: Int)
  /// Read what earlier consoles have kept; answered by `memory`.
  case recallMemory
  /// Add this to what is kept.
  case keep(MemoryChange)
  /// Ask the geocoder where an address is; answered by `addresses`.
  case findAddress(String, generation: Int)
  /// Ask the geocoder what stands at a place; answered by `placeNamed`.
  case namePlace(Coordinate, generation: Int)
  /// The person wants addresses to be asked of the public geocoder, and knows what that means.
  case consentToPublicGeocoder
  /// Read these tiles of the detailed map, the first of them first; answered by `tiles`, more than once, or by `tileSource`. What was
  /// asked for before and is not among them is no longer wanted.
  case loadTiles([TileAddress])
  /// Ask the routing engine; answered by `travel`, once or more.
  case askTravel(TravelQuestion)
  /// Where headquarters have been confirmed; nil forgets it.
  case keepHeadquarters(Coordinate?)
  /// Answered by `plannedDay`.
  case planDay(DayAhead)
  case quit
}

/// What is to stand in a field that two people changed.
package enum FieldDecision: Sendable, Hashable {
  case mine, theirs
  /// What was made of both.
  case both(FieldValue)
}

/// A wake-up that was asked for.
package struct TimerID: Sendable, Hashable {
  package enum Purpose: Sendable, Hashable { case toasts, checks, filter, changes, session, order, ways, placeName, geocoder }
  package let purpose: Purpose
  package let generation: Int

  package init(_ purpose: Purpose, generation: Int) {
    self.purpose = purpose
    self.generation = generation
  }
}
