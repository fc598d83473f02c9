import Synchronization

/// An event stream that is kept open: the supervisor's decisions carried out.
package final class EventStreamClient: Sendable {
  package enum Update: Sendable, Equatable {
    /// Every time it becomes `open` something may have been missed before.
    case state(EventStreamSupervisor.State)
    /// `reset` is also made here, where the reader was too slow and events had to be dropped.
    case event(ServerSentEvent)
  }

  private enum Input: Sendable {
    case supervisor(EventStreamSupervisor.Input)
    /// Of a connection, by its number; what an older one says no longer counts.
    case answered(Int, status: Int, mediaType: String, retryAfter: Double?)
    /// The connection reads on when these have been read: what a server sends too fast waits in its own buffers.
    case bytes(Int, [UInt8], CheckedContinuation<Void, Never>)
    case lost(Int, TransportError.Reason?)
    case fired(Int, EventStreamSupervisor.Timer)
  }

  private let inbox: AsyncStream<Input>.Continuation
  package let updates: AsyncStream<Update>
  private let work: Task<Void, Never>

  /// Updates that may wait for the reader.
  private static let capacity = 4_096

  /// Does nothing until `start`.
  /// - Parameters:
  ///   - lastEventID: where an earlier client of the same stream had got to.
  ///   - request: made anew for every connection, so that a renewed credential is used; `Accept` and the last event id are added.
  ///   - chance: evenly spread over 0..<1.
  package init(
    http: HTTPClient, limits: EventStreamSupervisor.Limits = .init(), lastEventID: String = "",
    chance: @escaping @Sendable () -> Double = { .random(in: 0..<1) },
    request: @escaping @Sendable () -> HTTPRequest
  ) {
    let (inputs, inbox) = AsyncStream.makeStream(of: Input.self)
    let (updates, outbox) = AsyncStream.makeStream(of: Update.self, bufferingPolicy: .bufferingOldest(Self.capacity))
    self.inbox = inbox
    self.updates = updates
    work = Task {
      var driver = Driver(
        http: http, supervisor: EventStreamSupervisor(limits: limits), chance: chance, request: request, inbox: inbox,
        outbox: outbox)
      driver.lastEventID = lastEventID
      for await input in inputs { driver.take(input) }
      driver.end()
    }
  }

  deinit { inbox.finish() }

  package func start() { inbox.yield(.supervisor(.start)) }
  package func stop() { inbox.yield(.supervisor(.stop)) }
  /// After new credentials, or when other traffic shows that the server is back.
  package func tryNow() { inbox.yield(.supervisor(.tryNow)) }

  /// Drops the connection that stands, and opens another at once.
  package func reconnect() {
    inbox.yield(.supervisor(.stop))
    inbox.yield(.supervisor(.start))
  }

  /// Ends for good; returns when nothing is under way any more.
  package func shutDown() async {
    inbox.finish()
    await work.value
  }

  /// Lives inside one task; nothing else touches it.
  private struct Driver {
    let http: HTTPClient
    var supervisor: EventStreamSupervisor
    let chance: @Sendable () -> Double
    let request: @Sendable () -> HTTPRequest
    let inbox: AsyncStream<Input>.Continuation
    let outbox: AsyncStream<Update>.Continuation

    var parser = EventStreamParser()
    var lastEventID = ""
    /// Numbers connections and timers alike.
    var lastNumber = 0
    var connection: (number: Int, task: Task<Void, Never>)?
    var timers: [(timer: EventStreamSupervisor.Timer, number: Int, task: Task<Void, Never>)] = []
    var hasDropped = false
    let start = ContinuousClock.now

    init(
      http: HTTPClient, supervisor: EventStreamSupervisor, chance: @escaping @Sendable () -> Double,
      request: @escaping @Sendable () -> HTTPRequest, inbox: AsyncStream<Input>.Continuation,
      outbox: AsyncStream<Update>.Continuation
    ) {
      self.http = http
      self.supervisor = supervisor
      self.chance = chance
      self.request = request
      self.inbox = inbox
      self.outbox = outbox
    }

    mutating func take(_ input: Input) {
      switch input {
      case .supervisor(let input): decide(input)
      case .answered(let number, let status, let mediaType, let retryAfter):
        if number == connection?.number { decide(.answered(status: status, mediaType: mediaType, retryAfter: retryAfter)) }
      case .bytes(let number, let bytes, let whenRead):
        if number == connection?.number { read(bytes) }
        whenRead.resume()
      case .lost(let number, let reason):
        if number == connection?.number {
          connection = nil
          decide(.lost(reason))
        }
      case .fired(let number, let timer):
        if let place = timers.firstIndex(where: { $0.number == number }) {
          timers.remove(at: place)
          decide(.timer(timer))
        }
      }
    }

    mutating func end() {
      disconnect()
      for timer in timers { timer.task.cancel() }
      outbox.finish()
    }

    private mutating func read(_ bytes: [UInt8]) {
      do throws(EventStreamParser.Overflow) {
        for output in try parser.consume(bytes) { decide(.received(output)) }
        lastEventID = parser.lastEventID
      } catch { decide(.overflowed) }
    }

    private mutating func decide(_ input: EventStreamSupervisor.Input) {
      let now = (ContinuousClock.now - start).seconds
      for action in supervisor.handle(input, now: now, chance: chance()) {
        switch action {
        case .connect: connect()
        case .disconnect: disconnect()
        case .arm(let timer, let seconds): arm(timer, seconds)
        case .disarm(let timer): disarm(timer)
        case .deliver(let event): publish(.event(event))
        case .report(let state): publish(.state(state))
        }
      }
    }

    private mutating func publish(_ update: Update) {
      if hasDropped {
        guard case .enqueued = outbox.yield(.event(ServerSentEvent(type: "reset", data: ""))) else { return }
        hasDropped = false
      }
      if case .dropped = outbox.yield(update) { hasDropped = true }
    }

    private mutating func connect() {
      disconnect()
      lastNumber += 1
      parser = EventStreamParser(lastEventID: lastEventID)
      var request = request()
      request.headers.add("Accept", "text/event-stream")
      request.headers.add("Cache-Control", "no-cache")
      // An id with a byte that no header may hold cannot be given back.
      if !lastEventID.isEmpty, lastEventID.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) {
        request.headers.add("Last-Event-ID", lastEventID)
      }
      request.timeLimits = .stream
      let (http, inbox, number, wanted) = (http, inbox, lastNumber, request)
      connection = (number, Task { await Self.run(http, wanted, inbox, number) })
    }

    private static func run(_ http: HTTPClient, _ request: HTTPRequest, _ inbox: AsyncStream<Input>.Continuation, _ number: Int)
      async
    {
      do throws(TransportError) {
        let stream = try await http.stream(request)
        inbox.yield(
          .answered(number, status: stream.head.status, mediaType: stream.head.mediaType, retryAfter: stream.head.retryAfter))
        for try await bytes in stream.body {
          await withCheckedContinuation { continuation in
            if case .terminated = inbox.yield(.bytes(number, bytes, continuation)) { continuation.resume() }
          }
        }
        inbox.yield(.lost(number, nil))
      } catch { inbox.yield(.lost(number, error.reason)) }
    }

    private mutating func disconnect() {
      connection?.task.cancel()
      connection = nil
    }

    private mutating func arm(_ timer: EventStreamSupervisor.Timer, _ seconds: Double) {
      disarm(timer)
      lastNumber += 1
      let (inbox, number) = (inbox, lastNumber)
      let task = Task {
        // Nobody minds a second here, and the machine may gather its wake-ups.
        try? await Task.sleep(for: .seconds(seconds), tolerance: .seconds(min(1, seconds / 10)))
        if !Task.isCancelled { inbox.yield(.fired(number, timer)) }
      }
      timers.append((timer, number, task))
    }

    private mutating func disarm(_ timer: EventStreamSupervisor.Timer) {
      for running in timers where running.timer == timer { running.task.cancel() }
      timers.removeAll { $0.timer == timer }
    }
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
