import GRDB

/// Who writes, when, and by which request: what the journal and the event of a write say.
struct WriteContext {
  let user: SiteUser
  /// The `modified` of the write.
  let stamp: String
  /// The header `X-Client-Request-Id`, or nil.
  var requestID: String? = nil
  var isSimulator = false
}

/// Creates, changes, renames and deletes documents inside one transaction, with Frappe's checks in Frappe's order.
struct DocumentWriter {
  let schema: SiteSchema
  let manners: DatabaseManners
  let users: [SiteUser]
  let context: WriteContext

  var input: FieldInput { FieldInput(manners: manners) }
  var reader: DocumentReader { DocumentReader(schema: schema, manners: manners, level: context.user.access == .manage ? 1 : 0) }

  private var checks: DocumentChecks { DocumentChecks(schema: schema, manners: manners) }

  /// What a request asks to be stored, checked by Frappe but not yet by the database.
  struct Draft {
    var row: [String: DatabaseValue] = [:]
    var children: [String: [[String: DatabaseValue]]] = [:]
    /// Values that the answer repeats as they were sent.
    var echo: [String: JSON] = [:]
    var databaseError: FrappeError?
  }

  func create(_ db: Database, _ doctype: Doctype, _ body: [JSON.Member]) throws -> JSON {
    let naming = DocumentNaming(manners: manners)
    let name = try naming.name(db, doctype, body) { HashName.next() }
    var draft = try self.draft(doctype, body, named: name, existing: nil)
    for field in doctype.columns where draft.row[field.name]?.isNull ?? true {
      draft.row[field.name] = try defaultValue(field, doctype, name)
    }
    try LinkChecks(schema: schema, users: users).check(db, doctype, draft.row, draft.children)
    try checks.mandatory(doctype, name, draft)
    try checks.selects(doctype, draft)
    if let error = draft.databaseError { throw error }
    if name.unicodeScalars.count > 140 { throw naming.tooLong(name) }
    try naming.refuseDuplicate(db, doctype, name)
    try checks.unique(db, doctype, name, draft.row)

    var row = draft.row
    row["name"] = name.databaseValue
    row["owner"] = context.user.email.databaseValue
    row["creation"] = context.stamp.databaseValue
    row["modified"] = context.stamp.databaseValue
    row["modified_by"] = context.user.email.databaseValue
    row["docstatus"] = 0.databaseValue
    row["idx"] = 0.databaseValue
    try insert(db, doctype, row)
    for (field, rows) in draft.children { try replaceRows(db, doctype, name, field, rows) }
    let after = try reader.fetch(db, doctype, name)!
    try record(db, "create", doctype, name, before: nil, after: after)
    return reader.json(after, echo: draft.echo, phantomRows: unsaved(after, since: nil))
  }

  func update(_ db: Database, _ doctype: Doctype, _ path: String, _ body: [JSON.Member]) throws -> JSON {
    let name = body.last { $0.name == "name" }?.value.string ?? path
    guard let before = try reader.fetch(db, doctype, name) else { throw FrappeError.notFound(doctype.name, name) }
    if let sent = body.last(where: { $0.name == "modified" })?.value {
      guard let text = sent.string, text.utf8.elementsEqual(before.modified.utf8) else {
        throw FrappeError.stale(doctype.name, name, before.modified, sent.string ?? "None")
      }
    }
    if let creation = body.last(where: { $0.name == "creation" })?.value, creation.string != before.creation {
      throw FrappeError.refused("CannotChangeConstantError", "Value cannot be changed for <strong>Created On</strong>")
    }
    let draft = try self.draft(doctype, body, named: name, existing: before)
    try LinkChecks(schema: schema, users: users).check(db, doctype, draft.row, draft.children)
    var whole = draft
    whole.row = before.row.merging(draft.row) { $1 }
    whole.children = before.children.merging(draft.children) { $1 }
    try checks.mandatory(doctype, name, whole)
    try checks.selects(doctype, draft)
    if let error = draft.databaseError { throw error }
    try checks.unique(db, doctype, name, draft.row)

    var changes = draft.row
    changes["modified"] = context.stamp.databaseValue
    changes["modified_by"] = context.user.email.databaseValue
    try change(db, doctype, name, changes)
    var phantoms: [String: [JSON]] = [:]
    for (field, rows) in draft.children { phantoms[field] = try replaceRows(db, doctype, name, field, rows) }
    let after = try reader.fetch(db, doctype, name)!
    try record(db, "update", doctype, name, before: before, after: after)
    try VersionLog(schema: schema, reader: reader).note(db, before: before, after: after, context)
    return reader.json(after, echo: draft.echo, phantomRows: phantoms)
  }

  func delete(_ db: Database, _ doctype: Doctype, _ name: String) throws {
    guard let before = try reader.fetch(db, doctype, name) else { throw FrappeError.noRoute }
    if let linked = try LinkChecks(schema: schema, users: users).firstLink(db, to: doctype, before.name) {
      throw FrappeError.refused(
        "LinkExistsError",
        "Cannot delete or cancel because \(doctype.name) \(anchor(doctype.name, before.name)) is linked with \(linked.doctype) \(anchor(linked.doctype, linked.name)) "
      )
    }
    try db.execute(sql: "DELETE FROM \(doctype.sqlName) WHERE name = ?", arguments: [before.name])
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      try db.execute(
        sql: "DELETE FROM \(child.sqlName) WHERE parent = ? AND parenttype = ?", arguments: [before.name, doctype.name])
    }
    try DocumentNaming(manners: manners).giveBack(db, doctype, before.name)
    try record(db, "delete", doctype, before.name, before: before, after: nil)
  }

  /// Renaming bumps nothing and leaves no trace but the links that follow it (CONTRACT.md, 05e).
  func rename(_ db: Database, _ doctype: Doctype, from old: String, to new: String) throws -> String {
    guard let before = try reader.fetch(db, doctype, old) else { throw FrappeError.notFound(doctype.name, old) }
    guard try reader.fetch(db, doctype, new) == nil else {
      throw FrappeError.validation("\(doctype.name) <strong>\(new)</strong> already exists, select another name")
    }
    try db.execute(sql: "UPDATE \(doctype.sqlName) SET name = ? WHERE name = ?", arguments: [new, before.name])
    if case .field(let field) = doctype.naming {
      try db.execute(sql: "UPDATE \(doctype.sqlName) SET \(quoted(field)) = ? WHERE name = ?", arguments: [new, new])
    }
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      try db.execute(
        sql: "UPDATE \(child.sqlName) SET parent = ? WHERE parent = ? AND parenttype = ?",
        arguments: [new, before.name, doctype.name])
    }
    for holder in schema.doctypes {
      for field in holder.columns where field.kind == .link && field.target == doctype.name {
        try db.execute(
          sql: "UPDATE \(holder.sqlName) SET \(quoted(field.name)) = ? WHERE \(quoted(field.name)) = ?",
          arguments: [new, before.name])
      }
    }
    try VersionLog.rename(db, doctype, from: before.name, to: new)
    let after = try reader.fetch(db, doctype, new)!
    try record(db, "rename", doctype, new, before: before, after: after, oldName: before.name)
    return new
  }

  // MARK: - What is asked for

  private func draft(
    _ doctype: Doctype, _ body: [JSON.Member], named name: String, existing: StoredDocument?
  ) throws(FrappeError) -> Draft {
    var draft = Draft()
    for member in body {
      guard let field = doctype.field(member.name), field.level == 0 || context.user.access == .manage else { continue }
      if field.kind == .table {
        draft.children[field.name] = try rows(member.value, field, doctype, name, &draft)
        continue
      }
      let stored = try input.stored(member.value, for: field, in: doctype.name, named: name)
      draft.row[field.name] = stored.value
      if draft.databaseError == nil { draft.databaseError = stored.databaseError }
      if field.kind.isTemporal || field.kind == .duration { draft.echo[field.name] = member.value }
    }
    return draft
  }

  private func rows(
    _ value: JSON, _ table: DocField, _ doctype: Doctype, _ name: String, _ draft: inout Draft
  ) throws(FrappeError) -> [[String: DatabaseValue]] {
    guard let child = schema[table.target] else { return [] }
    var rows: [[String: DatabaseValue]] = []
    for element in value.array ?? [] {
      var row: [String: DatabaseValue] = [:]
      for member in element.members ?? [] {
        if member.name == "name", let text = member.value.string { row["name"] = text.databaseValue }
        if member.name == "idx", let number = member.value.int, number > 0 { row["idx"] = number.databaseValue }
        guard let field = child.field(member.name) else { continue }
        let stored = try input.stored(member.value, for: field, in: doctype.name, named: name)
        row[field.name] = stored.value
        if draft.databaseError == nil { draft.databaseError = stored.databaseError }
      }
      rows.append(row)
    }
    return rows
  }

  private func defaultValue(_ field: DocField, _ doctype: Doctype, _ name: String) throws(FrappeError) -> DatabaseValue {
    if let value = field.defaultValue { return try input.stored(value, for: field, in: doctype.name, named: name).value }
    if field.kind == .select, let first = field.options.first, !first.isEmpty { return first.databaseValue }
    if field.kind.isFloating && field.kind.defaultsToZero { return (0.0).databaseValue }
    return field.kind.defaultsToZero ? 0.databaseValue : .null
  }

  // MARK: - Rows

  private func insert(_ db: Database, _ doctype: Doctype, _ row: [String: DatabaseValue]) throws {
    let columns = row.keys.sorted()
    let marks = Array(repeating: "?", count: columns.count).joined(separator: ",")
    let statement = try db.cachedStatement(
      sql: "INSERT INTO \(doctype.sqlName) (\(columns.map(quoted).joined(separator: ","))) VALUES (\(marks))")
    try statement.execute(arguments: StatementArguments(columns.map { row[$0]! }))
  }

  private func change(_ db: Database, _ doctype: Doctype, _ name: String, _ row: [String: DatabaseValue]) throws {
    let columns = row.keys.sorted()
    let assignments = columns.map { "\(quoted($0)) = ?" }.joined(separator: ", ")
    var arguments = columns.map { row[$0]! }
    arguments.append(name.databaseValue)
    try db.execute(
      sql: "UPDATE \(doctype.sqlName) SET \(assignments) WHERE name = ?", arguments: StatementArguments(arguments))
  }

  /// The list replaces what is there: rows that name an existing one change it, rows without a name are new, the others go.
  /// A row with a name that is not there is lost while the answer repeats it (CONTRACT.md, 04k4).
  @discardableResult
  private func replaceRows(
    _ db: Database, _ doctype: Doctype, _ name: String, _ field: String, _ rows: [[String: DatabaseValue]]
  ) throws -> [JSON] {
    guard let child = schema[doctype.field(field)?.target ?? ""] else { return [] }
    let place: [String: DatabaseValue] = [
      "parent": name.databaseValue, "parentfield": field.databaseValue, "parenttype": doctype.name.databaseValue,
    ]
    let there = Set(
      try String.fetchAll(
        db, sql: "SELECT name FROM \(child.sqlName) WHERE parent = ? AND parentfield = ? AND parenttype = ?",
        arguments: [name, field, doctype.name]))
    var kept: Set<String> = []
    var answer: [JSON] = []
    for (index, row) in rows.enumerated() {
      var whole = row.merging(place) { $1 }
      for column in child.columns where whole[column.name] == nil {
        whole[column.name] = try defaultValue(column, child, name)
      }
      if whole["idx"] == nil { whole["idx"] = (index + 1).databaseValue }
      whole["modified"] = context.stamp.databaseValue
      whole["modified_by"] = context.user.email.databaseValue
      let rowName = row["name"].flatMap(String.fromDatabaseValue)
      if let rowName, there.contains(rowName) {
        kept.insert(rowName)
        try change(db, child, rowName, whole)
      } else if rowName == nil {
        let new = HashName.next()
        kept.insert(new)
        whole["name"] = new.databaseValue
        whole["owner"] = context.user.email.databaseValue
        whole["creation"] = context.stamp.databaseValue
        whole["docstatus"] = 0.databaseValue
        try insert(db, child, whole)
      }
      if whole["owner"] == nil { whole["owner"] = context.user.email.databaseValue }
      if whole["creation"] == nil { whole["creation"] = context.stamp.databaseValue }
      answer.append(unsaved(reader.row(whole, of: child), isNew: rowName == nil))
    }
    for gone in there.subtracting(kept) {
      try db.execute(sql: "DELETE FROM \(child.sqlName) WHERE name = ?", arguments: [gone])
    }
    return answer
  }

  private func unsaved(_ row: JSON, isNew: Bool) -> JSON {
    guard isNew, let members = row.members else { return row }
    return .object(members + [.init("__unsaved", 1)])
  }

  private func unsaved(_ document: StoredDocument, since: StoredDocument?) -> [String: [JSON]] {
    var rows: [String: [JSON]] = [:]
    for table in document.doctype.tables {
      guard let child = schema[table.target] else { continue }
      rows[table.name] = (document.children[table.name] ?? []).map { unsaved(reader.row($0, of: child), isNew: true) }
    }
    return rows
  }

  private func anchor(_ doctype: String, _ name: String) -> String {
    let slug = doctype.lowercased().split(separator: " ").joined(separator: "-")
    return "<a href=\"http://localhost/desk/\(slug)/\(name)\">\(name)</a>"
  }

  // MARK: - Journal and event

  private func record(
    _ db: Database, _ action: String, _ doctype: Doctype, _ name: String, before: StoredDocument?, after: StoredDocument?,
    oldName: String? = nil
  ) throws {
    let (old, new) = differences(doctype, before, after)
    try Journal.append(
      db, action: action, doctype: doctype.name, name: name, before: old, after: new, modifiedBefore: before?.modified,
      modifiedAfter: after?.modified, context: context)
    var members: [JSON.Member] = [
      .init("doctype", .string(doctype.name)), .init("name", .string(name)),
      .init("modified", .string(after?.modified ?? context.stamp)), .init("modified_by", .string(context.user.email)),
      .init("action", .string(action)),
    ]
    if let oldName { members.append(.init("old_name", .string(oldName))) }
    try db.execute(sql: "INSERT INTO hub_event (data) VALUES (?)", arguments: [JSON.object(members).text])
  }

  private func differences(_ doctype: Doctype, _ before: StoredDocument?, _ after: StoredDocument?) -> (JSON, JSON) {
    var old: [JSON.Member] = []
    var new: [JSON.Member] = []
    for field in doctype.fields {
      let was = before.map { plain($0, field) } ?? .null
      let is_ = after.map { plain($0, field) } ?? .null
      guard was != is_ else { continue }
      old.append(.init(field.name, was))
      new.append(.init(field.name, is_))
    }
    return (.object(old), .object(new))
  }

  /// A field for the journal; rows of a table without their own names.
  private func plain(_ document: StoredDocument, _ field: DocField) -> JSON {
    guard field.kind == .table, let child = schema[field.target] else {
      return reader.value(document.row[field.name] ?? .null, of: field)
    }
    return .array(
      (document.children[field.name] ?? []).map { row in
        .object(child.columns.map { .init($0.name, reader.value(row[$0.name] ?? .null, of: $0)) })
      })
  }
}
