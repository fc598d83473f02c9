import Configuration
import Domain
import SiteAdmin

/// The names that `site check` suggests, as the configuration writes them.
struct SuggestedMapping {
  private let mapping: [DocumentKind: KindMapping]

  init(_ report: SiteReport) {
    mapping = report.kinds.reduce(into: [:]) { mapping, kind in
      guard let suggestion = kind.suggestion else { return }
      mapping[kind.kind] = KindMapping(
        doctype: suggestion.doctype == kind.doctype ? nil : suggestion.doctype, fields: suggestion.fields,
        values: suggestion.values,
        tables: suggestion.tables.mapValues { TableMapping(doctype: $0.doctype, fields: $0.fields) })
    }
  }

  var isEmpty: Bool { mapping.isEmpty }

  /// Over what is configured: what a person has written stays.
  func over(_ configured: [DocumentKind: KindMapping]) -> [DocumentKind: KindMapping] {
    configured.merging(mapping) { written, suggested in
      var both = written
      // A kind that was looked for under the configured name and not found has another.
      if let doctype = suggested.doctype { both.doctype = doctype }
      both.fields.merge(suggested.fields) { _, new in new }
      for (field, words) in suggested.values { both.values[field, default: [:]].merge(words) { old, _ in old } }
      for (table, rows) in suggested.tables { both.tables[table] = rows }
      return both
    }
  }
}
