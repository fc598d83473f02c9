import Domain
import Synchronization
import Transport

/// A Frappe site's documents over REST v1. Keeps no state but what it has learned of the site's fields.
package final class FrappeClient: Sendable {
  let http: HTTPClient
  private let place: RenewableOrigin
  var origin: Origin { place.current }
  package let mapping: SiteMapping
  private let listTimeLimits: HTTPRequest.TimeLimits
  private let onSiteDate: (@Sendable (Instant) -> Void)?
  private let state: Mutex<State>

  private struct State {
    var plans: [DocumentKind: FieldPlan] = [:]
    var clockOffset: Int?
  }

  /// - Parameter onSiteDate: told of every answer's `Date`, on any thread.
  package init(
    http: HTTPClient, origin: Origin, mapping: SiteMapping = .standard,
    listTimeLimits: HTTPRequest.TimeLimits = FrappeClient.listTimeLimits, onSiteDate: (@Sendable (Instant) -> Void)? = nil
  ) {
    self.http = http
    place = RenewableOrigin(origin)
    self.mapping = mapping
    self.listTimeLimits = listTimeLimits
    self.onSiteDate = onSiteDate
    state = Mutex(State())
  }

  /// Goes on with another credential of the same user.
  package func renew(_ credential: Credential?) { place.renew(credential) }

  /// Seconds by which the site's wall clock was ahead of UTC at the last write, as its answer shows: a check on the configured zone.
  /// nil before the first write.
  package var observedClockOffset: Int? { state.withLock { $0.clockOffset } }

  // MARK: Asking

  /// One document is answered within a second or two; who waits longer should know that the site is away.
  static let readTimeLimits = HTTPRequest.TimeLimits(connect: .seconds(10), total: .seconds(30))
  /// A page takes as long as the line needs: while bytes come, it is on its way.
  package static let listTimeLimits = HTTPRequest.TimeLimits(connect: .seconds(10), total: .seconds(600), silence: .seconds(30))
  /// A write may wait over 50 s for a locked row (CONTRACT.md, 06i); a time-out of ours is ambiguous, so it comes late.
  static let writeTimeLimits = HTTPRequest.TimeLimits(connect: .seconds(10), total: .seconds(75))

  func object(
    _ request: HTTPRequest, for purpose: AnswerClassification.Purpose = .read, within limits: HTTPRequest.TimeLimits? = nil
  ) async throws(SiteFailure) -> JSONObject {
    let response = try await answer(request, for: purpose, within: limits)
    return try AnswerClassification.object(of: response, for: purpose, hasCredential: origin.credential != nil)
  }

  func answer(
    _ request: HTTPRequest, for purpose: AnswerClassification.Purpose = .read, within limits: HTTPRequest.TimeLimits? = nil
  ) async throws(SiteFailure) -> HTTPResponse {
    var request = request
    if request.headers["Accept"] == nil { request.headers.add("Accept", "application/json") }
    request.timeLimits = limits ?? (purpose == .read ? Self.readTimeLimits : Self.writeTimeLimits)
    let response: HTTPResponse
    do throws(TransportError) { response = try await http.send(request) } catch {
      throw AnswerClassification.failure(of: error, for: purpose)
    }
    if let date = response.serverDate { onSiteDate?(Instant(seconds: date)) }
    return response
  }

  func get(_ target: String) async throws(SiteFailure) -> JSONObject {
    try await object(HTTPRequest(.get, origin, target, redirects: .none))
  }

  func rows(_ query: ListQuery) async throws(SiteFailure) -> [JSONValue] {
    let answer = try await object(query.request(to: origin), within: listTimeLimits)
    guard let rows = (answer["data"] ?? answer["message"])?.array else { throw .malformed("a list without rows") }
    return rows
  }

  func resource(_ kind: SiteMapping.Kind, _ name: DocumentName) -> String {
    "/api/resource/\(PercentEncoding.encode(kind.doctype))/\(PercentEncoding.encode(name.text))"
  }

  func kindMapping(_ kind: DocumentKind) throws(SiteFailure) -> SiteMapping.Kind {
    guard let mapped = mapping[kind] else {
      throw .refused(status: 0, exceptionType: WriteMistake.unmappedField.rawValue, words: kind.rawValue)
    }
    return mapped
  }

  func noteClock(modified: String, siteDate: Int64?) {
    guard let siteDate, let offset = ClockOffset.seconds(modified: modified, siteDate: Instant(seconds: siteDate)) else { return }
    state.withLock { $0.clockOffset = offset }
  }

  // MARK: What is known of the site's fields

  func plan(_ kind: DocumentKind) throws(SiteFailure) -> FieldPlan {
    if let known = state.withLock({ $0.plans[kind] }) { return known }
    let fresh = FieldPlan(kind: kind, mapping: try kindMapping(kind))
    return state.withLock { state in
      if let known = state.plans[kind] { return known }
      state.plans[kind] = fresh
      return fresh
    }
  }

  func readByName(_ kind: DocumentKind) { state.withLock { $0.plans[kind]?.asArrays = false } }

  /// Fields of the mapping that the site does not have, by the console's names. What depends on them is not there on this site.
  package func missingFields(of kind: DocumentKind) async throws(SiteFailure) -> [String] {
    let meta = try await meta(ofDoctype: try kindMapping(kind).doctype)
    let full = FieldPlan(kind: kind, mapping: try kindMapping(kind))
    let present = Set(meta.fields.map(\.name))
    return full.columns.filter { !present.contains($0.siteName) }.map(\.schema.name)
      + full.tables.filter { !present.contains($0.siteName) }.map(\.name)
  }

  /// Asks `work` with the plan of that kind, and once more with fewer fields where the site turns out not to have them all.
  func withPlan<Result: Sendable>(
    _ kind: DocumentKind, _ work: (FieldPlan) async throws(SiteFailure) -> Result
  ) async throws(SiteFailure) -> Result {
    let plan = try plan(kind)
    do throws(SiteFailure) { return try await work(plan) } catch {
      guard case .refused(_, let type, _) = error, Self.unknownField.contains(type) else { throw error }
      var narrower = plan
      guard let meta = try? await meta(ofDoctype: plan.mapping.doctype), narrower.restrict(to: Set(meta.fields.map(\.name)))
      else {
        throw error
      }
      state.withLock { $0.plans[kind] = narrower }
      return try await work(narrower)
    }
  }

  private static let unknownField: Set<String> = ["DataError", "UndefinedColumn", "OperationalError"]
}
