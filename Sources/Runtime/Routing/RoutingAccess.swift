import Configuration
import Console
import Domain
import Replica
import Routing
import Scheduling
import Transport

/// The routing engine that a console asks: the configured one, else the embedded site's own where that is the site.
struct RoutingAccess: Sendable {
  let origin: Origin
  let profile: String
  /// Nobody else waits for it.
  let isOwn: Bool
  private let name: String

  /// nil where there is none: drives are estimated, and nobody is asked.
  init?(_ settings: Settings, site: SiteAccess) {
    profile = settings.routingProfile
    if let address = settings.routingURL {
      guard let origin = try? Origin(address) else { return nil }
      self.origin = origin
      isOwn = origin.isLoopback
      name = origin.text + origin.basePath
    } else {
      guard site.isEmbedded else { return nil }
      origin = site.site
      isOwn = true
      name = "embedded"
    }
  }

  var keys: RouteKeys { RouteKeys(engine: name, profile: profile) }

  func client(_ http: HTTPClient, patience: Duration = .seconds(15)) -> OSRMClient {
    OSRMClient(http: http, origin: origin, profile: profile, patience: patience)
  }

  /// Asks for a console's session.
  func desk(_ session: SiteSession, _ setup: Setup, post: @escaping @Sendable (Message) -> Void) -> RouteDesk {
    let cache: any RouteCache =
      UserRouteCache.open(directory: setup.directories.cache) ?? MemoryRouteCache(now: { SiteClock.machineSeconds() })
    let desk = RouteDesk(
      engine: client(session.http), cache: cache, keys: keys, manners: isOwn ? .local : RouteDesk.Manners()
    ) { post(.travel($0)) }
    // Until the embedded site is there, its engine is not there either.
    if setup.settings.routingURL == nil { desk.isHeld = true }
    return desk
  }
}

extension SyncStatus.Link {
  /// Somebody is in touch with the site, this console or another.
  var hasSite: Bool {
    switch self {
    case .loading, .live, .polling, .follower: true
    case .starting, .offline, .signInNeeded: false
    }
  }
}

/// The user's cache as the routing sees it. A cache that cannot be used forgets; it is no reason to know nothing.
final class UserRouteCache: RouteCache {
  private let cache: UserCache
  private let work = BlockingWork("route cache")

  init(_ cache: UserCache) { self.cache = cache }

  /// In the user's own directory; nil where that cannot be.
  static func open(directory: String) -> UserRouteCache? { (try? UserCache.open(directory: directory)).map(UserRouteCache.init) }

  func read(_ kind: RouteRecord.Kind, _ keys: [String]) async -> [String: [UInt8]] {
    let cache = cache
    return await work {
      var known: [String: [UInt8]] = [:]
      for key in keys { if let value = try? cache.read(kind: kind.rawValue, key: key) { known[key] = value } }
      return known
    }
  }

  func write(_ kind: RouteRecord.Kind, _ values: [(key: String, value: [UInt8])], seconds: Int) async {
    let cache = cache
    await work { try? cache.write(kind: kind.rawValue, values, ttl: seconds) }
  }

  func close() { work.start { [cache] in cache.close() } }
}

extension HeadlessSession {
  /// What is known of the drives of these boards without asking anybody: what a console has asked for before.
  func knownTravel(on boards: [Board], to jobs: [Job] = []) async -> TravelMatrix {
    guard let routing = RoutingAccess(setup.settings, site: session.access),
      let cache = UserRouteCache.open(directory: setup.directories.cache)
    else { return .estimate }
    let (zone, now) = (session.zone, session.clock.now())
    let rules = PlanningRules(headquarters: setup.settings.headquarters)
    var pairs: [TravelMatrix.Pair] = []
    for board in boards {
      let plan = DayPlan(board: board, zone: zone, now: now, rules: rules)
      pairs += plan.missingLegs()
      if !jobs.isEmpty { pairs += plan.missingLegs(to: jobs, most: 99) }
    }
    let legs = await cache.legs(Set(pairs), keys: routing.keys)
    cache.close()
    return TravelMatrix(routed: legs)
  }
}
