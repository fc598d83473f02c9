/// Keeps an event stream alive: decides when to connect, to wait, to give up. Pure: time and chance come in, actions go out.
///
/// The standard says only that a lost stream is opened again and that any answer but 200 with `text/event-stream` closes it for good; what
/// a console needs beyond that is decided here.
package struct EventStreamSupervisor: Sendable {
  package enum State: Sendable, Equatable {
    case idle
    case connecting
    case open
    /// Until the reconnection timer fires, that many seconds from when the wait began.
    case waiting(seconds: Double)
    case stopped(StopReason)
  }

  package enum StopReason: Sendable, Equatable {
    /// Nobody wants the stream any more.
    case asked
    /// 204: the server wants no reconnection.
    case noContent
    /// 401, 403, or a sign-in page in the stream's place: other credentials are needed.
    case credentials
    /// Another status, or 200 with another media type.
    case refused(status: Int)
    /// The request cannot be made as it is configured.
    case misconfigured
  }

  package enum Input: Sendable, Equatable {
    case start
    case stop
    /// There is reason to believe that it would work now: a wait ends, a stop for credentials or a refusal is forgotten.
    case tryNow
    case answered(status: Int, mediaType: String, retryAfter: Double?)
    case received(EventStreamParser.Output)
    /// The body ended, or the connection failed.
    case lost(TransportError.Reason?)
    /// A line or an event past the parser's bound.
    case overflowed
    case timer(Timer)
  }

  package enum Timer: Sendable, Equatable { case reconnection, silence }

  package enum Action: Sendable, Equatable {
    case connect
    case disconnect
    /// Replaces a timer of that name.
    case arm(Timer, seconds: Double)
    case disarm(Timer)
    case deliver(ServerSentEvent)
    case report(State)
  }

  package struct Limits: Sendable, Equatable {
    /// Where the stream asks for none.
    package var reconnectionSeconds = 2.0
    package var longestWaitSeconds = 60.0
    /// What a server may ask for at most.
    package var longestRetryAfterSeconds = 900.0
    package var shortestSilenceSeconds = 45.0
    /// Heartbeats that may be missed.
    package var heartbeatsToMiss = 3.0
    /// A stream that stood so long was a good one: the next wait is the shortest again.
    package var steadySeconds = 10.0

    package init() {}
  }

  package private(set) var state = State.idle
  private let limits: Limits
  private var reconnectionSeconds: Double
  private var failures = 0
  private var openedAt = 0.0
  private var lastActivityAt = 0.0
  /// The last heartbeat's time, and the longest interval of this stream; nil before the first one.
  private var lastHeartbeatAt: Double?
  private var longestInterval = 0.0

  package init(limits: Limits = Limits()) {
    self.limits = limits
    reconnectionSeconds = limits.reconnectionSeconds
  }

  /// - Parameters:
  ///   - now: seconds on a clock that only goes forward.
  ///   - chance: evenly spread over 0..<1.
  package mutating func handle(_ input: Input, now: Double, chance: Double) -> [Action] {
    switch (state, input) {
    case (.idle, .start), (.stopped, .start), (.stopped, .tryNow): return connect()
    case (.waiting, .tryNow), (.waiting, .timer(.reconnection)): return [.disarm(.reconnection)] + connect()
    case (.idle, _), (.stopped, _): return []
    case (_, .stop): return stop(.asked)
    case (.connecting, .answered(let status, let mediaType, let retryAfter)):
      return answered(status, mediaType, retryAfter, now: now, chance: chance)
    case (.connecting, .lost(let reason)), (.open, .lost(let reason)): return lost(reason, now: now, chance: chance)
    case (.open, .received(let output)): return received(output, now: now)
    case (.open, .overflowed): return wait(atLeast: 0, now: now, chance: chance)
    case (.open, .timer(.silence)): return silenceTimer(now: now, chance: chance)
    default: return []
    }
  }

  // MARK: Connecting

  private mutating func connect() -> [Action] { [.connect] + enter(.connecting) }

  private mutating func answered(
    _ status: Int, _ mediaType: String, _ retryAfter: Double?, now: Double, chance: Double
  ) -> [Action] {
    switch status {
    case 200 where mediaType == "text/event-stream":
      openedAt = now
      lastActivityAt = now
      lastHeartbeatAt = nil
      longestInterval = 0
      return enter(.open)
    case 200 where mediaType == "text/html": return stop(.credentials)
    case 204: return stop(.noContent)
    case 300..<400, 401, 403: return stop(.credentials)
    case 408, 429, 500...: return wait(atLeast: min(retryAfter ?? 0, limits.longestRetryAfterSeconds), now: now, chance: chance)
    default: return stop(.refused(status: status))
    }
  }

  private mutating func lost(_ reason: TransportError.Reason?, now: Double, chance: Double) -> [Action] {
    switch reason {
    case .insecure, .invalidRequest, .badRedirect: return stop(.misconfigured)
    case .closed: return stop(.asked)
    default:
      if state == .open, now - openedAt >= limits.steadySeconds { failures = 0 }
      return wait(atLeast: 0, now: now, chance: chance)
    }
  }

  /// Twice as long after every failure, up to a bound; spread over its upper half, so that consoles which lost the same server do not
  /// come back all at once.
  private mutating func wait(atLeast: Double, now: Double, chance: Double) -> [Action] {
    let doubled = reconnectionSeconds * Double(1 << min(failures, 10))
    failures += 1
    let longest = max(limits.longestWaitSeconds, reconnectionSeconds)
    var seconds = min(doubled, longest) * (0.5 + chance / 2)
    if atLeast > seconds { seconds = atLeast * (1 + chance / 10) }
    return [.disarm(.silence), .disconnect, .arm(.reconnection, seconds: seconds)] + enter(.waiting(seconds: seconds))
  }

  private mutating func stop(_ reason: StopReason) -> [Action] {
    failures = 0
    return [.disarm(.silence), .disarm(.reconnection), .disconnect] + enter(.stopped(reason))
  }

  private mutating func enter(_ next: State) -> [Action] {
    state = next
    return [.report(next)]
  }

  // MARK: While it is open

  /// Names under which servers send heartbeats that are events; they say nothing else.
  private static let heartbeatTypes: Set<String> = ["heartbeat", "ping", "keepalive", "keep-alive"]

  private mutating func received(_ output: EventStreamParser.Output, now: Double) -> [Action] {
    lastActivityAt = now
    switch output {
    case .retry(let milliseconds):
      reconnectionSeconds = min(Double(milliseconds) / 1_000, limits.longestRetryAfterSeconds)
      return []
    case .comment: return heartbeat(now: now)
    case .event(let event):
      if Self.heartbeatTypes.contains(event.type) { return heartbeat(now: now) }
      return [.deliver(event)]
    }
  }

  /// The first one arms the timer. Later ones only move what it will compare with, so that a healthy stream costs no wake-ups of its own.
  private mutating func heartbeat(now: Double) -> [Action] {
    longestInterval = max(longestInterval, now - (lastHeartbeatAt ?? openedAt))
    defer { lastHeartbeatAt = now }
    return lastHeartbeatAt == nil ? [.arm(.silence, seconds: allowedSilence)] : []
  }

  private var allowedSilence: Double { max(limits.shortestSilenceSeconds, limits.heartbeatsToMiss * longestInterval) }

  private mutating func silenceTimer(now: Double, chance: Double) -> [Action] {
    let silent = now - lastActivityAt
    if silent < allowedSilence { return [.arm(.silence, seconds: allowedSilence - silent)] }
    failures = 0
    return wait(atLeast: 0, now: now, chance: chance)
  }
}
