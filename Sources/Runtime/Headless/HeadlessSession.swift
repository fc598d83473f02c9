import Console
import Domain
import ERPNext
import Replica
import Sync
import Transport

/// One verb from the shell, on the same replica and through the same outbox as the console: no terminal is touched.
package struct HeadlessSession: Sendable {
  /// What the process prints and ends with.
  package struct Answer: Sendable {
    package let code: Int32
    /// For standard output: text, or one JSON value.
    package let output: String
    /// For standard error.
    package let complaint: String

    package init(code: Int32 = ExitCode.done, output: String = "", complaint: String = "") {
      self.code = code
      self.output = output
      self.complaint = complaint
    }
  }

  let setup: Setup
  let session: SiteSession
  var words: Words { setup.words }

  /// Opens the site, runs `work` and closes it again.
  package static func run(_ setup: Setup, _ work: (HeadlessSession) async -> Answer) async -> Answer {
    if let refusal = setup.refusal { return Answer(code: ExitCode.usage, complaint: refusal) }
    do throws(OpeningFailure) {
      let clock = SiteClock()
      let opening = SiteOpening(setup: setup, clock: clock, onClockStep: {})
      let session = try await opening.inItsZone(opening.reach(opening.session()).session)
      session.sync.start()
      let answer = await work(HeadlessSession(setup: setup, session: session))
      SiteMemory(session.access).clockLead = clock.leadSeconds
      session.stop()
      return answer
    } catch {
      let isSignIn = if case .access(.noCredentials) = error { true } else { false }
      return Answer(code: isSignIn ? ExitCode.signIn : ExitCode.failed, complaint: setup.words.openingFailed(error))
    }
  }

  /// Whether the site keeps another zone: as it says within `seconds`, else as it said the last time.
  func zoneMismatch(waiting seconds: Double) async -> ZoneMismatch? {
    let memory = SiteMemory(session.access)
    let client = session.client
    let told = await within(seconds) { try? await client.siteZoneIdentifier() } ?? nil
    if let told { memory.zone = told }
    return (told ?? memory.zone).flatMap { ZoneMismatch(told: $0, own: session.zone) }
  }

  /// The board of a day, as fresh as `seconds` allow: what the replica has where the site does not answer in that time.
  func board(on day: LocalDate?, waiting seconds: Double) async -> Result<Board, ReplicaFailure> {
    _ = await session.sync.syncOnce(timeout: seconds)
    let today = session.zone.local(session.clock.now()).date
    let (replica, zone) = (session.replica, session.zone)
    do throws(ReplicaFailure) {
      return .success(
        try await BlockingWork("board")({ () throws(ReplicaFailure) in
          try replica.board(on: day ?? today, zone: zone, today: today)
        }))
    } catch {
      return .failure(error)
    }
  }
}
