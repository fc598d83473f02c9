import Domain
import Transport

/// The hub's live events, over one connection that is kept open.
package struct HubStream: Sendable {
  package enum Topic: String, Sendable, CaseIterable { case documents, positions, presence, services }

  private let client: EventStreamClient
  private let decoder: HubEventDecoder

  package enum Update: Sendable, Equatable {
    case connection(EventStreamSupervisor.State)
    /// Mostly one.
    case events([HubEvent])
  }

  /// - Parameter origin: asked for at every connection, so that a renewed credential is used.
  package init(
    http: HTTPClient, topics: [Topic] = Topic.allCases, doctypes: [DocumentKind: String],
    limits: EventStreamSupervisor.Limits = .init(), origin: @escaping @Sendable () -> Origin
  ) {
    decoder = HubEventDecoder(doctypes: doctypes)
    let target = "/sse" + PercentEncoding.query([("topics", topics.map(\.rawValue).joined(separator: ","))])
    client = EventStreamClient(http: http, limits: limits) { HTTPRequest(.get, origin(), target) }
  }

  package func start() { client.start() }
  package func stop() { client.stop() }
  package func tryNow() { client.tryNow() }
  package func shutDown() async { await client.shutDown() }

  /// To be read once.
  package var updates: AsyncMapSequence<AsyncStream<EventStreamClient.Update>, Update> {
    let decoder = decoder
    return client.updates.map { update in
      switch update {
      case .state(let state): .connection(state)
      case .event(let event): .events(decoder.decode(event))
      }
    }
  }
}
