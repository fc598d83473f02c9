import Transport

/// A question for a list of documents, as Frappe's REST v1 takes it (CONTRACT.md, "List").
struct ListQuery: Sendable {
  var doctype: String
  var fields: [String]
  /// All must hold.
  var filters: [JSONValue] = []
  /// One must hold, where there are any.
  var orFilters: [JSONValue] = []
  /// Always given: without it the site orders as it likes, and differently from page to page.
  var order: String
  /// Rows; 0 for all.
  var limit: Int
  /// For a child doctype: the doctype of the documents its rows belong to.
  var parent: String?
  /// Rows as arrays in the order of `fields`, which is half the bytes.
  var asArrays: Bool

  /// gunicorn takes request lines up to 4,094 bytes (CONTRACT.md, 07f).
  static let longestTarget = 3_900

  var target: String {
    var parameters: [(name: String, value: String)] = [("fields", JSONValue.array(fields.map { .string($0) }).text)]
    if let parent { parameters.append(("parent", parent)) }
    if !filters.isEmpty { parameters.append(("filters", JSONValue.array(filters).text)) }
    if !orFilters.isEmpty { parameters.append(("or_filters", JSONValue.array(orFilters).text)) }
    parameters.append(("order_by", order))
    parameters.append(("limit_page_length", String(limit)))
    if asArrays { parameters.append(("as_dict", "0")) }
    return "/api/resource/" + PercentEncoding.encode(doctype) + PercentEncoding.query(parameters)
  }

  /// For `frappe.client.get_list`, which takes what no request line can hold (CONTRACT.md, 07g).
  var body: JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("doctype", .string(doctype)), ("fields", .array(fields.map { .string($0) })), ("order_by", .string(order)),
      ("limit_page_length", .int(Int64(limit))),
    ]
    if let parent { members.append(("parent", .string(parent))) }
    if !filters.isEmpty { members.append(("filters", .array(filters))) }
    if !orFilters.isEmpty { members.append(("or_filters", .array(orFilters))) }
    if asArrays { members.append(("as_dict", .bool(false))) }
    return .object(JSONObject(members))
  }

  func request(to origin: Origin) -> HTTPRequest {
    let target = self.target
    if origin.basePath.utf8.count + target.utf8.count <= Self.longestTarget {
      return HTTPRequest(.get, origin, target, redirects: .none)
    }
    var request = HTTPRequest(.post, origin, "/api/method/frappe.client.get_list", body: body.bytes, redirects: .none)
    request.isRepeatable = true
    return request
  }

  static func filter(_ field: String, _ comparison: String, _ value: JSONValue) -> JSONValue {
    .array([.string(field), .string(comparison), value])
  }
}
