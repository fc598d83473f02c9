import GRDB
import Synchronization

/// The site's doctypes, and what was made of them on the site itself: kept in its file, and there again at the next start.
final class OwnSchema: Sendable {
  enum Change: Sendable {
    case doctype(Doctype)
    case field(DocField, of: String)
    /// Roles, permissions: kept, and of no consequence here.
    case other(doctype: String, name: String)
  }

  private let state: Mutex<SiteSchema>

  init(_ schema: SiteSchema) { state = Mutex(schema) }

  var schema: SiteSchema { state.withLock { $0 } }

  static func createTable(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS own_document (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, doctype TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL,
          UNIQUE (doctype, name));
        """)
  }

  func load(_ db: Database) throws {
    for row in try Row.fetchAll(db, sql: "SELECT doctype, json FROM own_document ORDER BY sequence") {
      let (kind, text): (String, String) = (row["doctype"], row["json"])
      guard let document = try? JSON.parse(text) else { continue }
      switch kind {
      case "DocType": if let doctype = DoctypeReading.doctype(document) { take(.doctype(doctype)) }
      case "Custom Field":
        if let field = DoctypeReading.field(document), let owner = document["dt"]?.string { take(.field(field, of: owner)) }
      default: break
      }
    }
  }

  func make(_ change: Change, _ document: JSON, _ db: Database, _ manners: DatabaseManners) throws {
    let (kind, name): (String, String)
    switch change {
    case .doctype(let doctype):
      try SiteDatabase.createTable(db, doctype, manners)
      (kind, name) = ("DocType", doctype.name)
    case .field(let field, let owner):
      guard let doctype = schema[owner] else { throw FrappeError.notFound("DocType", owner) }
      try SiteDatabase.addColumn(db, field, to: doctype, manners)
      (kind, name) = ("Custom Field", "\(owner)-\(field.name)")
    case .other(let doctype, let given): (kind, name) = (doctype, given)
    }
    try db.execute(
      sql: "INSERT INTO own_document (doctype, name, json) VALUES (?, ?, ?)", arguments: [kind, name, document.text])
    take(change)
  }

  private func take(_ change: Change) {
    state.withLock { schema in
      switch change {
      case .doctype(let doctype): schema = SiteSchema(schema.doctypes + [doctype])
      case .field(let field, let owner):
        schema = SiteSchema(schema.doctypes.map { $0.name == owner ? $0.adding(field) : $0 })
      case .other: break
      }
    }
  }
}

/// A doctype or a field as a client writes it.
enum DoctypeReading {
  static func doctype(_ document: JSON) -> Doctype? {
    guard let name = document["name"]?.string, !name.isEmpty else { return nil }
    let fields = (document["fields"]?.array ?? []).compactMap(field)
    return Doctype(
      name, naming: naming(document["autoname"]?.string ?? ""), isTable: document["istable"]?.int == 1, fields: fields)
  }

  private static func naming(_ text: String) -> Naming {
    if text.hasPrefix("field:") { return .field(String(text.dropFirst(6))) }
    if text.contains(".#") { return .series(text) }
    return text == "prompt" ? .prompt : .hash
  }

  /// nil for fields that only lay out a form, and for types that this site does not know.
  static func field(_ document: JSON) -> DocField? {
    guard let name = document["fieldname"]?.string, !name.isEmpty, let type = document["fieldtype"]?.string,
      let kind = FieldKind(rawValue: type)
    else { return nil }
    let options = document["options"]?.string ?? ""
    return DocField(
      name, kind,
      options: options.isEmpty ? [] : options.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
      required: document["reqd"]?.int == 1, unique: document["unique"]?.int == 1,
      default: document["default"].flatMap { $0.isNull ? nil : $0 }, level: Int(document["permlevel"]?.int ?? 0),
      label: document["label"]?.string)
  }
}
