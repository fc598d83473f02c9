import GRDB

/// Takes a value as a client sends it to what the site stores, or says what Frappe or its database says.
struct FieldInput {
  let manners: DatabaseManners
  private let temporal: TemporalText

  init(manners: DatabaseManners) {
    self.manners = manners
    temporal = TemporalText(manners: manners)
  }

  /// A value after Frappe's own checks; `databaseError` is what the database would raise when the row is written.
  struct Stored {
    var value: DatabaseValue
    var databaseError: FrappeError?

    init(_ value: DatabaseValue, error: FrappeError? = nil) {
      self.value = value
      databaseError = error
    }
  }

  func stored(_ input: JSON, for field: DocField, in doctype: String, named name: String) throws(FrappeError) -> Stored {
    if case .array = input, field.kind != .json {
      throw .validation("Value for \(field.label) cannot be a list")
    }
    switch field.kind {
    case .data, .smallText, .text, .select, .link: return try text(input, field, doctype, name)
    case .int: return try integer(input, field, doctype, name)
    case .check: return Stored(truth(input).databaseValue)
    case .float, .currency: return floating(input)
    case .duration: return input.isNull ? Stored(.null) : floating(input)
    case .date, .datetime, .time: return try moment(input, field)
    case .json: return jsonText(input)
    case .table: return Stored(.null)
    }
  }

  private func text(_ input: JSON, _ field: DocField, _ doctype: String, _ name: String) throws(FrappeError) -> Stored {
    guard let raw = plainText(input) else { return Stored(.null) }
    let text = TextSanitiser.sanitised(raw)
    if field.kind == .data || field.kind == .link || field.kind == .select {
      guard text.unicodeScalars.count <= 140 else { throw tooBig(field, text, "140", doctype, name) }
    }
    if field.kind == .data, !text.isEmpty { try checkFormat(text, field) }
    if manners == .postgresql, text.utf8.contains(0) {
      return Stored(
        .null,
        error: FrappeError(
          status: 500, exceptionType: "ValueError",
          exception: "ValueError: A string literal cannot contain NUL (0x00) characters.",
          debugMessage: "A string literal cannot contain NUL (0x00) characters."))
    }
    if manners == .mariadb, field.kind == .smallText || field.kind == .text, text.utf8.count > 65_535 {
      return Stored(.null, error: .mariadb("DataError", 1406, "Data too long for column '\(field.name)' at row 1"))
    }
    return Stored(text.databaseValue)
  }

  private func checkFormat(_ text: String, _ field: DocField) throws(FrappeError) {
    if field.options.first == "Phone" {
      let marks: Set<Character> = [" ", "-", "+", "(", ")", ".", ","]
      guard text.allSatisfy({ $0.isNumber || marks.contains($0) }), text.contains(where: \.isNumber) else {
        throw .refused("InvalidPhoneNumberError", "\(text) is not a valid Phone Number")
      }
    } else if field.options.first == "Email" {
      let halves = text.split(separator: "@", omittingEmptySubsequences: false)
      guard halves.count == 2, !halves[0].isEmpty, halves[1].contains("."), !text.contains(" ") else {
        throw .refused("InvalidEmailAddressError", "\(text) is not a valid Email Address")
      }
    }
  }

  private func integer(_ input: JSON, _ field: DocField, _ doctype: String, _ name: String) throws(FrappeError) -> Stored {
    let number = numeric(input).rounded(.towardZero)
    guard abs(number) <= 2_147_483_647 else { throw tooBig(field, plainText(input) ?? "", "2147483647", doctype, name) }
    return Stored(Int64(number).databaseValue)
  }

  private func floating(_ input: JSON) -> Stored {
    let number = numeric(input)
    // decimal(21,9): twelve digits before the point.
    guard abs(number) < 1e12 else {
      return Stored(
        .null,
        error: manners == .postgresql
          ? .postgresql("NumericValueOutOfRange", "numeric field overflow")
          : .mariadb("DataError", 1264, "Out of range value for column"))
    }
    return Stored(((number * 1e9).rounded() / 1e9).databaseValue)
  }

  private func moment(_ input: JSON, _ field: DocField) throws(FrappeError) -> Stored {
    guard let text = plainText(input), !text.isEmpty else { return Stored(.null) }
    if manners == .postgresql, field.kind == .datetime, ["now", "epoch", "today", "infinity"].contains(text) {
      throw .python("dateutil.parser._parser.ParserError", "Unknown string format: \(text)").named("ParserError")
    }
    if field.kind == .date, !text.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 }) {
      throw .validation("<strong>\(text)</strong> is not a valid date string.")
    }
    do {
      switch field.kind {
      case .datetime: return Stored(try temporal.datetime(text).databaseValue)
      case .date: return Stored(try temporal.date(text).databaseValue)
      default: return Stored(try temporal.time(text).databaseValue)
      }
    } catch {
      return Stored(.null, error: refusal(error, text, field))
    }
  }

  /// What the database says about a text that is no date or time.
  func refusal(_ refusal: TemporalText.Refusal, _ text: String, _ field: DocField) -> FrappeError {
    let type = field.kind == .datetime ? "timestamp" : field.kind == .date ? "date" : "time"
    switch (manners, refusal) {
    case (.postgresql, .format):
      return .postgresql("InvalidDatetimeFormat", "invalid input syntax for type \(type): \"\(text)\"")
    case (.postgresql, .range):
      return .postgresql("DatetimeFieldOverflow", "date/time field value out of range: \"\(text)\"")
    case (.mariadb, _):
      let word = field.kind == .datetime ? "datetime" : type
      return .mariadb("OperationalError", 1292, "Incorrect \(word) value: '\(text)' for column `\(field.name)` at row 1")
    }
  }

  private func jsonText(_ input: JSON) -> Stored {
    if input.isNull { return Stored(.null) }
    guard let text = input.string else { return Stored(input.text.databaseValue) }
    if (try? JSON.parse(text)) == nil, manners == .postgresql {
      return Stored(.null, error: .postgresql("InvalidTextRepresentation", "invalid input syntax for type json"))
    }
    return Stored(text.databaseValue)
  }

  private func tooBig(_ field: DocField, _ text: String, _ limit: String, _ doctype: String, _ name: String) -> FrappeError {
    .refused(
      "CharacterLengthExceededError",
      "\(doctype) \(name): '<strong>\(field.label)</strong>' (\(text)) will get truncated, as max characters allowed is \(limit)",
      title: "Value too big")
  }

  private func truth(_ input: JSON) -> Int64 {
    switch input {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value == 0 ? 0 : 1
    case .double(let value): value == 0 ? 0 : 1
    case .string(let value): value == "1" || value == "true" ? 1 : 0
    default: 0
    }
  }

  /// A text that is no number is zero, silently.
  private func numeric(_ input: JSON) -> Double {
    switch input {
    case .int(let value): Double(value)
    case .double(let value): value
    case .bool(let value): value ? 1 : 0
    case .string(let text): Double(text) ?? 0
    default: 0
    }
  }

  private func plainText(_ input: JSON) -> String? {
    switch input {
    case .null: nil
    case .string(let text): text
    case .int(let value): String(value)
    case .double(let value): "\(value)"
    case .bool(let value): value ? "1" : "0"
    case .array, .object: input.text
    }
  }
}

extension FrappeError {
  func named(_ type: String) -> FrappeError {
    FrappeError(status: status, exceptionType: type, message: message, title: title, exception: exception)
  }
}
