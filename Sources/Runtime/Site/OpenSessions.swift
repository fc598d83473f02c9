import Synchronization

/// The sessions that a process has opened, until it ends: libcurl must neither be at work nor be setting itself up while the process
/// exits and its libraries are torn down.
final class OpenSessions: Sendable {
  /// nil: the process is ending.
  private let sessions = Mutex<[SiteSession]?>([])

  /// Makes a session, or answers nil where the process is ending. Who ends it waits until one that is being made is there.
  func open(_ make: () -> SiteSession) -> SiteSession? {
    sessions.withLock { sessions in
      guard sessions != nil else { return nil }
      let session = make()
      sessions?.append(session)
      return session
    }
  }

  /// Ends one of them.
  func close(_ session: SiteSession) {
    sessions.withLock { $0?.removeAll { $0 === session } }
    session.stop()
  }

  /// Ends them all; from now on none is made.
  func closeAll() {
    let last = sessions.withLock { sessions in
      defer { sessions = nil }
      return sessions ?? []
    }
    for session in last { session.stop() }
  }
}
