import Console
import Domain
import ERPNext
import Synchronization
import Transport

/// Stands by a console's session and does what no sync engine can: starts an embedded site that has gone, reads the secrets again when
/// the site or the hub wants others, and compares the zones whenever the link has come up. It costs nothing while all is well.
final class SiteKeeper: Sendable {
  private struct Standing {
    var link = SyncStatus.Link.starting
    /// When the site last answered, as far as the next run would know it.
    var answerKept: Instant?
    var isHubRefusing = false
    /// The embedded site as it was last reached; nil until it has been.
    var site: RunningEmbeddedSite?
    /// The secrets' file as it was when it was last read.
    var secretsRead: FileStamp?
    var isReviving = false
    var isWatching = false
    var isOver = false
    var lastSaid = ""

    var needsSecrets: Bool { link.wantsSignIn || isHubRefusing }
  }

  /// Between two attempts to start an embedded site that is not there.
  static let revivalPause = Duration.seconds(5)
  /// Between two looks at the secrets' file while the site wants others.
  static let secretsPause = Duration.seconds(2)

  private let session: SiteSession
  private let opening: SiteOpening
  private let words: Words
  private let post: @Sendable (Message) -> Void
  /// Ends this session and opens one on the site as it is now.
  private let exchange: @Sendable (SiteAccess) async -> Void
  private let standing: Mutex<Standing>
  private let secretsPath: String?

  init(
    _ session: SiteSession, opening: SiteOpening, post: @escaping @Sendable (Message) -> Void,
    exchange: @escaping @Sendable (SiteAccess) async -> Void
  ) {
    self.session = session
    self.opening = opening
    words = opening.setup.words
    self.post = post
    self.exchange = exchange
    secretsPath = opening.secretsPath
    standing = Mutex(Standing(secretsRead: opening.secretsPath.flatMap(FileStamp.init)))
  }

  /// Makes sure that there is somebody to talk to, then talks.
  func start() async {
    if session.access.isEmbedded, await !reach() { return }
    session.start(post: post) { [self] in hubStopped($0) }
  }

  func end() { standing.withLock { $0.isOver = true } }

  func take(_ status: SyncStatus) {
    keep(status)
    let link = status.link
    let before = standing.withLock { standing in
      defer { standing.link = link }
      return standing.link
    }
    if link.isUp, !before.isUp {
      Task.detached { await self.compareZones() }
      Task.detached { await self.readPermissions() }
    }
    if case .offline = link, session.access.isEmbedded { startReviving() }
    if link.wantsSignIn { startWatching() }
  }

  /// The board locks after days without an answer, counted over several runs; minutes do not matter there.
  private func keep(_ status: SyncStatus) {
    guard status.link.isUp, let fresh = status.freshAt else { return }
    let isWorthKeeping = standing.withLock { standing in
      if let kept = standing.answerKept, fresh.seconds - kept.seconds < 600 { return false }
      standing.answerKept = fresh
      return true
    }
    if isWorthKeeping { SiteMemory(session.access).lastAnswer = fresh }
  }

  /// The person wants to be in touch with the site, now.
  func syncNow() {
    if standing.withLock({ $0.needsSecrets }) { Task.detached { await self.renew() } }
  }

  private func hubStopped(_ reason: EventStreamSupervisor.StopReason) {
    switch reason {
    case .credentials:
      standing.withLock { $0.isHubRefusing = true }
      post(.notice(Notice(.warning, words.hubWantsToken)))
      startWatching()
    case .refused(let status): post(.notice(Notice(.warning, words.hubRefuses(status))))
    case .asked, .noContent, .misconfigured: break
    }
  }

  // MARK: An embedded site that is not there

  /// false: another session has taken this one's place.
  private func reach() async -> Bool {
    let embedded = EmbeddedSiteAccess(opening.setup)
    // One that a person has started or stopped is for that person to start again; but nobody who opens a console finds none.
    let last = standing.withLock { $0.site }
    if let last, !embedded.mayRestart(after: last) { return true }
    do throws(AccessFailure) {
      let site = try await embedded.ensureRunning()
      standing.withLock { $0.site = site }
      if site.processID == last?.processID { return true }
      if let day = site.earlierDay { post(.notice(Notice(.information, words.sampleIsOf(day)))) }
      guard site.access == session.access else {
        await exchange(site.access)
        return false
      }
      session.tryNow()
    } catch {
      say(words.accessFailed(error))
    }
    return true
  }

  private func startReviving() {
    let isFirst = standing.withLock { standing in
      defer { standing.isReviving = true }
      return !standing.isReviving
    }
    guard isFirst else { return }
    Task.detached { [self] in
      while goesOn(\.isReviving, while: { if case .offline = $0.link { true } else { false } }) {
        guard await reach() else { return }
        try? await Task.sleep(for: Self.revivalPause)
      }
    }
  }

  // MARK: Secrets that are not wanted any more

  private func startWatching() {
    let isFirst = standing.withLock { standing in
      defer { standing.isWatching = true }
      return !standing.isWatching
    }
    guard isFirst, let secretsPath else { return }
    Task.detached { [self] in
      while goesOn(\.isWatching, while: \.needsSecrets) {
        if FileStamp(secretsPath) != standing.withLock({ $0.secretsRead }) { await renew() }
        try? await Task.sleep(for: Self.secretsPause)
      }
    }
  }

  /// Reads the secrets again and goes on with them, where they are still the same user's.
  private func renew() async {
    standing.withLock { $0.secretsRead = secretsPath.flatMap(FileStamp.init) }
    do throws(OpeningFailure) {
      let access = try await opening.access()
      if access.identity == session.access.identity {
        standing.withLock { $0.isHubRefusing = false }
        session.renew(access)
      } else if access.isEmbedded {
        await exchange(access)
      } else {
        post(.notice(Notice(.failure, words.otherUsersKey)))
      }
    } catch {
      post(.notice(Notice(.failure, words.openingFailed(error))))
    }
  }

  // MARK: Zones

  /// A board on another clock than the site's would put every time in the wrong place.
  private func compareZones() async {
    guard let name = try? await session.client.siteZoneIdentifier() else { return }
    SiteMemory(session.access).zone = name
    let mismatch = ZoneMismatch(told: name, own: session.zone)
    // Where nobody has configured a zone, what has just been remembered is the one to go on in.
    if mismatch != nil, opening.zone(of: session.access)?.identifier == name { return await exchange(session.access) }
    post(.zoneMismatch(mismatch))
  }

  // MARK: Permissions

  /// What the user may do at the site narrows what the console offers.
  private func readPermissions() async {
    guard let permissions = try? await session.client.permissions() else { return }
    session.presence.leaveOut(permissions.user)
    SiteMemory(session.access).role = permissions.role
    post(.siteRole(permissions.role))
  }

  // MARK: -

  /// Whether a loop that `flag` stands for has still something to do; where it has not, it may be started anew.
  private func goesOn(_ flag: WritableKeyPath<Standing, Bool>, while needs: (Standing) -> Bool) -> Bool {
    standing.withLock { standing in
      let goesOn = !standing.isOver && needs(standing)
      if !goesOn { standing[keyPath: flag] = false }
      return goesOn
    }
  }

  /// The same sentence is said once.
  private func say(_ sentence: String) {
    let isNew = standing.withLock { standing in
      defer { standing.lastSaid = sentence }
      return standing.lastSaid != sentence
    }
    if isNew { post(.notice(Notice(.failure, sentence))) }
  }
}

extension SyncStatus.Link {
  /// The site has answered.
  fileprivate var isUp: Bool {
    switch self {
    case .loading, .live, .polling: true
    case .starting, .offline, .signInNeeded, .follower: false
    }
  }

  fileprivate var wantsSignIn: Bool { if case .signInNeeded = self { true } else { false } }
}

extension SitePermissions {
  /// Those who reopen what is finished, and manage the team.
  private static let supervising: Set<String> = ["Dispatch Supervisor", "System Manager"]

  /// nil where the site lets the user write and says no more: the configuration tells the rest.
  var role: Preferences.Role? {
    if !mayWrite { return .readOnly }
    return roles.map { Self.supervising.isDisjoint(with: $0) ? .dispatcher : .supervisor }
  }
}
