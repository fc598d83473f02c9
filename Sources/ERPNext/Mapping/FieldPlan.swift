import Domain
import Transport

/// What is asked of a site for one kind, and where in a row it comes back.
struct FieldPlan: Sendable {
  struct Column: Sendable {
    let schema: FieldSchema
    let siteName: String
  }

  struct TableColumn: Sendable {
    let name: String
    let siteName: String
    let table: SiteMapping.Table
    let columns: [Column]
  }

  static let identity = ["name", "creation", "modified", "modified_by"]

  let kind: DocumentKind
  let mapping: SiteMapping.Kind
  private(set) var columns: [Column]
  private(set) var tables: [TableColumn]
  /// Off once the site has answered with narrower rows than it was asked for: it drops fields without permission silently
  /// (CONTRACT.md, "List"), and then only names tell which.
  var asArrays = true

  init(kind: DocumentKind, mapping: SiteMapping.Kind) {
    self.kind = kind
    self.mapping = mapping
    columns = []
    tables = []
    for schema in kind.fields {
      guard let siteName = mapping.fields[schema.name] else { continue }
      guard case .table(let inner) = schema.type else {
        columns.append(Column(schema: schema, siteName: siteName))
        continue
      }
      guard let table = mapping.tables[schema.name] else { continue }
      tables.append(
        TableColumn(
          name: schema.name, siteName: siteName, table: table,
          columns: inner.compactMap { column in table.fields[column.name].map { Column(schema: column, siteName: $0) } }))
    }
  }

  var fieldNames: [String] { Self.identity + columns.map(\.siteName) }

  /// Without what the site does not have; true when that took anything away.
  mutating func restrict(to present: Set<String>) -> Bool {
    let before = columns.count + tables.count
    columns.removeAll { !present.contains($0.siteName) }
    tables.removeAll { !present.contains($0.siteName) }
    return columns.count + tables.count < before
  }

  // MARK: Reading

  /// nil when the row is not one of a list with these fields.
  func document(row: JSONValue) -> Document? {
    switch row {
    case .array(let values):
      guard values.count == columns.count + Self.identity.count, let name = values[0].string, let creation = values[1].string,
        let modified = values[2].string
      else { return nil }
      var fields = Dictionary<String, FieldValue>(minimumCapacity: columns.count + tables.count)
      for (index, column) in columns.enumerated() {
        let value = read(values[index + Self.identity.count], column)
        if case .null = value { continue }
        fields[column.schema.name] = value
      }
      return Document(
        kind: kind, name: DocumentName(name), creation: creation, modified: modified, modifiedBy: values[3].string ?? "",
        fields: fields)
    case .object(let object):
      guard let name = object["name"]?.string, let creation = object["creation"]?.string,
        let modified = object["modified"]?.string
      else { return nil }
      var fields = Dictionary<String, FieldValue>(minimumCapacity: columns.count + tables.count)
      for column in columns {
        let value = read(object[column.siteName] ?? .null, column)
        if case .null = value { continue }
        fields[column.schema.name] = value
      }
      return Document(
        kind: kind, name: DocumentName(name), creation: creation, modified: modified,
        modifiedBy: object["modified_by"]?.string ?? "",
        fields: fields)
    default: return nil
    }
  }

  /// A document as `GET` of it alone answers, child rows inside.
  func document(whole object: JSONObject) -> Document? {
    guard var document = document(row: .object(object)) else { return nil }
    for table in tables {
      let rows = (object[table.siteName]?.array ?? []).compactMap { $0.object }.sortedByIndex()
      document.fields[table.name] = .rows(rows.map { row in self.row(table) { row[$0.siteName] ?? .null } })
    }
    return document
  }

  func row(_ table: TableColumn, value: (Column) -> JSONValue) -> [String: FieldValue] {
    Dictionary(uniqueKeysWithValues: table.columns.map { ($0.schema.name, Canonical.value(value($0), type: $0.schema.type)) })
  }

  private func read(_ json: JSONValue, _ column: Column) -> FieldValue {
    let value = Canonical.value(json, type: column.schema.type)
    if case .text(let text) = value, mapping.values[column.schema.name] != nil {
      return .text(mapping.consoleValue(text, of: column.schema.name))
    }
    return value
  }
}
