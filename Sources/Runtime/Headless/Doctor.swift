import Configuration
import Console
import Dispatch
import Domain
import ERPNext
import Glibc
import Replica
import Routing
import Transport

/// `doctor`: looks at everything a console needs and says, line by line, what is well, what is not, and what to do.
package struct Doctor: Sendable {
  enum Verdict: String, Sendable { case good, warning, bad }

  struct Finding: Sendable {
    let subject: String
    let verdict: Verdict
    let sentence: String
  }

  private let setup: Setup
  private let asJSON: Bool
  private let patience: Double

  /// `patience`: seconds to wait for the site.
  package init(_ setup: Setup, asJSON: Bool, patience: Double) {
    self.setup = setup
    self.asJSON = asJSON
    self.patience = patience
  }

  /// The process's exit code: 0 when nothing is bad.
  package func run() -> Int32 {
    var findings = configuration() + terminal()
    if setup.refusal != nil {
      findings.append(Finding(subject: "site", verdict: .bad, sentence: setup.words.siteNotTried))
      return printed(findings)
    }
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var others: [Finding] = []
    Task.detached {
      others = await [TileCheck(setup: setup, patience: patience).finding()] + site()
      others.append(await geocoder())
      done.signal()
    }
    done.wait()
    return printed(findings + others)
  }

  private func printed(_ findings: [Finding]) -> Int32 {
    StandardOutput.write(asJSON ? json(findings) : setup.words.typeset(text(findings)))
    return findings.contains { $0.verdict == .bad } ? ExitCode.failed : ExitCode.done
  }

  // MARK: What stands on this machine

  private func configuration() -> [Finding] {
    let words = setup.words
    let theme = setup.theme(of: ThemeLibrary(directory: setup.directories.themes))
    let diagnostics = setup.diagnostics + KeyMap(setup.settings.keymap).diagnostics + theme.diagnostics
    let files = setup.files.isEmpty ? [words.noConfiguration(setup.directories.configurationFile)] : setup.files
    let read = setup.refusal == nil ? files.map { Finding(subject: "configuration", verdict: .good, sentence: $0) } : []
    return read
      + diagnostics.map {
        Finding(
          subject: "configuration", verdict: $0.severity == .error ? .bad : .warning, sentence: words.diagnostic($0))
      }
  }

  private func terminal() -> [Finding] {
    let words = setup.words
    let environment = setup.launch.environment
    let term = environment["TERM"] ?? ""
    var findings = [
      Finding(
        subject: "terminal", verdict: term.isEmpty || term == "dumb" ? .warning : .good,
        sentence: term.isEmpty ? words.noTerm : "TERM=\(term)")
    ]
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    let isUTF8 = locale.lowercased().contains("utf")
    findings.append(
      Finding(subject: "locale", verdict: isUTF8 ? .good : .warning, sentence: isUTF8 ? locale : words.noUTF8(locale)))
    if !(environment["TMUX"] ?? "").isEmpty {
      for (option, wanted) in [("escape-time", "20"), ("set-clipboard", "on"), ("focus-events", "on")] {
        guard let found = Self.output(of: "tmux show-options -gqv \(option) 2>/dev/null") else { continue }
        let isFine = option == "escape-time" ? (Int(found) ?? 500) <= 50 : found == wanted
        findings.append(
          Finding(
            subject: "tmux", verdict: isFine ? .good : .warning,
            sentence: isFine ? "\(option) \(found)" : words.tmuxLine("set -g \(option) \(wanted)", found: found)))
      }
    }
    return findings
  }

  private static func output(of command: String) -> String? {
    guard let pipe = popen(command, "re") else { return nil }
    defer { pclose(pipe) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, Int32(line.count), pipe) != nil else { return nil }
    return String(decoding: line.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  // MARK: The replica and the site

  private func site() async -> [Finding] {
    let words = setup.words
    let clock = SiteClock()
    let opening = SiteOpening(setup: setup, clock: clock, onClockStep: {})
    do throws(OpeningFailure) {
      let session = try await opening.session()
      var findings: [Finding] = []
      do throws(ReplicaFailure) { findings.append(try replica(session)) } catch {
        if case .corrupt = error {
          // Nobody may have it open while it is put aside, not even this process.
          session.stop()
          return [await remade(opening)]
        }
        findings.append(Finding(subject: "replica", verdict: .bad, sentence: words.replicaFailed(error)))
      }
      do throws(OpeningFailure) {
        let (reached, site) = try await opening.reach(session)
        if let day = site?.earlierDay {
          findings.append(Finding(subject: "sample", verdict: .warning, sentence: words.sampleIsOf(day)))
        }
        let asked = await within(patience) { await answers(of: reached) }
        findings += asked ?? [Finding(subject: "site", verdict: .bad, sentence: words.noAnswer(within: patience))]
        findings.append(await routing(reached))
      } catch {
        findings.append(Finding(subject: "site", verdict: .bad, sentence: words.openingFailed(error)))
      }
      session.stop()
      return findings
    } catch {
      if case .replica(.corrupt) = error { return [await remade(opening)] }
      return [Finding(subject: "site", verdict: .bad, sentence: words.openingFailed(error))]
    }
  }

  /// What the sentence about a damaged replica promises.
  private func remade(_ opening: SiteOpening) async -> Finding {
    do throws(OpeningFailure) {
      return Finding(
        subject: "replica", verdict: .warning, sentence: setup.words.replicaRemade(try await opening.remakeReplica()))
    } catch {
      return Finding(subject: "replica", verdict: .bad, sentence: setup.words.openingFailed(error))
    }
  }

  private func replica(_ session: SiteSession) throws(ReplicaFailure) -> Finding {
    try session.replica.checkSoundness()
    let jobs = try session.replica.count(.job)
    let outbox = try session.replica.outbox()
    let parked = outbox.filter { $0.intent.state.isParked }.count
    return Finding(
      subject: "replica", verdict: parked == 0 ? .good : .warning,
      sentence: setup.words.replicaHolds(jobs: jobs, queued: outbox.count - parked, parked: parked))
  }

  private func answers(of session: SiteSession) async -> [Finding] {
    let words = setup.words
    do throws(SiteFailure) {
      let user = try await session.client.loggedUser()
      var findings = [Finding(subject: "site", verdict: .good, sentence: "\(session.access.site) · \(user)")]
      if let versions = try? await session.client.versions(), !versions.isEmpty {
        let list = versions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        findings.append(Finding(subject: "versions", verdict: .good, sentence: list))
      }
      if let zone = try? await session.client.siteZoneIdentifier() {
        let mismatch = ZoneMismatch(told: zone, own: session.zone)
        findings.append(
          Finding(subject: "zone", verdict: mismatch == nil ? .good : .bad, sentence: mismatch.map(words.zoneDiffers) ?? zone))
      }
      return findings
    } catch {
      return [Finding(subject: "site", verdict: .bad, sentence: words.siteFailed(error))]
    }
  }

  private func geocoder() async -> Finding {
    let trial = GeocoderTrial(setup)
    let words = setup.words
    switch await trial.status(within: patience) {
    case .success(let answer): return Finding(subject: "geocoder", verdict: .good, sentence: answer)
    // Picking on the map and coordinates work without one.
    case .failure(.notConfigured):
      return Finding(subject: "geocoder", verdict: .good, sentence: words.geocoderSays(.notConfigured))
    case .failure(let failure): return Finding(subject: "geocoder", verdict: .warning, sentence: words.geocoderSays(failure))
    }
  }

  /// Whether the routing engine answers, and knows the roads round headquarters.
  private func routing(_ session: SiteSession) async -> Finding {
    let words = setup.words
    guard let routing = RoutingAccess(setup.settings, site: session.access) else {
      return Finding(subject: "routing", verdict: .good, sentence: words.noRouting)
    }
    do throws(RoutingFailure) {
      let client = routing.client(session.http, patience: .milliseconds(Int(patience * 1_000)))
      let metres = try await client.roadDistance(from: setup.settings.headquarters)
      let isFar = Double(metres) > RouteLimits.snapMetres
      return Finding(
        subject: "routing", verdict: isFar ? .warning : .good,
        sentence: isFar ? words.stray(words.headquartersName, metres: metres) : "\(routing.origin) · \(routing.profile)")
    } catch {
      return Finding(
        subject: "routing", verdict: .warning, sentence: words.sentences(words.routingFailed(error), words.estimatesHold))
    }
  }

  // MARK: Printing

  private func text(_ findings: [Finding]) -> String {
    let signs: [Verdict: String] = [.good: "ok ", .warning: "!  ", .bad: "!! "]
    return findings.map { "\(signs[$0.verdict]!) \($0.subject): \($0.sentence)\n" }.joined()
  }

  private func json(_ findings: [Finding]) -> String {
    JSONValue.array(
      findings.map { ["subject": .string($0.subject), "verdict": .string($0.verdict.rawValue), "message": .string($0.sentence)] }
    ).text + "\n"
  }
}
