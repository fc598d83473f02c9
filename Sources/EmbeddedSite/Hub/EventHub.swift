import Synchronization

/// The hub's event stream: document events with ids and a bounded log; positions, presence, services and heartbeats without.
package final class EventHub: Sendable {
  package struct Topics: Sendable, OptionSet {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let documents = Topics(rawValue: 1)
    package static let positions = Topics(rawValue: 2)
    package static let presence = Topics(rawValue: 4)
    package static let services = Topics(rawValue: 8)
    package static let all: Topics = [.documents, .positions, .presence, .services]
  }

  private struct Subscriber {
    let topics: Topics
    let user: String
    let continuation: AsyncStream<[UInt8]>.Continuation
  }

  private struct State {
    var epoch: String
    var log: [(id: Int64, data: String)] = []
    /// The id of the last event that is no longer in the log.
    var forgotten: Int64 = 0
    /// The last one of each device, which a new subscriber is told first.
    var positions: [Int64: [UInt8]] = [:]
    /// The last state of each service, which a new subscriber is told too.
    var services: [String: [UInt8]] = [:]
    /// What of the documents somebody has open, by user.
    var looking: [String: (doctype: String, name: String)] = [:]
    var subscribers: [Int: Subscriber] = [:]
    var nextSubscriber = 0
  }

  private let state: Mutex<State>
  let capacity: Int

  /// `epoch` tells one life of the site's data from another: ids of an older one are answered with `reset`.
  package init(epoch: String, capacity: Int = 2_000) {
    self.capacity = capacity
    state = Mutex(State(epoch: epoch))
  }

  /// What the log holds when the site starts.
  func restore(epoch: String, _ events: [(id: Int64, data: String)], forgotten: Int64) {
    state.withLock { state in
      state.epoch = epoch
      state.log = events
      state.forgotten = forgotten
    }
  }

  var subscriberCount: Int { state.withLock { $0.subscribers.count } }

  func publish(document id: Int64, _ data: String) {
    send(.documents) { state in
      state.log.append((id, data))
      if state.log.count > capacity + capacity / 4 {
        let excess = state.log.count - capacity
        state.forgotten = state.log[excess - 1].id
        state.log.removeFirst(excess)
      }
      return Self.event("document", data, id: "\(state.epoch)-\(id)")
    }
  }

  func publish(position data: JSON, of device: Int64) {
    send(.positions) { state in
      let bytes = Self.event("position", data.text, id: nil)
      state.positions[device] = bytes
      return bytes
    }
  }

  /// `outage` says why the service is away; nil: it is at work. Told where it is news.
  func publish(service: String, outage: String?) {
    let data: JSON = ["service": .string(service), "state": outage == nil ? "up" : "down", "detail": .string(outage ?? "")]
    let bytes = Self.event("service", data.text, id: nil)
    let isNews = state.withLock { state in
      defer { state.services[service] = bytes }
      return state.services[service] != bytes
    }
    if isNews { send(.services) { _ in bytes } }
  }

  /// Somebody has opened a document, or closed it where there is none.
  package func look(_ user: String, at document: (doctype: String, name: String)?) {
    let isNews = state.withLock { state in
      let known = state.looking[user]
      state.looking[user] = document
      return known?.doctype != document?.doctype || known?.name != document?.name
    }
    if isNews { publishPresence() }
  }

  /// Tells everybody who has a console open, how many, and what they look at.
  private func publishPresence() {
    send(.presence) { state in
      let consoles = Dictionary(grouping: state.subscribers.values, by: \.user)
      let users = Set(consoles.keys).union(state.looking.keys).sorted().map { user -> JSON in
        let viewing = state.looking[user].map { ["doctype": .string($0.doctype), "name": .string($0.name)] as JSON }
        return [
          "user": .string(user), "consoles": .int(Int64(consoles[user]?.count ?? 0)),
          "viewing": .array(viewing.map { [$0] } ?? []),
        ]
      }
      return Self.event("presence", JSON.object([.init("users", .array(users))]).text, id: nil)
    }
  }

  func heartbeat() {
    send(.all) { _ in Array(": heartbeat\n\n".utf8) }
  }

  /// Tells every subscriber that what it knows is of another life of the site.
  func reset() {
    send(.all) { _ in Self.event("reset", "{}", id: nil) }
  }

  func closeStreams() {
    let streams = state.withLock { state in
      let all = state.subscribers.values.map(\.continuation)
      state.subscribers = [:]
      return all
    }
    for stream in streams { stream.finish() }
  }

  /// A stream that begins with what was missed since `lastEventID`, or with `reset` where that is no longer known. As long as it
  /// is open, `user` is present.
  func subscribe(_ topics: Topics, as user: String, lastEventID: String?) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingOldest(8_192))
    let number = state.withLock { state in
      continuation.yield(Array("retry: 1000\n: open\n\n".utf8))
      for bytes in Self.missed(state, topics, lastEventID) { continuation.yield(bytes) }
      if topics.contains(.positions) {
        for device in state.positions.keys.sorted() { continuation.yield(state.positions[device]!) }
      }
      if topics.contains(.services) {
        for service in state.services.keys.sorted() { continuation.yield(state.services[service]!) }
      }
      state.nextSubscriber += 1
      state.subscribers[state.nextSubscriber] = Subscriber(topics: topics, user: user, continuation: continuation)
      return state.nextSubscriber
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { state in _ = state.subscribers.removeValue(forKey: number) }
      self?.publishPresence()
    }
    publishPresence()
    return stream
  }

  private static func missed(_ state: State, _ topics: Topics, _ lastEventID: String?) -> [[UInt8]] {
    guard topics.contains(.documents), let lastEventID, !lastEventID.isEmpty else { return [] }
    let newest = state.log.last?.id ?? state.forgotten
    guard lastEventID.hasPrefix(state.epoch + "-"), let last = Int64(lastEventID.dropFirst(state.epoch.count + 1)),
      last >= state.forgotten, last <= newest
    else { return [event("reset", "{}", id: "\(state.epoch)-\(newest)")] }
    return state.log.filter { $0.id > last }.map { event("document", $0.data, id: "\(state.epoch)-\($0.id)") }
  }

  /// Made and sent under one lock, so that every stream has the events in the order of their ids.
  private func send(_ topic: Topics, _ make: (inout State) -> [UInt8]) {
    let slow = state.withLock { state in
      let bytes = make(&state)
      var slow: [AsyncStream<[UInt8]>.Continuation] = []
      for (number, subscriber) in state.subscribers where !subscriber.topics.isDisjoint(with: topic) {
        if case .enqueued = subscriber.continuation.yield(bytes) { continue }
        state.subscribers[number] = nil
        slow.append(subscriber.continuation)
      }
      return slow
    }
    for continuation in slow { continuation.finish() }
  }

  private static func event(_ name: String, _ data: String, id: String?) -> [UInt8] {
    Array("\(id.map { "id: \($0)\n" } ?? "")event: \(name)\ndata: \(data)\n\n".utf8)
  }
}
