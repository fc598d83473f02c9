import Domain
import Synchronization

/// Where legs and ways are kept between runs. Whoever keeps them forgets them when their time has come.
package protocol RouteCache: Sendable {
  /// Those that are known and still count.
  func read(_ kind: RouteRecord.Kind, _ keys: [String]) async -> [String: [UInt8]]
  func write(_ kind: RouteRecord.Kind, _ values: [(key: String, value: [UInt8])], seconds: Int) async
}

/// What is kept of an answer.
package enum RouteRecord: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case leg = "route-leg"
    case path = "route-path"
  }

  case leg(Leg)
  case path(RoutedWay)
  /// The engine knows no way, or one of the places lies beside every road.
  case noWay

  /// Roads change slowly; what is said to be unreachable may have been a mistake on the map.
  package var seconds: Int { self == .noWay ? 86_400 : 30 * 86_400 }

  package var bytes: [UInt8] {
    switch self {
    case .leg(let leg): Array("\(leg.metres) \(leg.seconds)".utf8)
    case .path(let way): Array("\(way.leg.metres) \(way.leg.seconds) \(Polyline.encode(way.path))".utf8)
    case .noWay: Array("-".utf8)
    }
  }

  /// nil where the bytes are no such record.
  package init?(_ kind: Kind, _ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    if parts == ["-"] {
      self = .noWay
      return
    }
    guard parts.count >= 2, let metres = Int(parts[0]), let seconds = Int(parts[1]), metres >= 0, seconds >= 0 else { return nil }
    let leg = Leg(metres: metres, seconds: seconds, source: .routed)
    switch kind {
    case .leg:
      guard parts.count == 2 else { return nil }
      self = .leg(leg)
    case .path:
      guard parts.count == 3, let path = Polyline.decode(String(parts[2])) else { return nil }
      self = .path(RoutedWay(leg: leg, path: path))
    }
  }
}

/// Of which engine and profile something is known, and between which places, to a metre or so.
package struct RouteKeys: Sendable {
  private let prefix: String

  /// - Parameter engine: its address, or another name that no other engine has.
  package init(engine: String, profile: String) { prefix = engine + " " + profile + " " }

  package func key(_ pair: TravelMatrix.Pair) -> String { prefix + Self.text(pair) }

  static func text(_ pair: TravelMatrix.Pair) -> String { text(pair.from) + ">" + text(pair.to) }

  /// A hundred-thousandth of a degree is a metre.
  private static func text(_ place: Coordinate) -> String {
    OSRMClient.degrees(place.latitude, decimals: 5) + "," + OSRMClient.degrees(place.longitude, decimals: 5)
  }
}

/// Ends with the process.
package final class MemoryRouteCache: RouteCache {
  private let rows = Mutex<[String: (value: [UInt8], expires: Int64)]>([:])
  private let now: @Sendable () -> Int64

  /// - Parameter now: seconds.
  package init(now: @escaping @Sendable () -> Int64) { self.now = now }

  package func read(_ kind: RouteRecord.Kind, _ keys: [String]) async -> [String: [UInt8]] {
    let now = now()
    return rows.withLock { rows in
      var known: [String: [UInt8]] = [:]
      for key in keys { if let row = rows[kind.rawValue + " " + key], row.expires > now { known[key] = row.value } }
      return known
    }
  }

  package func write(_ kind: RouteRecord.Kind, _ values: [(key: String, value: [UInt8])], seconds: Int) async {
    let expires = now() + Int64(seconds)
    rows.withLock { rows in for (key, value) in values { rows[kind.rawValue + " " + key] = (value, expires) } }
  }
}

extension RouteCache {
  /// The legs that are known without asking anybody.
  package func legs(_ pairs: some Collection<TravelMatrix.Pair>, keys: RouteKeys) async -> [TravelMatrix.Pair: Leg] {
    if pairs.isEmpty { return [:] }
    let rows = await read(.leg, pairs.map(keys.key))
    var legs: [TravelMatrix.Pair: Leg] = [:]
    for pair in pairs {
      if let row = rows[keys.key(pair)], case .leg(let leg)? = RouteRecord(.leg, row) { legs[pair] = leg }
    }
    return legs
  }
}
