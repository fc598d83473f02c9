import FlyingFox
import FlyingSocks
import GRDB
import Glibc
import SampleWeek
import Synchronization

/// A whole site in one process: Frappe's API, the hub, a geocoder and a routing engine over a SQLite file.
package final class EmbeddedSiteServer: Sendable {
  /// The service behind the hub that planned faults can take away.
  static let frappe = "erpnext"

  package let options: EmbeddedSiteOptions
  private let lifeBox = Mutex<SiteLife?>(nil)
  private let readyBox = Mutex<Ready>(Ready())

  private struct Ready {
    var credentials: EmbeddedSiteCredentials?
    var failure: (any Error)?
    var waiting: [CheckedContinuation<EmbeddedSiteCredentials, any Error>] = []
  }

  package init(_ options: EmbeddedSiteOptions) { self.options = options }

  /// Serves until told to stop, until nobody has been there for a while, or until the task is cancelled.
  package func run() async throws {
    do {
      try await serve()
    } catch {
      finish(.failure(error))
      throw error
    }
    finish(.failure(CancellationError()))
  }

  package func stop() { lifeBox.withLock { $0 }?.end() }

  /// Waits until the site listens.
  package func ready() async throws -> EmbeddedSiteCredentials {
    try await withCheckedThrowingContinuation { continuation in
      let known: Result<EmbeddedSiteCredentials, any Error>? = readyBox.withLock { ready in
        if let credentials = ready.credentials { return .success(credentials) }
        if let failure = ready.failure { return .failure(failure) }
        ready.waiting.append(continuation)
        return nil
      }
      if let known { continuation.resume(with: known) }
    }
  }

  private func finish(_ result: Result<EmbeddedSiteCredentials, any Error>) {
    let waiting = readyBox.withLock { ready in
      switch result {
      case .success(let credentials): ready.credentials = credentials
      case .failure(let failure): ready.failure = failure
      }
      let waiting = ready.waiting
      ready.waiting = []
      return waiting
    }
    for continuation in waiting { continuation.resume(with: result) }
  }

  private func serve() async throws {
    // A stream whose reader has gone is an error of a write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    try options.location.prepare()
    guard let lock = try PrivateFile.lock(options.location.processLock, waiting: false) else {
      throw EmbeddedSiteFailure.alreadyRunning
    }
    defer { close(lock) }
    let opened = try SiteOpening(options).open()
    let engine = opened.engine
    let faults = FaultInjector(plan: options.faults, seed: options.seed)
    engine.clock.setSkew(seconds: options.faults.clockSkew)
    let simulator = FleetSimulator(engine: engine, week: opened.week)
    let facts: JSON = [
      "version": .string(options.version), "day": .string(opened.week.today.text), "scale": .string(opened.week.scale.rawValue),
      "database": .string(options.manners.rawValue), "process_id": .int(Int64(getpid())),
    ]
    let life = SiteLife(idleExit: options.idleExit, simulator: simulator, facts: facts)
    lifeBox.withLock { $0 = life }
    engine.hub.publish(service: Self.frappe, outage: options.faults.outage)
    let handler = SiteHandler(
      engine: engine, faults: faults, hubToken: opened.hubToken, hubUser: owner(engine.users).email,
      controls: SiteControls(engine: engine, faults: faults, token: opened.controlToken, life: life),
      geocoder: Geocoder(engine: engine), isOpenToMachine: options.port != nil)
    let server = try makeServer(handler, presence: life.startPresence())
    await simulator.publishFirstPositions()
    defer {
      if options.port == nil { unlink(options.location.socket) }
      try? engine.database.pool.close()
    }
    try await listen(server, life, opened, simulator)
  }

  private func makeServer(_ handler: SiteHandler, presence: Presence) throws -> HTTPServer {
    // A handler's time limit bounds the slowest planned fault; streams are not bounded by it.
    if let wanted = options.port {
      guard let port = UInt16(exactly: wanted) else { throw EmbeddedSiteFailure.file("port \(wanted)", code: ERANGE) }
      return HTTPServer(
        address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 300, logger: presence, handler: handler)
    }
    unlink(options.location.socket)
    return HTTPServer(address: sockaddr_un.unix(path: options.location.socket), timeout: 300, logger: presence, handler: handler)
  }

  private func listen(_ server: HTTPServer, _ life: SiteLife, _ opened: OpenedSite, _ simulator: FleetSimulator) async throws {
    let hub = opened.engine.hub
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // A server that is stopped says so by an error.
        do { try await server.run() } catch { if !life.isOver { throw error } }
      }
      group.addTask { [self] in
        try await server.waitUntilListening(timeout: 30)
        let credentials = credentials(opened, port: await listeningPort(server))
        try credentials.write(to: options.location.credentials)
        unlink(options.location.stopMark)
        finish(.success(credentials))
        await withTaskCancellationHandler {
          await life.untilOver()
        } onCancel: {
          life.end()
        }
        hub.closeStreams()
        await server.stop(timeout: 0.1)
      }
      group.addTask { [heartbeat = options.heartbeat] in
        while !Task.isCancelled {
          try? await Task.sleep(for: heartbeat)
          hub.heartbeat()
        }
      }
      if options.simulationRate > 0 {
        group.addTask { [rate = options.simulationRate] in await simulator.run(rate: rate) }
      }
      // The first to end is the server, or the wait for its end.
      do {
        try await group.next()
      } catch {
        group.cancelAll()
        throw error
      }
      group.cancelAll()
      await server.stop(timeout: 0.1)
    }
  }

  private func listeningPort(_ server: HTTPServer) async -> Int? {
    guard options.port != nil, case .ip4(_, let port)? = await server.listeningAddress else { return options.port }
    return Int(port)
  }

  /// Who the consoles of this machine's user are on the site.
  private func owner(_ users: [SiteUser]) -> SiteUser { users.first { $0.email == SampleUsers.console } ?? users[0] }

  private func credentials(_ opened: OpenedSite, port: Int?) -> EmbeddedSiteCredentials {
    let users = opened.engine.users
    let own = owner(users)
    return EmbeddedSiteCredentials(
      version: options.version, processID: getpid(), socket: options.port == nil ? options.location.socket : nil, port: port,
      timeZone: TorontoTime.identifier, day: opened.week.today.text, isOfEarlierDay: opened.isOfEarlierDay,
      isKeptByConsoles: options.isKeptByConsoles, user: own.email,
      apiKey: own.apiKey, apiSecret: own.apiSecret, others: users.filter { $0.email != own.email }, hubToken: opened.hubToken,
      controlToken: opened.controlToken)
  }
}
