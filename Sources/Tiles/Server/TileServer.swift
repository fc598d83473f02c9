import Domain
import Glibc
import Synchronization
import Transport

/// Tiles of a server, by a template of their addresses or by a description (TileJSON) that holds one. What has come is kept on disk.
package final class TileServer: Sendable {
  package struct Kept: Sendable, Equatable {
    /// Unpacked; nil: the server had none there.
    package let bytes: [UInt8]?
    /// It may be shown without asking the server.
    package let isFresh: Bool
  }

  /// What the server sent: worth keeping once it has been decoded.
  package struct Fetched: Sendable {
    package let number: TileNumber
    /// Unpacked; nil: the server has none there.
    package let bytes: [UInt8]?
    let secondsToKeep: Int64
  }

  private struct Opened {
    var template: TileAddressTemplate
    var facts: TileFacts
  }

  private let address: String
  private let http: HTTPClient
  private let cache: TileCache?
  private let now: @Sendable () -> Int64
  private let opened = Mutex<Opened?>(nil)
  /// After a failure the server is left alone until then.
  private let pause = Mutex<(until: Int64, because: TileFailure)?>(nil)

  /// However short the server would have it.
  static let leastKept: Int64 = 7 * 86_400
  private static let longestKept: Int64 = 90 * 86_400
  /// For the places where the server has nothing.
  private static let absenceKept: Int64 = 86_400

  package init(
    _ address: String, http: HTTPClient, cache: TileCache?, now: @escaping @Sendable () -> Int64 = { Int64(time(nil)) }
  ) {
    self.address = address
    self.http = http
    self.cache = cache
    self.now = now
  }

  /// Its host, which may be shown; the rest of the address may hold a key.
  package var name: String { (try? TileAddressTemplate.parts(address).0.host) ?? "" }

  /// Reads the description, where the address is one; without an answer that of the last time.
  package func open() async throws(TileFailure) -> TileFacts {
    if let opened = opened.withLock({ $0 }) { return opened.facts }
    var facts = TileFacts(name: name)
    guard !TileAddressTemplate.isTemplate(address) else {
      let template = try TileAddressTemplate(address)
      opened.withLock { $0 = Opened(template: template, facts: facts) }
      return facts
    }
    let path = address.prefix { $0 != "?" && $0 != "#" }.lowercased()
    if path.hasSuffix(".pmtiles") || path.hasSuffix(".mbtiles") { throw .remoteFile }
    let (origin, target) = try TileAddressTemplate.parts(address)
    let description = try await description(origin, target)
    facts.attribution = description.attribution
    facts.zooms = description.zooms(or: facts.zooms)
    facts.layers = description.layers
    if let format = description.root["format"]?.string, let picture = TileBytes.picture(format) {
      throw .notVector(type: picture)
    }
    guard let first = description.templates.first else { throw .badDescription }
    let text = first.hasPrefix("/") && !first.hasPrefix("//") ? origin.text + first : first
    let template = try TileAddressTemplate(text, countsNorthwards: description.countsNorthwards)
    opened.withLock { [facts] in $0 = Opened(template: template, facts: facts) }
    return facts
  }

  private func description(_ origin: Origin, _ target: String) async throws(TileFailure) -> TileDescription {
    let failure: TileFailure
    do throws(TileFailure) {
      let response = try await answer(origin, target, accepting: "application/json", limit: TileBounds.directory)
      guard response.status == 200 else { throw .status(response.status) }
      guard let description = TileDescription(response.body) else { throw .badDescription }
      cache?.keepDescription(response.body, of: address)
      return description
    } catch { failure = error }
    guard let kept = cache?.description(of: address).flatMap({ TileDescription($0) }) else { throw failure }
    return kept
  }

  /// What stands on disk; waits for it.
  package func kept(_ number: TileNumber) -> Kept? {
    cache?.tile(number, of: address, at: now()).map { Kept(bytes: $0.bytes, isFresh: $0.expires > now()) }
  }

  package func fetch(_ number: TileNumber) async throws(TileFailure) -> Fetched {
    _ = try await open()
    guard number.isReal, let template = opened.withLock({ $0?.template }) else { throw .badAddress }
    if let pause = pause.withLock({ $0 }), pause.until > now() { throw pause.because }
    let response: HTTPResponse
    do throws(TileFailure) {
      response = try await answer(
        template.origin, template.target(of: number), accepting: "application/vnd.mapbox-vector-tile, */*;q=0.1",
        limit: TileBounds.tile)
    } catch {
      if case .unreachable = error { rest(20, because: error) }
      throw error
    }
    switch response.status {
    case 200: break
    case 204, 404, 410: return Fetched(number: number, bytes: nil, secondsToKeep: Self.absenceKept)
    case let status:
      let seconds = response.head.retryAfter.map { Int64($0.rounded(.up).clamped(to: 1...3_600)) }
      rest(seconds ?? (status == 401 || status == 403 ? 600 : 60), because: .status(status))
      throw .status(status)
    }
    guard response.head.mediaType != "text/html" else { throw .notATile }
    return Fetched(
      number: number, bytes: try TileBytes.unpacked(response.body), secondsToKeep: Self.secondsToKeep(response.headers))
  }

  /// To be called once the tile has proved to be one; waits for the disk.
  package func keep(_ fetched: Fetched) {
    cache?.keep(fetched.bytes, as: fetched.number, of: address, at: now(), expiring: now() + fetched.secondsToKeep)
  }

  /// A tile from disk that turned out not to be one.
  package func forget(_ number: TileNumber) { cache?.forget(number, of: address) }

  private func rest(_ seconds: Int64, because failure: TileFailure) {
    pause.withLock { [until = now() + seconds] in $0 = (until, failure) }
  }

  private func answer(
    _ origin: Origin, _ target: String, accepting types: String, limit: Int
  ) async throws(TileFailure) -> HTTPResponse {
    let request = HTTPRequest(
      .get, origin, target, headers: ["Accept": types],
      timeLimits: .init(connect: .seconds(10), total: .seconds(30), silence: .seconds(15)), maximumBodyBytes: limit)
    do throws(TransportError) { return try await http.send(request) } catch {
      switch error.reason {
      case .insecure, .badRedirect: throw .insecure
      case .invalidRequest: throw .badAddress
      case .answerTooLong: throw .tooLarge(limit: limit)
      case .unknownHost, .cannotConnect, .untrusted, .timedOut, .interrupted, .malformedAnswer, .cancelled, .closed:
        throw .unreachable(detail: error.detail.isEmpty ? "\(error.reason)" : error.detail)
      }
    }
  }

  private static func secondsToKeep(_ headers: HTTPHeaders) -> Int64 {
    let words = (headers["Cache-Control"] ?? "").lowercased().split { $0 == "," || $0 == " " }
    let told = words.lazy.compactMap { $0.hasPrefix("max-age=") ? Int64($0.dropFirst(8)) : nil }.first ?? 0
    return max(leastKept, min(longestKept, told))
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double { max(range.lowerBound, min(range.upperBound, self)) }
}
