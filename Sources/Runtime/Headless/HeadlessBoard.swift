import Console
import Domain
import ERPNext
import Replica
import Sync

/// A day's board for a verb from the shell.
struct HeadlessBoard: Sendable {
  let board: Board
  /// What has to be said where the site did not vouch for it in time.
  let warning: String?
}

/// Why there is no board to speak of.
struct NoBoard: Error {
  let code: Int32
  let sentence: String
}

extension HeadlessSession {
  /// The board of a day, as fresh as `seconds` allow: what the replica has where the site does not answer in that time. A replica that
  /// has never had anything is no empty day.
  func board(on day: LocalDate?, waiting seconds: Double) async -> Result<HeadlessBoard, NoBoard> {
    let report = await session.sync.syncOnce(timeout: seconds)
    let status = report.status
    let now = session.clock.now()
    let today = session.zone.local(now).date
    let (replica, zone) = (session.replica, session.zone)
    do throws(ReplicaFailure) {
      let (board, documents) = try await BlockingWork("board")({ () throws(ReplicaFailure) -> (Board, Int) in
        let board = try replica.board(on: day ?? today, zone: zone, today: today)
        let (technicians, jobs) = (try replica.count(.technician), try replica.count(.job))
        return (board, technicians + jobs)
      })
      if status.isCurrent(at: now) { return .success(HeadlessBoard(board: board, warning: nil)) }
      if documents == 0 { return .failure(neverLoaded(report, within: seconds)) }
      return .success(HeadlessBoard(board: board, warning: words.stale(status, now: now)))
    } catch {
      return .failure(NoBoard(code: ExitCode.failed, sentence: words.replicaFailed(error)))
    }
  }

  private func neverLoaded(_ report: SyncReport, within seconds: Double) -> NoBoard {
    switch report.status.link {
    case .signInNeeded(let said): return NoBoard(code: ExitCode.signIn, sentence: words.signInNeeded(said))
    case .offline:
      let reason = report.siteFailure.map(words.siteFailed)
      return NoBoard(code: ExitCode.failed, sentence: words.nothingKnown(reason ?? words.tooSlow(seconds)))
    default: return NoBoard(code: ExitCode.failed, sentence: words.nothingKnown(words.tooSlow(seconds)))
    }
  }
}

extension SyncStatus {
  /// How old what a site without a stream has confirmed may be, in seconds.
  private static let acceptedAge: Int64 = 120

  /// Whether what the replica shows is what the site has now, as far as anybody can know.
  func isCurrent(at now: Instant) -> Bool {
    let isYoung = freshAt.map { now.seconds - $0.seconds <= Self.acceptedAge } ?? false
    return switch link {
    case .live: freshAt != nil
    case .polling, .follower: isYoung
    case .starting, .loading, .offline, .signInNeeded: false
    }
  }
}
