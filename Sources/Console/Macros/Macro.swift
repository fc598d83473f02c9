import Domain

/// Lines under a letter, done one after the other on whatever is selected.
package struct Macro: Sendable, Equatable {
  package let letter: String
  package let lines: [String]

  package init(letter: String, lines: [String]) {
    self.letter = letter
    self.lines = lines
  }

  static let mostLines = 50

  static func isLetter(_ text: String) -> Bool {
    text.utf8.count == 1 && text.utf8.first.map { (97...122).contains($0 | 0x20) || (48...57).contains($0) } ?? false
  }
}

/// A macro being recorded.
struct Recording: Sendable, Equatable {
  let letter: String
  var lines: [String] = []
}

/// How the last attempt of a verb ended.
enum AttemptOutcome: Sendable, Equatable { case done, unchanged, asked, refused }

extension Verb {
  /// The canonical line without its jobs, and with days and times as seen from `today`: `assign TECH-001 10:30`, `report +2`.
  func macroLine(answers: EditAnswers, zone: SiteZone, on day: LocalDate, today: LocalDate) -> String {
    let text = line(for: [], zone: zone).split(separator: " ").map { word -> String in
      if word.utf8.count == 10, let clock = LocalDateTime(siteText: String(word)) {
        let days = clock.date.epochDay - today.epochDay
        return (days < 0 ? "" : "+") + String(days)
      }
      if let moment = TimeText.moment(word), moment.date == day { return Words.clock(moment) }
      return String(word)
    }
    let reason = answers.resolution.isEmpty ? answers.reason : answers.resolution
    return (text + (reason.isEmpty ? [] : [reason])).joined(separator: " ")
  }
}

extension CommandID {
  /// What a macro may hold beside verbs: it changes what is selected or shown, and asks nothing.
  var isRecorded: Bool {
    switch self {
    case .mark, .markAll, .dayBefore, .dayAfter, .today, .mainView, .undo, .redo: true
    default: false
    }
  }
}

extension State {
  /// Notes what has been done, where somebody records it.
  mutating func record(_ verb: Verb, on jobs: [Job], answers: EditAnswers) {
    guard recording != nil else { return }
    if case .then(let first, let second) = verb {
      record(first, on: jobs, answers: answers)
      return record(second, on: jobs, answers: answers)
    }
    if case .notes(let text) = verb {
      // Only what was added: a macro leaves what others wrote.
      let before = jobs.first?.notes ?? ""
      let added = before.isEmpty ? text : text.hasPrefix(before + "\n") ? String(text.dropFirst(before.count + 1)) : ""
      if !added.isEmpty, !added.contains("\n") { record("notes " + added) }
      return
    }
    record(verb.macroLine(answers: answers, zone: zone, on: day, today: today))
  }

  mutating func record(_ command: CommandID) { if command.isRecorded { record(command.rawValue) } }

  private mutating func record(_ line: String) {
    guard let count = recording?.lines.count, count < Macro.mostLines else { return }
    recording?.lines.append(line)
  }

  /// `R`: asks for the letter, or ends what is being recorded.
  mutating func toggleRecording() -> [Effect] {
    guard let done = recording else { return push(MacroLetterLayer(purpose: .record)) }
    recording = nil
    if done.lines.isEmpty { return inform(words.nothingRecorded(done.letter)) }
    return keep(.saveMacro(Macro(letter: done.letter, lines: done.lines))) + inform(words.recorded(done.letter, done.lines))
  }

  mutating func startRecording(_ letter: String) -> [Effect] {
    recording = Recording(letter: letter)
    return inform(words.recordingBegins(letter, stop: keyMap.label(of: .recordMacro, words)))
  }

  /// Plays the lines on what is selected now; the first question or refusal ends it.
  mutating func playMacro(_ letter: String) -> [Effect] {
    guard recording == nil else { return warn(words.notWhileRecording) }
    guard let macro = memory.macros.first(where: { $0.letter == letter }) else {
      return warn(words.noSuchMacro(letter, memory.macros.map(\.letter).sorted()))
    }
    var effects: [Effect] = []
    var targets = targets.map(\.reference)
    for (index, line) in macro.lines.enumerated() {
      guard let board else {
        return effects + warn(words.macroStopped(letter, line, done: index, of: macro.lines.count, because: words.boardIsAway))
      }
      let context = VerbLine.Context(
        board: board, zone: zone, now: now, selection: targets.filter { board.jobs[$0] != nil }, index: verbIndex)
      switch VerbLine.parse(line, in: context) {
      case .failure(let error):
        return effects
          + warn(
            words.macroStopped(letter, line, done: index, of: macro.lines.count, because: words.verbError(error, state: self)))
      case .success(.playMacro):
        return effects + warn(words.macroStopped(letter, line, done: index, of: macro.lines.count, because: words.macroInMacro))
      case .success(let parsed):
        lastAttempt = .done
        let layersBefore = layers.count
        effects += run(parsed)
        if case .command = parsed { targets = self.targets.map(\.reference) }
        guard lastAttempt == .done || lastAttempt == .unchanged, layers.count == layersBefore else {
          let because = lastAttempt == .refused ? toasts.showing.last?.text ?? "" : words.macroAsks
          return effects + warn(words.macroStopped(letter, line, done: index, of: macro.lines.count, because: because))
        }
      }
    }
    return effects
  }
}

extension Words {
  func recordingBegins(_ letter: String, stop: String) -> String {
    say(
      "macro \(letter) : ce que vous faites s'enregistre ; \(stop) termine",
      "macro \(letter): what you do is recorded; \(stop) ends it")
  }
  func recorded(_ letter: String, _ lines: [String]) -> String {
    say("macro \(letter) gardée : ", "macro \(letter) kept: ") + lines.joined(separator: " · ")
  }
  func nothingRecorded(_ letter: String) -> String {
    say(
      "rien à garder : aucune action depuis le début de la macro \(letter)",
      "nothing to keep: no action since macro \(letter) began")
  }
  var notWhileRecording: String {
    say("terminez d'abord l'enregistrement de la macro (R)", "end the recording of the macro first (R)")
  }
  func noSuchMacro(_ letter: String, _ letters: [String]) -> String {
    letters.isEmpty
      ? say("aucune macro ; R et une lettre en enregistrent une", "no macro yet; R and a letter record one")
      : say("aucune macro « \(letter) » ; il y a : ", "no macro “\(letter)”; there are: ") + letters.joined(separator: ", ")
  }
  func macroStopped(_ letter: String, _ line: String, done: Int, of count: Int, because reason: String) -> String {
    say(
      "macro \(letter) arrêtée à « \(line) » (\(done)/\(count) faits) : \(reason)",
      "macro \(letter) stopped at “\(line)” (\(done)/\(count) done): \(reason)")
  }
  var macroAsks: String { say("une réponse est demandée", "an answer is wanted") }
  var macroInMacro: String { say("une macro n'en joue pas une autre", "a macro plays no other macro") }
  var boardIsAway: String { say("le tableau n'est pas encore lu", "the board has not been read yet") }
}
