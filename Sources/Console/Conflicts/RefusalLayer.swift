import Canvas
import Configuration
import Domain
import Widgets

/// An edit that the site refused, with its own words: change it, send it again, or give it up.
struct RefusalLayer: Layer {
  let intent: Intent
  var form: Form<String>?

  init(_ intent: Intent) { self.intent = intent }

  private var isDeleted: Bool { intent.state == .documentDeleted }
  var closesOnOutsideClick: Bool { form == nil }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    if form != nil { return handleForm(input, &state) }
    switch input {
    case .key(let key):
      switch key.code {
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      case .character("r"), .enter: return choose(1, &state)
      case .character("e"): return choose(0, &state)
      case .character("d"): return choose(2, &state)
      default: return .ignored
      }
    case .click(let number): return choose(number, &state)
    case .wheel, .paste: return .ignored
    }
  }

  private mutating func choose(_ number: Int, _ state: inout State) -> LayerAnswer {
    let words = state.words
    switch number {
    case 0 where !isDeleted:
      form = Form(
        intent.edit.changes.map { FormField($0.field, label: words.field($0.field), .text(TextField(Self.text($0.after)))) })
      return .stays
    case 1 where !isDeleted: return .closes([.retry(intent: intent.id)] + state.inform(words.sentAgain))
    case 1, 2: return .closes([.drop(intent: intent.id)] + state.inform(words.givenUp))
    case 3: return .closes
    default: return .ignored
    }
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
    for change in intent.edit.changes {
      switch FieldReading.value(form?.text(change.field) ?? "", of: change.field, kind: intent.edit.document.kind, state: state) {
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

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .null, .rows: ""
    case .text(let text): text
    case .int(let number): String(number)
    case .float(let number): String(number)
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let width = min(68, area.width - 4)
    let title = words.refusalTitle(
      state.board?.jobs[intent.edit.document]?.number ?? intent.edit.document.key.text, deleted: isDeleted)
    let told: [String]
    if case .refused(let reason) = intent.state {
      told = TextWidth.wrapped(Sanitise.lines(reason), to: width)
    } else {
      told = TextWidth.wrapped(words.deletedThere, to: width)
    }
    let tried = TextWidth.wrapped(words.youWanted + words.changes(intent.edit.changes, state: state), to: width)
    let formHeight = form.map { $0.height + 1 } ?? 0
    let hints =
      form != nil
      ? [Hint(words.enterKey, words.send), Hint(words.escapeKey, words.back)]
      : isDeleted
        ? [Hint("d", words.giveUpEdit), Hint(words.escapeKey, words.later)]
        : [Hint("e", words.change), Hint("r", words.again), Hint("d", words.giveUpEdit), Hint(words.escapeKey, words.later)]
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: told.count + 1 + tried.count + formHeight), title: title,
      hints: hints)
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(isDeleted ? region.index + 2 : region.index)) }
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
        in: Rect(x: layout.content.x, y: y + 1, width: layout.content.width, height: form.height).intersection(layout.content))
    }
  }
}

/// A field's value as a person writes it, for an edit that is sent again.
enum FieldReading {
  static func value(_ text: String, of field: String, kind: DocumentKind, state: State) -> Result<FieldValue, VerbError> {
    if text.isEmpty { return .success(.null) }
    switch kind.field(field)?.type {
    case .datetime:
      if let clock = LocalDateTime(siteText: text.utf8.count == 16 ? text + ":00" : text) {
        return .success(.text(clock.siteText))
      }
      guard let time = TimeText.clock(text) else { return .failure(.notATime(text)) }
      return .success(.text(LocalDateTime(state.day, secondOfDay: time.count * 60).siteText))
    case .link(.technician):
      guard let board = state.board else { return .success(.text(text)) }
      switch TechnicianToken.find(text, board) {
      case .one(let name): return .success(.text(name.text))
      case .several(let candidates): return .failure(.ambiguousTechnician(text, candidates: candidates))
      case .none: return .failure(.noSuchTechnician(text))
      }
    case .select where field == "status":
      if let status = JobStatus(rawValue: text) { return .success(.text(status.rawValue)) }
      let folded = SearchFolding.fold(text)
      let named = JobStatus.allCases.first { status in
        [Words(.french), Words(.english)].contains {
          SearchFolding.fold($0.status(status)) == folded || SearchFolding.fold($0.statusCode(status)) == folded
        }
      }
      return named.map { .success(.text($0.rawValue)) } ?? .failure(.noSuchStatus(text))
    case .int, .check: return Int64(text).map { .success(.int($0)) } ?? .failure(.notATime(text))
    case .float: return Double(text).map { .success(.float($0)) } ?? .failure(.notATime(text))
    default: return .success(.text(text))
    }
  }
}

extension State {
  /// Opens what a parked edit needs.
  mutating func settle(_ intent: Intent) -> [Effect] {
    switch intent.state {
    case .conflict(let fields) where !fields.isEmpty: return push(ConflictLayer(intent, fields))
    case .refused, .documentDeleted: return push(RefusalLayer(intent))
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
  var deletedThere: String {
    say(
      "Le bon a été supprimé sur le site ; votre modification ne peut plus y aller.",
      "The job was deleted on the site; your edit can no longer go there.")
  }
  var youWanted: String { say("Demandé : ", "Asked for: ") }
  var send: String { say("envoyer", "send") }
  var back: String { say("retour", "back") }
  var change: String { say("modifier", "change") }
  var again: String { say("réessayer", "try again") }
  var giveUpEdit: String { say("abandonner", "give up") }
  var sentAgain: String { say("renvoyé vers le site", "sent to the site again") }
  var givenUp: String { say("modification abandonnée", "edit given up") }
}
