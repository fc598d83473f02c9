import Domain

/// Field values as JSON text, for child tables and for edits: numbers with a point or an exponent are floats, others ints,
/// so that a value comes back as it went in.
enum FieldText {
  static func encode(_ value: FieldValue) -> String {
    var out = ""
    write(value, to: &out)
    return out
  }

  static func encode(_ changes: [FieldChange]) -> String {
    var out = "["
    for (index, change) in changes.enumerated() {
      if index > 0 { out += "," }
      out += "["
      write(.text(change.field), to: &out)
      out += ","
      write(change.before, to: &out)
      out += ","
      write(change.after, to: &out)
      out += "]"
    }
    return out + "]"
  }

  static func encode(_ conflicts: [FieldConflict]) -> String {
    var out = "["
    for (index, conflict) in conflicts.enumerated() {
      if index > 0 { out += "," }
      out += "["
      write(.text(conflict.field), to: &out)
      for value in [conflict.mine, conflict.theirs, conflict.base] {
        out += ","
        write(value, to: &out)
      }
      out += "]"
    }
    return out + "]"
  }

  private static func write(_ value: FieldValue, to out: inout String) {
    switch value {
    case .null: out += "null"
    case .int(let number): out += String(number)
    case .float(let number): out += number.isFinite ? number.description : "null"
    case .text(let text): write(text, to: &out)
    case .rows(let rows):
      out += "["
      for (index, row) in rows.enumerated() {
        if index > 0 { out += "," }
        out += "{"
        for (position, key) in row.keys.sorted().enumerated() {
          if position > 0 { out += "," }
          write(key, to: &out)
          out += ":"
          write(row[key] ?? .null, to: &out)
        }
        out += "}"
      }
      out += "]"
    }
  }

  private static func write(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case let control where control.value < 0x20:
        let hex = String(control.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }

  static func value(_ text: String) -> FieldValue? {
    var reader = Reader(text)
    return reader.value()
  }

  static func changes(_ text: String) -> [FieldChange]? {
    var reader = Reader(text)
    return reader.tuples(of: 3)?.compactMap { parts in
      parts[0].text.map { FieldChange($0, before: parts[1], after: parts[2]) }
    }
  }

  static func conflicts(_ text: String) -> [FieldConflict]? {
    var reader = Reader(text)
    return reader.tuples(of: 4)?.compactMap { parts in
      parts[0].text.map { FieldConflict(field: $0, mine: parts[1], theirs: parts[2], base: parts[3]) }
    }
  }
}

extension FieldText {
  private struct Reader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private mutating func take(_ byte: Character) -> Bool {
      while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x0A { position += 1 }
      guard position < bytes.count, bytes[position] == byte.asciiValue else { return false }
      position += 1
      return true
    }

    /// An array of arrays of `count` values each.
    mutating func tuples(of count: Int) -> [[FieldValue]]? {
      guard take("[") else { return nil }
      var all: [[FieldValue]] = []
      if take("]") { return all }
      repeat {
        guard take("[") else { return nil }
        var parts: [FieldValue] = []
        repeat {
          guard let part = value() else { return nil }
          parts.append(part)
        } while take(",")
        guard take("]"), parts.count == count else { return nil }
        all.append(parts)
      } while take(",")
      return take("]") ? all : nil
    }

    mutating func value() -> FieldValue? {
      if take("[") { return rows() }
      if take("\"") { return string().map(FieldValue.text) }
      let start = position
      while position < bytes.count, !",]}".utf8.contains(bytes[position]) { position += 1 }
      let word = String(decoding: bytes[start..<position], as: UTF8.self)
      if word == "null" { return .null }
      if let number = Int64(word) { return .int(number) }
      return Double(word).map(FieldValue.float)
    }

    private mutating func rows() -> FieldValue? {
      var rows: [[String: FieldValue]] = []
      if take("]") { return .rows(rows) }
      repeat {
        guard take("{") else { return nil }
        var row: [String: FieldValue] = [:]
        if !take("}") {
          repeat {
            guard take("\""), let key = string(), take(":"), let field = value() else { return nil }
            row[key] = field
          } while take(",")
          guard take("}") else { return nil }
        }
        rows.append(row)
      } while take(",")
      return take("]") ? .rows(rows) : nil
    }

    /// The rest of a string whose opening quote has been taken.
    private mutating func string() -> String? {
      var text: [UInt8] = []
      while position < bytes.count {
        let byte = bytes[position]
        position += 1
        switch byte {
        case 0x22: return String(decoding: text, as: UTF8.self)
        case 0x5C:
          guard position < bytes.count else { return nil }
          let escaped = bytes[position]
          position += 1
          if escaped != UInt8(ascii: "u") {
            text.append(escaped)
            continue
          }
          guard position + 4 <= bytes.count,
            let code = UInt8(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
          else { return nil }
          position += 4
          text.append(code)
        default: text.append(byte)
        }
      }
      return nil
    }
  }
}
