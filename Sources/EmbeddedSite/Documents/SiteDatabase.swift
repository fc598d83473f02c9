import FoundationEssentials
import GRDB
import SampleWeek

/// The site's SQLite file: a table for every doctype, the naming counters, the journal and the hub's log.
package struct SiteDatabase: Sendable {
  package let pool: any DatabaseWriter
  package let manners: DatabaseManners
  private let own: OwnSchema
  /// What the site began with, and what was made on it since.
  package var schema: SiteSchema { own.schema }

  /// `path` nil keeps the site in memory.
  package init(path: String?, schema: SiteSchema, manners: DatabaseManners) throws {
    self.manners = manners
    own = OwnSchema(schema)
    var configuration = Configuration()
    configuration.prepareDatabase { db in
      db.add(collation: SiteCollation.mariadb)
      db.add(function: SiteCollation.like(manners))
      // The sample can be made again; the journal's promise is about the console's own writes, which WAL keeps through a kill.
      try db.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    if let path {
      pool = try DatabasePool(path: path, configuration: configuration)
    } else {
      pool = try DatabaseQueue(configuration: configuration)
    }
    let shape = Self.shape(schema)
    try pool.write { db in
      guard try Self.storedShape(db) ?? shape == shape else { throw OtherSchema() }
      try Self.createTables(db, schema, manners)
      try Self.set(db, "schema", shape)
      try own.load(db)
    }
  }

  /// Makes a doctype, or a field of one, part of the site; its table too.
  func extend(_ change: OwnSchema.Change, _ document: JSON) throws {
    try pool.write { db in try own.make(change, document, db, manners) }
  }

  /// The file was made with other doctypes, by another version of the program.
  struct OtherSchema: Error {}

  private static func storedShape(_ db: Database) throws -> String? {
    guard try db.tableExists("setting") else { return nil }
    return try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'schema'")
  }

  /// What of a schema decides its tables.
  private static func shape(_ schema: SiteSchema) -> String {
    schema.doctypes.map { doctype in
      let columns = doctype.fields.map { "\($0.name) \($0.kind.rawValue)\($0.isUnique ? " unique" : "")" }
      return "\(doctype.name)(\(columns.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private static func createTables(_ db: Database, _ schema: SiteSchema, _ manners: DatabaseManners) throws {
    for doctype in schema.doctypes { try createTable(db, doctype, manners) }
    try VersionLog.createTable(db)
    try OwnSchema.createTable(db)
    try db.execute(
      sql: """
        CREATE TABLE IF NOT EXISTS series (prefix TEXT PRIMARY KEY NOT NULL, current INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS hub_event (id INTEGER PRIMARY KEY AUTOINCREMENT, data TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS journal (
          sequence INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT, user TEXT NOT NULL, action TEXT NOT NULL,
          doctype TEXT NOT NULL, name TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, modified_before TEXT,
          modified_after TEXT, by_simulator INTEGER NOT NULL DEFAULT 0);
        """)
  }

  static func createTable(_ db: Database, _ doctype: Doctype, _ manners: DatabaseManners) throws {
    let text = manners == .mariadb ? "TEXT COLLATE mariadb" : "TEXT"
    var columns = ["name \(text) PRIMARY KEY NOT NULL"]
    for column in (doctype.isTable ? StandardColumns.child : StandardColumns.document).dropFirst() {
      columns.append("\(quoted(column)) \(["docstatus", "idx"].contains(column) ? "INTEGER NOT NULL DEFAULT 0" : text)")
    }
    for field in doctype.columns {
      let isUnique = field.isUnique && naturalKey(doctype) != field.name
      columns.append("\(quoted(field.name)) \(sqlType(of: field, manners))\(isUnique ? " UNIQUE" : "")")
    }
    try db.execute(sql: "CREATE TABLE IF NOT EXISTS \(doctype.sqlName) (\(columns.joined(separator: ", "))) WITHOUT ROWID")
    try createIndexes(db, doctype)
  }

  /// Numbers of documents that are there already are 0, as Frappe's are.
  static func addColumn(_ db: Database, _ field: DocField, to doctype: Doctype, _ manners: DatabaseManners) throws {
    guard field.kind != .table else { return }
    let zero = field.kind.defaultsToZero ? " NOT NULL DEFAULT 0" : ""
    try db.execute(
      sql: "ALTER TABLE \(doctype.sqlName) ADD COLUMN \(quoted(field.name)) \(sqlType(of: field, manners))\(zero)")
    guard field.isUnique else { return }
    let index = quoted("unique \(field.name) of \(doctype.name)")
    try db.execute(sql: "CREATE UNIQUE INDEX IF NOT EXISTS \(index) ON \(doctype.sqlName) (\(quoted(field.name)))")
  }

  private static func sqlType(of field: DocField, _ manners: DatabaseManners) -> String {
    if field.kind.isFloating { return "REAL" }
    if field.kind.isNumber { return "INTEGER" }
    return manners == .mariadb && !field.kind.isTemporal ? "TEXT COLLATE mariadb" : "TEXT"
  }

  static func createIndexes(_ db: Database, _ doctype: Doctype) throws {
    for index in indexes(doctype) {
      try db.execute(sql: "CREATE INDEX IF NOT EXISTS \(index.name) ON \(doctype.sqlName) (\(index.columns))")
    }
  }

  /// Children are read by their parent; documents in the order of their changes and by the fields that lists filter on.
  static func indexes(_ doctype: Doctype) -> [(name: String, columns: String)] {
    let columns =
      doctype.isTable
      ? ["parent, parentfield, idx"] : ["modified, name"] + doctype.fields.filter(\.isIndexed).map { quoted($0.name) }
    return columns.enumerated().map { (quoted("index \($0.offset) of \(doctype.name)"), $0.element) }
  }

  /// The field that names the documents is unique through the name already.
  private static func naturalKey(_ doctype: Doctype) -> String? {
    if case .field(let name) = doctype.naming { name } else { nil }
  }

  package func setting(_ name: String) throws -> String? {
    try pool.read { db in try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
  }

  package func set(_ name: String, _ value: String) throws {
    try pool.write { db in try Self.set(db, name, value) }
  }

  static func set(_ db: Database, _ name: String, _ value: String) throws {
    try db.execute(sql: "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", arguments: [name, value])
  }
}

/// Comparing as MariaDB's default collation does, near enough for names: case and accents are folded.
enum SiteCollation {
  static let mariadb = DatabaseCollation("mariadb") { left, right in
    if let order = plainOrder(left, right) {
      return order < 0 ? .orderedAscending : order > 0 ? .orderedDescending : .orderedSame
    }
    let a = folded(left)
    let b = folded(right)
    return a == b ? .orderedSame : a.lexicographicallyPrecedes(b) ? .orderedAscending : .orderedDescending
  }

  /// The order of two texts without accents, which almost all names are; nil for others.
  private static func plainOrder(_ left: String, _ right: String) -> Int? {
    var left = left
    var right = right
    return left.withUTF8 { a in
      right.withUTF8 { b in
        var index = 0
        while index < a.count && index < b.count {
          let (x, y) = (a[index], b[index])
          if x >= 0x80 || y >= 0x80 { return nil }
          if x != y {
            let (lowX, lowY) = (x >= 0x41 && x <= 0x5A ? x | 0x20 : x, y >= 0x41 && y <= 0x5A ? y | 0x20 : y)
            if lowX != lowY { return Int(lowX) - Int(lowY) }
          }
          index += 1
        }
        // A longer text differs by more than trailing spaces, or by an accent: let the whole fold decide.
        let rest = a.count > b.count ? a[index...] : b[index...]
        guard let next = rest.first else { return 0 }
        if next >= 0x80 || next == 0x20 { return nil }
        return a.count - b.count
      }
    }
  }

  /// `site_like(value, pattern)`: without regard to case on both databases, nor to accents on MariaDB.
  static func like(_ manners: DatabaseManners) -> DatabaseFunction {
    DatabaseFunction("site_like", argumentCount: 2, pure: true) { values in
      guard let text = String.fromDatabaseValue(values[0]), let pattern = String.fromDatabaseValue(values[1]) else { return nil }
      let fold: (String) -> [UInt8] = manners == .mariadb ? { folded($0) } : { text in Array(text.lowercased().utf8) }
      return matches(fold(text)[...], fold(pattern)[...])
    }
  }

  /// SQL's `%` and `_`, by bytes, backtracking to the last `%` only.
  private static func matches(_ text: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
    var at = text.startIndex
    var want = pattern.startIndex
    var retry: (at: Int, want: Int)?
    while at < text.endIndex {
      if want < pattern.endIndex, pattern[want] == UInt8(ascii: "%") {
        retry = (at, want)
        want += 1
      } else if want < pattern.endIndex, pattern[want] == text[at] || pattern[want] == UInt8(ascii: "_") {
        at += 1
        want += 1
      } else if let last = retry {
        at = last.at + 1
        want = last.want + 1
        retry = (at, last.want)
      } else {
        return false
      }
    }
    return pattern[want...].allSatisfy { $0 == UInt8(ascii: "%") }
  }

  static func folded(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.lowercased().unicodeScalars {
      // Combining marks fall away, so that NFC and NFD fold to the same.
      if (0x300...0x36F).contains(scalar.value) { continue }
      bytes.append(contentsOf: String(Unicode.Scalar(base(scalar.value)) ?? scalar).utf8)
    }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    return bytes
  }

  private static func base(_ value: UInt32) -> UInt32 {
    switch value {
    case 0xE0...0xE5: 0x61
    case 0xE7: 0x63
    case 0xE8...0xEB: 0x65
    case 0xEC...0xEF: 0x69
    case 0xF1: 0x6E
    case 0xF2...0xF6: 0x6F
    case 0xF9...0xFC: 0x75
    case 0xFD, 0xFF: 0x79
    default: value
    }
  }
}
