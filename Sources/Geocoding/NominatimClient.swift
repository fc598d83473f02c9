import Domain
import Synchronization
import Transport

/// Asks one Nominatim where an address is and what stands at a place.
///
/// What is asked goes to that server and into the cache, and nowhere else: no error, description or log holds it.
package final class NominatimClient: Sendable {
  package let server: NominatimServer
  private let http: HTTPClient
  private let manner: GeocodingManner
  private let userAgent: String
  private let cache: (any GeocodingCache)?
  private let turns: (any GeocodingTurns)?
  /// Failures of the server in a row.
  private let failures = Atomic<Int>(0)

  /// - Parameter version: of this program, for the owner of the server.
  package init(
    server: NominatimServer, manner: GeocodingManner, version: String, http: HTTPClient, cache: (any GeocodingCache)? = nil,
    turns: (any GeocodingTurns)? = nil
  ) {
    self.server = server
    self.manner = manner
    userAgent = "gigafibre-dispatch/\(version)"
    self.http = http
    self.cache = server.isCached ? cache : nil
    self.turns = server.pause > 0 ? turns : nil
  }

  /// Seconds that an answer counts, and that "nothing there" does.
  package static let answerLife = 30 * 86_400
  package static let emptyLife = 86_400
  /// Milliseconds to wait for a turn; whoever looks at the dialog is told rather than kept.
  private static let longestWait: Int64 = 8_000
  private static let timeLimits = HTTPRequest.TimeLimits(connect: .seconds(5), total: .seconds(10))
  private static let longestAnswer = 1 << 20
  /// Milliseconds that a server that fails is left alone, doubled with each failure.
  private static let firstPause: Int64 = 1_000
  private static let longestPause: Int64 = 30_000

  /// Where an address is. From exact to wide, until something is found.
  package func find(_ typed: String) async throws(GeocodingFailure) -> AddressAnswer {
    let steps = AddressQuestions(typed)
    let wanted = SearchFolding.fold(QuebecAddress(typed).municipality)
    var street: AddressAnswer?
    for place in steps.questions.indices {
      let found: (places: [FoundAddress], attribution: String)
      do throws(GeocodingFailure) {
        found = try await ask(manner.search(steps.questions[place], email: server.email))
      } catch {
        // What is known already is better than a word about what is not.
        if let street { return street }
        throw error
      }
      guard !found.places.isEmpty else { continue }
      let answer = AddressAnswer(
        found: Self.sorted(found.places, wanted), asked: steps.asked(at: place), attribution: found.attribution)
      if found.places.contains(where: { !$0.civicNumber.isEmpty }) || !steps.mayFindDoor(after: place) {
        return found.places.contains { !$0.civicNumber.isEmpty } ? answer : street ?? answer
      }
      street = street ?? answer
    }
    return street ?? AddressAnswer(found: [], asked: steps.questions.indices.last.flatMap(steps.asked(at:)))
  }

  /// What stands at a place; nil where nothing is known of it.
  package func name(_ place: Coordinate) async throws(GeocodingFailure) -> FoundAddress? {
    try await ask(manner.reverse(place, email: server.email)).places.first
  }

  /// `Nominatim` and its version, from the server itself.
  package func status() async throws(GeocodingFailure) -> String {
    try NominatimAnswer.status(await send("/status?format=json"))
  }

  /// Those in the municipality that was named come first.
  private static func sorted(_ places: [FoundAddress], _ wanted: String) -> [FoundAddress] {
    guard !wanted.isEmpty else { return places }
    let near = places.filter { SearchFolding.fold($0.municipality) == wanted }
    return near + places.filter { SearchFolding.fold($0.municipality) != wanted }
  }

  // MARK: One request

  private func ask(_ target: String) async throws(GeocodingFailure) -> (places: [FoundAddress], attribution: String) {
    let question = server.name + target
    if let kept = await cache?.answer(to: question) {
      let response = HTTPResponse(head: HTTPHead(status: 200), body: kept)
      if let places = try? NominatimAnswer.places(response) { return (places, NominatimAnswer.attribution(response)) }
    }
    let response = try await send(target)
    let places = try NominatimAnswer.places(response)
    await cache?.keep(response.body, to: question, for: places.isEmpty ? Self.emptyLife : Self.answerLife)
    return (places, NominatimAnswer.attribution(response))
  }

  private func send(_ target: String) async throws(GeocodingFailure) -> HTTPResponse {
    try await waitForTurn()
    let request = HTTPRequest(
      .get, server.origin, target, headers: ["User-Agent": userAgent, "Accept": "application/json"], timeLimits: Self.timeLimits,
      // Who else would be told of the address?
      redirects: .none, maximumBodyBytes: Self.longestAnswer)
    let response: HTTPResponse
    do throws(TransportError) { response = try await http.send(request) } catch {
      if error.reason == .timedOut { await putOffAfterFailure(nil) }
      throw GeocodingFailure(error.reason)
    }
    switch response.status {
    case 429: await turns?.putOff(server.name, by: Self.milliseconds(response.head.retryAfter) ?? Self.longestPause)
    case 500...: await putOffAfterFailure(Self.milliseconds(response.head.retryAfter))
    default: failures.store(0, ordering: .relaxed)
    }
    return response
  }

  private static func milliseconds(_ seconds: Double?) -> Int64? { seconds.map { Int64(min($0, 3_600) * 1_000) } }

  private func putOffAfterFailure(_ wished: Int64?) async {
    let count = failures.wrappingAdd(1, ordering: .relaxed).oldValue
    let pause = min(Self.firstPause << Int64(min(max(count, 0), 5)), Self.longestPause)
    await turns?.putOff(server.name, by: wished ?? pause)
  }

  private func waitForTurn() async throws(GeocodingFailure) {
    guard let turns else { return }
    var waited: Int64 = 0
    while true {
      // Nobody hears the answer any more: the turn is left to others.
      if Task.isCancelled { throw .timedOut }
      let wait = await turns.take(at: server.name, every: server.pause)
      if wait <= 0 { return }
      waited += wait
      guard waited <= Self.longestWait else { throw .tooManyRequests(retryAfter: Int((wait + 999) / 1_000)) }
      try? await Task.sleep(for: .milliseconds(wait))
    }
  }
}

extension GeocodingFailure {
  init(_ reason: TransportError.Reason) {
    switch reason {
    case .timedOut: self = .timedOut
    case .malformedAnswer, .answerTooLong, .badRedirect: self = .notUnderstood
    default: self = .noConnection
    }
  }
}
