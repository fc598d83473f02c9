import Domain
import GRDB

/// The table of one kind: a column a field, generated from the kind's schema, and the statements over it.
struct DocumentTable: Sendable {
  let kind: DocumentKind
  /// Ahead of the fields in every row.
  static let leading = ["name", "creation", "modified", "modified_by"]

  /// Quoted.
  let name: String
  let fields: [FieldSchema]
  let upsertSQL: String
  let selectSQL: String

  private init(_ kind: DocumentKind) {
    self.kind = kind
    name = "\"\(kind.rawValue)\""
    fields = kind.fields
    let columns = (Self.leading + fields.map(\.name)).map { "\"\($0)\"" }
    selectSQL = "SELECT \(columns.joined(separator: ", ")) FROM \(name)"
    upsertSQL = Self.upsert(kind, name, columns)
  }

  private static let all = Dictionary(uniqueKeysWithValues: DocumentKind.allCases.map { ($0, DocumentTable($0)) })
  static func of(_ kind: DocumentKind) -> DocumentTable { all[kind]! }

  private func declaration(_ field: FieldSchema) -> String {
    let type =
      switch field.type {
      case .int, .check: "INTEGER"
      case .float: "REAL"
      case .data, .text, .select, .link, .foreignLink, .datetime, .time, .table: "TEXT"
      }
    return "\"\(field.name)\" \(type)"
  }

  /// Names are compared byte by byte: BINARY, which is also SQLite's default, is spelled because correctness hangs on it.
  var creationSQL: String {
    let fields = kind.fields.map(declaration).joined(separator: ", ")
    let extra = kind == .job ? ", number INTEGER, unsearched INTEGER NOT NULL DEFAULT 1" : ""
    return """
      CREATE TABLE \(name)(name TEXT NOT NULL COLLATE BINARY PRIMARY KEY, creation TEXT NOT NULL, modified TEXT NOT NULL, \
      modified_by TEXT NOT NULL, \(fields)\(extra))\(kind == .job ? "" : " WITHOUT ROWID")
      """
  }

  /// Leaves rows alone that are the same in every column, so that an overlapping page costs no writes. The version alone does not
  /// tell: some writes on the site bump nothing.
  private static func upsert(_ kind: DocumentKind, _ name: String, _ columns: [String]) -> String {
    var columns = columns
    let values = columns.dropFirst()
    var updates = values.map { "\($0) = excluded.\($0)" }
    let differences = values.map { "excluded.\($0) IS NOT \(name).\($0)" }
    if kind == .job {
      columns.append("number")
      updates.append("unsearched = 1")
    }
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ", ")
    return """
      INSERT INTO \(name)(\(columns.joined(separator: ", "))) VALUES(\(marks)) ON CONFLICT(name) DO UPDATE SET \
      \(updates.joined(separator: ", ")) WHERE \(differences.joined(separator: " OR "))
      """
  }

  func arguments(_ document: Document) -> [(any DatabaseValueConvertible)?] {
    var values: [(any DatabaseValueConvertible)?] = [
      document.name.text, document.creation, document.modified, document.modifiedBy,
    ]
    for field in fields {
      switch document[field.name] {
      case .null: values.append(nil)
      case .text(let text): values.append(text)
      case .int(let number): values.append(number)
      case .float(let number): values.append(number)
      case .rows(let rows): values.append(rows.isEmpty ? nil : FieldText.encode(.rows(rows)))
      }
    }
    if kind == .job { values.append(Self.number(of: document.name)) }
    return values
  }

  /// The digits at the end of a name, as people say them: 1043 for `BT-01043`.
  static func number(of name: DocumentName) -> Int64? {
    let digits = name.text.utf8.reversed().prefix { (48...57).contains($0) }.reversed()
    return Int64(String(decoding: Array(digits), as: UTF8.self))
  }

  /// A row of `selectSQL`.
  func document(_ row: Row) -> Document {
    var values: [String: FieldValue] = [:]
    for (index, field) in fields.enumerated() {
      if let value = Self.value(row, Self.leading.count + index, field.type) { values[field.name] = value }
    }
    return Document(
      kind: kind, name: DocumentName(row[0]), creation: row[1], modified: row[2], modifiedBy: row[3], fields: values)
  }

  /// SQLite keeps a value's own type in a column of another affinity, so a float in an INTEGER column is still a float.
  private static func value(_ row: Row, _ index: Int, _ type: FieldType) -> FieldValue? {
    switch (row[index] as DatabaseValue).storage {
    case .null: if case .table = type { .rows([]) } else { nil }
    case .int64(let number): if case .float = type { .float(Double(number)) } else { .int(number) }
    case .double(let number): .float(number)
    case .string(let text): if case .table = type { FieldText.value(text) ?? .rows([]) } else { .text(text) }
    case .blob: nil
    }
  }
}
