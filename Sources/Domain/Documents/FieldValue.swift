/// A field's value in its canonical form: what two sides must agree on to call a write applied.
///
/// Dates and times stay text (`YYYY-MM-DD HH:MM:SS`, naive site time): they are compared, stored and sent verbatim, and become
/// instants only where a `Job` is made of a `Document`.
package enum FieldValue: Sendable {
  case null
  case text(String)
  case int(Int64)
  case float(Double)
  /// Rows of a child table in `idx` order, without the rows' own names.
  case rows([[String: FieldValue]])

  package var text: String? { if case .text(let value) = self { value } else { nil } }
  package var int: Int64? { if case .int(let value) = self { value } else { nil } }
  package var float: Double? {
    switch self {
    case .float(let value): value
    case .int(let value): Double(value)
    default: nil
    }
  }
  package var rows: [[String: FieldValue]] { if case .rows(let value) = self { value } else { [] } }
}

extension FieldValue: Hashable {
  /// Text is compared by its UTF-8 bytes, as the site does.
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.text(let a), .text(let b)): a.utf8.elementsEqual(b.utf8)
    case (.int(let a), .int(let b)): a == b
    case (.float(let a), .float(let b)): a == b
    case (.rows(let a), .rows(let b)): a == b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .text(let value):
      hasher.combine(1)
      for byte in value.utf8 { hasher.combine(byte) }
    case .int(let value): hasher.combine(value)
    case .float(let value): hasher.combine(value)
    case .rows(let value): hasher.combine(value)
    }
  }
}
