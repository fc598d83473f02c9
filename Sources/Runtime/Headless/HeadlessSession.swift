import Console
import Domain
import ERPNext
import Replica
import Sync

/// One verb from the shell, on the same replica and through the same outbox as the console: no terminal is touched.
package struct HeadlessSession: Sendable {
  /// What the process prints and ends with.
  package struct Answer: Sendable {
    package let code: Int32
    /// For standard output: text, or one JSON value.
    package let output: String
    /// For standard error.
    package fileprivate(set) var complaint: String
    /// Also for standard error, one line each: what the answer has to be read with.
    package var warnings: [String]

    package init(code: Int32 = ExitCode.done, output: String = "", complaint: String = "", warnings: [String] = []) {
      self.code = code
      self.output = output
      self.complaint = complaint
      self.warnings = warnings
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
      var answer = await work(HeadlessSession(setup: setup, session: session))
      answer.complaint = setup.words.typeset(answer.complaint)
      answer.warnings = setup.diagnostics.map(setup.words.diagnostic) + answer.warnings.map(setup.words.typeset)
      SiteMemory(session.access).clockLead = clock.leadSeconds
      session.stop()
      return answer
    } catch {
      let isSignIn = if case .access(.noCredentials) = error { true } else { false }
      return Answer(
        code: isSignIn ? ExitCode.signIn : ExitCode.failed, complaint: setup.words.typeset(setup.words.openingFailed(error)))
    }
  }

  /// A zone that a site told within this many seconds is not asked for again: one request less before every verb.
  private static let zoneHolds: Int64 = 86_400

  /// Whether the site keeps another zone: as it said not long ago, else as it says within `seconds`, else as it said the last time.
  func zoneMismatch(waiting seconds: Double) async -> ZoneMismatch? {
    let memory = SiteMemory(session.access)
    if let told = memory.zone, let age = memory.zoneAge, (0..<Self.zoneHolds).contains(age) {
      let known = ZoneMismatch(told: told, own: session.zone)
      // What stops every verb is not believed without asking.
      if known == nil { return nil }
    }
    let client = session.client
    let told = await within(seconds) { try? await client.siteZoneIdentifier() } ?? nil
    if let told { memory.zone = told }
    return (told ?? memory.zone).flatMap { ZoneMismatch(told: $0, own: session.zone) }
  }
}
