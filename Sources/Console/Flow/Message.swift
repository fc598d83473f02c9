import Canvas
import Cartography
import Configuration
import Domain

/// What comes in: from the terminal, the replica, the sync engine, the hub and the clock.
package enum Message: Sendable, Equatable {
  case input(Input)
  /// A board read whole, with the replica's open edits applied.
  case board(Board)
  /// The board cannot be read, for good as far as the console can tell: the sentence says what to do.
  case boardFailed(String)
  /// What changed on the board that is shown.
  case boardPatch(BoardPatch)
  case syncStatus(SyncStatus)
  /// The replica holds these edits now.
  case accepted(group: String, intents: [Intent])
  /// The edits could not be committed: they are taken back on screen.
  case acceptFailed(EditGroup, AcceptFailure)
  case planned(PlanResult)
  case undoOutcome(UndoResult)
  /// How many steps of this console's can be taken back, and how many done again.
  case undoSteps(undo: Int, redo: Int)
  /// The time of the site, at least once a minute.
  case clock(Instant)
  /// The site's zone, as far as it is known before the site answers.
  case zone(SiteZone)
  /// When the site last answered an earlier run.
  case lastAnswer(Instant)
  /// How that zone compares with the one the site tells; nil where they are the same.
  case zoneMismatch(ZoneMismatch?)
  case position(Position)
  case diagnostics([Diagnostic])
  /// Something that happened outside, in a sentence that is already in the person's language.
  case notice(Notice)
  case timer(TimerID)
  case screenSaved(path: String, succeeded: Bool)
  case fileWritten(OutgoingFile, OutgoingFile.Outcome)
  case history(DocumentReference, generation: Int, HistoryAnswer)
  /// Newest first.
  case steps([PastStep])
  /// What the site lets this user do; nil where it does not say.
  case siteRole(Preferences.Role?)
  /// Who looks at which document just now, but for this console's own user.
  case presence([DocumentReference: [String]])
  case found(SearchAnswer, generation: Int)
  case located([Job], text: String, generation: Int)
  /// What earlier consoles have kept.
  case memory(HandMemory)
  case addresses(Result<AddressAnswer, GeocodingFailure>, generation: Int)
  /// nil where nothing is known of the place.
  case placeNamed(Result<FoundAddress?, GeocodingFailure>, generation: Int)
  case tiles([TileAddress: TileShelf.Entry])
  case travel(TravelUpdate)
  case tileSource(TileSourceNews)
  case plannedDay(PlannedDay)
  /// A verb line from a script.
  case verb(String)
}

package struct Notice: Sendable, Equatable {
  package enum Severity: Sendable { case information, warning, failure }
  package let severity: Severity
  package let text: String

  package init(_ severity: Severity, _ text: String) {
    self.severity = severity
    self.text = text
  }
}

/// Why the replica did not take an edit.
package enum AcceptFailure: Sendable, Equatable {
  case diskFull
  case readOnly
  /// Anything else, in the system's words.
  case other(String)
}

/// What came of an undo or redo.
package enum UndoResult: Sendable, Equatable {
  /// `withdrawn`: the groups of which edits went that had not reached the site.
  case undone(verb: String, documents: [DocumentReference], withdrawn: Set<String> = [])
  case redone(verb: String, documents: [DocumentReference])
  case nothingToUndo
  case nothingToRedo
  /// Reverted but for these fields, which somebody has changed since.
  case undoneInPart(verb: String, documents: [DocumentReference], kept: [FieldConflict])
  case redoneInPart(verb: String, documents: [DocumentReference], kept: [FieldConflict])
  /// Nothing is done yet: somebody has changed what the step wrote.
  case asks(UndoQuestion)
  case failed(AcceptFailure)
}

/// What is to become of fields that others have changed since the step that is to be undone, or done again.
package struct UndoQuestion: Sendable, Equatable {
  package let isUndo: Bool
  package let verb: String
  package let fields: [ChangedField]
  /// The step's group where it need not be the last.
  package let step: String?

  package init(isUndo: Bool, verb: String, fields: [ChangedField], step: String? = nil) {
    self.step = step
    self.isUndo = isUndo
    self.verb = verb
    self.fields = fields
  }
}

/// Where a technician's device was last seen.
package struct Position: Sendable, Equatable {
  package var technician: DocumentName
  package var coordinate: Coordinate
  package var at: Instant
  /// The device itself doubts it.
  package var isValid: Bool

  package init(technician: DocumentName, coordinate: Coordinate, at: Instant, isValid: Bool = true) {
    self.technician = technician
    self.coordinate = coordinate
    self.at = at
    self.isValid = isValid
  }

  /// Too old to tell where the technician is now.
  package func isStale(at now: Instant) -> Bool { now.seconds - at.seconds > 1_800 }
}
