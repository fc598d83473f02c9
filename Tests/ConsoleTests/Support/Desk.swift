import Canvas
import Configuration
import Domain

@testable import Console

/// A dispatcher at a console: presses keys, and the replica does what it is asked.
struct Desk {
  var state: State
  private(set) var effects: [Effect] = []
  /// Edits that the replica has been asked for and has not answered yet.
  private(set) var waiting: [EditGroup] = []
  private var order: Int64 = 0

  init(
    width: Int = 120, height: Int = 40, language: Language = .french, mode: SymbolSet = .unicode,
    role: Preferences.Role = .dispatcher,
    board: Board? = SampleDay.board
  ) {
    state = State(
      preferences: Preferences(language: language, mode: mode, role: role, themes: ["terminal", "dark"]),
      size: Size(width: width, height: height),
      now: SampleDay.now, zone: SampleDay.zone, day: SampleDay.day, ids: IdentifierSource(seed: 1, 2))
    if let board { send(.board(board)) }
    send(.syncStatus(SyncStatus(link: .live, freshAt: SampleDay.now, queued: 0, parked: 0)))
  }

  @discardableResult
  mutating func send(_ message: Message) -> [Effect] {
    let new = reduce(&state, message)
    effects += new
    for effect in new {
      if case .accept(let group) = effect { waiting.append(group) }
      if case .plan(let order) = effect { send(.planned(order.carriedOut())) }
      // What is only put off until the frame is painted comes at once; toasts stay until a test lets them go.
      if case .timer(let id, after: let seconds) = effect, seconds < 2 { send(.timer(id)) }
    }
    return new
  }

  /// Keys as a script writes them: `a`, `Enter`, `F4`, `Ctrl-R`; text between quotes is typed.
  @discardableResult
  mutating func press(_ keys: String...) -> [Effect] {
    var all: [Effect] = []
    for key in keys { all += send(.input(.key(KeyNotation.parse(key)!))) }
    return all
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { send(.input(.key(Key(scalar)))) }
  }

  mutating func click(_ x: Int, _ y: Int, _ button: Mouse.Button = .left) {
    send(.input(.mouse(Mouse(button, .press, at: Point(x: x, y: y)))))
  }

  /// The replica commits what it has been asked for.
  mutating func commit() {
    for group in waiting {
      var intents: [Intent] = []
      for edit in group.edits {
        order += 1
        intents.append(
          Intent(
            id: "\(group.id)/\(order)", group: group.id, order: order, verb: group.verb, edit: edit, state: .pending,
            acceptedAt: state.now))
      }
      send(.accepted(group: group.id, intents: intents))
    }
    waiting.removeAll()
  }

  /// The site says yes to all that is pending.
  mutating func confirm() { send(.boardPatch(BoardPatch(intents: state.board?.intents.filter { $0.state != .pending } ?? []))) }

  /// The site answers a pending edit of this job in its own way.
  mutating func park(_ number: Int, _ answer: EditState) {
    let intents = (state.board?.intents ?? []).map { intent in
      var intent = intent
      if intent.edit.document == SampleDay.reference(number) {
        intent.state = answer
        intent.theirs = Author(user: "julie.gagnon@example.org", modified: "2026-05-06 10:42:00.000000")
      }
      return intent
    }
    send(.boardPatch(BoardPatch(intents: intents)))
  }

  mutating func go(to number: Int) {
    press("g")
    type(String(number))
    press("Enter")
  }

  func job(_ number: Int) -> Job { state.board!.jobs[SampleDay.reference(number)]! }
  var selected: String? { state.selectedJob?.number }
  var frame: Frame { view(state, size: state.size).frame }
  /// With plain blanks where numbers have unbreakable ones.
  var screen: String { String(frame.text().map { $0 == "\u{A0}" ? " " : $0 }) }
  /// What is said in the corner, with plain blanks too.
  var toasts: [String] { state.toasts.showing.map { String($0.text.map { $0 == "\u{A0}" ? " " : $0 }) } }
  /// The row of the list that shows a job.
  func row(_ number: Int) -> String? { screen.split(separator: "\n").map(String.init).first { $0.contains(" \(number) ") } }
}
