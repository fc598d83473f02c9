import Canvas
import Configuration
import Domain

/// One line of a script.
enum ScriptStep: Sendable, Equatable {
  case keys([Key])
  case type(String)
  case verb(String)
  /// Until the text stands on the screen, at most 30 seconds.
  case wait(String)
  case waitGone(String)
  case size(Size)
  case save(String)
  case quit
}

package enum ScriptFailure: Error, Sendable, Equatable {
  case unknownStep(line: Int, text: String)
  case neverShown(line: Int, text: String)
  case neverGone(line: Int, text: String)
  case cannotSave(path: String)
}

/// Plays a script on the console: each step when the screen is ready for it.
///
///     wait FILE D'ATTENTE
///     keys a
///     type julie
///     keys Enter
///     wait ~
///     verb s 1043 rte
///     save screen.txt
///     quit
///
/// Empty lines and lines that begin with `#` say nothing.
package struct ScriptPlayer {
  enum Turn: Equatable {
    case wait
    case input(Input)
    case resize(Size)
    case verb(String)
    case save(String)
    case end
    case failed(ScriptFailure)
  }

  /// How long a `wait` may last, in milliseconds.
  static let patience: UInt64 = 30_000

  private let steps: [(line: Int, step: ScriptStep)]
  private var position = 0
  private var queue: [Input] = []
  private var waitingSince: UInt64?

  package init(_ text: String) throws(ScriptFailure) {
    var steps: [(Int, ScriptStep)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let step = ScriptStep(line) else { throw .unknownStep(line: index + 1, text: String(line)) }
      steps.append((index + 1, step))
    }
    self.steps = steps
  }

  /// Milliseconds until a wait has lasted too long; -1 when none is under way.
  var pollTimeout: Int32 {
    guard let waitingSince else { return -1 }
    let end = waitingSince + Self.patience
    let now = Deadlines<Int>.now()
    return end <= now ? 0 : Int32(clamping: end - now)
  }

  mutating func next(on frame: borrowing Frame, now: UInt64 = Deadlines<Int>.now()) -> Turn {
    if !queue.isEmpty { return .input(queue.removeFirst()) }
    guard position < steps.count else { return .end }
    let (line, step) = steps[position]
    switch step {
    case .wait(let text):
      if let turn = hold(until: frame.shows(text), now: now, else: .neverShown(line: line, text: text)) { return turn }
    case .waitGone(let text):
      if let turn = hold(until: !frame.shows(text), now: now, else: .neverGone(line: line, text: text)) { return turn }
    case .keys(let keys): queue = keys.map { .key($0) }
    case .type(let text): queue = text.unicodeScalars.map { .key(Key($0)) }
    case .verb(let verb): return advance(.verb(verb))
    case .size(let size): return advance(.resize(size))
    case .save(let path): return advance(.save(path))
    case .quit: return .end
    }
    position += 1
    return queue.isEmpty ? next(on: frame, now: now) : .input(queue.removeFirst())
  }

  private mutating func advance(_ turn: Turn) -> Turn {
    position += 1
    return turn
  }

  /// nil when the wait is over.
  private mutating func hold(until isThere: Bool, now: UInt64, else failure: ScriptFailure) -> Turn? {
    if isThere {
      waitingSince = nil
      return nil
    }
    let start = waitingSince ?? now
    waitingSince = start
    return now >= start + Self.patience ? .failed(failure) : .wait
  }
}

extension ScriptStep {
  init?(_ line: Substring) {
    let word = line.prefix { $0 != " " }
    let rest = line.dropFirst(word.count).drop { $0 == " " }
    switch word {
    case "keys":
      let keys = rest.split(separator: " ").map { KeyNotation.parse(String($0)) }
      guard !keys.isEmpty, keys.allSatisfy({ $0 != nil }) else { return nil }
      self = .keys(keys.compactMap { $0 })
    case "type" where !rest.isEmpty: self = .type(String(rest))
    case "verb" where !rest.isEmpty: self = .verb(String(rest))
    case "wait" where !rest.isEmpty: self = .wait(String(rest))
    case "wait-gone" where !rest.isEmpty: self = .waitGone(String(rest))
    case "size":
      let numbers = rest.split(separator: "x").compactMap { Int($0) }
      guard numbers.count == 2, numbers.allSatisfy({ (1...1_000).contains($0) }) else { return nil }
      self = .size(Size(width: numbers[0], height: numbers[1]))
    case "save" where !rest.isEmpty: self = .save(String(rest))
    case "quit" where rest.isEmpty: self = .quit
    default: return nil
    }
  }
}

extension Frame {
  /// The text stands in one row; a blank in it stands for a no-break one as well.
  func shows(_ text: String) -> Bool {
    let wanted = Self.plain(text)
    return (0..<size.height).contains { Self.plain(self.text(row: $0)).contains(wanted) }
  }

  private static func plain(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\u{A0}" || $0 == "\u{202F}" ? " " : $0 }))
  }
}
