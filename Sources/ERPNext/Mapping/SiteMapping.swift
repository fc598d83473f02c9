import Domain

/// What a site calls things: doctype, field and status names by the console's own. Configuration; the defaults are what
/// `site install` creates.
package struct SiteMapping: Sendable, Equatable {
  package struct Kind: Sendable, Equatable {
    package var doctype: String
    /// Site's field name by the console's; a field that is not here does not exist on this site.
    package var fields: [String: String]
    /// By the console's name of a table field.
    package var tables: [String: Table]
    /// Site's value by the console's, by the console's field name; values that are not here are the same on both sides.
    package var values: [String: [String: String]]

    package init(
      doctype: String, fields: [String: String], tables: [String: Table] = [:], values: [String: [String: String]] = [:]
    ) {
      self.doctype = doctype
      self.fields = fields
      self.tables = tables
      self.values = values
    }
  }

  package struct Table: Sendable, Equatable {
    package var doctype: String
    package var fields: [String: String]

    package init(doctype: String, fields: [String: String]) {
      self.doctype = doctype
      self.fields = fields
    }
  }

  package var kinds: [DocumentKind: Kind]

  package init(kinds: [DocumentKind: Kind]) { self.kinds = kinds }

  package subscript(kind: DocumentKind) -> Kind? { kinds[kind] }

  /// The kind that stands behind a doctype, as an event names it. Doctype names are case-sensitive (CONTRACT.md, 07j4).
  package func kind(ofDoctype doctype: String) -> DocumentKind? {
    DocumentKind.allCases.first { kind in kinds[kind].map { $0.doctype.utf8.elementsEqual(doctype.utf8) } ?? false }
  }

  /// Doctype names by kind.
  package var doctypes: [DocumentKind: String] { kinds.mapValues(\.doctype) }

  /// With other names for one kind, as the configuration has them.
  /// - Parameters:
  ///   - fields: site's field name by the console's; the others keep theirs.
  ///   - values: site's word by the console's, by the console's name of a field.
  ///   - tables: by the console's name of a table field, its doctype and its fields, where they differ.
  package func overriding(
    _ kind: DocumentKind, doctype: String? = nil, fields: [String: String] = [:], values: [String: [String: String]] = [:],
    tables: [String: (doctype: String?, fields: [String: String])] = [:]
  ) -> SiteMapping {
    var copy = self
    guard var changed = copy.kinds[kind] else { return copy }
    if let doctype { changed.doctype = doctype }
    changed.fields.merge(fields) { $1 }
    for (field, words) in values { changed.values[field, default: [:]].merge(words) { $1 } }
    for (table, other) in tables {
      guard var rows = changed.tables[table] else { continue }
      if let doctype = other.doctype { rows.doctype = doctype }
      rows.fields.merge(other.fields) { $1 }
      changed.tables[table] = rows
    }
    copy.kinds[kind] = changed
    return copy
  }

  /// The same names on both sides.
  package static let standard: SiteMapping = {
    let doctypes: [DocumentKind: String] = [
      .job: "Dispatch Job", .technician: "Dispatch Technician", .leave: "Dispatch Leave", .tag: "Dispatch Tag",
      .serviceLocation: "Service Location", .equipment: "Service Equipment", .subscription: "Service Subscription",
    ]
    let childDoctypes = ["tags": "Dispatch Tag Link", "crew": "Dispatch Crew Member"]
    func same(_ fields: [FieldSchema]) -> [String: String] { Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.name) }) }
    return SiteMapping(
      kinds: doctypes.reduce(into: [:]) { kinds, entry in
        let (kind, doctype) = entry
        var tables: [String: Table] = [:]
        for field in kind.fields {
          if case .table(let columns) = field.type, let child = childDoctypes[field.name] {
            tables[field.name] = Table(doctype: child, fields: same(columns))
          }
        }
        kinds[kind] = Kind(doctype: doctype, fields: same(kind.fields), tables: tables)
      })
  }()
}

extension SiteMapping.Kind {
  /// The site's word for one of the console's values.
  func siteValue(_ value: String, of field: String) -> String { values[field]?[value] ?? value }

  /// The console's word for one of the site's values.
  func consoleValue(_ value: String, of field: String) -> String {
    guard let table = values[field] else { return value }
    return table.first { $0.value.utf8.elementsEqual(value.utf8) }?.key ?? value
  }
}
