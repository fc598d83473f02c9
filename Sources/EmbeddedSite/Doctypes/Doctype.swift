/// How a doctype names its documents.
package enum Naming: Sendable, Equatable {
  /// `BT-.#####`: a prefix and a counter of as many digits.
  case series(String)
  case hash
  /// The value of this field.
  case field(String)
  /// The client chooses.
  case prompt
}

/// A field's type, as Frappe calls it.
package enum FieldKind: String, Sendable {
  case data = "Data"
  case smallText = "Small Text"
  case text = "Text"
  case select = "Select"
  case link = "Link"
  case int = "Int"
  case float = "Float"
  case currency = "Currency"
  case duration = "Duration"
  case check = "Check"
  case date = "Date"
  case datetime = "Datetime"
  case time = "Time"
  case json = "JSON"
  case table = "Table"

  var isNumber: Bool { [.int, .float, .currency, .check, .duration].contains(self) }
  /// Numbers that Frappe keeps at 0 instead of null.
  var defaultsToZero: Bool { [.int, .float, .currency, .check].contains(self) }
  var isFloating: Bool { [.float, .currency, .duration].contains(self) }
  var isTemporal: Bool { [.date, .datetime, .time].contains(self) }
}

package struct DocField: Sendable, Equatable {
  package let name: String
  package let kind: FieldKind
  package let label: String
  /// Select: the options, an empty one among them where there may be none. Link and Table: the doctype.
  /// Data: `Phone` or `Email` for a checked one.
  package let options: [String]
  package let isRequired: Bool
  package let isUnique: Bool
  package let isIndexed: Bool
  package let defaultValue: JSON?
  /// Fields above 0 are for those who manage the site.
  package let level: Int

  /// `label`: by default the name in words.
  package init(
    _ name: String, _ kind: FieldKind, options: [String] = [], required: Bool = false, unique: Bool = false,
    indexed: Bool = false,
    default defaultValue: JSON? = nil, level: Int = 0, label: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.options = options
    isRequired = required
    isUnique = unique
    isIndexed = indexed
    self.defaultValue = defaultValue
    self.level = level
    self.label = label ?? name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }

  /// The doctype that a Link or a Table points at.
  var target: String { options.first ?? "" }
}

package struct Doctype: Sendable, Equatable {
  package let name: String
  package let naming: Naming
  package let fields: [DocField]
  /// Rows of other documents, without a life of their own.
  package let isTable: Bool
  /// Made on the site, and not brought by an application.
  package let isCustom: Bool

  package init(_ name: String, naming: Naming = .hash, isTable: Bool = false, isCustom: Bool = true, fields: [DocField]) {
    self.name = name
    self.naming = naming
    self.fields = fields
    self.isTable = isTable
    self.isCustom = isCustom
  }

  func adding(_ field: DocField) -> Doctype {
    Doctype(name, naming: naming, isTable: isTable, isCustom: isCustom, fields: fields + [field])
  }

  package func field(_ name: String) -> DocField? { fields.first { $0.name == name } }

  var tables: [DocField] { fields.filter { $0.kind == .table } }
  var columns: [DocField] { fields.filter { $0.kind != .table } }
  var sqlName: String { quoted("tab\(name)") }
}

/// The columns of every document, before its own fields.
enum StandardColumns {
  static let document = ["name", "owner", "creation", "modified", "modified_by", "docstatus", "idx"]
  static let child = document + ["parent", "parentfield", "parenttype"]
}

/// An SQL identifier; names of doctypes and fields come from a schema, but are quoted all the same.
func quoted(_ identifier: String) -> String {
  "\"" + identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
}

/// The doctypes that a site has.
package struct SiteSchema: Sendable {
  package let doctypes: [Doctype]
  private let index: [String: Int]

  package init(_ doctypes: [Doctype]) {
    self.doctypes = doctypes
    index = Dictionary(uniqueKeysWithValues: doctypes.enumerated().map { ($1.name, $0) })
  }

  package subscript(name: String) -> Doctype? { index[name].map { doctypes[$0] } }
}
