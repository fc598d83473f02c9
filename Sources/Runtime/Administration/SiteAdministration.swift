import Configuration
import Console
import Dispatch
import Domain
import ERPNext
import SampleWeek
import SiteAdmin
import Transport

/// `site check`, `site install`, `site seed` and `site remove-seed`: what is done to a site before dispatchers work on it. No replica is
/// opened, and no terminal touched.
package struct SiteAdministration: Sendable {
  package typealias Answer = HeadlessSession.Answer

  let setup: Setup
  let access: SiteAccess
  let client: FrappeClient
  let clock: SiteClock
  let zone: SiteZone
  var words: Words { setup.words }

  /// Reaches the site, runs `work`, and says what kept it from being reached.
  package static func run(_ setup: Setup, _ work: (SiteAdministration) async throws -> Answer) async -> Answer {
    if let refusal = setup.refusal { return Answer(code: ExitCode.usage, complaint: refusal) }
    let clock = SiteClock()
    let opening = SiteOpening(setup: setup, clock: clock, onClockStep: {})
    let access: SiteAccess
    do throws(OpeningFailure) { access = try await opening.access() } catch {
      let isSignIn = if case .access(.noCredentials) = error { true } else { false }
      return Answer(
        code: isSignIn ? ExitCode.signIn : ExitCode.failed, complaint: setup.words.typeset(setup.words.openingFailed(error)))
    }
    let client = FrappeClient(http: HTTPClient(), origin: access.site, mapping: setup.mapping) { _ = clock.observe(siteDate: $0) }
    let administration = SiteAdministration(
      setup: setup, access: access, client: client, clock: clock, zone: opening.zone(of: access) ?? setup.zone)
    do { return try await work(administration) } catch {
      let failure = error as? SiteFailure ?? .unreachable("\(error)")
      let isSignIn = if case .signInNeeded = failure { true } else { false }
      return Answer(
        code: isSignIn ? ExitCode.signIn : ExitCode.failed, complaint: setup.words.typeset(setup.words.siteFailed(failure)))
    }
  }

  func report() async throws(SiteFailure) -> SiteReport {
    try await SiteCheck(client, zone: zone) { [clock] in clock.now() }.report()
  }

  // MARK: Check

  /// - Parameter writes: put the suggested names into the user's config.yaml.
  package func check(asJSON: Bool, writes: Bool) async throws(SiteFailure) -> Answer {
    let report = try await report()
    var output =
      asJSON ? SiteReportJSON.text(report, site: access.site.text) : SiteReportText(words).text(report, site: access.site.text)
    if writes {
      let suggested = SuggestedMapping(report).over(setup.settings.mapping)
      guard suggested != setup.settings.mapping else {
        return Answer(code: code(report), output: output, complaint: asJSON ? "" : words.nothingToWrite)
      }
      let path = setup.launch.configurationFile ?? setup.directories.configurationFile
      switch ConfigurationRewriting.replace(path, { MappingSection.replacing(in: $0, with: suggested) }) {
      case .success: if !asJSON { output += words.typeset(words.mappingWritten(path)) + "\n" }
      case .failure(let failure):
        return Answer(code: ExitCode.failed, output: output, complaint: words.typeset(words.notWritten(path, failure.code)))
      }
      // What was suggested is in force from the next command on, and says then whether it fits.
      return Answer(output: output)
    }
    return Answer(code: code(report), output: output)
  }

  private func code(_ report: SiteReport) -> Int32 { report.fits ? ExitCode.done : ExitCode.doesNotFit }

  // MARK: Install

  package func install(isDry: Bool, asJSON: Bool) async throws(SiteFailure) -> Answer {
    if setup.launch.isReadOnly, !isDry {
      return Answer(code: ExitCode.usage, complaint: words.typeset(words.readOnlyChangesNothing))
    }
    let report = try await report()
    let install = SiteInstall(client)
    let plan: InstallPlan
    do throws(SiteFailure) { plan = try await install.plan(for: report) } catch {
      guard case .refused(403, _, let site) = error else { throw error }
      return Answer(code: ExitCode.refused, complaint: words.typeset(words.mayNotInstall(report.user, site)))
    }
    var lines: [String] = []
    for (number, step) in plan.steps.enumerated() {
      if !isDry {
        do throws(SiteFailure) { try await install.take(step) } catch {
          let done = words.installed(number, of: plan.steps.count)
          return Answer(
            code: ExitCode.failed, output: words.typeset(lines.joined()),
            complaint: words.typeset(words.stepFailed(step, words.siteFailed(error)) + " " + done))
        }
      }
      lines.append(words.step(step, isDry: isDry) + "\n")
    }
    let leftovers = plan.left.map { words.leftover($0) }
    if asJSON {
      let steps = plan.steps.map { JSONValue.string(words.step($0, isDry: isDry)) }
      let value: JSONValue = [
        "dry_run": .bool(isDry), "steps": .array(steps), "left": .array(leftovers.map { .string($0) }),
      ]
      return Answer(output: value.text + "\n")
    }
    if plan.isEmpty { lines.append(words.nothingToInstall + "\n") }
    lines += leftovers.map { "!  " + $0 + "\n" }
    if report.user == "Administrator" { lines.append(words.administratorOnlyInstalls + "\n") }
    return Answer(output: words.typeset(lines.joined()))
  }

  // MARK: Sample

  package func seed(seed: UInt64) async throws(SiteFailure) -> Answer {
    if setup.launch.isReadOnly { return Answer(code: ExitCode.usage, complaint: words.typeset(words.readOnlyChangesNothing)) }
    let ledger = SeedLedger(path: ledgerPath)
    guard ledger.entries.isEmpty else {
      return Answer(code: ExitCode.refused, complaint: words.typeset(words.seededAlready(ledger.entries.count)))
    }
    let week = SampleWeek(seed: seed, today: today)
    let report = try await report()
    guard report.fits else { return Answer(code: ExitCode.doesNotFit, complaint: words.typeset(words.installFirst)) }
    var count = 0
    nonisolated(unsafe) var isKept = true
    do throws(SiteFailure) {
      try await SiteSeed(client).seed(week) { made in
        count += 1
        if !ledger.append(made) { isKept = false }
      }
    } catch {
      return Answer(
        code: ExitCode.failed, complaint: words.typeset(words.siteFailed(error) + " " + words.seededSoFar(count)))
    }
    guard isKept else { return Answer(code: ExitCode.failed, complaint: words.typeset(words.ledgerNotKept(ledgerPath))) }
    return Answer(output: words.typeset(words.seeded(count)) + "\n")
  }

  package func removeSeed() async throws(SiteFailure) -> Answer {
    if setup.launch.isReadOnly { return Answer(code: ExitCode.usage, complaint: words.typeset(words.readOnlyChangesNothing)) }
    let ledger = SeedLedger(path: ledgerPath)
    guard !ledger.entries.isEmpty else { return Answer(output: words.typeset(words.noSeed) + "\n") }
    let left = try await SiteSeed(client).remove(ledger.entries)
    ledger.replace(left.map(\.made))
    let removed = ledger.count - left.count
    guard let first = left.first else { return Answer(output: words.typeset(words.seedRemoved(removed)) + "\n") }
    return Answer(
      code: ExitCode.refused,
      complaint: words.typeset(words.seedLeft(left.count, first.made.doctype, first.made.name, first.words)))
  }

  /// The site's day.
  private var today: SampleDay {
    let date = zone.local(clock.now()).date
    return SampleDay(year: date.year, month: date.month, day: date.day)
  }

  /// Beside the site's replica, so that one site's ledger is never taken for another's.
  private var ledgerPath: String { access.directory + "/seed.ledger" }
}
