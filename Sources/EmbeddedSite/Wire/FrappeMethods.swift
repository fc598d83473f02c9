/// The whitelisted methods that the console calls, under `/api/method/`.
struct FrappeMethods: Sendable {
  let engine: SiteEngine
  let router: FrappeRouter

  static let frappeVersion = "16.4.1"

  func call(_ name: String, _ request: SiteRequest, _ signIn: SignIn) async throws -> SiteResponse {
    if name == "ping" || name == "frappe.ping" { return .message("pong") }
    if name == "frappe.client.get_time_zone" { return .message(["time_zone": .string(TorontoTime.identifier)]) }
    guard case .user(let user) = signIn else {
      throw name.contains(".") ? FrappeError.notWhitelisted(name) : .unknownMethod(name)
    }
    switch name {
    case "frappe.auth.get_logged_user": return .message(.string(user.email))
    case "frappe.utils.change_log.get_versions":
      return .message([
        "frappe": [
          "title": "Frappe Framework", "description": "Full stack web framework with Python, Javascript, MariaDB, Redis, Node",
          "branch": "", "version": .string(Self.frappeVersion),
        ]
      ])
    case "frappe.desk.form.load.getdoctype": return try meta(request)
    case "frappe.client.get_list":
      let parameters = try request.parameters()
      let list = try router.listRequest(parameters["doctype"]?.string ?? "", parameters, user)
      return .data(try await engine.list(list, for: user), name: "message")
    case "frappe.client.get_count":
      let parameters = try request.parameters()
      let list = try router.listRequest(parameters["doctype"]?.string ?? "", parameters, user)
      return .message(.int(Int64(try await engine.count(list, for: user))))
    case "frappe.desk.form.load.get_docinfo": return try await forms.docinfo(request, user)
    case "frappe.desk.form.load.getdoc": return try forms.user(request, user)
    case "frappe.client.get_doc_permissions": return try forms.documentPermissions(request, user)
    case "frappe.client.has_permission": return try forms.hasPermission(request, user)
    case "frappe.client.delete": return try await delete(request, user)
    case "frappe.client.rename_doc": return try await rename(request, user)
    case "frappe.client.set_value": return try await setValue(request, user)
    default: throw unknown(name)
    }
  }

  private var forms: FrappeForms { FrappeForms(engine: engine, router: router) }

  private func unknown(_ name: String) -> FrappeError {
    if name.hasPrefix("frappe.") { return .notWhitelisted(name) }
    guard let dot = name.firstIndex(of: ".") else { return .unknownMethod(name) }
    return .validation("Failed to get method for command \(name) with App \(name[..<dot]) is not installed")
  }

  private func target(_ request: SiteRequest, _ user: SiteUser) throws -> (Doctype, [String: JSON]) {
    guard request.method == "POST" || request.method == "PUT" || request.method == "DELETE" else {
      throw FrappeError(
        status: 403, exceptionType: "PermissionError", message: "Not permitted",
        exception: "frappe.exceptions.PermissionError: Not permitted")
    }
    let parameters = try request.parameters()
    return (try router.documentType(parameters["doctype"]?.string ?? "", user, .write), parameters)
  }

  private func delete(_ request: SiteRequest, _ user: SiteUser) async throws -> SiteResponse {
    let (doctype, parameters) = try target(request, user)
    try await engine.delete(doctype, parameters["name"]?.string ?? "", by: user, router.options(request, router.faults))
    return .json([:])
  }

  private func rename(_ request: SiteRequest, _ user: SiteUser) async throws -> SiteResponse {
    let (doctype, parameters) = try target(request, user)
    let old = parameters["old_name"]?.string ?? ""
    let name = try await engine.rename(
      doctype, from: old, to: parameters["new_name"]?.string ?? "", by: user,
      router.options(request, router.faults))
    let notice: JSON = [
      "message": .string("Document renamed from <strong>\(old)</strong> to <strong>\(name)</strong>"), "as_table": false,
      "title": "Message", "indicator": "green", "alert": 1,
    ]
    return .json(["message": .string(name), "_server_messages": .string(JSON.array([.string(notice.text)]).text)])
  }

  private func setValue(_ request: SiteRequest, _ user: SiteUser) async throws -> SiteResponse {
    let (doctype, parameters) = try target(request, user)
    var changes: [JSON.Member] = []
    if let members = parameters["fieldname"]?.members {
      changes = members
    } else if let field = parameters["fieldname"]?.string {
      guard !StandardColumns.document.contains(field) else { throw FrappeError.validation("Cannot edit standard fields") }
      changes = [.init(field, parameters["value"] ?? .null)]
    }
    let answer = try await engine.update(
      doctype, parameters["name"]?.string ?? "", changes, by: user, router.options(request, router.faults))
    return .message(answer)
  }

  /// The doctype and its child tables, for any user (CONTRACT.md, 09b).
  private func meta(_ request: SiteRequest) throws -> SiteResponse {
    let name = try request.parameters()["doctype"]?.string ?? ""
    guard let doctype = engine.schema[name] else { throw FrappeError.notFound("DocType", name) }
    let children = doctype.tables.compactMap { engine.schema[$0.target] }
    return .json(["docs": .array(([doctype] + children).map(DoctypeDescription.json)), "user_settings": "{}"])
  }
}
