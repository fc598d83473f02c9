import Canvas
import Domain
import Widgets

/// Edits of technicians on the shown board, laid over what the replica says as those of jobs are.
extension State {
  mutating func lay(_ edit: Edit, overTechniciansOf board: inout Board) {
    let name = edit.document.key
    guard let technician = board.technicians[name] else { return }
    if underlyingTechnicians[name] == nil { underlyingTechnicians[name] = technician }
    board.technicians[name] = technician.applying(edit.changes)
  }

  /// What the replica tells of a technician goes under the edits that it does not have yet.
  mutating func keepSavingHomes(over patch: inout BoardPatch) {
    for (name, technician) in patch.technicians where underlyingTechnicians[name] != nil {
      underlyingTechnicians[name] = technician
      guard let technician else { continue }
      patch.technicians[name] = technician.applying(savingChanges(of: DocumentReference(.technician, name: name)))
    }
  }

  mutating func takeBackHome(of reference: DocumentReference) {
    guard let base = underlyingTechnicians[reference.key] else { return }
    let rest = savingChanges(of: reference)
    board?.technicians[reference.key] = rest.isEmpty ? base : base.applying(rest)
    if rest.isEmpty { underlyingTechnicians[reference.key] = nil }
  }

  /// A technician's base is part of every forecast and of the map: what is made from the board is made anew.
  mutating func showAnew(_ group: EditGroup) {
    if group.edits.contains(where: { $0.document.kind == .technician }) {
      rebuildList()
    } else {
      updateList(group.edits.map(\.document))
    }
  }

  /// How the edits of a technician stand; nil where there are none.
  func mark(of technician: DocumentName) -> EditMarks.Mark? { marks[DocumentReference(.technician, name: technician)] }

  /// The mark behind a technician's name, with a blank before it; empty where there is none.
  func markText(of technician: DocumentName) -> String {
    mark(of: technician).map { " " + preferences.symbols[$0.symbol] } ?? ""
  }

  /// What a document is called: a job by its number, a technician by the name.
  func title(of document: DocumentReference) -> String {
    document.kind == .technician ? name(of: document.key) : document.number
  }

  /// In a column of numbers: the sign of a base for a technician, whose name then stands before what has changed.
  func shortTitle(of document: DocumentReference) -> String {
    document.kind == .technician ? preferences.symbols[.home] : Sanitise.line(document.number)
  }

  func longTitle(of document: DocumentReference) -> String {
    document.kind == .technician ? name(of: document.key) + words.say(" : ", ": ") : ""
  }

  /// The parked edit of what is selected, the oldest first.
  var selectedTechnicianIntent: Intent? {
    guard case .group(.resource(let name))? = list.scroll.selected else { return nil }
    let reference = DocumentReference(.technician, name: name)
    return board?.intents.first { $0.edit.document == reference && $0.state.isParked }
  }
}
