import Domain
import ERPNext

/// A site's own names for one kind of document, as far as they could be told from type, label and likeness.
package struct MappingSuggestion: Sendable, Equatable {
  package var doctype: String
  /// Only names that differ from the console's; the site's by the console's.
  package var fields: [String: String] = [:]
  /// By the console's field name.
  package var values: [String: [String: String]] = [:]
  package var tables: [String: Table] = [:]
  /// Share of the console's fields that have a counterpart, 0...1, the required ones counted three times.
  package var fit = 0.0

  package struct Table: Sendable, Equatable {
    package var doctype: String
    package var fields: [String: String]
  }
}

/// Matches a site's doctypes with what the console expects.
struct MappingMatcher {
  /// The site's doctype by kind, as far as they are known: a link to one of them says more than its name.
  var doctypes: [DocumentKind: String] = [:]

  /// Below it a name is another name.
  private static let least = 0.6

  /// The fields of `meta` that stand for the console's, and how well they do; fields of `fixed` are as the configuration has them.
  func suggestion(
    for kind: DocumentKind, in meta: DoctypeMeta, childMetas: [String: DoctypeMeta], fixed: [String: String] = [:]
  ) -> MappingSuggestion {
    let pairs = pairs(kind.fields, kind, in: meta, fixed: fixed)
    var suggestion = MappingSuggestion(doctype: meta.name)
    var weight = 0.0
    var total = 0.0
    for schema in kind.fields {
      let share = kind.isRequired(schema) ? 3.0 : 1.0
      total += share
      guard let siteName = pairs[schema.name], let field = meta.field(siteName) else { continue }
      weight += share
      if siteName != schema.name { suggestion.fields[schema.name] = siteName }
      let values = self.values(of: schema, kind, in: field)
      if !values.isEmpty { suggestion.values[schema.name] = values }
      if case .table(let columns) = schema.type, let child = childMetas[field.options] {
        let names = self.pairs(columns, kind, in: child, fixed: [:]).filter { $0.key != $0.value }
        suggestion.tables[schema.name] = .init(doctype: child.name, fields: names)
      }
    }
    suggestion.fit = weight / max(1, total)
    return suggestion
  }

  /// The site's name by the console's, each of them at most once, the likest pairs first.
  private func pairs(
    _ schemas: [FieldSchema], _ kind: DocumentKind, in meta: DoctypeMeta, fixed: [String: String]
  ) -> [String: String] {
    var pairs = fixed.filter { meta.field($0.value) != nil }
    var scored: [(score: Double, schema: String, site: String, order: Int)] = []
    for (order, schema) in schemas.enumerated() where pairs[schema.name] == nil {
      for field in meta.fields where FieldKinship.fits(schema.type, siteType: field.type) {
        let score = score(schema, kind, field)
        if score >= Self.least { scored.append((score, schema.name, field.name, order)) }
      }
    }
    var taken = Set(pairs.values)
    for pair in scored.sorted(by: { ($1.score, $0.order, $0.site) < ($0.score, $1.order, $1.site) })
    where pairs[pair.schema] == nil && !taken.contains(pair.site) {
      pairs[pair.schema] = pair.site
      taken.insert(pair.site)
    }
    return pairs
  }

  private func score(_ schema: FieldSchema, _ kind: DocumentKind, _ field: DoctypeMeta.Field) -> Double {
    if field.name == schema.name { return 2 }
    let names = FieldNames.fields(kind, schema.name)
    var score = max(Likeness.of(field.name, toAnyOf: names), Likeness.of(field.label, toAnyOf: names))
    // Where a link points says what it is.
    switch schema.type {
    case .link(let target):
      guard field.type == "Link" else { break }
      if let known = doctypes[target] { score += field.options == known ? 0.3 : -0.6 }
    case .foreignLink: if field.type == "Link" { score += field.options == "User" ? 0.5 : -0.6 }
    default: if field.type == Self.usualType(schema.type) { score += 0.1 }
    }
    return score
  }

  private static func usualType(_ type: FieldType) -> String {
    switch type {
    case .data: "Data"
    case .text: "Small Text"
    case .select: "Select"
    case .link, .foreignLink: "Link"
    case .int: "Int"
    case .float: "Float"
    case .check: "Check"
    case .datetime: "Datetime"
    case .time: "Time"
    case .table: "Table"
    }
  }

  /// The site's words for the console's where they differ.
  private func values(of schema: FieldSchema, _ kind: DocumentKind, in field: DoctypeMeta.Field) -> [String: String] {
    guard field.type == "Select" else { return [:] }
    let options = field.options.split(separator: "\n").map(String.init)
    let known = FieldNames.knownValues(kind, schema.name)
    var words: [String: String] = [:]
    var taken = Set(options.filter(known.contains))
    for word in known where !options.contains(word) {
      let names = FieldNames.values(kind, schema.name, word)
      let best = options.filter { !taken.contains($0) }.map { ($0, Likeness.of($0, toAnyOf: names)) }.max { $0.1 < $1.1 }
      if let best, best.1 >= 0.7 {
        words[word] = best.0
        taken.insert(best.0)
      }
    }
    return words
  }
}
