import GRDB

/// A piece of SQL and its arguments.
struct Condition {
  var sql: String
  var arguments: [DatabaseValue] = []
}

/// Turns Frappe's filters into SQL, with the refusals of Frappe and of the database that the site stands for.
struct FilterReader {
  let schema: SiteSchema
  let doctype: Doctype
  let manners: DatabaseManners
  let userEmail: String
  let level: Int

  private static let operators: Set<String> = [
    "=", "!=", ">", ">=", "<", "<=", "like", "not like", "in", "not in", "is", "between",
  ]

  func conditions(_ filters: JSON) throws(FrappeError) -> [Condition] {
    switch filters {
    case .null: return []
    case .object(let members):
      var conditions: [Condition] = []
      for member in members {
        if let pair = member.value.array, pair.count == 2, let name = pair[0].string {
          conditions.append(try condition(member.name, name, pair[1]))
        } else {
          conditions.append(try condition(member.name, "=", member.value))
        }
      }
      return conditions
    case .array(let elements):
      var conditions: [Condition] = []
      for element in elements { conditions.append(try condition(element, in: filters)) }
      return conditions
    default: throw .dataError("Invalid filters")
    }
  }

  private func condition(_ element: JSON, in filters: JSON) throws(FrappeError) -> Condition {
    if let word = element.string {
      // Nested conditions are of API v2; v1 takes the word apart (CONTRACT.md, 02v4 and 02v5).
      if word.lowercased() == "or" { throw .noDocumentPermission(user: userEmail, doctype: "DocType") }
      throw .fieldNotPermitted(String(word.prefix(1)))
    }
    guard let parts = element.array else { throw invalid(element, filters) }
    if parts.count == 4, let table = parts[0].string, let field = parts[1].string, let name = parts[2].string {
      guard table != doctype.name else { return try condition(field, name, parts[3]) }
      return try childCondition(table, field, name, parts[3])
    }
    guard parts.count == 3 || parts.count == 2, let field = parts[0].string else { throw invalid(element, filters) }
    if parts.count == 2 { return try condition(field, "=", parts[1]) }
    guard let name = parts[1].string, Self.operators.contains(name.lowercased()) else { throw invalid(element, filters) }
    return try condition(field, name, parts[2])
  }

  private func invalid(_ element: JSON, _ filters: JSON) -> FrappeError {
    .validation("Error parsing nested filters: \(filters.text). Invalid simple filter format: \(element.text)")
  }

  private func childCondition(_ table: String, _ field: String, _ name: String, _ value: JSON) throws(FrappeError) -> Condition {
    guard let child = schema[table], child.isTable else { throw .noDocumentPermission(user: userEmail, doctype: "DocType") }
    let inner = try FilterReader(schema: schema, doctype: child, manners: manners, userEmail: userEmail, level: level)
      .condition(field, name, value)
    return Condition(
      sql: "name IN (SELECT parent FROM \(child.sqlName) WHERE parenttype = ? AND \(inner.sql))",
      arguments: [doctype.name.databaseValue] + inner.arguments)
  }

  /// What a standard column is, or the field of that name.
  func field(_ name: String) throws(FrappeError) -> DocField {
    switch name {
    case "name", "owner", "modified_by", "parent", "parentfield", "parenttype":
      if name.hasPrefix("parent") && !doctype.isTable { throw .fieldNotPermitted(name) }
      return DocField(name, .data)
    case "creation", "modified": return DocField(name, .datetime)
    case "docstatus", "idx": return DocField(name, .int)
    default:
      guard let field = doctype.field(name), field.kind != .table, field.level <= level else { throw .fieldNotPermitted(name) }
      return field
    }
  }

  private func condition(_ name: String, _ word: String, _ value: JSON) throws(FrappeError) -> Condition {
    let field = try field(name)
    let column = quoted(name)
    switch word.lowercased() {
    case "like", "not like": return try like(field, column, word.lowercased() == "not like", value)
    case "in", "not in": return try membership(field, column, word.lowercased() == "not in", value)
    case "is": return try presence(field, column, value)
    case "between": return try between(field, column, value)
    default: return try comparison(field, column, word, value)
    }
  }

  private func comparison(_ field: DocField, _ column: String, _ word: String, _ value: JSON) throws(FrappeError) -> Condition {
    if value.isNull { return Condition(sql: word == "!=" ? "\(column) IS NOT NULL" : "\(column) IS NULL") }
    guard let argument = try argument(value, field) else { return Condition(sql: word == "=" ? "0" : "1") }
    let sql = word == "=" && value != .string("") && value != .int(0) ? column : ancient(field, column)
    return Condition(sql: "\(sql) \(word == "!=" ? "<>" : word) ?", arguments: [argument])
  }

  /// Comparisons take a null for the smallest value there is (CONTRACT.md, 13e2).
  private func ancient(_ field: DocField, _ column: String) -> String {
    if ["name", "creation", "modified", "idx", "docstatus"].contains(field.name) { return column }
    if field.kind == .datetime || field.kind == .date { return "COALESCE(\(column), '0001-01-01 00:00:00')" }
    if field.kind.isNumber { return "COALESCE(\(column), 0)" }
    return field.kind == .time ? column : "COALESCE(\(column), '')"
  }

  private func like(_ field: DocField, _ column: String, _ negated: Bool, _ value: JSON) throws(FrappeError) -> Condition {
    if manners == .postgresql, field.kind.isNumber || field.kind.isTemporal || field.kind == .json {
      throw .postgresql("UndefinedFunction", "operator does not exist: \(field.kind.rawValue.lowercased()) ~~* unknown")
    }
    let pattern = value.string ?? value.text
    let call = "site_like(COALESCE(\(column), ''), ?)"
    return Condition(sql: negated ? "NOT \(call)" : call, arguments: [pattern.databaseValue])
  }

  private func membership(_ field: DocField, _ column: String, _ negated: Bool, _ value: JSON) throws(FrappeError) -> Condition {
    let values = value.array ?? (value.string ?? "").split(separator: ",").map { JSON.string(String($0)) }
    if manners == .postgresql, !field.kind.isNumber, !field.kind.isTemporal, values.contains(where: { $0.int != nil }) {
      throw .postgresql("UndefinedFunction", "operator does not exist: character varying = integer")
    }
    var arguments: [DatabaseValue] = []
    for value in values {
      if let argument = try argument(value, field) { arguments.append(argument) }
    }
    if arguments.isEmpty { return Condition(sql: negated ? "1" : "0") }
    let marks = Array(repeating: "?", count: arguments.count).joined(separator: ",")
    let left = negated ? ancient(field, column) : column
    return Condition(sql: "\(left) \(negated ? "NOT IN" : "IN") (\(marks))", arguments: arguments)
  }

  private func presence(_ field: DocField, _ column: String, _ value: JSON) throws(FrappeError) -> Condition {
    if manners == .postgresql {
      // Frappe compares with '', which PostgreSQL takes for text alone (POSTGRESQL.md, 23b4 to 23b9).
      if field.kind.isTemporal { throw .postgresql("InvalidDatetimeFormat", "invalid input syntax for type timestamp: \"\"") }
      if field.kind.isNumber { throw .postgresql("InvalidTextRepresentation", "invalid input syntax for type bigint: \"\"") }
    }
    let isSet = value.string?.lowercased() == "set"
    return Condition(sql: isSet ? "COALESCE(\(column), '') <> ''" : "COALESCE(\(column), '') = ''")
  }

  private func between(_ field: DocField, _ column: String, _ value: JSON) throws(FrappeError) -> Condition {
    guard let pair = value.array, pair.count == 2 else { throw .validation("Invalid value for between") }
    var low = try argument(pair[0], field)
    var high = try argument(pair[1], field)
    if field.kind == .datetime, let text = pair[1].string, text.utf8.count == 10 {
      high = "\(text) 23:59:59.999999".databaseValue
    }
    if low == nil { low = .null }
    if high == nil { high = .null }
    return Condition(sql: "\(ancient(field, column)) BETWEEN ? AND ?", arguments: [low!, high!])
  }

  /// A value to compare the column with; nil where MariaDB would compare with nonsense and let every row through.
  private func argument(_ value: JSON, _ field: DocField) throws(FrappeError) -> DatabaseValue? {
    if field.kind.isNumber { return try number(value, field) }
    guard field.kind.isTemporal else { return (value.string ?? value.int.map(String.init) ?? value.text).databaseValue }
    let text = value.string ?? value.text
    // In a comparison both databases read a zone and drop it.
    let reader = TemporalText(manners: .postgresql)
    do {
      switch field.kind {
      case .datetime: return try reader.datetime(text).databaseValue
      case .date: return try reader.date(text).databaseValue
      default: return try reader.time(text.utf8.first == 0x2D ? "" : text).databaseValue
      }
    } catch {
      guard manners == .postgresql else { return nil }
      throw FieldInput(manners: manners).refusal(error, text, field)
    }
  }

  private func number(_ value: JSON, _ field: DocField) throws(FrappeError) -> DatabaseValue? {
    if case .double(let double) = value { return double.databaseValue }
    if let int = value.int { return int.databaseValue }
    let text = value.string ?? value.text
    if field.kind.isFloating, let double = Double(text) { return double.databaseValue }
    if let int = Int64(text) { return int.databaseValue }
    if manners == .postgresql {
      throw .postgresql("InvalidTextRepresentation", "invalid input syntax for type integer: \"\(text)\"")
    }
    return (Double(text) ?? 0).databaseValue
  }
}
