import Canvas
import Configuration
import Domain
import Widgets

/// A field's value as a person writes it, for an edit that is sent again: shown so, and read back.
enum FieldReading {
  /// The end of a line in a field that has but one.
  private static let lineEnd = " ⏎ "

  static func formField(_ change: FieldChange, kind: DocumentKind, state: State) -> FormField<String> {
    let label = state.words.field(change.field)
    if case .rows = change.after {
      return FormField(change.field, label: label, .fixed(text(change.after, of: change.field, kind: kind, state: state)))
    }
    let limit = kind.field(change.field)?.type == .text ? 16_000 : 1_000
    return FormField(
      change.field, label: label,
      .text(TextField(text(change.after, of: change.field, kind: kind, state: state), limit: limit)))
  }

  static func text(_ value: FieldValue, of field: String, kind: DocumentKind, state: State) -> String {
    switch value {
    case .null: return ""
    case .rows: return state.words.value(value, of: field, state: state)
    case .int(let number): return String(number)
    case .float(let number): return String(number)
    case .text(let text):
      switch kind.field(field)?.type {
      case .link(.technician): return name(DocumentName(text), state)
      case .datetime:
        guard let clock = LocalDateTime(siteText: text) else { return Sanitise.line(text) }
        let time = state.words.clock(clock)
        return clock.date == state.day ? time : clock.date.siteText + " " + time
      case .select where field == "status": return JobStatus(rawValue: text).map(state.words.status) ?? Sanitise.line(text)
      case .text: return Sanitise.line(Sanitise.lines(text).replacing("\n", with: lineEnd))
      default: return Sanitise.line(text)
      }
    }
  }

  /// The full name, where it finds its bearer again.
  private static func name(_ technician: DocumentName, _ state: State) -> String {
    let name = state.name(of: technician)
    guard let board = state.board, TechnicianToken.find(name, board) == .one(technician) else {
      return Sanitise.line(technician.text)
    }
    return name
  }

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
    case .float:
      return Double(text.replacing(",", with: ".")).map { .success(.float($0)) } ?? .failure(.notCoordinates(text))
    case .text:
      let lines = text.split(separator: "⏎", omittingEmptySubsequences: false).map { line in
        let start = line.firstIndex { $0 != " " } ?? line.endIndex
        return String(line[start...].reversed().drop { $0 == " " }.reversed())
      }
      return .success(.text(lines.joined(separator: "\n")))
    default: return .success(.text(text))
    }
  }
}
