import Canvas
import Domain

/// Short messages in a corner, and all that was said before. The receipt of an edit follows it: saving, pending, confirmed.
package struct ToastState: Sendable, Equatable {
  package struct Toast: Sendable, Equatable {
    package enum Kind: Sendable { case info, warning, error }
    package var kind: Kind
    package var text: String
    /// The edits that it is a receipt of.
    package var group: String?
    package var at: Instant
    /// Which of the dispatcher's acts it answers, in their order; nil where it answers none.
    var act: Int?
  }

  package private(set) var showing: [Toast] = []
  /// Oldest first.
  package private(set) var history: [Toast] = []
  /// So many went into the history alone, because the answer to a newer act was on screen.
  package private(set) var aside = 0
  private var acts = 0
  var generation = 0

  package init() {}

  static let seconds = 6
  static let most = 3
  static let remembered = 200

  /// The next of the dispatcher's acts.
  mutating func beginAct() -> Int {
    acts += 1
    return acts
  }

  /// The act whose receipt names these edits.
  func act(of group: String) -> Int? { history.last { $0.group == group }?.act }

  /// The answer to what the dispatcher did last stays: what comes late of an older act stands above it, or in the history alone.
  mutating func push(_ toast: Toast) -> [Effect] {
    history.append(toast)
    if history.count > Self.remembered { history.removeFirst() }
    let newer = toast.act.flatMap { act in showing.firstIndex { ($0.act ?? 0) > act } }
    if newer != nil, toast.kind == .info {
      aside += 1
      return []
    }
    if let newer {
      showing.insert(toast, at: newer)
    } else {
      showing.removeAll { $0.text == toast.text || $0.kind == .info && $0.group == nil && ($0.act == nil || toast.act != nil) }
      showing.append(toast)
    }
    if showing.count > Self.most { showing.removeFirst() }
    generation += 1
    return [.timer(TimerID(.toasts, generation: generation), after: Self.seconds)]
  }

  /// The edits of this receipt were taken back: it says what is not so.
  mutating func withdraw(_ group: String) {
    showing.removeAll { $0.group == group }
    history.removeAll { $0.group == group }
  }

  mutating func expire(_ generation: Int) { if generation == self.generation { dismiss() } }

  mutating func dismiss() {
    showing.removeAll()
    aside = 0
  }
}

extension State {
  mutating func inform(_ text: String) -> [Effect] { say(.info, text) }
  mutating func warn(_ text: String) -> [Effect] { say(.warning, text) }
  mutating func alarm(_ text: String) -> [Effect] { say(.error, text) }
  mutating func receipt(_ group: String, _ text: String) -> [Effect] { say(.info, text, group: group, act: toasts.beginAct()) }

  /// What has come of the dispatcher's last act.
  mutating func answer(_ text: String, _ kind: ToastState.Toast.Kind = .info) -> [Effect] {
    say(kind, text, act: toasts.beginAct())
  }

  /// What has come of an act that others may have followed.
  mutating func report(_ kind: ToastState.Toast.Kind, _ text: String, of group: String) -> [Effect] {
    say(kind, text, act: toasts.act(of: group))
  }

  private mutating func say(_ kind: ToastState.Toast.Kind, _ text: String, group: String? = nil, act: Int? = nil) -> [Effect] {
    toasts.push(.init(kind: kind, text: words.typeset(Sanitise.line(text)), group: group, at: now, act: act))
  }
}

/// How the edits of a receipt stand now.
enum ReceiptMark: Sendable, Equatable {
  case saving, pending, confirmed, refused, conflict

  init(group: String, state: State) {
    if state.saving.contains(where: { $0.id == group }) {
      self = .saving
      return
    }
    // While another day is being read nothing is known of it, and nothing is shown as confirmed that may not be.
    guard let board = state.board else {
      self = .pending
      return
    }
    let intents = board.intents.filter { $0.group == group }
    if intents.contains(where: { if case .conflict = $0.state { true } else { false } }) {
      self = .conflict
    } else if intents.contains(where: \.state.isParked) {
      self = .refused
    } else {
      self = intents.isEmpty ? .confirmed : .pending
    }
  }

  var symbol: Symbol {
    switch self {
    case .saving: .saving
    case .pending: .pending
    case .confirmed: .check
    case .refused: .refused
    case .conflict: .conflict
    }
  }
}
