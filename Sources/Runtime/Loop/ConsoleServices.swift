import Canvas
import Cartography
import Configuration
import Console
import Dispatch
import Domain
import Replica
import Routing
import Sync
import Synchronization

/// Does what the console asks of the outside, off the main thread, and posts the answers. What is asked before the site's replica is open
/// waits for it.
final class ConsoleServices: EffectHandler, Sendable {
  private enum Phase {
    case opening(waiting: [Effect])
    case open(OpenSite)
    case failed(sentence: String)
    case over
  }

  private struct OpenSite: Sendable {
    let session: SiteSession
    let keeper: SiteKeeper
    let feed: BoardFeed
    /// Held while this console lives, so that its undo steps stay its own.
    let presence: ConsolePresence?
    let search: SearchFeed
    /// nil where there is no engine to ask.
    let routes: RouteDesk?
  }

  let clock: SiteClock
  private let setup: Setup
  private let themes: ThemeLibrary
  private let mailbox: Mailbox<Message>
  private let opening: SiteOpening
  private let consoleID = RandomSeed.identifier()
  private let phase = Mutex(Phase.opening(waiting: []))
  /// Commits come one after the other, in the order of the keys.
  private let commits = BlockingWork("commits")
  private let plans = BlockingWork("plans")
  private let sessions = BlockingWork("session")
  private let sessionStore: SessionStore?
  private let files = BlockingWork("files")
  private let remembering = BlockingWork("memory")
  private let memory: MemoryFile
  private let geocoder: GeocoderService
  private let detailedMap: DetailedMap

  init(setup: Setup, themes: ThemeLibrary, mailbox: Mailbox<Message>, sessionStore: SessionStore? = nil) {
    self.setup = setup
    self.sessionStore = sessionStore
    self.themes = themes
    self.mailbox = mailbox
    let clock = SiteClock()
    self.clock = clock
    memory = MemoryFile(directory: setup.directories.state, words: setup.words)
    geocoder = GeocoderService(setup: setup, cache: UserCacheAccess(directory: setup.directories.cache)) { mailbox.post($0) }
    detailedMap = DetailedMap(setup.tileLocation) { mailbox.post($0) }
    opening = SiteOpening(setup: setup, clock: clock, onClockStep: { mailbox.post(.clock(clock.now())) })
  }

  /// Opens the site's replica, then the ways to the site.
  func start() {
    let services = self
    Task.detached { await services.open() }
  }

  private func open() async {
    do throws(OpeningFailure) { begin(try await firstSession()) } catch { fail(error) }
  }

  /// Where the embedded site cannot start, a person can do something about it while the console waits.
  private func firstSession() async throws(OpeningFailure) -> SiteSession {
    var said: OpeningFailure?
    while true {
      do throws(OpeningFailure) { return try await opening.session() } catch {
        guard case .access(.embeddedSite) = error else { throw error }
        if error != said { say(error) }
        said = error
      }
      try? await Task.sleep(for: SiteKeeper.revivalPause)
      if case .over = phase.withLock({ $0 }) { throw .over }
    }
  }

  private func fail(_ failure: OpeningFailure) {
    let sentence = setup.words.openingFailed(failure)
    let waiting: [Effect]? = phase.withLock { phase in
      guard case .opening(let waiting) = phase else { return nil }
      phase = .failed(sentence: sentence)
      return waiting
    }
    guard let waiting else { return }
    say(failure)
    for effect in waiting { perform(effect) }
  }

  private func say(_ failure: OpeningFailure) {
    mailbox.post(.boardFailed(setup.words.openingFailed(failure)))
    mailbox.post(.syncStatus(SyncStatus(link: .offline(since: clock.now()))))
  }

  /// From now on what the console asks for goes to this session; what waited goes first.
  private func begin(_ session: SiteSession) {
    let (mailbox, words, positions) = (mailbox, setup.words, session.positions)
    mailbox.post(.clock(clock.now()))
    mailbox.post(.zone(session.zone))
    // What the sample holds is nobody's secret.
    if !session.access.isEmbedded, let last = SiteMemory(session.access).lastAnswer { mailbox.post(.lastAnswer(last)) }
    if let role = SiteMemory(session.access).role { mailbox.post(.siteRole(role)) }
    let feed = BoardFeed(replica: session.replica, zone: session.zone, clock: clock) { message in
      mailbox.post(message)
      for position in positions.take(message.technicians) { mailbox.post(.position(position)) }
    } onFailure: { [weak self] failure in
      // A session that has been exchanged reads no more.
      if self?.isCurrent(session) == true { mailbox.post(.boardFailed(words.replicaFailed(failure))) }
    }
    let keeper = SiteKeeper(session, opening: opening, post: { mailbox.post($0) }) { [weak self] access in
      await self?.exchange(session, for: access)
    }
    let site = OpenSite(
      session: session, keeper: keeper, feed: feed, presence: adoptSteps(in: session),
      search: SearchFeed(replica: session.replica, zone: session.zone) { mailbox.post($0) },
      routes: RoutingAccess(setup.settings, site: session.access)?.desk(session, setup) { mailbox.post($0) })
    let waiting: [Effect]? = phase.withLock { phase in
      guard case .opening(let waiting) = phase else { return nil }
      phase = .open(site)
      return waiting
    }
    guard let waiting else { return }
    for effect in waiting { perform(effect, on: site) }
    let sync = session.sync
    let hasOwnRoads = setup.settings.routingURL == nil
    Task.detached {
      for await status in sync.status {
        mailbox.post(.syncStatus(status))
        keeper.take(status)
        // The embedded site's engine comes and goes with it.
        if hasOwnRoads { site.routes?.isHeld = !status.link.hasSite }
      }
    }
    Task.detached { for await change in sync.changes { feed.take(change) } }
    Task.detached {
      for await failure in sync.failures { mailbox.post(.boardFailed(words.replicaFailed(failure))) }
    }
    Task.detached { await keeper.start() }
  }

  private func isCurrent(_ session: SiteSession) -> Bool {
    phase.withLock { if case .open(let site) = $0 { site.session === session } else { false } }
  }

  /// Goes on with the site as it is now, in a session of its own. What is asked for meanwhile waits for it.
  private func exchange(_ session: SiteSession, for access: SiteAccess) async {
    let isCurrent = phase.withLock { phase in
      guard case .open(let site) = phase, site.session === session else { return false }
      site.keeper.end()
      site.routes?.stop()
      phase = .opening(waiting: [.loadBoard(site.feed.span.first, days: site.feed.span.days)])
      return true
    }
    guard isCurrent else { return }
    await commits {}
    SiteMemory(session.access).clockLead = clock.leadSeconds
    opening.sessions.close(session)
    do throws(OpeningFailure) { begin(try await opening.session(access)) } catch { fail(error) }
  }

  /// Takes over the undo steps of consoles that have died.
  private func adoptSteps(in session: SiteSession) -> ConsolePresence? {
    let directory = session.access.directory
    guard let presence = try? ConsolePresence(directory: directory, console: consoleID) else { return nil }
    let console = consoleID
    commits.start { [self] in
      try? session.replica.adoptSteps(console: console, living: ConsolePresence.living(in: directory))
      tellSteps(of: session.replica)
    }
    return presence
  }

  /// Whether there is something to undo or to do again shows in the hints.
  private func tellSteps(of replica: Replica) {
    guard let counts = try? replica.stepCounts(console: consoleID) else { return }
    mailbox.post(.undoSteps(undo: counts.undo, redo: counts.redo))
  }

  /// Another console of this user may sync while this one is stopped.
  func willSuspend() { if case .open(let site) = phase.withLock({ $0 }) { site.session.sync.suspend() } }
  func didResume() { if case .open(let site) = phase.withLock({ $0 }) { site.session.sync.resume() } }

  func theme(named name: String) -> Theme? { themes.load(name).theme }

  func copyOtherwise(_ text: String) {
    mailbox.post(.notice(Notice(.information, setup.words.notCopied(text))))
  }

  /// How the console was left; scripts leave nothing.
  func keep(_ memory: SessionMemory) {
    guard let store = sessionStore else { return }
    sessions.start { store.keep(memory) }
  }

  func perform(_ effect: Effect) {
    if case .plan(let order) = effect {
      let mailbox = mailbox
      return plans.start { mailbox.post(.planned(order.carriedOut())) }
    }
    if case .keepSession(let memory) = effect { return keep(memory) }
    if case .keepHeadquarters(let place) = effect {
      guard sessionStore != nil else { return }
      let store = SessionStore.headquarters(state: setup.directories.state)
      return sessions.start { store.keep(SessionMemory(headquarters: place)) }
    }
    // Kept beside the person's other things, whatever site there is.
    switch effect {
    case .write(let file): return files.start { [mailbox] in mailbox.post(.fileWritten(file, FileWriting.write(file))) }
    case .recallMemory: return remembering.start { [memory, mailbox] in mailbox.post(.memory(memory.read { mailbox.post($0) })) }
    case .keep(let change): return remembering.start { [memory, mailbox] in memory.keep(change) { mailbox.post($0) } }
    case .consentToPublicGeocoder: return geocoder.consent()
    case .findAddress(let address, let generation) where geocoder.needsNoSite: return geocoder.find(address, generation, at: nil)
    case .namePlace(let place, let generation) where geocoder.needsNoSite: return geocoder.name(place, generation, at: nil)
    case .loadTiles(let addresses): return detailedMap.want(addresses)
    default: break
    }
    enum Turn { case later, now(OpenSite), never(String) }
    let turn: Turn = phase.withLock { phase in
      switch phase {
      case .opening(let waiting):
        phase = .opening(waiting: waiting + [effect])
        return .later
      case .open(let site): return .now(site)
      case .failed(let sentence): return .never(sentence)
      case .over: return .later
      }
    }
    switch turn {
    case .later: break
    case .now(let site): perform(effect, on: site)
    case .never(let sentence):
      if case .accept(let group) = effect { mailbox.post(.acceptFailed(group, .other(sentence))) }
    }
  }

  private func perform(_ effect: Effect, on site: OpenSite) {
    switch effect {
    case .accept(let group): accept(group, site)
    case .loadBoard(let day, let days): site.feed.show(DaySpan(day, days: days))
    case .undo: step(isUndo: true, .ask, site)
    case .redo: step(isUndo: false, .ask, site)
    case .undoStep(let group): step(isUndo: true, .ask, site, of: group)
    case .answerUndo(let question, let overwriting):
      let left = Set(question.fields).subtracting(overwriting)
      step(isUndo: question.isUndo, .decided(overwrite: overwriting, leave: left), site, of: question.step)
    case .resolveConflict(let intent, let choices):
      decide(intent, site) { replica throws(ReplicaFailure) in
        _ = try replica.resolve(intent, choices: choices.mapValues(ConflictChoice.init(_:)))
      }
    case .retry(let intent): decide(intent, site) { replica throws(ReplicaFailure) in _ = try replica.retry(intent) }
    case .drop(let intent): decide(intent, site) { replica throws(ReplicaFailure) in _ = try replica.drop(intent) }
    case .resend(let intent, let changes):
      decide(intent, site) { replica throws(ReplicaFailure) in _ = try replica.resend(intent, changes: changes) }
    case .syncNow:
      site.keeper.syncNow()
      site.session.sync.delta()
      site.session.sync.reconcile()
    case .search(let text, let generation): site.search.start(text, generation)
    case .locate(let text, let generation): site.search.locate(text, generation)
    case .acceptDeletions(let count): site.session.sync.acceptDeletions(count)
    case .loadHistory(let reference, let generation):
      HistoryReading(site.session).start(reference, generation) { [mailbox] in mailbox.post($0) }
    case .loadSteps:
      let (mailbox, console) = (mailbox, consoleID)
      commits.start { if let steps = try? site.session.replica.steps(console: console) { mailbox.post(.steps(steps)) } }
    case .findAddress(let address, let generation): geocoder.find(address, generation, at: site.session.access)
    case .namePlace(let place, let generation): geocoder.name(place, generation, at: site.session.access)
    case .askTravel(let question): site.routes?.ask(question)
    case .planDay(let ahead):
      let mailbox = mailbox
      plans.start {
        let today = ahead.zone.local(ahead.now).date
        guard let board = try? site.session.replica.board(on: ahead.day, zone: ahead.zone, today: today) else { return }
        mailbox.post(.plannedDay(ahead.planned(board)))
      }
    // The loop's own.
    case .plan, .keepSession, .keepHeadquarters, .write, .recallMemory, .keep, .consentToPublicGeocoder, .timer, .copy,
      .saveScreen, .setMouse, .setTheme, .suspend, .redrawAll, .loadTiles, .quit:
      break
    }
  }

  private func accept(_ group: EditGroup, _ site: OpenSite) {
    let (mailbox, console, now) = (mailbox, consoleID, clock.now())
    commits.start { [self] in
      do throws(ReplicaFailure) {
        let intents = try site.session.replica.accept(group, at: now, console: console)
        mailbox.post(.accepted(group: group.id, intents: intents))
        tellSteps(of: site.session.replica)
        let documents = Set(group.edits.map(\.document))
        site.session.sync.kick(documents)
        site.feed.refresh(documents)
      } catch {
        mailbox.post(.acceptFailed(group, AcceptFailure(error)))
      }
    }
  }

  /// A person's decision on a parked edit.
  private func decide(
    _ intent: String, _ site: OpenSite, _ decision: @escaping @Sendable (Replica) throws(ReplicaFailure) -> Void
  ) {
    let (mailbox, words) = (mailbox, setup.words)
    commits.start {
      do throws(ReplicaFailure) {
        let document = try site.session.replica.outbox().first { $0.intent.id == intent }?.document
        try decision(site.session.replica)
        site.session.sync.kick(document.map { [$0] } ?? [])
        if let document { site.feed.refresh([document]) }
      } catch {
        mailbox.post(.notice(Notice(.failure, words.replicaFailed(error))))
      }
    }
  }

  private func step(isUndo: Bool, _ choice: UndoChoice, _ site: OpenSite, of past: String? = nil) {
    let (mailbox, console, now, words) = (mailbox, consoleID, clock.now(), setup.words)
    commits.start { [self] in
      do throws(ReplicaFailure) {
        let group = RandomSeed.identifier()
        let replica = site.session.replica
        let outcome =
          isUndo
          ? try replica.undo(
            console: console, step: past, group: group, cancelReason: words.undoneReason, changed: choice, at: now)
          : try replica.redo(console: console, group: group, changed: choice, at: now)
        let answer = Message.undoOutcome(UndoResult(outcome, isUndo: isUndo, choice, step: past))
        if case .done(_, _, let queued, let kept) = outcome {
          site.session.sync.kick(Set(queued.map(\.edit.document) + kept))
          site.feed.refreshAll(then: answer)
        } else {
          mailbox.post(answer)
        }
        tellSteps(of: replica)
      } catch {
        mailbox.post(.undoOutcome(.failed(AcceptFailure(error))))
      }
    }
  }

  /// Waits until everything asked for is committed, and ends all traffic, that of a site which is still being opened too.
  func finish() {
    for work in [sessions, remembering, files] { Self.wait(for: work) }
    geocoder.end()
    let last = phase.withLock { phase in
      defer { phase = .over }
      return phase
    }
    if case .open(let site) = last {
      site.keeper.end()
      site.routes?.stop()
      Self.wait(for: commits)
      SiteMemory(site.session.access).clockLead = clock.leadSeconds
    }
    detailedMap.finish()
    opening.sessions.closeAll()
  }

  /// Until all that was started before has ended.
  private static func wait(for work: BlockingWork) {
    let ended = DispatchSemaphore(value: 0)
    work.start { ended.signal() }
    ended.wait()
  }
}

extension Message {
  /// Those whom a board or its patch brings along.
  fileprivate var technicians: [Technician] {
    switch self {
    case .board(let board): Array(board.technicians.values)
    case .boardPatch(let patch): patch.technicians.values.compactMap { $0 }
    default: []
    }
  }
}

extension AcceptFailure {
  init(_ failure: ReplicaFailure) {
    switch failure {
    case .diskFull: self = .diskFull
    case .readOnly, .newerSchema: self = .readOnly
    case .busy, .openElsewhere: self = .other("SQLITE_BUSY")
    case .corrupt(let words), .inputOutput(let words): self = .other(words)
    case .networkFileSystem(let type): self = .other(type)
    case .otherIdentity(let found): self = .other(found.site)
    case .unsafeLocation(let path, _): self = .other(path)
    }
  }
}
