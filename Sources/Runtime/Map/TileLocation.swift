import Cartography
import Console
import Domain
import Synchronization
import Tiles
import Transport

/// What `map.tiles` names: a file of this machine or a server.
final class TileLocation: Sendable {
  enum Place: Sendable, Equatable {
    case file(path: String)
    case server(address: String)
  }

  let place: Place
  private let cacheDirectory: String
  private let cacheBytes: Int
  private let client = Mutex<HTTPClient?>(nil)

  init(_ text: String, home: String, cacheDirectory: String, cacheMegabytes: Int) {
    if text.contains("://") {
      place = .server(address: text)
    } else {
      place = .file(path: text.hasPrefix("~/") ? home + text.dropFirst(1) : text)
    }
    self.cacheDirectory = cacheDirectory
    cacheBytes = cacheMegabytes * 1_000_000
  }

  /// How many tiles are read at once: a disk is asked for one, a server for a few.
  var lanes: Int { if case .server = place { 4 } else { 1 } }

  func open(_ work: BlockingWork) async -> Result<OpenTiles, TileFailure> {
    do throws(TileFailure) {
      switch place {
      case .file(let path):
        return try await work { () throws(TileFailure) in
          let file = try TileFileOpening.open(path)
          return .success(try OpenTiles(.file(file), file.facts))
        }
      case .server(let address):
        let http = client.withLock { client in
          let http = client ?? HTTPClient(userAgent: Self.userAgent)
          client = http
          return http
        }
        let (directory, bytes) = (cacheDirectory, cacheBytes)
        let cache = await work { TileCache(directory: directory, capacity: bytes) }
        let server = TileServer(address, http: http, cache: cache)
        return .success(try OpenTiles(.server(server), try await server.open()))
      }
    } catch { return .failure(error) }
  }

  /// What those who run a tile server read in their logs.
  static let userAgent = "gigafibre-dispatch/\(ProgramVersion.text) (terminal dispatch console; tiles kept 7 days and more)"

  func shutDown() { client.withLock { $0 }?.shutDown() }
}

/// A source that has been opened.
struct OpenTiles: Sendable {
  enum Reading: Sendable {
    case file(any TileFile)
    case server(TileServer)
  }

  let source: TileSource
  var zooms: ClosedRange<Int> { source.zooms }
  /// nil where only the tiles themselves tell it.
  let schema: TileSchema?
  private let reading: Reading

  init(_ reading: Reading, _ facts: TileFacts) throws(TileFailure) {
    self.reading = reading
    source = TileSource(name: facts.name, attribution: facts.attribution, zooms: facts.zooms)
    schema = TileSchema.recognised(byLayers: facts.layers)
    if schema == nil, !facts.layers.isEmpty { throw .unknownSchema(layers: Array(facts.layers.prefix(4))) }
  }

  func entry(at address: TileAddress, _ work: BlockingWork) async -> Result<TileShelf.Entry, TileFailure> {
    guard zooms.contains(address.z) else { return .success(.absent) }
    let number = TileNumber(z: address.z, x: address.x, y: address.y)
    do throws(TileFailure) {
      switch reading {
      case .file(let file):
        return .success(try await work { () throws(TileFailure) in try decoded(try file.tile(number)) })
      case .server(let server): return .success(try await entry(of: number, from: server, work))
      }
    } catch { return .failure(error) }
  }

  private func entry(
    of number: TileNumber, from server: TileServer, _ work: BlockingWork
  ) async throws(TileFailure) -> TileShelf.Entry {
    // A tile on disk that cannot be decoded any more is asked for again.
    let kept = await work { () -> (entry: TileShelf.Entry, isFresh: Bool)? in
      guard let kept = server.kept(number) else { return nil }
      if let entry = try? decoded(kept.bytes) { return (entry, kept.isFresh) }
      server.forget(number)
      return nil
    }
    if let kept, kept.isFresh { return kept.entry }
    do throws(TileFailure) {
      let fetched = try await server.fetch(number)
      return try await work { () throws(TileFailure) in
        let entry = try decoded(fetched.bytes)
        server.keep(fetched)
        return entry
      }
    } catch {
      // An old tile is better than none.
      if let kept { return kept.entry }
      throw error
    }
  }

  private func decoded(_ bytes: [UInt8]?) throws(TileFailure) -> TileShelf.Entry {
    guard let bytes else { return .absent }
    do throws(TileDamage) { return .tile(try TileDecoder(schema: schema).decode(bytes)) } catch {
      switch error {
      case .unknownSchema(let layers): throw .unknownSchema(layers: layers)
      case .tooMany(.bytes): throw .tooLarge(limit: TileLimits().bytes)
      case .truncated, .malformed, .version, .tooMany: throw .undecodable
      }
    }
  }
}
