import Domain
import Transport

// What only those ask for who set a site up: any doctype, by its own name.
extension FrappeClient {
  /// The names of a doctype's documents, in order; at most `limit`.
  package func names(
    ofDoctype doctype: String, where filters: [JSONValue] = [], limit: Int = 0
  ) async throws(SiteFailure) -> [String] {
    try await values(ofDoctype: doctype, fields: ["name"], where: filters, limit: limit).compactMap { $0["name"]?.string }
  }

  package func values(
    ofDoctype doctype: String, fields: [String], where filters: [JSONValue] = [], limit: Int = 0
  ) async throws(SiteFailure) -> [JSONValue] {
    try await rows(
      ListQuery(
        doctype: doctype, fields: fields, filters: filters, orFilters: [], order: "name asc", limit: limit, parent: nil,
        asArrays: false))
  }

  /// The greatest `modified`; nil where there is no document.
  package func newestChange(ofDoctype doctype: String) async throws(SiteFailure) -> String? {
    try await rows(
      ListQuery(
        doctype: doctype, fields: ["name", "modified"], filters: [], orFilters: [], order: "modified desc", limit: 1,
        parent: nil, asArrays: false)
    ).first?["modified"]?.string
  }

  /// A condition of a list: `["custom", "=", 1]`.
  package static func condition(_ field: String, _ comparison: String, _ value: JSONValue) -> JSONValue {
    ListQuery.filter(field, comparison, value)
  }

  /// The document as the site keeps it; nil where there is none.
  package func document(ofDoctype doctype: String, named name: String) async throws(SiteFailure) -> JSONObject? {
    do throws(SiteFailure) { return try await get(target(doctype, name))["data"]?.object } catch .notFound { return nil }
  }

  /// Creates a document; its name. Nothing about it is idempotent: whoever is unsure looks first.
  package func add(_ document: JSONValue, toDoctype doctype: String) async throws(SiteFailure) -> String {
    let request = HTTPRequest(.post, origin, target(doctype, nil), body: document.bytes, redirects: .none)
    let answer = try await object(request, for: .create(requestIDField: nil))
    guard let name = answer["data"]?["name"]?.string else { throw .ambiguous("an answer without a name") }
    return name
  }

  /// Changes only these fields. The lock is the document's own `modified`.
  package func change(
    _ fields: [(key: String, value: JSONValue)], ofDoctype doctype: String, named name: String, modified: String
  ) async throws(SiteFailure) {
    let body = JSONValue.object(JSONObject(fields + [("modified", .string(modified))]))
    let request = HTTPRequest(.put, origin, target(doctype, name), body: body.bytes, redirects: .none)
    _ = try await object(request, for: .update)
  }

  /// false where it was not there.
  package func delete(_ name: String, ofDoctype doctype: String) async throws(SiteFailure) -> Bool {
    let request = HTTPRequest(.delete, origin, target(doctype, name), redirects: .none)
    do throws(SiteFailure) {
      _ = try await object(request, for: .update)
      return true
    } catch .notFound { return false }
  }

  private func target(_ doctype: String, _ name: String?) -> String {
    "/api/resource/" + PercentEncoding.encode(doctype) + (name.map { "/" + PercentEncoding.encode($0) } ?? "")
  }
}
