import Console
import Domain
import ERPNext
import Replica

/// Reads who changed a document: first what this machine knows of it, then what the site says.
struct HistoryReading: Sendable {
  private let session: SiteSession

  init(_ session: SiteSession) { self.session = session }

  func start(_ reference: DocumentReference, _ generation: Int, post: @escaping @Sendable (Message) -> Void) {
    let session = session
    Task.detached {
      func tell(_ answer: HistoryAnswer) { post(.history(reference, generation: generation, answer)) }
      let (replica, zone) = (session.replica, session.zone)
      let own = try? await BlockingWork("history")({ () throws(ReplicaFailure) in
        try replica.ownHistory(of: reference, zone: zone)
      })
      tell(.own(own ?? []))
      do throws(SiteFailure) {
        tell(.site(try await session.client.history(of: reference.kind, named: reference.key)))
      } catch {
        tell(.absent(Self.absence(error)))
      }
    }
  }

  private static func absence(_ failure: SiteFailure) -> HistoryAbsence {
    switch failure {
    case .refused, .notFound: .forbidden
    case .malformed, .signInNeeded: .unreadable
    default: .offline
    }
  }
}
