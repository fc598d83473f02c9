import GRDB

/// Links between documents: that what is linked to exists, and that what is linked to stays.
struct LinkChecks {
  let schema: SiteSchema
  let users: [SiteUser]

  func check(
    _ db: Database, _ doctype: Doctype, _ row: [String: DatabaseValue], _ children: [String: [[String: DatabaseValue]]]
  ) throws {
    var missing = try absent(db, doctype, row).map { "\($0.label): \($0.value)" }
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      for (index, childRow) in (children[table.name] ?? []).enumerated() {
        missing += try absent(db, child, childRow).map { "Row #\(index + 1): \($0.label): \($0.value)" }
      }
    }
    guard !missing.isEmpty else { return }
    throw FrappeError.refused("LinkValidationError", "Could not find \(missing.joined(separator: ", "))")
  }

  private func absent(
    _ db: Database, _ doctype: Doctype, _ row: [String: DatabaseValue]
  ) throws -> [(label: String, value: String)] {
    var found: [(label: String, value: String)] = []
    for field in doctype.columns where field.kind == .link {
      guard let value = row[field.name].flatMap(String.fromDatabaseValue), !value.isEmpty else { continue }
      if field.target == "User" {
        if !users.contains(where: { $0.email == value }) { found.append((field.label, value)) }
      } else if let target = schema[field.target] {
        let there = try String.fetchOne(db, sql: "SELECT name FROM \(target.sqlName) WHERE name = ?", arguments: [value])
        if there == nil { found.append((field.label, value)) }
      }
    }
    return found
  }

  /// The first document that links to this one.
  func firstLink(_ db: Database, to doctype: Doctype, _ name: String) throws -> (doctype: String, name: String)? {
    for holder in schema.doctypes {
      for field in holder.columns where field.kind == .link && field.target == doctype.name {
        if holder.isTable {
          let row = try Row.fetchOne(
            db, sql: "SELECT parenttype, parent FROM \(holder.sqlName) WHERE \(quoted(field.name)) = ?", arguments: [name])
          if let row { return (row[0], row[1]) }
        } else {
          let other = try String.fetchOne(
            db, sql: "SELECT name FROM \(holder.sqlName) WHERE \(quoted(field.name)) = ? ORDER BY name", arguments: [name])
          if let other { return (holder.name, other) }
        }
      }
    }
    return nil
  }
}
