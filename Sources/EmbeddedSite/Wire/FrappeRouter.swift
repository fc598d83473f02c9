/// Frappe's REST API v1, as far as it is recorded and a console needs it.
struct FrappeRouter: Sendable {
  let engine: SiteEngine
  let faults: FaultInjector

  func respond(_ request: SiteRequest) async throws -> SiteResponse {
    guard request.lineLength <= 4_094 else {
      throw FrappeError(
        status: 400, exceptionType: "",
        page: Pages.gunicorn("Bad Request", "Request Line is too large (\(request.lineLength) &gt; 4094)"))
    }
    let signIn = try SignIn.read(request.header("Authorization"), users: engine.users)
    do {
      return try await respond(request, signIn)
    } catch var error as FrappeError {
      // What went wrong inside is not for guests.
      if case .guest = signIn { error.exception = nil }
      throw error
    }
  }

  private func respond(_ request: SiteRequest, _ signIn: SignIn) async throws -> SiteResponse {
    var segments = request.segments[...].dropFirst()
    if segments.first == "v1" { segments = segments.dropFirst() }
    switch segments.first {
    case "resource": return try await resource(request, Array(segments.dropFirst()), signIn)
    case "method":
      let name = segments.dropFirst().joined(separator: "/")
      return try await FrappeMethods(engine: engine, router: self).call(name, request, signIn)
    default: throw FrappeError.noRoute
    }
  }

  // MARK: - Resources

  private func resource(_ request: SiteRequest, _ path: [String], _ signIn: SignIn) async throws -> SiteResponse {
    guard let name = path.first else { throw FrappeError.noRoute }
    let user: SiteUser
    switch signIn {
    case .guest:
      throw path.count > 1
        ? FrappeError.noDocumentPermission(user: "Guest", doctype: name) : FrappeError.noListPermission(name)
    case .user(let known): user = known
    }
    return path.count == 1
      ? try await collection(request, name, user)
      : try await document(request, name, path.dropFirst().joined(separator: "/"), user)
  }

  private func collection(_ request: SiteRequest, _ name: String, _ user: SiteUser) async throws -> SiteResponse {
    if let setup = SetupResources(engine: engine, doctype: name, user: user) {
      switch request.method {
      case "GET", "HEAD": return try setup.list(request)
      case "POST": return try setup.create(try request.members())
      default: throw FrappeError.noRoute
      }
    }
    switch request.method {
    case "GET", "HEAD":
      let list = try listRequest(name, request.query.mapValues { .string($0) }, user)
      return .data(try await engine.list(list, for: user))
    case "POST":
      let doctype = try documentType(name, user, .write)
      let body = try request.members()
      var options = options(request, faults)
      // Parallel creates on one naming series fail each other (POSTGRESQL.md, 26).
      if engine.manners == .postgresql, case .series = doctype.naming { options.losesRaces = faults.plan.lostRace500 > 0 }
      let answer = try await engine.create(doctype, body, by: user, options)
      return .data(answer.bytes)
    default: throw FrappeError.noRoute
    }
  }

  private func document(_ request: SiteRequest, _ doctypeName: String, _ name: String, _ user: SiteUser) async throws
    -> SiteResponse
  {
    if let setup = SetupResources(engine: engine, doctype: doctypeName, user: user) {
      guard request.method == "GET" || request.method == "HEAD" else { throw FrappeError.noRoute }
      return try setup.read(name)
    }
    switch request.method {
    case "GET", "HEAD":
      if doctypeName == "System Settings" { return try settings(user) }
      let doctype = try documentType(doctypeName, user, .read)
      return .data(try await engine.document(doctype, name, for: user).bytes)
    case "PUT":
      let doctype = try documentType(doctypeName, user, .write)
      let body = try request.members()
      return .data(try await engine.update(doctype, name, body, by: user, options(request, faults)).bytes)
    case "DELETE":
      let doctype = try documentType(doctypeName, user, .write)
      try await engine.delete(doctype, name, by: user, options(request, faults))
      return .json(["data": "ok"], status: 202)
    case "POST": throw FrappeError.python("KeyError", "'run_method'")
    default: throw FrappeError.noRoute
    }
  }

  private func settings(_ user: SiteUser) throws(FrappeError) -> SiteResponse {
    guard user.access == .manage else {
      throw FrappeError(
        status: 403, exceptionType: "PermissionError",
        message: "User <strong>\(user.email)</strong> does not have access to this document: System Settings",
        errorMessage: "No permission for System Settings", raises: false)
    }
    return .json([
      "data": [
        "name": "System Settings", "doctype": "System Settings", "time_zone": .string(TorontoTime.identifier), "language": "fr",
      ]
    ])
  }

  func options(_ request: SiteRequest, _ faults: FaultInjector) -> SiteEngine.WriteOptions {
    SiteEngine.WriteOptions(requestID: request.header("X-Client-Request-Id"), beforeCommit: faults.lateCommit())
  }

  // MARK: - What lists and methods share

  /// For one document: an unknown doctype is an ImportError, whoever asks (CONTRACT.md, 03b2).
  func documentType(_ name: String, _ user: SiteUser, _ access: SiteUser.Access) throws(FrappeError) -> Doctype {
    guard let doctype = engine.schema[name] else {
      let module = name.lowercased().split(separator: " ").joined(separator: "_")
      throw FrappeError(
        status: 500, exceptionType: "ImportError", exception: "Error: No module named 'frappe.core.doctype.\(module)'")
    }
    guard user.access >= access else { throw .noDocumentPermission(user: user.email, doctype: name) }
    return doctype
  }

  func listRequest(_ name: String, _ parameters: [String: JSON], _ user: SiteUser) throws(FrappeError) -> ListRequest {
    if name == VersionLog.doctype.name, user.access < .manage { throw .noListPermission(name) }
    guard let doctype = name == VersionLog.doctype.name ? VersionLog.doctype : engine.schema[name] else {
      throw unknownDoctype(name, user)
    }
    if doctype.isTable {
      guard parameters["parent"]?.string.flatMap({ engine.schema[$0] }) != nil, user.access >= .read else {
        throw .noListPermission(name)
      }
    }
    guard user.access >= .read else { throw .noListPermission(name) }
    var list = ListRequest(doctype: doctype)
    list.fields = try parsed(parameters["fields"])
    list.filters = try parsed(parameters["filters"]) ?? .null
    list.orFilters = try parsed(parameters["or_filters"]) ?? .null
    list.orderBy = parameters["order_by"]?.string
    list.groupBy = parameters["group_by"]?.string
    list.start = try number(parameters["limit_start"]) ?? 0
    list.limit = try number(parameters["limit_page_length"] ?? parameters["limit"]) ?? 20
    guard list.limit >= 0, list.start >= 0 else {
      throw .python("TypeError", "Limit must be a non-negative integer", message: "Limit must be a non-negative integer")
    }
    if let text = parameters["as_dict"] { list.asDictionaries = text.int != 0 && text.string != "0" && text.string != "False" }
    return list
  }

  private func unknownDoctype(_ name: String, _ user: SiteUser) -> FrappeError {
    // MariaDB finds the doctype whatever its case, and then its table not (CONTRACT.md, 07j4; POSTGRESQL.md, 20m2).
    let isWrongCase = engine.schema.doctypes.contains { $0.name.lowercased() == name.lowercased() }
    if engine.manners == .mariadb, isWrongCase {
      return FrappeError(
        status: 500, exceptionType: "ProgrammingError", exception: "pymysql.err.ProgrammingError: ('DocType', '\(name)')")
    }
    return .noDocumentPermission(user: user.email, doctype: "DocType")
  }

  /// JSON in a query's text; what came as JSON already stays.
  private func parsed(_ value: JSON?) throws(FrappeError) -> JSON? {
    guard let value, let text = value.string else { return value }
    if text.isEmpty { return nil }
    do { return try JSON.parse(text) } catch { throw .badJSON(error) }
  }

  private func number(_ value: JSON?) throws(FrappeError) -> Int? {
    guard let value else { return nil }
    if let int = value.int { return Int(int) }
    guard let text = value.string, text != "None" else { return nil }
    return Int(text)
  }
}
