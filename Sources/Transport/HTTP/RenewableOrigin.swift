import Synchronization

/// A place whose credential may be exchanged for a newer one while requests go there.
package final class RenewableOrigin: Sendable {
  private let origin: Mutex<Origin>

  package init(_ origin: Origin) { self.origin = Mutex(origin) }

  package var current: Origin { origin.withLock { $0 } }

  package func renew(_ credential: Credential?) { origin.withLock { $0.credential = credential } }
}
