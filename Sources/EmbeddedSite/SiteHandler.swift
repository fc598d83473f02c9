import FlyingFox
import FlyingSocks
import FoundationEssentials

/// The face of the site: sends a request to Frappe's API, to the hub, to the geocoder, to the routing engine or to the controls of the site itself,
/// and lets the planned faults happen to it.
struct SiteHandler: HTTPHandler {
  let engine: SiteEngine
  let faults: FaultInjector
  let hubToken: String
  /// Whose token that is.
  let hubUser: String
  let controls: SiteControls
  let geocoder: Geocoder
  /// Over TCP the geocoder asks for a token too, because any user of the machine can connect.
  let isOpenToMachine: Bool

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let date = engine.clock.httpDate
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > SiteRequest.largestBody {
      // Refused unread; what follows on the connection is no request.
      var refusal = SiteResponse.page(Pages.tooLarge, status: 413)
      refusal.headers = [("Connection", "close")]
      return refusal.wire(date: date)
    }
    let site: SiteRequest
    do { site = try await SiteRequest(request) } catch {
      return SiteResponse.page(Pages.gunicorn("Bad Request"), status: 400).wire(date: date)
    }
    switch site.segments.first {
    case "embedded-site": return await controls.respond(site).wire(date: date)
    case "sse": return await faulted(site, .besideFrappe) { stream(site, date) }
    case "search", "reverse", "status":
      guard !isOpenToMachine || isHub(site) || isSignedIn(site) else {
        return SiteResponse.error(.authentication).wire(date: date)
      }
      return await faulted(site, .besideFrappe) { await geocode(site).compressed(for: site).wire(date: date) }
    case _ where RoutingService.takes(site):
      guard !isOpenToMachine || isHub(site) || isSignedIn(site) else {
        return SiteResponse.error(.authentication).wire(date: date)
      }
      if let fault = faults.plan.routing { return await RoutingService.faulted(fault).wire(date: engine.clock.httpDate) }
      return RoutingService.respond(site).compressed(for: site).wire(date: date)
    default:
      let writes = ["PUT", "POST", "DELETE"].contains(site.method) && !site.segments.contains("frappe.client.get_list")
      return await faulted(site, writes ? .write : .read) {
        var answer = await answer(site)
        if site.method == "HEAD" { answer.body = [] }
        return answer.compressed(for: site).wire(date: engine.clock.httpDate)
      }
    }
  }

  /// Lets the planned faults happen to what `answer` does.
  private func faulted(
    _ request: SiteRequest, _ kind: FaultInjector.Request, _ answer: () async -> HTTPResponse
  ) async -> HTTPResponse {
    let latency = faults.plan.latency
    if latency > .zero { try? await Task.sleep(for: latency) }
    let fate = faults.fate(of: kind)
    switch fate {
    case .refused(let refusal):
      return refusal.response(engine.manners, wantsPage: request.wantsPage).wire(date: engine.clock.httpDate)
    case .dropped(isDone: false, let hasHead): return Self.dropped(hasHead: hasHead)
    default: break
    }
    let response = await answer()
    switch fate {
    case .dropped(isDone: true, let hasHead): return Self.dropped(hasHead: hasHead)
    case .appliedThen504:
      return SiteResponse.page(Pages.nginx(504, "Gateway Time-out"), status: 504).wire(date: engine.clock.httpDate)
    default: return response
    }
  }

  private func geocode(_ request: SiteRequest) async -> SiteResponse {
    while faults.plan.geocoder == .hang, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(20)) }
    let fault = faults.plan.geocoder
    if let response = fault?.response { return response }
    return await geocoder.respond(request, inWrongTown: fault == .wrongTown)
  }

  private func answer(_ request: SiteRequest) async -> SiteResponse {
    do {
      if request.segments.first == "me" { return bootPage(request) }
      guard request.segments.first == "api" else { return .page(Pages.gunicorn("Not Found"), status: 404) }
      return try await FrappeRouter(engine: engine, faults: faults).respond(request)
    } catch let error as FrappeError {
      return refused(error, request)
    } catch {
      return .page(Pages.gunicorn("Internal Server Error"), status: 500)
    }
  }

  private func refused(_ error: FrappeError, _ request: SiteRequest) -> SiteResponse {
    if error.exceptionType == "TimestampMismatchError", engine.manners == .postgresql {
      let key = request.header("X-Client-Request-Id") ?? request.segments.joined(separator: "/")
      if faults.losesRace(key) { return .error(.serializationFailure) }
    }
    if error.isFromDatabase, faults.isCold() { return .page(Pages.gunicorn("Internal Server Error"), status: 500) }
    return .error(error, wantsPage: request.wantsPage)
  }

  /// A closed connection: after a head that promises a body, or without a byte.
  private static func dropped(hasHead: Bool) -> HTTPResponse {
    guard hasHead else { return HTTPResponse(webSocket: ClosedUnanswered()) }
    return HTTPResponse(
      statusCode: HTTPStatusCode(502, phrase: "Bad Gateway"),
      headers: [.contentType: "application/json"], body: HTTPBodySequence(from: BrokenBytes(), count: 64))
  }

  /// The page of a signed-in user, whose boot JSON names the site's zone.
  private func bootPage(_ request: SiteRequest) -> SiteResponse {
    guard let signIn = try? SignIn.read(request.header("Authorization"), users: engine.users), case .user(let user) = signIn
    else {
      return .error(.authentication, wantsPage: request.wantsPage)
    }
    let boot: JSON = [
      "user": ["name": .string(user.email), "full_name": .string(user.fullName)], "sitename": "gigafibre.example",
      "time_zone": ["system": .string(TorontoTime.identifier), "user": .string(TorontoTime.identifier)],
      "versions": ["frappe": .string(FrappeMethods.frappeVersion)],
    ]
    return .page(
      "<!DOCTYPE html>\n<html lang=\"fr\"><head><title>Mon compte</title></head><body><script>frappe.boot = \(boot.text);</script></body></html>\n",
      status: 200)
  }

  // MARK: - The hub

  private func isHub(_ request: SiteRequest) -> Bool { request.header("Authorization") == "Bearer \(hubToken)" }

  private func isSignedIn(_ request: SiteRequest) -> Bool {
    guard let signIn = try? SignIn.read(request.header("Authorization"), users: engine.users) else { return false }
    if case .user = signIn { return true }
    return false
  }

  private func stream(_ request: SiteRequest, _ date: String) -> HTTPResponse {
    guard isHub(request) else {
      return SiteResponse.json(["error": "unauthorized"], status: 401).wire(date: date)
    }
    var topics = EventHub.Topics.all
    if let asked = request.query["topics"], !asked.isEmpty {
      topics = []
      for name in asked.split(separator: ",") {
        if name == "documents" || name == "document" { topics.insert(.documents) }
        if name == "positions" || name == "position" { topics.insert(.positions) }
        if name == "presence" { topics.insert(.presence) }
        if name == "services" || name == "service" { topics.insert(.services) }
      }
    }
    let events = engine.hub.subscribe(
      topics, as: hubUser, lastEventID: request.header("Last-Event-ID") ?? request.query["last_event_id"])
    var headers = HTTPHeaders()
    headers[.contentType] = "text/event-stream; charset=utf-8"
    headers[.cacheControl] = "no-store"
    headers[.date] = date
    return HTTPResponse(statusCode: .ok, headers: headers, body: HTTPBodySequence(from: StreamedBytes(chunks: events)))
  }
}
