import GRDB

/// Frappe's checks of a document before it reaches the database: what must be there, what a Select allows, what must be unique.
struct DocumentChecks {
  let schema: SiteSchema
  let manners: DatabaseManners

  private func isEmpty(_ value: DatabaseValue?) -> Bool {
    guard let value, !value.isNull else { return true }
    return String.fromDatabaseValue(value) == ""
  }

  func mandatory(_ doctype: Doctype, _ name: String, _ draft: DocumentWriter.Draft) throws(FrappeError) {
    for field in doctype.columns where field.isRequired && isEmpty(draft.row[field.name]) {
      throw .mandatory(doctype.name, name, field: field.name, words: "Value missing for \(doctype.name): \(field.label)")
    }
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      for (index, row) in (draft.children[table.name] ?? []).enumerated() {
        for field in child.columns where field.isRequired && isEmpty(row[field.name]) {
          throw .mandatory(
            doctype.name, name, field: field.name,
            words: "<strong>\(child.name)</strong> Row #\(index + 1): Value missing for: \(field.label)")
        }
      }
    }
  }

  func selects(_ doctype: Doctype, _ draft: DocumentWriter.Draft) throws(FrappeError) {
    try selects(doctype, draft.row, prefix: "")
    for table in doctype.tables {
      guard let child = schema[table.target] else { continue }
      for (index, row) in (draft.children[table.name] ?? []).enumerated() {
        try selects(child, row, prefix: "Row #\(index + 1):")
      }
    }
  }

  private func selects(_ doctype: Doctype, _ row: [String: DatabaseValue], prefix: String) throws(FrappeError) {
    for field in doctype.columns where field.kind == .select && !field.options.isEmpty {
      guard let value = row[field.name], let text = String.fromDatabaseValue(value), !text.isEmpty else { continue }
      guard !field.options.contains(where: { $0.utf8.elementsEqual(text.utf8) }) else { continue }
      let choices = field.options.map { "\"\($0)\"" }.joined(separator: ", ")
      throw .validation("\(prefix) \(field.label) cannot be \"\(text)\". It should be one of \(choices)")
    }
  }

  func unique(_ db: Database, _ doctype: Doctype, _ name: String, _ row: [String: DatabaseValue]) throws {
    for field in doctype.columns where field.isUnique {
      guard let value = row[field.name], let text = String.fromDatabaseValue(value), !text.isEmpty else { continue }
      let other = try String.fetchOne(
        db, sql: "SELECT name FROM \(doctype.sqlName) WHERE \(quoted(field.name)) = ? AND name <> ?", arguments: [value, name])
      guard other != nil else { continue }
      switch manners {
      case .mariadb:
        throw FrappeError(
          status: 417, exceptionType: "UniqueValidationError", message: "\(field.label) must be unique",
          exception:
            "frappe.exceptions.UniqueValidationError: ('\(doctype.name)', '\(name)', IntegrityError(1062, \"Duplicate entry '\(text)' for key '\(field.name)'\"))",
          raises: false)
      case .postgresql:
        let words =
          "duplicate key value violates unique constraint \"tab\(doctype.name)_\(field.name)_key\"\nDETAIL:  Key (\(field.name))=(\(text)) already exists.\n"
        throw FrappeError(
          status: 417, exceptionType: "UniqueValidationError",
          exception: "frappe.exceptions.UniqueValidationError: ('\(doctype.name)', '\(name)', UniqueViolation('\(words)'))",
          debugMessage: words, isFromDatabase: true)
      }
    }
  }
}
