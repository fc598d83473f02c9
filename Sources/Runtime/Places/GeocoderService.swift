import Configuration
import Console
import Domain
import Geocoding
import Synchronization
import Transport

/// Asks the geocoder for the console, off the main thread. The latest question of a kind is the one that counts: it ends the one before.
final class GeocoderService: Sendable {
  private enum Question { case address, place }

  private struct State {
    var http: HTTPClient?
    /// Kept for as long as its server is the one, since it remembers how that has failed.
    var client: NominatimClient?
    /// Said in this console; whether it is written down shows at the next start.
    var hasConsent = false
    var underWay: [Question: Task<Void, Never>] = [:]
    var isOver = false
  }

  private let setup: Setup
  private let choice: GeocoderChoice
  private let cache: UserCacheAccess
  private let post: @Sendable (Message) -> Void
  private let files = BlockingWork("geocoder")
  private let state = Mutex(State())

  init(setup: Setup, cache: UserCacheAccess, post: @escaping @Sendable (Message) -> Void) {
    self.setup = setup
    choice = GeocoderChoice(setup: setup)
    self.cache = cache
    self.post = post
  }

  func find(_ address: String, _ generation: Int, at site: SiteAccess?) {
    start(.address) { [self] in
      let answer = await ask(site) { client throws(GeocodingFailure) in try await client.find(address) }
      if !Task.isCancelled { post(.addresses(answer, generation: generation)) }
    }
  }

  func name(_ place: Coordinate, _ generation: Int, at site: SiteAccess?) {
    start(.place) { [self] in
      let answer = await ask(site) { client throws(GeocodingFailure) in try await client.name(place) }
      if !Task.isCancelled { post(.placeNamed(answer, generation: generation)) }
    }
  }

  /// The person says yes to the public geocoder, for good.
  func consent() {
    state.withLock { $0.hasConsent = true }
    let (consent, words, post) = (choice.consent, setup.words, post)
    files.start {
      let code = consent.give()
      if code != 0 { post(.notice(Notice(.warning, words.typeset(words.consentNotKept(words.systemError(code)))))) }
    }
  }

  /// Whether it can be asked without the site being open.
  var needsNoSite: Bool { setup.settings.geocoderURL != nil || setup.settings.siteURL != nil }

  /// Ends what is under way; nothing is asked any more.
  func end() {
    let http = state.withLock { state in
      state.isOver = true
      for task in state.underWay.values { task.cancel() }
      defer { state.http = nil }
      return state.http
    }
    http?.shutDown()
    cache.close()
  }

  private func start(_ question: Question, _ work: @escaping @Sendable () async -> Void) {
    state.withLock { state in
      guard !state.isOver else { return }
      state.underWay[question]?.cancel()
      state.underWay[question] = Task.detached { await work() }
    }
  }

  private func ask<Value: Sendable>(
    _ site: SiteAccess?, _ work: (NominatimClient) async throws(GeocodingFailure) -> Value
  ) async -> Result<Value, GeocodingFailure> {
    do throws(GeocodingFailure) {
      let server = try choice.server(of: site, hasConsent: state.withLock { $0.hasConsent }).get()
      guard let client = client(of: server) else { return .failure(.noConnection) }
      return .success(try await work(client))
    } catch {
      return .failure(error)
    }
  }

  /// A connection is made when the first address is asked for; most consoles ask for none. nil at the end.
  private func client(of server: NominatimServer) -> NominatimClient? {
    state.withLock { state in
      if state.isOver { return nil }
      if let client = state.client, client.server == server { return client }
      let http = state.http ?? HTTPClient()
      let kept = KeptGeocodes(cache: cache)
      let client = NominatimClient(
        server: server, manner: choice.manner, version: ProgramVersion.text, http: http, cache: kept, turns: kept)
      (state.http, state.client) = (http, client)
      return client
    }
  }
}
