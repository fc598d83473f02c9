/// A doctype as `getdoctype` and the doctype DocType describe it (CONTRACT.md, 09a2 and 09b).
enum DoctypeDescription {
  static func json(_ doctype: Doctype) -> JSON {
    let naming: (autoname: JSON, rule: JSON) =
      switch doctype.naming {
      case .series(let pattern): (.string(pattern), "Expression (old style)")
      case .hash: ("hash", "Random")
      case .field(let field): (.string("field:\(field)"), "By fieldname")
      case .prompt: ("prompt", "Set by user")
      }
    let fields = doctype.fields.enumerated().map { index, field -> JSON in
      [
        "doctype": "DocField", "parent": .string(doctype.name), "parentfield": "fields", "parenttype": "DocType",
        "idx": .int(Int64(index + 1)), "fieldname": .string(field.name), "label": .string(field.label),
        "fieldtype": .string(field.kind.rawValue),
        "options": field.options.isEmpty ? .null : .string(field.options.joined(separator: "\n")),
        "reqd": field.isRequired ? 1 : 0, "unique": field.isUnique ? 1 : 0, "search_index": field.isIndexed ? 1 : 0,
        "permlevel": .int(Int64(field.level)), "default": field.defaultValue.map { .string($0.string ?? $0.text) } ?? .null,
        "precision": field.kind == .float ? "6" : "", "hidden": 0, "read_only": 0,
      ]
    }
    let permissions = [("Dispatch Viewer", 0), ("Dispatcher", 1), ("System Manager", 1)].map { role, write -> JSON in
      [
        "doctype": "DocPerm", "parent": .string(doctype.name), "role": .string(role), "permlevel": 0, "read": 1, "select": 1,
        "write": .int(Int64(write)), "create": .int(Int64(write)), "delete": .int(Int64(write)),
      ]
    }
    return [
      "doctype": "DocType", "name": .string(doctype.name), "istable": doctype.isTable ? 1 : 0, "issingle": 0, "is_submittable": 0,
      "custom": doctype.isCustom ? 1 : 0, "module": doctype.isCustom ? "Custom" : "Core", "autoname": naming.autoname,
      "naming_rule": naming.rule, "track_changes": 1,
      "allow_rename": 1, "sort_field": "modified", "sort_order": "DESC", "fields": .array(fields),
      "permissions": .array(permissions),
    ]
  }
}
