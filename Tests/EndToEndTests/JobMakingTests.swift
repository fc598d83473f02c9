import Foundation
import Household
import TerminalHarness
import Testing

/// Jobs made here, from the form to the site and back, and several jobs at once from the shell.
@Suite(.serialized) struct JobMakingTests {
  private func json(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  private func made(_ site: RunningSite, _ customer: String) async throws -> [String] {
    var names: [String] = []
    for name in try await site.names("Dispatch Job")
    where try await site.document("Dispatch Job", name)["customer_name"].string == customer { names.append(name) }
    return names
  }

  @Test func aJobMadeAtTheConsoleGetsItsNameAndIsCancelledByUndo() async throws {
    let household = try Household()
    let console = try household.console()
    try await console.waitForLive()
    console.send("c")
    try await console.waitFor("the form") { $0.contains("Nouveau bon") }
    console.send(.text("sans service"), .tab, .tab, .tab, .text("Nadine Trépanier"), .enter)
    try await console.waitFor("the job, confirmed under its own number") {
      $0.contains("Trépanier") && $0.backlog.contains { Int($0) ?? 0 > 1_000 } && !$0.contains("~") && !$0.contains("· bon créé")
    }
    let site = try await household.site()
    let names = try await made(site, "Nadine Trépanier")
    #expect(names.count == 1)
    let name = try #require(names.first)
    let job = try await site.document("Dispatch Job", name)
    #expect(job["status"].string == "Open" && job["job_type"].string == "Réparation, sans service")
    #expect(job["client_request_id"].string?.count == 36)
    console.send("u")
    try await waitUntilAsync("the site to have it cancelled") {
      try await site.document("Dispatch Job", name)["status"].string == "Cancelled"
    }
    #expect(try await site.document("Dispatch Job", name)["status_reason"].string == "Création défaite")
  }

  @Test func aJobMadeWithoutTheSiteIsSentOnceWhenItIsBack() async throws {
    let household = try Household()
    let site = try await household.startSite()
    #expect(try await household.run("sync", "--once").status == 0)
    try await site.setFaults("error=100%")
    let queued = try await household.run(
      "do", "creer Sans service P1 client: Odile Vachon plage: 13h-16h dur: 1h15", "--wait", "1s")
    #expect(queued.status == 3, "\(queued.output)\(queued.errors)")
    try await site.setFaults("")
    #expect(try await household.run("sync", "--once").status == 0)
    let names = try await made(site, "Odile Vachon")
    #expect(names.count == 1)
    let job = try await site.document("Dispatch Job", try #require(names.first))
    #expect(job["priority"].string == "P1" && job["duration_minutes"].number == 75)
    let copied = try await household.run("do", "dup \(names[0])")
    #expect(copied.status == 0, "\(copied.output)\(copied.errors)")
    #expect(copied.output.contains("BT-"), "the new name is told: \(copied.output)")
    #expect(try await made(site, "Odile Vachon").count == 2)
  }

  @Test func severalJobsAnswerEachForItself() async throws {
    let household = try Household()
    let jobs = try json(try await household.run("jobs", "--json").output).array
    let open = jobs.filter { $0["status"].string == "Open" }.compactMap { $0["number"].string }.prefix(2)
    let done = try #require(jobs.first { $0["status"].string == "Done" }?["number"].string)
    let line = "annuler \((open + [done]).joined(separator: ",")) tempête"
    let dry = try await household.run("do", line, "--dry-run", "--json")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try json(dry.output)["items"].array.count == 3, "\(dry.output)")
    let run = try await household.run("do", line, "--json")
    #expect(run.status == 4, "\(run.output)\(run.errors)")
    let answer = try json(run.output)
    #expect(answer["state"].string == "partial")
    #expect(answer["items"].array.compactMap { $0["state"].string } == ["confirmed", "confirmed", "not-done"])
    let site = try await household.site()
    for number in open {
      let job = try await site.document("Dispatch Job", "BT-0\(number)")
      #expect(job["status"].string == "Cancelled" && job["status_reason"].string == "tempête")
    }
  }

  @Test func twoJobsAreExchangedAndACrewIsSentFromTheShell() async throws {
    let household = try Household()
    let jobs = try json(try await household.run("jobs", "--json").output).array
    let planned = jobs.filter { $0["status"].string == "Published" }.compactMap { $0["name"].string }
    let (first, second) = (try #require(planned.first), try #require(planned.last))
    let site = try await household.site()
    let before = (try await site.document("Dispatch Job", first), try await site.document("Dispatch Job", second))
    let run = try await household.run("do", "swap \(first) \(second)")
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let after = (try await site.document("Dispatch Job", first), try await site.document("Dispatch Job", second))
    for field in ["technician", "scheduled_start"] {
      #expect(after.0[field] == before.1[field] && after.1[field] == before.0[field], "\(field)")
    }
    let crewed = try await household.run("do", "mat \(first) +nacelle")
    #expect(crewed.status == 0, "\(crewed.output)\(crewed.errors)")
    let crew = try await site.document("Dispatch Job", first)["crew"].array
    #expect(crew.contains { $0["role"].string == "Material" })
  }
}
