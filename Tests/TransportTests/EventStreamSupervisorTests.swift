import Chance
import Testing
import Transport

@Suite struct EventStreamSupervisorTests {
  typealias Action = EventStreamSupervisor.Action

  private func connecting() -> EventStreamSupervisor {
    var supervisor = EventStreamSupervisor()
    _ = supervisor.handle(.start, now: 0, chance: 0)
    return supervisor
  }

  private func open(now: Double = 0) -> EventStreamSupervisor {
    var supervisor = connecting()
    _ = supervisor.handle(.answered(status: 200, mediaType: "text/event-stream", retryAfter: nil), now: now, chance: 0)
    return supervisor
  }

  private func waitSeconds(_ supervisor: EventStreamSupervisor) -> Double? {
    if case .waiting(let seconds) = supervisor.state { seconds } else { nil }
  }

  @Test func connectsOpensAndDelivers() {
    var supervisor = EventStreamSupervisor()
    #expect(supervisor.handle(.tryNow, now: 0, chance: 0) == [])
    #expect(supervisor.handle(.start, now: 0, chance: 0) == [.connect, .report(.connecting)])
    #expect(supervisor.handle(.start, now: 0, chance: 0) == [])
    #expect(
      supervisor.handle(.answered(status: 200, mediaType: "text/event-stream", retryAfter: nil), now: 1, chance: 0) == [
        .report(.open)
      ])
    let event = ServerSentEvent(type: "document", data: "{}", id: "4")
    #expect(supervisor.handle(.received(.event(event)), now: 2, chance: 0) == [.deliver(event)])
    #expect(supervisor.handle(.stop, now: 3, chance: 0).suffix(2) == [.disconnect, .report(.stopped(.asked))])
    #expect(supervisor.handle(.lost(nil), now: 3, chance: 0) == [])
    #expect(supervisor.handle(.start, now: 4, chance: 0) == [.connect, .report(.connecting)])
  }

  @Test(arguments: [
    (204, "", EventStreamSupervisor.StopReason.noContent), (401, "application/json", .credentials),
    (403, "application/json", .credentials),
    (200, "text/html", .credentials), (302, "text/html", .credentials), (200, "application/json", .refused(status: 200)),
    (404, "", .refused(status: 404)),
    (400, "text/event-stream", .refused(status: 400)), (206, "text/event-stream", .refused(status: 206)),
  ])
  func stopsForGood(status: Int, mediaType: String, reason: EventStreamSupervisor.StopReason) {
    var supervisor = connecting()
    let actions = supervisor.handle(.answered(status: status, mediaType: mediaType, retryAfter: nil), now: 0, chance: 0)
    #expect(supervisor.state == .stopped(reason))
    #expect(actions.contains(.disconnect))
    #expect(!actions.contains { if case .arm = $0 { true } else { false } })
    for input in [EventStreamSupervisor.Input.lost(nil), .timer(.reconnection), .timer(.silence)] {
      #expect(supervisor.handle(input, now: 9, chance: 0) == [])
    }
    #expect(supervisor.handle(.tryNow, now: 10, chance: 0) == [.connect, .report(.connecting)])
  }

  @Test(arguments: [500, 502, 503, 504, 599, 408, 429])
  func comesBackAfterAPassingTrouble(status: Int) {
    var supervisor = connecting()
    let actions = supervisor.handle(.answered(status: status, mediaType: "text/html", retryAfter: nil), now: 0, chance: 0.5)
    #expect(waitSeconds(supervisor) == 1.5)
    #expect(actions.contains(.arm(.reconnection, seconds: 1.5)))
    #expect(
      supervisor.handle(.timer(.reconnection), now: 2, chance: 0) == [.disarm(.reconnection), .connect, .report(.connecting)])
  }

  @Test func waitsTwiceAsLongUpToABoundAndNeverLess() {
    var supervisor = connecting()
    var waits: [Double] = []
    for _ in 0..<8 {
      _ = supervisor.handle(.lost(.cannotConnect), now: 0, chance: 0.999_999)
      waits.append((waitSeconds(supervisor) ?? 0).rounded())
      _ = supervisor.handle(.timer(.reconnection), now: 0, chance: 0)
    }
    #expect(waits == [2, 4, 8, 16, 32, 60, 60, 60])
    _ = supervisor.handle(.lost(.cannotConnect), now: 0, chance: 0)
    #expect(waitSeconds(supervisor) == 30)
  }

  @Test func retryAfterIsALowerBoundWithinReason() {
    var supervisor = connecting()
    _ = supervisor.handle(.answered(status: 503, mediaType: "", retryAfter: 30), now: 0, chance: 0.5)
    #expect(waitSeconds(supervisor) == 31.5)
    supervisor = connecting()
    _ = supervisor.handle(.answered(status: 429, mediaType: "", retryAfter: 1e9), now: 0, chance: 0)
    #expect(waitSeconds(supervisor) == 900)
    supervisor = connecting()
    _ = supervisor.handle(.answered(status: 429, mediaType: "", retryAfter: 0), now: 0, chance: 0)
    #expect(waitSeconds(supervisor) == 1)
  }

  @Test func aSteadyStreamForgivesWhatWasBefore() {
    var supervisor = connecting()
    for _ in 0..<4 {
      _ = supervisor.handle(.lost(.interrupted), now: 0, chance: 0)
      _ = supervisor.handle(.timer(.reconnection), now: 0, chance: 0)
    }
    _ = supervisor.handle(.answered(status: 200, mediaType: "text/event-stream", retryAfter: nil), now: 100, chance: 0)
    var flapping = supervisor
    _ = flapping.handle(.lost(nil), now: 101, chance: 0)
    #expect(waitSeconds(flapping) == 16)
    _ = supervisor.handle(.lost(nil), now: 111, chance: 0)
    #expect(waitSeconds(supervisor) == 1)
  }

  @Test func theStreamsOwnReconnectionTimeCounts() {
    var supervisor = open()
    #expect(supervisor.handle(.received(.retry(milliseconds: 10_000)), now: 0, chance: 0) == [])
    _ = supervisor.handle(.lost(nil), now: 20, chance: 0.999_999_999)
    #expect((waitSeconds(supervisor) ?? 0).rounded() == 10)
    supervisor = open()
    _ = supervisor.handle(.received(.retry(milliseconds: .max)), now: 0, chance: 0)
    _ = supervisor.handle(.lost(nil), now: 20, chance: 0)
    #expect((waitSeconds(supervisor) ?? .infinity) <= 900)
  }

  @Test func aWaitEndsEarlyWhenAsked() {
    var supervisor = connecting()
    _ = supervisor.handle(.lost(.timedOut), now: 0, chance: 0)
    #expect(supervisor.handle(.tryNow, now: 0, chance: 0) == [.disarm(.reconnection), .connect, .report(.connecting)])
  }

  @Test func aRequestThatCannotBeMadeIsNotTriedAgain() {
    for reason in [TransportError.Reason.insecure, .invalidRequest, .badRedirect] {
      var supervisor = connecting()
      _ = supervisor.handle(.lost(reason), now: 0, chance: 0)
      #expect(supervisor.state == .stopped(.misconfigured))
    }
  }

  // MARK: Silence

  @Test func withoutHeartbeatsSilenceIsNoSign() {
    var supervisor = open()
    let event = ServerSentEvent(data: "x")
    #expect(supervisor.handle(.received(.event(event)), now: 10, chance: 0) == [.deliver(event)])
    #expect(supervisor.handle(.timer(.silence), now: 10_000, chance: 0).contains(.arm(.silence, seconds: 0)) == false)
  }

  @Test func theFirstHeartbeatArmsTheTimerOnce() {
    var supervisor = open()
    #expect(supervisor.handle(.received(.comment), now: 1, chance: 0) == [.arm(.silence, seconds: 45)])
    #expect(supervisor.handle(.received(.comment), now: 16, chance: 0) == [])
    // 40 s ago at 45: five more to go.
    #expect(supervisor.handle(.timer(.silence), now: 56, chance: 0) == [.arm(.silence, seconds: 5)])
    let actions = supervisor.handle(.timer(.silence), now: 61, chance: 0)
    #expect(actions.contains(.disconnect))
    #expect(waitSeconds(supervisor) == 1)
  }

  @Test func threeIntervalsMayPass() {
    var supervisor = open()
    _ = supervisor.handle(.received(.comment), now: 30, chance: 0)
    #expect(supervisor.handle(.timer(.silence), now: 75, chance: 0) == [.arm(.silence, seconds: 45)])
    #expect(supervisor.handle(.timer(.silence), now: 120, chance: 0).contains(.disconnect))
  }

  @Test(arguments: ["heartbeat", "ping", "keepalive"])
  func heartbeatsThatAreEventsSayNothingElse(type: String) {
    var supervisor = open()
    #expect(
      supervisor.handle(.received(.event(ServerSentEvent(type: type, data: "{}"))), now: 1, chance: 0) == [
        .arm(.silence, seconds: 45)
      ])
  }

  @Test func anotherStreamStartsItsOwnCount() {
    var supervisor = open()
    _ = supervisor.handle(.received(.comment), now: 100, chance: 0)
    let lost = supervisor.handle(.lost(nil), now: 101, chance: 0)
    #expect(lost.contains(.disarm(.silence)))
    _ = supervisor.handle(.timer(.reconnection), now: 102, chance: 0)
    _ = supervisor.handle(.answered(status: 200, mediaType: "text/event-stream", retryAfter: nil), now: 103, chance: 0)
    #expect(supervisor.handle(.received(.comment), now: 104, chance: 0) == [.arm(.silence, seconds: 45)])
  }

  /// Whatever happens, in whatever order: at most one connection, a wait always has its timer, a stop leaves nothing armed.
  @Test(arguments: [41, 42, 43, 44] as [UInt64])
  func keepsItsPromisesInAnyOrder(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    var supervisor = EventStreamSupervisor()
    var isConnected = false
    var armed: [EventStreamSupervisor.Timer] = []
    var now = 0.0
    let statuses = [200, 204, 302, 401, 404, 429, 500, 503]
    for step in 0..<5_000 {
      now += Double.random(in: 0...30, using: &generator)
      let input: EventStreamSupervisor.Input
      switch Int.random(in: 0..<12, using: &generator) {
      case 0, 1: input = .start
      case 2: input = .stop
      case 3: input = .tryNow
      case 4, 5, 6:
        let types = ["text/event-stream", "text/event-stream", "text/html", ""]
        input = .answered(
          status: statuses.randomElement(using: &generator)!, mediaType: types.randomElement(using: &generator)!,
          retryAfter: Bool.random(using: &generator) ? Double.random(in: 0...5_000, using: &generator) : nil)
      case 7: input = .received(.comment)
      case 8: input = .received(.event(ServerSentEvent(data: "x")))
      case 9: input = .lost([nil, .interrupted, .insecure, .timedOut].randomElement(using: &generator)!)
      case 10: input = .overflowed
      default:
        guard let timer = armed.randomElement(using: &generator) else { continue }
        armed.removeAll { $0 == timer }
        input = .timer(timer)
      }
      if case .lost = input, !isConnected { continue }
      if case .lost = input { isConnected = false }
      for action in supervisor.handle(input, now: now, chance: Double.random(in: 0..<1, using: &generator)) {
        switch action {
        case .connect:
          #expect(!isConnected, "seed \(seed), step \(step)")
          isConnected = true
        case .disconnect: isConnected = false
        case .arm(let timer, let seconds):
          #expect(seconds >= 0 && seconds <= 1_000, "seed \(seed), step \(step)")
          armed.removeAll { $0 == timer }
          armed.append(timer)
        case .disarm(let timer): armed.removeAll { $0 == timer }
        case .deliver: #expect(supervisor.state == .open, "seed \(seed), step \(step)")
        case .report(let state): #expect(state == supervisor.state, "seed \(seed), step \(step)")
        }
      }
      switch supervisor.state {
      case .waiting: #expect(armed == [.reconnection] && !isConnected, "seed \(seed), step \(step)")
      case .stopped, .idle: #expect(armed.isEmpty && !isConnected, "seed \(seed), step \(step)")
      case .connecting: #expect(isConnected && armed.isEmpty, "seed \(seed), step \(step)")
      case .open: #expect(isConnected && !armed.contains(.reconnection), "seed \(seed), step \(step)")
      }
    }
  }
}
