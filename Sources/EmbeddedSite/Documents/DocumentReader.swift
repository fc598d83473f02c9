import GRDB

/// A document as it stands in the database.
struct StoredDocument {
  let doctype: Doctype
  var row: [String: DatabaseValue]
  /// By table field, in `idx` order.
  var children: [String: [[String: DatabaseValue]]]

  var name: String { row["name"].flatMap(String.fromDatabaseValue) ?? "" }
  var modified: String { row["modified"].flatMap(String.fromDatabaseValue) ?? "" }
  var creation: String { row["creation"].flatMap(String.fromDatabaseValue) ?? "" }
}

/// Reads documents and gives them Frappe's shape.
struct DocumentReader {
  let schema: SiteSchema
  let manners: DatabaseManners
  /// Fields up to this level are shown.
  var level = 0

  func fetch(_ db: Database, _ doctype: Doctype, _ name: String) throws -> StoredDocument? {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM \(doctype.sqlName) WHERE name = ?", arguments: [name]) else {
      return nil
    }
    var document = StoredDocument(doctype: doctype, row: values(row), children: [:])
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM \(child.sqlName) WHERE parent = ? AND parentfield = ? AND parenttype = ? ORDER BY idx",
        arguments: [document.name, table.name, doctype.name])
      document.children[table.name] = rows.map(values)
    }
    return document
  }

  private func values(_ row: Row) -> [String: DatabaseValue] {
    Dictionary(uniqueKeysWithValues: row.map { ($0.0, $0.1) })
  }

  /// Null fields are left out, as a document's answer has it; `echo` stands in for what the client sent as it sent it.
  func json(_ document: StoredDocument, echo: [String: JSON] = [:], phantomRows: [String: [JSON]] = [:]) -> JSON {
    let doctype = document.doctype
    var members = standard(document.row)
    for field in doctype.columns where field.level <= level {
      if let sent = echo[field.name] {
        if !sent.isNull && sent != .string("") { members.append(.init(field.name, sent)) }
        continue
      }
      let value = self.value(document.row[field.name] ?? .null, of: field)
      if !value.isNull { members.append(.init(field.name, value)) }
    }
    members.append(.init("doctype", .string(doctype.name)))
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      let rows = phantomRows[table.name] ?? (document.children[table.name] ?? []).map { row($0, of: child) }
      members.append(.init(table.name, .array(rows)))
    }
    return .object(members)
  }

  func row(_ row: [String: DatabaseValue], of doctype: Doctype) -> JSON {
    var members = standard(row)
    for field in doctype.columns {
      let value = self.value(row[field.name] ?? .null, of: field)
      if !value.isNull { members.append(.init(field.name, value)) }
    }
    for name in ["parent", "parentfield", "parenttype"] {
      members.append(.init(name, .string(row[name].flatMap(String.fromDatabaseValue) ?? "")))
    }
    members.append(.init("doctype", .string(doctype.name)))
    return .object(members)
  }

  private func standard(_ row: [String: DatabaseValue]) -> [JSON.Member] {
    StandardColumns.document.map { column in
      let value = row[column] ?? .null
      if column == "docstatus" || column == "idx" { return .init(column, .int(Int64.fromDatabaseValue(value) ?? 0)) }
      return .init(column, String.fromDatabaseValue(value).map(JSON.string) ?? .null)
    }
  }

  /// A stored value as a document shows it; a JSON field is its text there.
  func value(_ value: DatabaseValue, of field: DocField?) -> JSON {
    if value.isNull { return .null }
    guard let field else {
      if let int = Int64.fromDatabaseValue(value), case .int64 = value.storage { return .int(int) }
      return .string(String.fromDatabaseValue(value) ?? "")
    }
    if field.kind.isFloating { return .double(Double.fromDatabaseValue(value) ?? 0) }
    if field.kind.isNumber { return .int(Int64.fromDatabaseValue(value) ?? 0) }
    let text = String.fromDatabaseValue(value) ?? ""
    return .string(field.kind == .time ? TemporalText(manners: manners).answered(time: text) : text)
  }
}
