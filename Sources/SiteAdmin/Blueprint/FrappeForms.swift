import Transport

// The blueprint in the shape that Frappe takes it (CONTRACT.md, "Meta"; recorded as 00-create-doctype-via-rest).
extension Blueprint.Field {
  package var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("fieldname", .string(name)), ("fieldtype", .string(type)), ("label", .string(label)),
    ]
    if !options.isEmpty { members.append(("options", .string(options))) }
    if isRequired { members.append(("reqd", 1)) }
    if isUnique { members.append(("unique", 1)) }
    if let defaultValue { members.append(("default", .string(defaultValue))) }
    // Six decimals of a degree are a hand's breadth; the site's default of three is a street.
    if type == "Float" { members.append(("precision", "6")) }
    return .object(JSONObject(members))
  }

  /// Of a doctype that is not the site's own to change.
  package func customField(of doctype: String) -> JSONValue {
    .object(JSONObject([("dt", .string(doctype))] + (json.object?.members ?? [])))
  }
}

extension Blueprint.Doctype {
  package var json: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(name)), ("module", "Custom"), ("custom", 1), ("istable", isTable ? 1 : 0),
      ("fields", .array(fields.map(\.json))),
    ]
    guard !isTable else { return .object(JSONObject(members)) }
    let isSeries = autoname.contains(".#")
    let rule = isSeries ? "Expression (old style)" : autoname.hasPrefix("field:") ? "By fieldname" : "Random"
    members += [
      ("autoname", .string(autoname)), ("naming_rule", .string(rule)), ("track_changes", 1), ("sort_field", "modified"),
      ("sort_order", "DESC"),
    ]
    if let titleField { members.append(("title_field", .string(titleField))) }
    members.append(
      ("permissions", .array(["System Manager"].map { Self.all($0) } + Blueprint.Role.allCases.map { Self.all($0.rawValue) })))
    return .object(JSONObject(members))
  }

  private static func all(_ role: String) -> JSONValue {
    [
      "role": .string(role), "permlevel": 0, "select": 1, "read": 1, "write": 1, "create": 1, "delete": 1, "report": 1,
      "export": 1, "share": 1,
    ]
  }
}
