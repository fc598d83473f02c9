import Canvas
import Domain
import Widgets

/// Who changed what in the job whose sheet has the focus. Asked for when the focus comes, and again when the job has changed.
package struct JobHistory: Sendable, Equatable {
  package enum Standing: Sendable, Equatable {
    case reading
    /// The site's own record.
    case complete
    case ownOnly(HistoryAbsence)
  }

  /// The job, as it was when it was asked for.
  var reference: DocumentReference?
  var modified = ""
  var generation = 0
  package internal(set) var standing = Standing.reading
  package internal(set) var entries: [HistoryEntry] = []
}

/// Why there are only one's own edits.
package enum HistoryAbsence: Sendable, Equatable {
  case offline
  /// The site does not show it to this user.
  case forbidden
  case unreadable
}

package enum HistoryAnswer: Sendable, Equatable {
  /// One's own, while the site is being asked.
  case own([HistoryEntry])
  case site([HistoryEntry])
  case absent(HistoryAbsence)
}

extension State {
  /// Costs a comparison while the sheet has not the focus.
  mutating func requestHistory() -> [Effect] {
    guard pane == .sheet, view == .main, case .job(let reference)? = list.scroll.selected, let job = board?.jobs[reference],
      history.reference != reference || history.modified != job.modified
    else { return [] }
    // The same job that has changed keeps what is known of it until there is more.
    if history.reference != reference { history.entries = [] }
    history.reference = reference
    history.modified = job.modified
    history.standing = .reading
    history.generation += 1
    return reference.isLocal ? [] : [.loadHistory(reference, generation: history.generation)]
  }

  mutating func take(_ answer: HistoryAnswer, of reference: DocumentReference, _ generation: Int) {
    guard history.reference == reference, history.generation == generation else { return }
    switch answer {
    case .own(let entries): if history.standing == .reading, history.entries.isEmpty { history.entries = entries }
    case .site(let entries):
      history.standing = .complete
      history.entries = entries
    case .absent(let reason): history.standing = .ownOnly(reason)
    }
  }
}

/// The history as the sheet's last lines.
extension JobSheet {
  func historyLines(width: Int) -> [SheetLine] {
    let history = state.history
    guard state.pane == .sheet, history.reference == job.reference else { return [] }
    let waiting = state.board?.intents.filter { $0.edit.document == job.reference } ?? []
    var heading: SheetLine = [Span(words.historyHeading, .title)]
    switch history.standing {
    case .reading: heading.append(Span("  " + words.reading, .dim))
    case .complete: break
    case .ownOnly(let reason): heading.append(Span("  " + words.ownHistoryOnly(reason), .warning))
    }
    var lines: [SheetLine] = [[], heading]
    // What is on its way is known here first.
    lines += waiting.sorted { $0.order > $1.order }.flatMap { intent in
      let standing: HistoryEntry.Standing = intent.state.isParked ? .parked : .pending
      return self.lines(
        HistoryEntry(
          at: state.zone.local(intent.acceptedAt), user: "", name: "", changes: intent.edit.changes, standing: standing),
        width: width)
    }
    let entries = history.entries.filter { $0.standing != .pending && $0.standing != .parked || waiting.isEmpty }
    lines += entries.flatMap { self.lines($0, width: width) }
    if entries.isEmpty, waiting.isEmpty, history.standing != .reading {
      lines.append([Span("      "), Span(words.noHistory, .dim)])
    }
    return lines
  }

  /// The changes of one entry beside its time and author, and below them where they need more than a line.
  private func lines(_ entry: HistoryEntry, width: Int) -> [SheetLine] {
    let when = entry.at.map { $0.date == state.today ? words.clock($0) : words.tinyDay($0.date) + " " + words.clock($0) } ?? "—"
    let who = entry.user.isEmpty ? words.you : entry.name.isEmpty ? state.person(entry.user) : Sanitise.line(entry.name)
    let indent = "      "
    let heading: SheetLine = [
      Span(indent), Span(TextWidth.fitted(when, to: 15), .dim), Span(TextWidth.fitted(who, to: 16) + " "),
    ]
    let text = TextWidth.wrapped(words.changeTexts(entry.changes, state: state), to: max(16, width - 38))
    var lines = text.enumerated().map { row, line in
      (row == 0 ? heading : [Span(indent + String(repeating: " ", count: 32))]) + [Span(line)]
    }
    let standing: Span? =
      switch entry.standing {
      case .recorded: nil
      case .pending: Span("  " + state.preferences.symbols[.pending] + " " + words.stepPending, .editPending)
      case .parked: Span("  " + state.preferences.symbols[.refused] + " " + words.stepParked, .editRefused)
      case .undone: Span("  " + words.stepUndone, .dim)
      case .givenUp: Span("  " + words.stepGivenUp, .dim)
      }
    if let standing, !lines.isEmpty { lines[lines.count - 1].append(standing) }
    return lines
  }
}

extension Words {
  var historyHeading: String { say("Historique", "History") }
  var reading: String { say("lecture…", "reading…") }
  var you: String { say("vous", "you") }
  var noHistory: String { say("aucune modification connue", "no changes known") }
  func ownHistoryOnly(_ reason: HistoryAbsence) -> String {
    switch reason {
    case .offline: say("hors ligne : vos modifications seulement", "offline: your own edits only")
    case .forbidden:
      say(
        "le site ne montre pas celui des autres : vos modifications seulement",
        "the site hides that of others: your own edits only")
    case .unreadable:
      say("le site n'a pas pu le donner : vos modifications seulement", "the site could not give it: your own edits only")
    }
  }

  /// `technicien Marc Tremblay → Julie Gagnon, début 10:45 → 13:00, compétences +épissure −TV`.
  func changeTexts(_ changes: [FieldChange], state: State) -> String {
    changes.map { change in
      if case .rows = change.after {
        func names(_ value: FieldValue, _ sign: String) -> [String] {
          value.rows.compactMap { $0["tag"]?.text ?? $0["resource"]?.text }.map { name in
            sign + (change.field == "crew" ? state.name(of: DocumentName(name)) : Sanitise.line(name))
          }
        }
        return ([field(change.field)] + names(change.after, "+") + names(change.before, "−")).joined(separator: " ")
      }
      // What was written into a long text is read on the sheet itself.
      if DocumentKind.job.field(change.field)?.type == .text { return field(change.field) + " " + say("modifiées", "changed") }
      return field(change.field) + " " + value(change.before, of: change.field, state: state) + " → "
        + value(change.after, of: change.field, state: state)
    }.joined(separator: ", ")
  }
}
