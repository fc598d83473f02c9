import Domain

/// Which of a site's field types can hold what the console reads from a field.
enum FieldKinship {
  static func fits(_ type: FieldType, siteType: String) -> Bool { names(type).contains(siteType) }

  private static func names(_ type: FieldType) -> Set<String> {
    switch type {
    case .data:
      [
        "Data", "Small Text", "Text", "Long Text", "Select", "Link", "Dynamic Link", "Read Only", "Phone", "Autocomplete",
        "Color", "Barcode",
      ]
    case .text: ["Data", "Small Text", "Text", "Long Text", "Text Editor", "HTML Editor", "Markdown Editor"]
    case .select: ["Select", "Data", "Link", "Autocomplete", "Read Only"]
    case .link, .foreignLink: ["Link", "Data"]
    case .int: ["Int", "Float", "Check", "Duration"]
    case .float: ["Float", "Currency", "Percent", "Int", "Data"]
    case .check: ["Check", "Int"]
    case .datetime: ["Datetime"]
    case .time: ["Time"]
    case .table: ["Table", "Table MultiSelect"]
    }
  }
}
