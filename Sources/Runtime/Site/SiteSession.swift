import Console
import Domain
import ERPNext
import Hub
import Replica
import Sync
import Synchronization
import Transport

/// Everything that is open towards one site: replica, sync and the hub's stream. Console and headless verbs share it.
package final class SiteSession: Sendable {
  package let access: SiteAccess
  package let replica: Replica
  package let clock: SiteClock
  package let zone: SiteZone
  package let client: FrappeClient
  package let sync: SyncDriver
  let positions = LivePositions()
  let presence = LivePresence()
  let http: HTTPClient
  private let hub: RenewableOrigin?
  private let isStopped = Mutex(false)
  private let stream: HubStream?

  package init(
    access: SiteAccess, replica: Replica, clock: SiteClock, zone: SiteZone, mapping: SiteMapping = .standard,
    retentionDays: Int? = nil, seed: UInt64,
    onClockStep: @escaping @Sendable () -> Void
  ) {
    self.access = access
    self.replica = replica
    self.clock = clock
    self.zone = zone
    let http = HTTPClient()
    self.http = http
    client = FrappeClient(http: http, origin: access.site, mapping: mapping) { date in
      if clock.observe(siteDate: date) { onClockStep() }
    }
    sync = SyncDriver(
      replica: replica, service: client, zone: zone, lease: ReplicaLease(directory: access.directory),
      retentionDays: retentionDays, seed: seed, wallClock: { clock.now() })
    let hub = access.hub.map { RenewableOrigin($0) }
    self.hub = hub
    stream = hub.map { hub in HubStream(http: http, doctypes: mapping.doctypes, origin: { hub.current }) }
  }

  /// Goes on with newer credentials of the same user, at once.
  func renew(_ access: SiteAccess) {
    client.renew(access.site.credential)
    hub?.renew(access.hub?.credential)
    sync.credentialsChanged()
    stream?.tryNow()
  }

  /// There is reason to think that the site answers again: nothing waits for its pause to end.
  func tryNow() {
    sync.delta()
    stream?.tryNow()
  }

  /// Starts syncing and listening. Positions and what else is only shown go to `post`; `onHubStopped` hears when the hub is not listened
  /// to any more.
  func start(
    post: @escaping @Sendable (Message) -> Void, onHubStopped: @escaping @Sendable (EventStreamSupervisor.StopReason) -> Void
  ) {
    // Nothing may begin any more once it is stopped.
    let hasStarted = isStopped.withLock { isStopped in
      if isStopped { return false }
      self.sync.start()
      stream?.start()
      return true
    }
    guard hasStarted, let stream else { return }
    let sync = sync
    let updates = stream.updates
    let (positions, presence) = (positions, presence)
    Task.detached {
      for await update in updates {
        switch update {
        case .connection(let state):
          sync.streamStateChanged(live: state == .open)
          // Nobody tells any more who looks at what.
          if state != .open { presence.take([]).map { post(.presence($0)) } }
          if case .stopped(let reason) = state { onHubStopped(reason) }
        case .events(let events):
          for event in events { Self.take(event, sync: sync, positions: positions, presence: presence, post: post) }
        }
      }
    }
  }

  private static func take(
    _ event: HubEvent, sync: SyncDriver, positions: LivePositions, presence: LivePresence, post: @Sendable (Message) -> Void
  ) {
    switch event {
    case .documentChanged(let kind, let name, _, _): sync.mark(kind, name)
    case .reset, .unknown: sync.delta()
    case .position(let position): if let known = positions.take(position) { post(.position(known)) }
    case .presence(let users): presence.take(users).map { post(.presence($0)) }
    case .serviceState, .irrelevant: break
    }
  }

  /// Ends all traffic and closes the replica, so that the next start finds its log folded in. What is accepted stays there.
  package func stop() {
    isStopped.withLock { $0 = true }
    stream?.stop()
    sync.stop()
    http.shutDown()
    try? replica.close()
  }
}
