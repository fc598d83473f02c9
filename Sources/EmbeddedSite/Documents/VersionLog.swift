import GRDB

/// Who changed what and when, as Frappe's doctype Version has it (CONTRACT.md, 06d): a row for every update that changed something.
struct VersionLog {
  let schema: SiteSchema
  let reader: DocumentReader

  /// Nobody writes it through the API, so it is not among the site's doctypes.
  static let doctype = Doctype(
    "Version",
    fields: [DocField("ref_doctype", .data), DocField("docname", .data), DocField("data", .text)])

  /// How many a form shows.
  static let shown = 10

  static func createTable(_ db: Database) throws {
    let columns = StandardColumns.document.dropFirst().map {
      "\(quoted($0)) \(["docstatus", "idx"].contains($0) ? "INTEGER" : "TEXT")"
    }
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS \(doctype.sqlName) (name TEXT PRIMARY KEY NOT NULL, \(columns.joined(separator: ", ")), \
        ref_doctype TEXT NOT NULL, docname TEXT NOT NULL, data TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS "index 0 of Version" ON \(doctype.sqlName) (ref_doctype, docname, creation);
        """)
  }

  func note(_ db: Database, before: StoredDocument, after: StoredDocument, _ context: WriteContext) throws {
    var changed: [JSON] = []
    var added: [JSON] = []
    var removed: [JSON] = []
    var rowChanged: [JSON] = []
    for field in after.doctype.fields {
      if field.kind == .table {
        let (was, now) = (rows(before, field), rows(after, field))
        let known = Set(was.compactMap { $0["name"]?.string })
        let kept = Set(now.compactMap { $0["name"]?.string })
        added += now.filter { !known.contains($0["name"]?.string ?? "") }.map { [.string(field.name), $0] }
        removed += was.filter { !kept.contains($0["name"]?.string ?? "") }.map { [.string(field.name), $0] }
        for (place, row) in now.enumerated() {
          guard let old = was.first(where: { $0["name"] == row["name"] }) else { continue }
          let differences = differences(old, row, field)
          if differences.isEmpty { continue }
          rowChanged.append([.string(field.name), .int(Int64(place)), row["name"] ?? .null, .array(differences)])
        }
        continue
      }
      let was = reader.value(before.row[field.name] ?? .null, of: field)
      let now = reader.value(after.row[field.name] ?? .null, of: field)
      if was != now { changed.append([.string(field.name), was, now]) }
    }
    guard !(changed.isEmpty && added.isEmpty && removed.isEmpty && rowChanged.isEmpty) else { return }
    let data: JSON = [
      "added": .array(added), "changed": .array(changed), "data_import": nil, "removed": .array(removed),
      "row_changed": .array(rowChanged), "updater_reference": nil,
    ]
    try db.execute(
      sql: """
        INSERT INTO \(Self.doctype.sqlName) (name, owner, creation, modified, modified_by, docstatus, idx, ref_doctype, docname, data) \
        VALUES (?, ?, ?, ?, ?, 0, 0, ?, ?, ?)
        """,
      arguments: [
        HashName.next(), context.user.email, context.stamp, context.stamp, context.user.email, after.doctype.name, after.name,
        data.text,
      ])
  }

  /// A document that is called otherwise keeps its history.
  static func rename(_ db: Database, _ doctype: Doctype, from old: String, to new: String) throws {
    try db.execute(
      sql: "UPDATE \(Self.doctype.sqlName) SET docname = ? WHERE ref_doctype = ? AND docname = ?",
      arguments: [new, doctype.name, old])
  }

  /// The newest, as a form's `docinfo` has them.
  static func newest(_ db: Database, _ doctype: Doctype, _ name: String) throws -> [JSON] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT name, owner, creation, data FROM \(Self.doctype.sqlName) WHERE ref_doctype = ? AND docname = ? \
        ORDER BY creation DESC, name DESC LIMIT \(shown)
        """, arguments: [doctype.name, name]
    ).map { row in
      [
        "name": .string(row["name"]), "owner": .string(row["owner"]), "creation": .string(row["creation"]),
        "data": .string(row["data"]),
      ]
    }
  }

  // MARK: Rows of a table

  private func rows(_ document: StoredDocument, _ field: DocField) -> [JSON] {
    guard let child = schema[field.target] else { return [] }
    return (document.children[field.name] ?? []).map { whole($0, of: child) }
  }

  /// With what is null too, and the names in order.
  private func whole(_ row: [String: DatabaseValue], of child: Doctype) -> JSON {
    var members = reader.row(row, of: child).members ?? []
    let there = Set(members.map(\.name))
    members += child.columns.filter { !there.contains($0.name) }.map { .init($0.name, .null) }
    return .object(members.sorted { $0.name < $1.name })
  }

  private func differences(_ old: JSON, _ new: JSON, _ table: DocField) -> [JSON] {
    (schema[table.target]?.columns ?? []).compactMap { column in
      let (was, now) = (old[column.name] ?? .null, new[column.name] ?? .null)
      return was == now ? nil : [.string(column.name), was, now]
    }
  }
}
