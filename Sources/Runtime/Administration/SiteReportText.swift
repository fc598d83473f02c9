import Canvas
import Console
import Domain
import SiteAdmin
import Transport

/// `site check` as people read it: a line a doctype, and under it only what is not as it should be.
struct SiteReportText {
  private let words: Words

  init(_ words: Words) { self.words = words }

  func text(_ report: SiteReport, site: String) -> String {
    var lines = ["\(site) · \(report.user)"]
    let versions = report.versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    if !versions.isEmpty { lines.append(versions.joined(separator: ", ")) }
    if let zone = report.zone { lines.append(sign(zone.isWrong ? .bad : .good) + words.zoneReport(zone)) }
    lines.append("")
    let width = report.kinds.map { TextWidth.columns(of: $0.doctype) }.max() ?? 0
    for kind in report.kinds {
      lines.append(sign(verdict(kind)) + padded(kind.doctype, width) + "  " + words.kindReport(kind))
      for field in kind.fields where field.verdict.isLack || !field.missingValues.isEmpty {
        lines.append("      " + sign(field.isRequired ? .bad : .warning) + words.fieldReport(field, of: kind.kind))
      }
      for (table, rows) in kind.tables.sorted(by: { $0.key < $1.key }) where !rows.missing.isEmpty {
        lines.append("      " + sign(.warning) + words.tableReport(table, rows))
      }
      if let suggestion = kind.suggestion {
        lines.append("      → " + words.suggestion(suggestion, insteadOf: kind.doctype))
        for line in suggestionLines(suggestion) { lines.append("          " + line) }
      }
    }
    lines.append("")
    lines.append(report.fits ? words.siteFits : words.siteDoesNotFit(hasSuggestions: !SuggestedMapping(report).isEmpty))
    return words.typeset(lines.joined(separator: "\n")) + "\n"
  }

  private func suggestionLines(_ suggestion: MappingSuggestion) -> [String] {
    suggestion.fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
      + suggestion.values.sorted { $0.key < $1.key }.flatMap { field, words in
        words.sorted { $0.key < $1.key }.map { "\(field) \($0.key): \($0.value)" }
      }
  }

  private enum Verdict { case good, warning, bad }

  private func verdict(_ kind: KindReport) -> Verdict {
    if kind.isBroken { return .bad }
    return kind.verdict == .found && !kind.fields.contains { $0.verdict.isLack } ? .good : .warning
  }

  private func sign(_ verdict: Verdict) -> String {
    switch verdict {
    case .good: "ok  "
    case .warning: "!   "
    case .bad: "!!  "
    }
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - TextWidth.columns(of: text)))
  }
}

extension FieldReport.Verdict {
  var isLack: Bool { self != .found }
}

/// `site check --json`.
enum SiteReportJSON {
  static func text(_ report: SiteReport, site: String) -> String {
    let versions = report.versions.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }
    let zone: JSONValue =
      report.zone.map { zone in
        [
          "told": zone.told.map { .string($0) } ?? .null, "configured": .string(zone.configured), "is_wrong": .bool(zone.isWrong),
        ]
      } ?? .null
    let value: JSONValue = [
      "site": .string(site), "user": .string(report.user), "versions": .object(JSONObject(versions)), "zone": zone,
      "fits": .bool(report.fits), "doctypes": .array(report.kinds.map(kind)),
    ]
    return value.text + "\n"
  }

  private static func kind(_ kind: KindReport) -> JSONValue {
    [
      "kind": .string(kind.kind.rawValue), "doctype": .string(kind.doctype), "verdict": .string(name(kind.verdict)),
      "is_broken": .bool(kind.isBroken),
      "fields": .array(
        kind.fields.map { field in
          [
            "name": .string(field.name), "site_name": .string(field.siteName), "required": .bool(field.isRequired),
            "verdict": .string(name(field.verdict)), "missing_values": .array(field.missingValues.map { .string($0) }),
          ]
        }),
      "suggestion": kind.suggestion.map(suggestion) ?? .null,
    ]
  }

  private static func suggestion(_ suggestion: MappingSuggestion) -> JSONValue {
    func object(_ names: [String: String]) -> JSONValue {
      .object(JSONObject(names.sorted { $0.key < $1.key }.map { (key: $0.key, value: JSONValue.string($0.value)) }))
    }
    let values = suggestion.values.sorted { $0.key < $1.key }.map { (key: $0.key, value: object($0.value)) }
    let tables = suggestion.tables.sorted { $0.key < $1.key }.map { entry in
      (key: entry.key, value: ["doctype": .string(entry.value.doctype), "fields": object(entry.value.fields)] as JSONValue)
    }
    return [
      "doctype": .string(suggestion.doctype), "fields": object(suggestion.fields), "values": .object(JSONObject(values)),
      "tables": .object(JSONObject(tables)),
    ]
  }

  private static func name(_ verdict: KindReport.Verdict) -> String {
    switch verdict {
    case .found: "found"
    case .missing: "missing"
    case .notReadable: "not readable"
    case .notWritable: "not writable"
    case .unknown: "unknown"
    }
  }

  private static func name(_ verdict: FieldReport.Verdict) -> String {
    switch verdict {
    case .found: "found"
    case .missing: "missing"
    case .wrongType: "wrong type"
    case .otherTarget: "other target"
    }
  }
}
