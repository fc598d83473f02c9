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
  }

  package private(set) var showing: [Toast] = []
  /// Oldest first.
  package private(set) var history: [Toast] = []
  var generation = 0

  package init() {}

  static let seconds = 6
  static let most = 3
  static let remembered = 200

  mutating func push(_ toast: Toast) -> Effect {
    showing.removeAll { $0.text == toast.text || $0.kind == .info && $0.group == nil }
    showing.append(toast)
    if showing.count > Self.most { showing.removeFirst() }
    history.append(toast)
    if history.count > Self.remembered { history.removeFirst() }
    generation += 1
    return .timer(TimerID(.toasts, generation: generation), after: Self.seconds)
  }

  /// The edits of this receipt were taken back: it says what is not so.
  mutating func withdraw(_ group: String) {
    showing.removeAll { $0.group == group }
    history.removeAll { $0.group == group }
  }

  mutating func expire(_ generation: Int) { if generation == self.generation { showing.removeAll() } }

  mutating func dismiss() { showing.removeAll() }
}

extension State {
  mutating func inform(_ text: String) -> [Effect] { say(.info, text) }
  mutating func warn(_ text: String) -> [Effect] { say(.warning, text) }
  mutating func alarm(_ text: String) -> [Effect] { say(.error, text) }
  mutating func receipt(_ group: String, _ text: String) -> [Effect] { say(.info, text, group: group) }

  private mutating func say(_ kind: ToastState.Toast.Kind, _ text: String, group: String? = nil) -> [Effect] {
    [toasts.push(.init(kind: kind, text: words.typeset(Sanitise.line(text)), group: group, at: now))]
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
