import GRDB

/// Names of hash-named documents and rows: ten letters and digits.
enum HashName {
  private static let alphabet: [UInt8] = Array("0123456789abcdefghijklmnopqrstuv".utf8)

  static func next() -> String {
    var random = SystemRandomNumberGenerator()
    var bits = random.next()
    var bytes: [UInt8] = []
    for _ in 0..<10 {
      bytes.append(alphabet[Int(bits & 31)])
      bits >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

struct DocumentNaming {
  let manners: DatabaseManners

  func name(_ db: Database, _ doctype: Doctype, _ body: [JSON.Member], hash: () -> String) throws -> String {
    func sent(_ name: String) -> String? { body.last { $0.name == name }?.value.string }
    let name: String
    switch doctype.naming {
    case .hash: name = hash()
    case .series(let pattern): name = try next(db, pattern)
    case .field(let field):
      guard let value = sent(field), !value.isEmpty else {
        throw FrappeError.mandatory(
          doctype.name, "None", field: field,
          words: "Value missing for \(doctype.name): \(doctype.field(field)?.label ?? field)")
      }
      name = value
    case .prompt:
      guard let value = sent("__newname") ?? sent("name"), !value.isEmpty else {
        throw FrappeError.validation("Please set the document name")
      }
      name = value
    }
    if name.contains("<") || name.contains(">") {
      throw FrappeError(
        status: 409, exceptionType: "NameError", message: "Name cannot contain special characters like '<', '>'",
        exception: "frappe.exceptions.NameError: Name cannot contain special characters like '<', '>'")
    }
    return name
  }

  func refuseDuplicate(_ db: Database, _ doctype: Doctype, _ name: String) throws {
    guard try String.fetchOne(db, sql: "SELECT name FROM \(doctype.sqlName) WHERE name = ?", arguments: [name]) != nil else {
      return
    }
    let exception =
      manners == .mariadb
      ? "frappe.exceptions.DuplicateEntryError: ('\(doctype.name)', '\(name)', IntegrityError(1062, \"Duplicate entry '\(name)' for key 'PRIMARY'\"))"
      : "frappe.exceptions.DuplicateEntryError: ('\(doctype.name)', '\(name)', UniqueViolation('duplicate key value violates unique constraint \"tab\(doctype.name)_pkey\"\\nDETAIL:  Key (name)=(\(name)) already exists.\\n'))"
    throw FrappeError(
      status: 409, exceptionType: "DuplicateEntryError", message: "\(doctype.name) <strong>\(name)</strong> already exists",
      title: "Duplicate Name", exception: exception,
      debugMessage: manners == .postgresql ? "duplicate key value violates unique constraint \"tab\(doctype.name)_pkey\"" : nil,
      isFromDatabase: manners == .postgresql, raises: false, isRed: true)
  }

  func tooLong(_ name: String) -> FrappeError {
    manners == .mariadb
      ? .mariadb("DataError", 1406, "Data too long for column 'name' at row 1")
      : .postgresql("StringDataRightTruncation", "value too long for type character varying(140)")
  }

  /// Deleting the last of a series gives its number to the next document (CONTRACT.md, 06g).
  func giveBack(_ db: Database, _ doctype: Doctype, _ name: String) throws {
    guard case .series(let pattern) = doctype.naming else { return }
    let (prefix, digits) = parts(pattern)
    guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)), digits > 0 else { return }
    try db.execute(
      sql: "UPDATE series SET current = current - 1 WHERE prefix = ? AND current = ?", arguments: [prefix, number])
  }

  private func next(_ db: Database, _ pattern: String) throws -> String {
    let (prefix, digits) = parts(pattern)
    try db.execute(
      sql: "INSERT INTO series (prefix, current) VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET current = current + 1",
      arguments: [prefix])
    let number = try Int.fetchOne(db, sql: "SELECT current FROM series WHERE prefix = ?", arguments: [prefix]) ?? 1
    let text = String(number)
    return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
  }

  private func parts(_ pattern: String) -> (prefix: String, digits: Int) { Self.parts(pattern) }

  /// `BT-.#####` is the prefix `BT-` and five digits.
  static func parts(_ pattern: String) -> (prefix: String, digits: Int) {
    let digits = pattern.filter { $0 == "#" }.count
    let prefix = pattern.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
    return (String(prefix.hasSuffix(".") ? prefix.dropLast() : prefix), digits)
  }
}
