import GRDB

/// What a list is asked for, before it is understood.
struct ListRequest {
  let doctype: Doctype
  var fields: JSON?
  var filters: JSON = .null
  var orFilters: JSON = .null
  var orderBy: String?
  var groupBy: String?
  var start = 0
  /// 0 is everything.
  var limit = 20
  var asDictionaries = true
}

/// A list of rows, as `GET /api/resource/X` and `frappe.client.get_list` answer it.
struct ListQuery {
  let schema: SiteSchema
  let manners: DatabaseManners
  let user: SiteUser
  let request: ListRequest

  private enum Selection {
    case column(DocField, alias: String)
    case aggregate(sql: String, alias: String)
    case child(table: DocField, fields: [String])
  }

  private var level: Int { user.access == .manage ? 1 : 0 }

  private var filterReader: FilterReader {
    FilterReader(schema: schema, doctype: request.doctype, manners: manners, userEmail: user.email, level: level)
  }

  /// `[…]` as bytes.
  func run(_ db: Database) throws -> [UInt8] {
    let selections = try self.selections()
    let (sql, arguments) = try statement(selections)
    let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: StatementArguments(arguments))
    let needsChildren = selections.contains { if case .child = $0 { true } else { false } }
    return needsChildren ? try nested(db, rows, selections) : try flat(rows, selections)
  }

  func count(_ db: Database) throws -> Int {
    let (conditions, arguments) = try whereClause()
    return try Int.fetchOne(
      db, sql: "SELECT COUNT(*) FROM \(request.doctype.sqlName)\(conditions)", arguments: StatementArguments(arguments)) ?? 0
  }

  // MARK: - Select

  private func selections() throws(FrappeError) -> [Selection] {
    guard let fields = request.fields?.array, !fields.isEmpty else { return [.column(DocField("name", .data), alias: "name")] }
    var selections: [Selection] = []
    for field in fields {
      if let name = field.string {
        selections += try column(name)
      } else if let members = field.members {
        if let selection = try composed(members) { selections.append(selection) }
      }
    }
    return selections
  }

  private func column(_ text: String) throws(FrappeError) -> [Selection] {
    if text == "*" {
      let standard = request.doctype.isTable ? StandardColumns.child : StandardColumns.document
      var all: [Selection] = []
      for name in standard { all.append(.column(try filterReader.field(name), alias: name)) }
      return all + request.doctype.columns.filter { $0.level <= level }.map { .column($0, alias: $0.name) }
    }
    if text.contains("(") {
      throw .validation(
        "SQL functions are not allowed as strings in SELECT: \(text). Use dict syntax like {'COUNT': '*'} instead.")
    }
    let name = text.filter { $0 != "`" }
    if let table = request.doctype.field(name), table.kind == .table || table.level > level { return [] }
    return [.column(try filterReader.field(name), alias: name)]
  }

  private func composed(_ members: [JSON.Member]) throws(FrappeError) -> Selection? {
    let alias = members.first { $0.name == "as" }?.value.string
    guard let call = members.first(where: { $0.name != "as" }) else { return nil }
    if let table = request.doctype.field(call.name), table.kind == .table {
      return .child(table: table, fields: (call.value.array ?? []).compactMap(\.string))
    }
    let function = call.name.uppercased()
    guard ["COUNT", "MAX", "MIN", "SUM", "AVG"].contains(function) else {
      throw .validation("Unsupported function or operator: \(call.name)")
    }
    var argument = call.value.string ?? "*"
    if argument != "*" {
      _ = try filterReader.field(argument)
      argument = quoted(argument)
    }
    return .aggregate(sql: "\(function)(\(argument))", alias: alias ?? function.lowercased())
  }

  // MARK: - SQL

  private func statement(_ selections: [Selection]) throws(FrappeError) -> (String, [DatabaseValue]) {
    var columns: [String] = []
    var hasAggregate = false
    var plain: [String] = []
    for selection in selections {
      switch selection {
      case .column(let field, _):
        columns.append(quoted(field.name))
        plain.append(field.name)
      case .aggregate(let sql, _):
        columns.append(sql)
        hasAggregate = true
      case .child: break
      }
    }
    if selections.contains(where: { if case .child = $0 { true } else { false } }) { columns.append("name AS \"own name\"") }
    if columns.isEmpty { columns.append("NULL") }
    let group = try grouping(plain, hasAggregate)
    let (conditions, arguments) = try whereClause()
    let order = try orderClause(hasAggregate: hasAggregate)
    var sql = "SELECT \(columns.joined(separator: ", ")) FROM \(request.doctype.sqlName)\(conditions)\(group)\(order)"
    if request.limit > 0 || request.start > 0 {
      sql += " LIMIT \(request.limit > 0 ? request.limit : -1) OFFSET \(request.start)"
    }
    return (sql, arguments)
  }

  private func grouping(_ plain: [String], _ hasAggregate: Bool) throws(FrappeError) -> String {
    guard let name = request.groupBy, !name.isEmpty else { return "" }
    _ = try filterReader.field(name)
    if manners == .postgresql, let stray = plain.first(where: { $0 != name }), hasAggregate {
      throw .postgresql("GroupingError", "column \"\(stray)\" must appear in the GROUP BY clause")
    }
    return " GROUP BY \(quoted(name))"
  }

  private func whereClause() throws(FrappeError) -> (String, [DatabaseValue]) {
    let all = try filterReader.conditions(request.filters)
    let any = try filterReader.conditions(request.orFilters)
    var parts = all.map(\.sql)
    if !any.isEmpty { parts.append("(\(any.map(\.sql).joined(separator: " OR ")))") }
    let arguments = all.flatMap(\.arguments) + any.flatMap(\.arguments)
    return (parts.isEmpty ? "" : " WHERE " + parts.joined(separator: " AND "), arguments)
  }

  private func orderClause(hasAggregate: Bool) throws(FrappeError) -> String {
    guard let text = request.orderBy, !text.isEmpty else {
      // Nobody promised an order: one that nobody would choose, so that a client which forgot to ask is found out.
      return hasAggregate || request.groupBy != nil ? "" : " ORDER BY substr(name, -1), name DESC"
    }
    var terms: [String] = []
    for part in text.split(separator: ",") {
      let words = part.split(separator: " ")
      guard let first = words.first, words.count <= 2 else { throw badOrder(text) }
      let name = first.filter { $0 != "`" }
      guard
        name.utf8.allSatisfy({
          $0 == 0x5F || $0 == 0x2E || ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A)
        })
      else { throw badOrder(text) }
      let direction = words.count == 2 ? words[1].lowercased() : "asc"
      guard direction == "asc" || direction == "desc" else { throw badOrder(text) }
      guard let field = try? filterReader.field(name) else {
        throw FrappeError(
          status: 403, exceptionType: "PermissionError",
          message: "You do not have permission to access field: <strong>\(request.doctype.name).\(name)</strong>",
          title: "Permission Error",
          exception:
            "frappe.exceptions.PermissionError: You do not have permission to access field: <strong>\(request.doctype.name).\(name)</strong>"
        )
      }
      if hasAggregate, manners == .postgresql, name != request.groupBy {
        throw .postgresql(
          "GroupingError", "column \"\(name)\" must appear in the GROUP BY clause or be used in an aggregate function")
      }
      let isStandard = StandardColumns.child.contains(name)
      let nulls = isStandard || manners == .mariadb ? "" : direction == "asc" ? " NULLS LAST" : " NULLS FIRST"
      terms.append("\(quoted(field.name)) \(direction)\(nulls)")
    }
    return terms.isEmpty ? "" : " ORDER BY \(terms.joined(separator: ", "))"
  }

  private func badOrder(_ text: String) -> FrappeError {
    .validation("Invalid field format in Order By: \(text). Use 'field', 'link_field.field', or 'child_table.field'.")
  }

  // MARK: - Rows

  private func flat(_ rows: RowCursor, _ selections: [Selection]) throws -> [UInt8] {
    var writer = JSONWriter(capacity: 64 * 1024)
    let temporal = TemporalText(manners: manners)
    var first = true
    writer.raw("[")
    while let row = try rows.next() {
      if !first { writer.raw(",") }
      first = false
      request.asDictionaries ? writer.raw("{") : writer.raw("[")
      for (index, selection) in selections.enumerated() {
        if index > 0 { writer.raw(",") }
        switch selection {
        case .column(let field, let alias):
          if request.asDictionaries {
            writer.write(alias)
            writer.raw(":")
          }
          write(row, index, field, &writer, temporal)
        case .aggregate(_, let alias):
          if request.asDictionaries {
            writer.write(alias)
            writer.raw(":")
          }
          let value: DatabaseValue = row[index]
          switch value.storage {
          case .int64(let int): writer.write(int)
          case .double(let double): writer.write(double)
          case .string(let text): writer.write(text)
          default: writer.raw("null")
          }
        case .child: break
        }
      }
      request.asDictionaries ? writer.raw("}") : writer.raw("]")
    }
    writer.raw("]")
    return writer.bytes
  }

  private func write(_ row: Row, _ index: Int, _ field: DocField, _ writer: inout JSONWriter, _ temporal: TemporalText) {
    let value: DatabaseValue = row[index]
    switch value.storage {
    case .null: writer.raw("null")
    case .int64(let int): field.kind.isFloating ? writer.write(Double(int)) : writer.write(int)
    case .double(let double): writer.write(double)
    case .string(let text):
      switch field.kind {
      case .time: writer.write(temporal.answered(time: text))
      case .json where manners == .postgresql: writer.write((try? JSON.parse(text)) ?? .string(text))
      default: writer.write(text)
      }
    case .blob: writer.raw("null")
    }
  }

  /// Rows with v16's child queries in them: the rows are collected first, then each table is read once.
  private func nested(_ db: Database, _ rows: RowCursor, _ selections: [Selection]) throws -> [UInt8] {
    let reader = DocumentReader(schema: schema, manners: manners, level: level)
    var own: [(name: String, values: [JSON.Member])] = []
    while let row = try rows.next() {
      var members: [JSON.Member] = []
      var index = 0
      for selection in selections {
        guard case .column(let field, let alias) = selection else { continue }
        members.append(.init(alias, reader.value(row[index], of: field)))
        index += 1
      }
      own.append((row["own name"], members))
    }
    let names = own.map(\.name)
    for selection in selections {
      guard case .child(let table, let fields) = selection, let child = schema[table.target] else { continue }
      var byParent: [String: [JSON]] = [:]
      let marks = Array(repeating: "?", count: names.count).joined(separator: ",")
      let children = try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM \(child.sqlName) WHERE parenttype = ? AND parentfield = ? AND parent IN (\(marks)) ORDER BY parent, idx
          """, arguments: StatementArguments([request.doctype.name, table.name] + names))
      for row in children {
        let members = fields.map { name in JSON.Member(name, reader.value(row[name], of: child.field(name))) }
        byParent[row["parent"], default: []].append(.object(members))
      }
      for index in own.indices { own[index].values.append(.init(table.name, .array(byParent[own[index].name] ?? []))) }
    }
    return JSON.array(own.map { .object($0.values) }).bytes
  }
}
