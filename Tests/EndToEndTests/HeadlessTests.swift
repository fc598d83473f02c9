import Foundation
import Household
import TerminalHarness
import Testing

/// The verbs without a screen: they need no terminal, say one sentence and end with a code that a script can act on.
@Suite(.serialized) struct HeadlessTests {
  private func json(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  @Test func assigningFromAScript() async throws {
    let household = try Household()
    let jobs = try await household.run("jobs", "--json")
    #expect(jobs.status == 0, "\(jobs.errors)")
    let open = try json(jobs.output).array.filter { $0["status"].string == "Open" }
    let job = try #require(open.first?["number"].string)
    let dry = try await household.run("assign", job, "samuel", "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry.errors)")
    let site = try await household.site()
    #expect(try await site.journal().filter { !$0.isBySimulator }.isEmpty)
    let assigned = try await household.run("assign", job, "samuel", "--json")
    #expect(assigned.status == 0, "\(assigned.errors)")
    #expect(try json(assigned.output)["state"].string == "confirmed")
    let writes = try await site.journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }
    #expect(writes.count == 1)
    #expect(
      try await site.document("Dispatch Job", "BT-0\(job)")["technician"].string == writes.first?.after["technician"]?.string)
  }

  @Test func figuresOfADayAndAWeek() async throws {
    let household = try Household()
    let day = try await household.run("stats", "--json")
    #expect(day.status == 0, "\(day.errors)")
    let figures = try json(day.output)
    #expect(figures["technicians"].array.count == 12)
    #expect(figures["distances"].string?.hasPrefix("estimate") == true)
    let week = try await household.run("stats", "--week")
    #expect(week.status == 0 && week.output.contains("estimation"), "\(week.output)\(week.errors)")
    #expect(try await household.run("stats", "--day", "jamais").status == 2)
  }

  @Test func aVerbBesideAConsoleShowsThere() async throws {
    let household = try Household()
    let console = try household.console()
    let job = try #require(try await console.waitForLive().backlog.first)
    let assigned = try await household.run("do", "a \(job) samuel")
    #expect(assigned.status == 0, "\(assigned.errors)")
    try await console.waitFor("the job under its technician") {
      $0.heading(ofJob: job)?.contains("SAMUEL ROY") == true && $0.marks(ofJob: job) == []
    }
  }

  @Test func withoutASiteAnEditIsQueued() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let jobs = try await household.run("jobs", "--json")
    let job = try #require(try json(jobs.output).array.first { $0["status"].string == "Open" }?["number"].string)
    try await site.setFaults("error=100%")
    let queued = try await household.run("assign", job, "samuel", "--wait", "1s")
    #expect(queued.status == 3, "\(queued.output)\(queued.errors)")
    try await site.setFaults("")
    let synced = try await household.run("sync", "--once")
    #expect(synced.status == 0, "\(synced.errors)")
    #expect(try await site.journal().filter { $0.name.hasSuffix(job) && !$0.isBySimulator }.count == 1)
  }

  @Test func whoWillNotWaitIsToldSo() async throws {
    let household = try Household()
    let site = try await household.startSite()
    try await site.setFaults("latency=60s")
    let doctor = try await household.run("doctor", "--wait", "1")
    #expect(doctor.status == 1 && doctor.output.contains("n’a pas répondu en 1 s"), "\(doctor.output)\(doctor.errors)")
    let synced = try await household.run("sync", "--once", "--wait", "1")
    #expect(synced.status == 1 && synced.errors.contains("site sans réponse"), "\(synced.output)\(synced.errors)")
  }

  @Test func noTimeIsWrittenOnTheWrongClock() async throws {
    let household = try Household()
    let site = try await household.startSite()
    try household.configure("site:\n  zone: Europe/Paris")
    let jobs = try await household.run("jobs", "--json")
    let job = try #require(try json(jobs.output).array.first { $0["status"].string == "Open" }?["number"].string)
    let refused = try await household.run("assign", job, "samuel", "10h30")
    #expect(refused.status == 4, "\(refused.output)\(refused.errors)")
    #expect(refused.errors.contains("America/Toronto") && refused.errors.contains("site.zone"), "\(refused.errors)")
    #expect(try await site.journal().filter { !$0.isBySimulator }.isEmpty)
    let console = try household.console()
    try await console.waitFor("the sentence about the zones") { $0.contains("le site est à l'heure de America/Toronto") }
  }

  @Test func aSampleOfAnEarlierDayOffersItsReset() async throws {
    let household = try Household()
    var site = try await household.startSite(["--clock", "2026-05-06T10:40:00"])
    let jobs = try await household.run("jobs", "--json")
    let job = try #require(try json(jobs.output).array.first?["name"].string)
    try await site.update("Dispatch Job", job, ["notes": "à moi"])
    try await household.stopSite(site)
    site = try await household.startSite(["--clock", "2026-05-07T10:40:00"])
    let console = try household.console()
    try await console.waitFor("the offer") { $0.contains("date du 2026-05-06") && $0.contains("embedded-site reset") }
    let doctor = try await household.run("doctor")
    #expect(doctor.status == 0 && doctor.output.contains("embedded-site reset"), "\(doctor.output)")
  }

  @Test func aSyncEndsWithFiveWhileAnEditIsInConflict() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let jobs = try await household.run("jobs", "--json")
    let job = try #require(try json(jobs.output).array.first { $0["status"].string == "Open" }?["number"].string)
    try await site.setFaults("error=100%")
    #expect(try await household.run("assign", job, "samuel", "--wait", "1s").status == 3)
    try await site.setFaults("")
    let technicians = try await site.names("Dispatch Technician")
    try await site.update("Dispatch Job", "BT-0\(job)", ["technician": try #require(technicians.first)])
    for _ in 0..<2 {
      let synced = try await household.run("sync", "--once")
      #expect(synced.status == 5, "\(synced.output)\(synced.errors)")
    }
  }

  @Test func whatTheSiteNoLongerShowsIsKeptUntilItIsAccepted() async throws {
    let household = try Household()
    let site = try await household.startSite()
    #expect(try await household.run("sync", "--once").status == 0)
    let leaves = try await site.names("Dispatch Leave")
    #expect(!leaves.isEmpty)
    for leave in leaves { try await site.delete("Dispatch Leave", leave) }
    let held = try await household.run("sync", "--once")
    #expect(held.status == 9, "\(held.output)\(held.errors)")
    #expect(held.errors.contains("\(leaves.count) documents que le site ne montre plus"), "\(held.errors)")
    let accepted = try await household.run("sync", "--once", "--accept-deletions")
    #expect(accepted.status == 0, "\(accepted.output)\(accepted.errors)")
    #expect(try await household.run("sync", "--once").status == 0)
  }

  @Test(
    arguments: [
      (["jobs", "--day", "2026-02-31"], 2), (["frobnicate"], 2), (["assign", "9999", "samuel"], 2), (["assign"], 2),
      (["jobs", "--wait", "soon"], 2), (["--version"], 0), (["--help"], 0), (["technicians"], 0), (["doctor"], 0),
    ] as [([String], Int32)])
  func exitCodes(arguments: [String], status: Int32) async throws {
    let household = try Household()
    let run = try await household.run(arguments)
    #expect(run.status == status, "\(run.output)\(run.errors)")
    if status == 0 { #expect(!run.output.isEmpty) } else { #expect(!run.errors.isEmpty) }
  }
}
