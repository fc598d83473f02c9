import Canvas
import Domain
import Widgets

/// `n`: the notes of a job. What is written is based on the notes as they were when the editor was opened, so that what somebody else
/// writes meanwhile is merged and never lost.
struct NotesLayer: Layer {
  let reference: DocumentReference
  var subjects: [DocumentReference] { [reference] }
  let original: String
  let modified: String
  var area: TextArea
  var theirs: String?
  /// Escape was pressed once with something written.
  var asksToDiscard = false
  private var size = Size(width: 60, height: 8)

  init?(_ state: State) {
    guard let job = state.targets.first else { return nil }
    reference = job.reference
    original = job.notes
    modified = job.modified
    area = TextArea(job.notes)
    size = Self.size(state)
  }

  private static func size(_ state: State) -> Size {
    Size(width: max(8, min(72, state.size.width - 8)), height: max(1, min(12, state.size.height - 8)))
  }

  var isChanged: Bool { area.text != Sanitise.lines(original) }
  var closesOnOutsideClick: Bool { !isChanged }

  mutating func boardChanged(_ state: State) {
    size = Self.size(state)
    guard let job = state.board?.jobs[reference], job.notes != original else { return }
    theirs = state.words.changed(by: job.modifiedBy, at: job.modified, today: state.today)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .function(2) { return save(&state) }
      if key.code == .escape || key == .control("c") {
        if !isChanged || asksToDiscard { return .closes }
        asksToDiscard = true
        return .stays
      }
      asksToDiscard = false
      _ = area.handle(key, in: size)
    case .paste(let text): area.insert(text)
    case .wheel(let rows): area.scroll(by: rows, in: size)
    case .click(0): return save(&state)
    case .click: return isChanged ? .stays : .closes
    }
    return .stays
  }

  private func save(_ state: inout State) -> LayerAnswer {
    guard isChanged else { return .closes }
    guard let job = state.board?.jobs[reference] else { return .stays(state.warn(state.words.jobIsGone)) }
    var seen = job
    seen.notes = original
    switch JobEdit.setNotes(seen, to: area.text, in: state.editContext) {
    case .changes(let changes):
      let edit = Edit(document: reference, changes: changes, baseModified: modified.isEmpty ? nil : modified)
      let group = EditGroup(id: state.ids.next(), verb: "notes \(reference.key.text)", edits: [edit])
      let effects = state.commit(group)
      return .closes(effects + state.receipt(group.id, state.words.notesChanged(job.number)))
    case .refused(let refusal): return .stays(state.warn(state.words.refusal(refusal, of: job)))
    case .unchanged, .asks: return .closes
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let job = state.board?.jobs[reference]
    let notice = asksToDiscard ? words.discardNotes : theirs
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: size.width, height: size.height + (notice == nil ? 0 : 1)),
      title: words.notesTitle(job.map(words.jobTitle) ?? reference.key.text),
      hints: [Hint("F2", words.saveHint, enabled: isChanged), Hint(words.escapeKey, words.giveUp)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    let (text, last) = layout.content.splitBottom(notice == nil ? 0 : 1)
    self.area.draw(into: &frame, in: text, focused: true, placeholder: words.notesPlaceholder)
    if let notice { frame.put(notice, x: last.x, y: last.y, columns: last.width, style: Style(.warning, on: .dialog), in: last) }
  }
}

extension Words {
  func notesTitle(_ job: String) -> String { say("Notes · ", "Notes · ") + job }
  var notesPlaceholder: String { say("codes d'accès, chien, stationnement…", "access codes, dog, parking…") }
  var saveHint: String { say("enregistrer", "save") }
  var discardNotes: String {
    say("Non enregistré : F2 enregistre, Échap encore jette le texte.", "Not saved: F2 saves, Esc again discards the text.")
  }
  func notesChanged(_ number: String) -> String { say("\(number) : notes modifiées", "\(number): notes changed") }
}
