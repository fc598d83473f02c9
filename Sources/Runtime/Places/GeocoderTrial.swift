import Configuration
import Domain
import Geocoding
import Transport

/// The geocoder that a console would ask, for a process that asks once and ends.
struct GeocoderTrial: Sendable {
  private let setup: Setup

  init(_ setup: Setup) { self.setup = setup }

  /// Where it is and what it says of itself.
  func status(within seconds: Double) async -> Result<String, GeocodingFailure> {
    await ask(within: seconds, isKept: false) { client throws(GeocodingFailure) in
      "\(client.server.origin) · Nominatim \(try await client.status())"
    }
  }

  func find(_ address: String, within seconds: Double) async -> Result<AddressAnswer, GeocodingFailure> {
    await ask(within: seconds, isKept: true) { client throws(GeocodingFailure) in try await client.find(address) }
  }

  /// `isKept`: whether the user's cache is read and written; the turns are taken either way.
  private func ask<Value: Sendable>(
    within seconds: Double, isKept: Bool, _ work: @escaping @Sendable (NominatimClient) async throws(GeocodingFailure) -> Value
  ) async -> Result<Value, GeocodingFailure> {
    let choice = GeocoderChoice(setup: setup)
    var site: SiteAccess?
    if setup.settings.geocoderURL == nil, setup.settings.siteURL == nil {
      site = try? await EmbeddedSiteAccess(setup).ensureRunning().access
      if site == nil { return .failure(.noConnection) }
    }
    let server: NominatimServer
    switch choice.server(of: site) {
    case .success(let chosen): server = chosen
    case .failure(let failure): return .failure(failure)
    }
    let http = HTTPClient()
    let cache = UserCacheAccess(directory: setup.directories.cache)
    defer {
      http.shutDown()
      cache.close()
    }
    let kept = KeptGeocodes(cache: cache)
    let client = NominatimClient(
      server: server, manner: choice.manner, version: ProgramVersion.text, http: http, cache: isKept ? kept : nil, turns: kept)
    let answer = await within(seconds) { () async -> Result<Value, GeocodingFailure> in
      do throws(GeocodingFailure) { return .success(try await work(client)) } catch { return .failure(error) }
    }
    return answer ?? .failure(.timedOut)
  }
}
