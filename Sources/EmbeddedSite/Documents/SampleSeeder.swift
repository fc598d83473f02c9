import GRDB
import SampleWeek

/// Writes a sample into an empty site, past Frappe's checks: the sample keeps them by itself, which a test holds.
struct SampleSeeder {
  let schema: SiteSchema
  let manners: DatabaseManners

  /// Empties every table first. `forEach` hands over the documents one at a time.
  func seed(
    _ db: Database, rowSeed: UInt64, _ forEach: ((SampleDocument) throws -> Void) throws -> Void
  ) throws {
    // A year's documents have names at random: with the default cache every insert would wait for the disk.
    try db.execute(sql: "PRAGMA cache_size = -131072")
    for doctype in schema.doctypes {
      try db.execute(sql: "DELETE FROM \(doctype.sqlName)")
      for index in SiteDatabase.indexes(doctype) { try db.execute(sql: "DROP INDEX IF EXISTS \(index.name)") }
    }
    for table in ["series", "hub_event", "journal", VersionLog.doctype.sqlName] { try db.execute(sql: "DELETE FROM \(table)") }
    var rows = RowInserts(schema: schema)
    var highest: [String: Int] = [:]
    var rowNames = SampleRandom(seed: rowSeed &+ 0xC0DE)
    try forEach { document in
      guard let doctype = schema[document.doctype] else { return }
      try rows.insert(db, doctype, document, &rowNames)
      if case .series(let pattern) = doctype.naming {
        let (prefix, _) = DocumentNaming.parts(pattern)
        highest[prefix] = max(highest[prefix] ?? 0, Int(document.name.dropFirst(prefix.count)) ?? 0)
      }
    }
    for doctype in schema.doctypes { try SiteDatabase.createIndexes(db, doctype) }
    for (prefix, number) in highest {
      try db.execute(sql: "INSERT INTO series (prefix, current) VALUES (?, ?)", arguments: [prefix, number])
    }
  }
}

/// One prepared insert for each doctype, its columns in the schema's order.
private struct RowInserts {
  let schema: SiteSchema
  private var columns: [String: [String: Int]] = [:]
  private var statements: [String: Statement] = [:]

  init(schema: SiteSchema) { self.schema = schema }

  mutating func insert(_ db: Database, _ doctype: Doctype, _ document: SampleDocument, _ random: inout SampleRandom) throws {
    let (statement, index) = try prepared(db, doctype)
    var values = [DatabaseValue](repeating: .null, count: index.count)
    let standard: [DatabaseValue] = [
      document.name.databaseValue, document.modifiedBy.databaseValue, document.creation.databaseValue,
      document.modified.databaseValue, document.modifiedBy.databaseValue, 0.databaseValue, 0.databaseValue,
    ]
    for (offset, value) in standard.enumerated() { values[offset] = value }
    for field in doctype.columns where field.kind.defaultsToZero {
      values[index[field.name]!] = field.kind.isFloating ? (0.0).databaseValue : 0.databaseValue
    }
    for field in document.fields {
      // A schema that lacks a field lacks its values too.
      let at = index[field.name]
      switch field.value {
      case .text(let text): if let at { values[at] = text.databaseValue }
      case .int(let int): if let at { values[at] = int.databaseValue }
      case .float(let double): if let at { values[at] = double.databaseValue }
      case .rows(let rows):
        guard let child = schema[doctype.field(field.name)?.target ?? ""] else { continue }
        for (number, row) in rows.enumerated() {
          try insert(db, child, row, number + 1, of: document, in: field.name, &random)
        }
      }
    }
    try statement.execute(arguments: StatementArguments(values))
  }

  private mutating func insert(
    _ db: Database, _ child: Doctype, _ row: [SampleField], _ number: Int, of document: SampleDocument, in field: String,
    _ random: inout SampleRandom
  ) throws {
    let (statement, index) = try prepared(db, child)
    var values = [DatabaseValue](repeating: .null, count: index.count)
    let standard: [DatabaseValue] = [
      random.hashName().databaseValue, document.modifiedBy.databaseValue, document.creation.databaseValue,
      document.modified.databaseValue, document.modifiedBy.databaseValue, 0.databaseValue, number.databaseValue,
      document.name.databaseValue, field.databaseValue, document.doctype.databaseValue,
    ]
    for (offset, value) in standard.enumerated() { values[offset] = value }
    for field in row {
      if case .text(let text) = field.value, let at = index[field.name] { values[at] = text.databaseValue }
    }
    try statement.execute(arguments: StatementArguments(values))
  }

  private mutating func prepared(_ db: Database, _ doctype: Doctype) throws -> (Statement, [String: Int]) {
    if let statement = statements[doctype.name], let index = columns[doctype.name] { return (statement, index) }
    let names = (doctype.isTable ? StandardColumns.child : StandardColumns.document) + doctype.columns.map(\.name)
    let marks = Array(repeating: "?", count: names.count).joined(separator: ",")
    let statement = try db.makeStatement(
      sql: "INSERT INTO \(doctype.sqlName) (\(names.map(quoted).joined(separator: ","))) VALUES (\(marks))")
    let index = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    statements[doctype.name] = statement
    columns[doctype.name] = index
    return (statement, index)
  }
}
