import Domain
import Transport

/// Why a value would be mangled, or answered with an error that says nothing (CONTRACT.md, "A document": a non-number becomes 0
/// silently, a bad date is a 500). Checked here, before anything is sent.
package enum WriteMistake: String, Error, Sendable, CaseIterable {
  /// The mapping has no such field on this site.
  case unmappedField = "UnmappedField"
  /// Data is at most 140 code points.
  case tooLong = "CharacterLengthExceeded"
  /// NUL cannot be stored in text.
  case nulByte = "NULByte"
  /// Not `YYYY-MM-DD HH:MM:SS` of a real day.
  case badDatetime = "BadDatetime"
  /// Not `HH:MM:SS` within a day.
  case badTime = "BadTime"
  /// NaN or infinite, or out of a 32-bit column's range.
  case badNumber = "BadNumber"
  /// A text in a number's place or the like.
  case wrongType = "WrongType"
}

package enum WriteValidation {
  /// The JSON to send for a value, or why it must not be sent. Child rows go whole and without names, so that a stale name cannot lose
  /// one (CONTRACT.md, 04k4).
  package static func json(
    _ value: FieldValue, type: FieldType, table: SiteMapping.Table? = nil
  ) throws(WriteMistake) -> JSONValue {
    switch (type, value) {
    case (.int, .null), (.check, .null): return .int(0)
    case (.float, .null): return .double(0)
    case (.table, .null): return .array([])
    case (_, .null): return .null
    case (.int, .int(let number)):
      guard Int32(exactly: number) != nil else { throw .badNumber }
      return .int(number)
    case (.check, .int(let number)):
      guard number == 0 || number == 1 else { throw .badNumber }
      return .int(number)
    case (.float, .float), (.float, .int):
      guard let number = value.float, number.isFinite, abs(number) < 1e15 else { throw .badNumber }
      return .double(number)
    case (.data, .text(let text)), (.select, .text(let text)), (.link, .text(let text)), (.foreignLink, .text(let text)):
      guard text.unicodeScalars.count <= 140 else { throw .tooLong }
      guard !text.utf8.contains(0) else { throw .nulByte }
      return .string(text)
    case (.text, .text(let text)):
      guard !text.utf8.contains(0) else { throw .nulByte }
      return .string(text)
    case (.datetime, .text(let text)):
      guard text.utf8.count == 19, let reading = LocalDateTime(siteText: text), (1_900...9_999).contains(reading.date.year) else {
        throw .badDatetime
      }
      return .string(text)
    case (.time, .text(let text)):
      guard text.utf8.count == 8, let minutes = Minutes(clockText: text), minutes.count < 1_440, text.suffix(2) < "60" else {
        throw .badTime
      }
      return .string(text)
    case (.table(let columns), .rows(let rows)):
      guard let table else { throw .unmappedField }
      var list: [JSONValue] = []
      for row in rows {
        var members: [(key: String, value: JSONValue)] = []
        for column in columns {
          guard let name = table.fields[column.name] else { continue }
          members.append((key: name, value: try json(row[column.name] ?? .null, type: column.type)))
        }
        list.append(.object(JSONObject(members)))
      }
      return .array(list)
    default: throw .wrongType
    }
  }
}
