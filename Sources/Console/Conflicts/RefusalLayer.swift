import Canvas
import Domain
import Widgets

/// An edit that the site refused, with its own words: change it, send it again, or give it up.
struct RefusalLayer: Layer {
  let intent: Intent
  var subjects: [DocumentReference] { [intent.edit.document] }
  var form: Form<String>?

  /// Others of its step stand, and can be taken back.
  private let hasRest: Bool

  init(_ intent: Intent, hasRest: Bool = false) {
    self.intent = intent
    self.hasRest = hasRest
  }

  private var isDeleted: Bool { intent.state == .documentDeleted }
  var closesOnOutsideClick: Bool { form == nil }

  private enum Choice { case change, retry, copy, drop, undoRest, leave }

  /// Where the document is gone there is nothing to send, and Enter, which people press without reading, does nothing.
  private var choices: [Choice] {
    (isDeleted ? [.copy, .drop] : [.change, .retry, .copy, .drop]) + (hasRest ? [.undoRest] : []) + [.leave]
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    if form != nil { return handleForm(input, &state) }
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return choose(.leave, &state)
      case .character("c") where key.modifiers.contains(.control): return choose(.leave, &state)
      case .character("r"), .enter: return choose(.retry, &state)
      case .character("e"): return choose(.change, &state)
      case .character("c"): return choose(.copy, &state)
      case .character("d"): return choose(.drop, &state)
      case .character("u"): return choose(.undoRest, &state)
      default: return .ignored
      }
    case .click(let number): return choices.indices.contains(number) ? choose(choices[number], &state) : .ignored
    case .wheel, .paste: return .ignored
    }
  }

  private mutating func choose(_ choice: Choice, _ state: inout State) -> LayerAnswer {
    guard choices.contains(choice) else { return .ignored }
    let words = state.words
    switch choice {
    case .change:
      form = Form(intent.edit.changes.map { FieldReading.formField($0, kind: intent.edit.document.kind, state: state) })
      return .stays
    case .retry: return .closes([.retry(intent: intent.id)] + state.inform(words.sentAgain))
    case .copy:
      let line = Sanitise.line(typed(state))
      return .stays([.copy(line)] + state.inform(words.sentToTerminal(line)))
    case .drop:
      state.toasts.withdraw(intent.group)
      return .closes([.drop(intent: intent.id)] + state.inform(words.givenUp))
    case .undoRest: return .closes([.undoStep(group: intent.group)])
    case .leave: return .closes
    }
  }

  /// The text of the edit: bare where it is one, so that it can be pasted as notes elsewhere.
  private func typed(_ state: State) -> String {
    let changes = intent.edit.changes
    if changes.count == 1, case .text(let text) = changes[0].after,
      intent.edit.document.kind.field(changes[0].field)?.type == .text
    {
      return text
    }
    return state.words.changes(changes, state: state)
  }

  private mutating func handleForm(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") {
        form = nil
        return .stays
      }
      if key.code == .enter { return send(&state) }
      _ = form?.handle(key)
    case .paste(let text): _ = form?.paste(text)
    case .click(0): return send(&state)
    case .click, .wheel: return .ignored
    }
    return .stays
  }

  private mutating func send(_ state: inout State) -> LayerAnswer {
    var changes: [FieldChange] = []
    var isGood = true
    let kind = intent.edit.document.kind
    for change in intent.edit.changes {
      let text = form?.text(change.field) ?? ""
      // What was not touched goes as it was: seconds, a namesake's name.
      if text == FieldReading.text(change.after, of: change.field, kind: kind, state: state) {
        changes.append(change)
        continue
      }
      switch FieldReading.value(text, of: change.field, kind: kind, state: state) {
      case .success(let value):
        form?[change.field]?.problem = nil
        changes.append(FieldChange(change.field, before: change.before, after: value))
      case .failure(let error):
        form?[change.field]?.problem = state.words.verbError(error, state: state)
        isGood = false
      }
    }
    guard isGood else { return .stays }
    if let mismatch = state.zoneMismatch, changes.filter({ !intent.edit.changes.contains($0) }).writesTime(of: .job) {
      return .stays(state.alarm(state.words.zoneDiffers(mismatch)))
    }
    return .closes([.resend(intent: intent.id, changes: changes)] + state.inform(state.words.sentAgain))
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(hasRest && form == nil ? 86 : 68, area.width - 4)
    let title = words.refusalTitle(Sanitise.line(state.title(of: intent.edit.document)), deleted: isDeleted)
    var told: [String]
    if case .refused(let reason) = intent.state {
      told = TextWidth.wrapped(Sanitise.lines(reason), to: width)
    } else {
      told = TextWidth.wrapped(words.deletedThere(intent.edit.document.kind), to: width)
    }
    var tried = TextWidth.wrapped(words.youWanted + words.changes(intent.edit.changes, state: state), to: width)
    let formHeight = form.map { $0.height + 1 } ?? 0
    if form != nil {
      // The form shows what was asked for; the site's words make room for three fields of it, and it scrolls.
      tried = []
      told = Array(told.prefix(max(1, area.height - 4 - min(formHeight, 4))))
    }
    let hints =
      form != nil
      ? [Hint(words.enterKey, words.send), Hint(words.escapeKey, words.back)]
      : choices.map { choice in
        switch choice {
        case .change: Hint("e", words.change)
        case .retry: Hint("r", words.again)
        case .copy: Hint("c", words.copyText)
        case .drop: Hint("d", words.giveUpEdit)
        case .undoRest: Hint("u", words.undoRestHint)
        case .leave: Hint(words.escapeKey, words.later)
        }
      }
    let height = told.count + (tried.isEmpty ? 0 : 1 + tried.count) + formHeight
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: height), title: title, hints: hints)
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    var y = layout.content.y
    for line in told {
      frame.put(line, x: layout.content.x, y: y, style: Style(.bad, on: .dialog), in: layout.content)
      y += 1
    }
    y += 1
    for line in tried {
      frame.put(line, x: layout.content.x, y: y, style: Style(.dim, on: .dialog), in: layout.content)
      y += 1
    }
    if let form {
      form.draw(
        into: &frame,
        in: Rect(x: layout.content.x, y: y, width: layout.content.width, height: form.height).intersection(layout.content))
    }
  }
}

extension State {
  /// Opens what a parked edit needs.
  mutating func settle(_ intent: Intent) -> [Effect] {
    switch intent.state {
    case .conflict(let fields) where !fields.isEmpty: return push(ConflictLayer(intent, fields, self))
    case .refused, .documentDeleted: return push(RefusalLayer(intent, hasRest: bulk[intent.group]?.isPartial == true))
    case .conflict, .saving, .pending: return inform(words.standing(EditMarks.Mark(intent.state), link: sync.link))
    }
  }
}

extension Words {
  func refusalTitle(_ number: String, deleted: Bool) -> String {
    deleted
      ? say("\(number) n'existe plus sur le site", "\(number) is gone from the site")
      : say("\(number) : refusé par le site", "\(number): refused by the site")
  }
  func deletedThere(_ kind: DocumentKind) -> String {
    if kind == .technician {
      return say(
        "Le technicien a été supprimé sur le site ; votre modification est gardée ici, mais ne peut plus y aller. Copiez-la au besoin (c) avant de l'abandonner (d).",
        "The technician was deleted on the site; your edit is kept here but can no longer go there. Copy it if you need it (c) before giving it up (d)."
      )
    }
    return say(
      "Le bon a été supprimé sur le site ; votre modification est gardée ici, mais ne peut plus y aller. Copiez-la au besoin (c) avant de l'abandonner (d).",
      "The job was deleted on the site; your edit is kept here but can no longer go there. Copy it if you need it (c) before giving it up (d)."
    )
  }
  var youWanted: String { say("Demandé : ", "Asked for: ") }
  var send: String { say("envoyer", "send") }
  var back: String { say("retour", "back") }
  var change: String { say("modifier", "change") }
  var again: String { say("réessayer", "try again") }
  var copyText: String { say("copier", "copy") }
  var giveUpEdit: String { say("abandonner", "give up") }
  var sentAgain: String { say("renvoyé vers le site", "sent to the site again") }
  var givenUp: String { say("modification abandonnée", "edit given up") }
}
