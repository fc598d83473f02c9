import GRDB

/// What only those who manage a site ask for: its doctypes, custom fields, roles and permissions, as far as an installation needs them
/// (CONTRACT.md, "Meta"; recorded as 00, 09a, 09a2 and 09e).
struct SetupResources {
  private static let doctypes: Set<String> = ["DocType", "Custom Field", "Role", "Custom DocPerm"]
  /// What Frappe brings along, as far as anybody asks here.
  private static let core = ["Custom DocPerm", "Custom Field", "Deleted Document", "DocType", "Role", "System Settings", "User"]
  private static let coreRoles = ["Administrator", "All", "Guest", "System Manager"]

  private let engine: SiteEngine
  private let doctype: String
  private let user: SiteUser

  /// nil for a doctype that holds documents like any other.
  init?(engine: SiteEngine, doctype: String, user: SiteUser) {
    guard Self.doctypes.contains(doctype) else { return nil }
    self.engine = engine
    self.doctype = doctype
    self.user = user
  }

  // MARK: Reading

  func list(_ request: SiteRequest) throws -> SiteResponse {
    guard user.access == .manage else { throw FrappeError.noListPermission(doctype) }
    var documents = try all()
    if let text = request.query["filters"], !text.isEmpty {
      for condition in try JSON.parse(text).array ?? [] {
        guard let parts = condition.array, parts.count == 3, let field = parts[0].string, parts[1].string == "=" else {
          throw FrappeError.validation("Only = is understood here")
        }
        documents = documents.filter { $0[field] == parts[2] }
      }
    }
    documents.sort { ($0["name"]?.string ?? "") < ($1["name"]?.string ?? "") }
    let limit = request.query["limit_page_length"].flatMap { Int($0) } ?? 20
    let fields = request.query["fields"].flatMap { try? JSON.parse($0) }?.array?.compactMap(\.string) ?? ["name"]
    let rows = documents.prefix(limit == 0 ? documents.count : limit).map { document -> JSON in
      .object(fields.map { .init($0, document[$0] ?? .null) })
    }
    return .json(["data": .array(rows)])
  }

  func read(_ name: String) throws -> SiteResponse {
    guard user.access == .manage else { throw FrappeError.noDocumentPermission(user: user.email, doctype: doctype) }
    guard let document = try all().first(where: { $0["name"]?.string == name }) else { throw FrappeError.notFound(doctype, name) }
    return .json(["data": document])
  }

  private func all() throws -> [JSON] {
    let kept = try engine.database.pool.read { db in
      try String.fetchAll(db, sql: "SELECT json FROM own_document WHERE doctype = ? ORDER BY sequence", arguments: [doctype])
    }.compactMap { try? JSON.parse($0) }
    switch doctype {
    case "DocType":
      return engine.schema.doctypes.map(DoctypeDescription.json)
        + Self.core.map { name in
          let permissions: JSON =
            name == "Deleted Document" ? [["role": "System Manager", "permlevel": 0, "read": 1, "delete": 1]] : []
          return [
            "name": .string(name), "istable": 0, "issingle": name == "System Settings" ? 1 : 0, "custom": 0,
            "permissions": permissions,
          ]
        }
    case "Role": return kept + Self.coreRoles.map { ["name": .string($0), "role_name": .string($0)] }
    default: return kept
    }
  }

  // MARK: Creating

  func create(_ members: [JSON.Member]) throws -> SiteResponse {
    guard user.access == .manage else { throw FrappeError.noDocumentPermission(user: user.email, doctype: doctype) }
    let given = JSON.object(members)
    switch doctype {
    case "DocType":
      guard let made = DoctypeReading.doctype(given) else { throw FrappeError.validation("DocType must have a name") }
      guard engine.schema[made.name] == nil, !Self.core.contains(made.name) else { throw duplicate(made.name) }
      for field in made.fields where field.kind == .link || field.kind == .table {
        guard exists(field.target) || field.target == made.name else {
          throw FrappeError.validation(
            "Options must be a valid DocType for field <strong>\(field.label)</strong>: \(field.target)")
        }
      }
      return try keep(.doctype(made), given, name: made.name)
    case "Custom Field":
      guard let owner = given["dt"]?.string, let field = DoctypeReading.field(given) else {
        throw FrappeError.validation("Custom Field must have dt, fieldname and fieldtype")
      }
      guard let doctype = engine.schema[owner] else { throw FrappeError.notFound("DocType", owner) }
      guard doctype.field(field.name) == nil else {
        throw FrappeError.validation("A field with the name <strong>\(field.name)</strong> already exists in \(owner)")
      }
      return try keep(.field(field, of: owner), given, name: "\(owner)-\(field.name)")
    case "Role":
      let name = given["role_name"]?.string ?? given["name"]?.string ?? ""
      guard !Self.coreRoles.contains(name), try !all().contains(where: { $0["name"]?.string == name }) else {
        throw duplicate(name)
      }
      return try keep(.other(doctype: doctype, name: name), given, name: name)
    default:
      let name = "\(given["parent"]?.string ?? "")-\(given["role"]?.string ?? "")-\(given["permlevel"]?.int ?? 0)"
      return try keep(.other(doctype: doctype, name: name), given, name: name)
    }
  }

  private func exists(_ name: String) -> Bool { engine.schema[name] != nil || Self.core.contains(name) }

  private func duplicate(_ name: String) -> FrappeError {
    FrappeError(
      status: 409, exceptionType: "DuplicateEntryError", message: "\(doctype) \(name) already exists",
      exception: "frappe.exceptions.DuplicateEntryError: ('\(doctype)', '\(name)')")
  }

  private func keep(_ change: OwnSchema.Change, _ given: JSON, name: String) throws -> SiteResponse {
    let stamp = engine.clock.stamp()
    let standard: [JSON.Member] = [
      .init("name", .string(name)), .init("owner", .string(user.email)), .init("creation", .string(stamp)),
      .init("modified", .string(stamp)), .init("modified_by", .string(user.email)), .init("docstatus", 0), .init("idx", 0),
      .init("doctype", .string(doctype)),
    ]
    let taken = Set(standard.map(\.name))
    let document = JSON.object(standard + (given.members ?? []).filter { !taken.contains($0.name) })
    try engine.database.extend(change, document)
    return .json(["data": document])
  }
}
