import Transport

/// The streams that are open, and the callbacks of each, one after the other.
actor Streams {
  private struct Stream {
    let client: EventStreamClient
    let relay: Task<Void, Never>
  }

  private let http = HTTPClient()
  private var streams: [Int: Stream] = [:]
  private var last = 0
  private var waiter: CheckedContinuation<Void, Never>?
  private var isStopped = false

  func open(_ order: StreamOrder) -> Int? {
    last += 1
    var limits = EventStreamSupervisor.Limits()
    if let delay = order.initialDelay { limits.reconnectionSeconds = delay }
    let client = EventStreamClient(http: http, limits: limits, lastEventID: order.lastEventID) { order.request() }
    let http = http
    let updates = client.updates
    let relay = Task {
      var number = 0
      for await update in updates {
        guard let message = Self.message(update) else { continue }
        number += 1
        var callback = HTTPRequest(
          .post, order.callbackOrigin, order.callbackTarget + "/\(number)", headers: ["Content-Type": "application/json"],
          body: message.bytes)
        callback.isRepeatable = true
        _ = try? await http.send(callback)
      }
    }
    streams[last] = Stream(client: client, relay: relay)
    client.start()
    return last
  }

  private static func message(_ update: EventStreamClient.Update) -> JSONValue? {
    switch update {
    case .event(let event):
      return ["kind": "event", "event": ["type": .string(event.type), "data": .string(event.data), "id": .string(event.id)]]
    case .state(.stopped(.asked)): return nil
    case .state(.stopped(let reason)): return ["kind": "error", "comment": .string("stopped: \(reason)")]
    case .state(.waiting): return ["kind": "error", "comment": "the connection was lost; another follows"]
    case .state: return nil
    }
  }

  func has(_ number: Int) -> Bool { streams[number] != nil }
  func restart(_ number: Int) { streams[number]?.client.reconnect() }

  func close(_ number: Int) async {
    guard let stream = streams.removeValue(forKey: number) else { return }
    stream.client.stop()
    await stream.client.shutDown()
    await stream.relay.value
  }

  func stop() async {
    for number in streams.keys { await close(number) }
    isStopped = true
    waiter?.resume()
    waiter = nil
  }

  func untilStopped() async {
    if isStopped { return }
    await withCheckedContinuation { waiter = $0 }
  }
}
