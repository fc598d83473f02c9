import Foundation
import Glibc
import Household
import TerminalHarness
import Testing

/// What a person reads in a shell: values that begin with a hyphen, sites that do not answer, and sentences that say what to do there.
@Suite(.serialized) struct ShellWordsTests {
  private func json(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  /// The sample's jobs of a day, as `jobs --json` has them.
  private func jobs(_ household: Household, _ more: [String] = []) async throws -> [JSONValue] {
    let run = try await household.run(["jobs", "--json"] + more)
    #expect(run.status == 0, "\(run.errors)")
    return try json(run.output).array
  }

  private func planned(_ jobs: [JSONValue]) throws -> String {
    // Early enough on the day to be moved either way.
    let found = jobs.first { job in
      ["Planned", "Published"].contains(job["status"].string)
        && ["10", "11", "12", "13", "14"].contains { job["scheduled_start"].string?.contains(" \($0):") == true }
    }
    return try #require(found?["number"].string)
  }

  @Test func timesMayBeginWithAHyphen() async throws {
    let household = try Household()
    let job = try planned(try await jobs(household))
    func change(_ arguments: [String]) async throws -> (before: String, after: String) {
      let run = try await household.run(arguments + ["--dry-run", "--json"])
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      let changes = try json(run.output)["changes"].array
      let start = try #require(changes.first { $0["field"].string == "scheduled_start" }, "\(run.output)")
      return (start["before"].string ?? "", start["after"].string ?? "")
    }
    for line in [["move", job, "-1h"], ["move", job, "-30m"], ["do", "m", job, "-30m"], ["do", "m \(job) -1h"]] {
      let (before, after) = try await change(line)
      #expect(after < before, "\(line)")
    }
    let note = try await household.run("do", "n", job, "-12 dBm", "--dry-run", "--json")
    #expect(note.status == 0, "\(note.errors)")
    #expect(note.output.contains("-12 dBm"), "\(note.output)")
    #expect(try await household.run("jobs", "--day", "-1").status == 0)
    let help = try await household.run("move", "-h")
    #expect(help.status == 0 && help.output.contains("USAGE"))
    let wrong = try await household.run("jobs", "-json")
    #expect(wrong.status == 2 && wrong.errors.contains("-json"), "\(wrong.errors)")
  }

  @Test func aSiteThatNeverAnsweredIsNoEmptyDay() async throws {
    let household = try Household()
    try household.configure("site: {url: 'http://127.0.0.1:9'}")
    try household.configure("api_key: a\napi_secret: b\n", file: "credentials")
    for arguments in [["jobs"], ["technicians", "--json"], ["assign", "1043", "marc"]] {
      let run = try await household.run(arguments + ["--wait", "5"])
      #expect(run.status == 1, "\(arguments): \(run.output)\(run.errors)")
      #expect(run.output == "")
      #expect(run.errors.contains("le site ne répond pas"), "\(run.errors)")
    }
  }

  @Test func whatIsNotFreshIsShownWithAWarning() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let fresh = try await household.run("jobs")
    #expect(fresh.errors == "")
    try await site.setFaults("error=100%")
    let stale = try await household.run("jobs", "--wait", "2s")
    #expect(stale.status == 0)
    #expect(stale.output == fresh.output)
    #expect(stale.errors.contains("voici ce qui était su"), "\(stale.errors)")
  }

  @Test func aParkedEditIsNoSuccess() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let job = try #require(try await jobs(household).first { $0["status"].string == "Open" })
    let (number, name) = (try #require(job["number"].string), try #require(job["name"].string))
    try await site.setFaults("error=100%")
    #expect(try await household.run("assign", number, "samuel", "--wait", "1s").status == 3)
    try await site.setFaults("")
    try await site.update(
      "Dispatch Job", name, ["technician": "TECH-002", "status": "Planned", "scheduled_start": "2031-01-01 10:00:00"])
    let sync = try await household.run("sync", "--once")
    #expect(sync.status == 5, "\(sync.output)\(sync.errors)")
    #expect(sync.errors.contains("1 à décider"), "\(sync.errors)")
  }

  @Test func aReceiptIsReadByPeople() async throws {
    let household = try Household()
    let job = try #require(try await jobs(household).first { $0["status"].string == "Open" }?["number"].string)
    let run = try await household.run("assign", job, "samuel", "10h30")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\(job) → Samuel Roy 10:30"), "\(run.output)")
  }

  @Test func whatCannotBeAskedIsToldByItsFlag() async throws {
    let household = try Household()
    let job = try planned(try await jobs(household))
    let cancel = try await household.run("status", job, "annulé")
    #expect(cancel.status == 2)
    #expect(cancel.errors.contains("--reason"), "\(cancel.errors)")
    #expect(try await household.run("status", job, "annulé", "--reason", "client parti", "--dry-run").status == 0)
    let tomorrow = try await jobs(household, ["--day", "demain"]).first { $0["status"].string == "Planned" }
    let number = try #require(tomorrow?["number"].string)
    let elsewhere = try await household.run("move", number, "+30m")
    #expect(elsewhere.status == 2)
    let day = try #require(tomorrow?["scheduled_start"].string?.prefix(10))
    #expect(elsewhere.errors.contains("--day \(day)"), "\(elsewhere.errors)")
  }

  @Test(arguments: [
    (["frobnicate"], "commande inconnue"), (["asign", "1043"], "peut-être «\u{A0}assign\u{A0}»"),
    (["annuler", "1043"], "do annuler"), (["asign", "--lang", "en"], "perhaps “assign”?"),
    (["jobs", "--lang", "de"], "possibles\u{A0}: fr, en"), (["do", "asigner 1043"], "peut-être «\u{A0}assigner\u{A0}»"),
  ])
  func wordsThatAreNotUnderstood(arguments: [String], sentence: String) async throws {
    let household = try Household()
    let run = try await household.run(arguments)
    #expect(run.status == 2, "\(run.output)\(run.errors)")
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }

  @Test func aServedPortIsTold() async throws {
    let household = try Household()
    let log = household.root.appendingPathComponent("serve.log")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Household.program)
    process.arguments = ["embedded-site", "serve", "--port", "0"]
    process.environment = household.environment
    process.standardOutput = try FileHandle(forWritingTo: log)
    try process.run()
    let pid = process.processIdentifier
    defer { kill(pid, SIGTERM) }
    @Sendable func printed() -> String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }
    try await waitUntil("the address") { printed().contains("\n") }
    let tokens = household.root.appendingPathComponent("state/gigafibre-dispatch/embedded-site/site.json")
    let secrets = try json(String(contentsOf: tokens, encoding: .utf8))
    let port = try #require(secrets["port"].number)
    #expect(printed().hasPrefix("http://127.0.0.1:\(Int(port)) "), "\(printed())")
    #expect(printed().contains(tokens.path))
    for secret in ["api_key", "api_secret", "control_token"] {
      #expect(!printed().contains(try #require(secrets[secret].string)))
    }
  }
}
