import Foundation
import Household
import TerminalHarness
import Testing

/// Finding, asking who can, and trying a verb without doing it, from the shell.
@Suite(.serialized) struct FindingTests {
  private func json(_ text: String) throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  @Test func fromTheShell() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let jobs = try json(try await household.run("jobs", "--json").output).array
    let open = jobs.filter { $0["status"].string == "Open" }
    let first = try #require(open.first)
    let one = try #require(first["number"].string)

    // Search: by number and by customer.
    let found = try await household.run("search", one, "--json")
    #expect(found.status == 0, "\(found.errors)")
    #expect(try json(found.output).array.contains { $0["number"].string == one && $0["matched_field"].string == "number" })
    let customer = try #require(first["customer"].string)
    let named = try await household.run("search", customer, "--json")
    #expect(try json(named.output).array.contains { $0["number"].string == one }, "\(named.output)")
    let nobody = try await household.run("search", "zzzzz")
    #expect(nobody.status == 0 && nobody.output.isEmpty)
    let nothing = try await household.run("search", "--", "--")
    #expect(nothing.status == 2 && nothing.errors.contains("dites quoi chercher"), "\(nothing.errors)")

    // Who can, as a table and as JSON, and by the verb line.
    let who = try await household.run("who", one, "--json")
    #expect(who.status == 0, "\(who.errors)")
    let candidates = try json(who.output).array
    #expect(candidates.count >= 8 && candidates.allSatisfy { $0["full_name"].string != nil })
    let table = try await household.run("do", "?\(one)")
    #expect(table.output.split(separator: "\n").count == candidates.count, "\(table.output)\(table.errors)")
    #expect(try await household.run("who", "99999").status == 2)

    // Several jobs to another day, only said.
    let planned = jobs.filter { $0["status"].string == "Planned" || $0["status"].string == "Published" }.compactMap {
      $0["number"].string
    }
    let pair = planned.prefix(2).joined(separator: ",")
    let dry = try await household.run("do", "--dry-run", "r \(pair) demain", "--json")
    #expect(dry.status == 0, "\(dry.output)\(dry.errors)")
    let said = try json(dry.output)
    #expect(said["state"].string == "dry-run")
    #expect(said["jobs"].array.count == 2)
    #expect(said["changes"].array.count >= 2)
    // Who cannot go along is named.
    if let done = jobs.first(where: { $0["status"].string == "Done" })?["number"].string {
      let part = try await household.run("do", "--dry-run", "r \(done),\(planned[0]) demain")
      #expect(part.status == 0 && part.errors.contains(done), "\(part.output)\(part.errors)")
    }
    let text = try await household.run("do", "--dry-run", "a \(one) marc 8h")
    #expect(text.status == 0 && text.output.contains("rien n’est écrit") && text.output.contains("\n\(one)  "), "\(text.output)")
    let sync = try await household.run("do", "--dry-run", "sync")
    #expect(sync.status == 0 && sync.output.contains("rien n’est écrit"))
    #expect(try await site.journal().filter { !$0.isBySimulator }.isEmpty)
  }

  @Test func aMistakeOnTheCommandLineIsToldInThePersonsLanguage() async throws {
    let household = try Household()
    let missing = try await household.run("assign", "1043")
    #expect(missing.status == 2 && missing.errors.contains("il manque <technician>"), "\(missing.errors)")
    #expect(!missing.errors.contains("Missing") && !missing.errors.contains("Usage"))
    let unknown = try await household.run("jobs", "--zzz")
    #expect(unknown.status == 2 && unknown.errors.contains("option inconnue"), "\(unknown.errors)")
    let wait = try await household.run("jobs", "--wait", "-5")
    #expect(wait.errors.contains("--wait prend de 0 à 3600 secondes"), "\(wait.errors)")
    let english = try await household.run("assign", "1043", "--lang", "en")
    #expect(english.errors.contains("Missing expected argument"), "\(english.errors)")
  }

  @Test func theZoneIsAskedForOnceADay() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let jobs = try json(try await household.run("jobs", "--json").output).array
    let job = try #require(jobs.first { $0["status"].string == "Open" }?["number"].string)
    _ = try await household.run("assign", job, "samuel", "--dry-run")
    let kept = try #require(household.files { $0.lastPathComponent == "site-zone" }.first)
    let before = try FileManager.default.attributesOfItem(atPath: kept.path)[.modificationDate] as? Date
    _ = try await household.run("assign", job, "samuel", "--dry-run")
    let after = try FileManager.default.attributesOfItem(atPath: kept.path)[.modificationDate] as? Date
    #expect(before == after)
    // An old answer is asked for again.
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -200_000)], ofItemAtPath: kept.path)
    _ = try await household.run("assign", job, "samuel", "--dry-run")
    let renewed = try FileManager.default.attributesOfItem(atPath: kept.path)[.modificationDate] as? Date
    #expect(try #require(renewed) > Date(timeIntervalSinceNow: -100_000))
    _ = site
  }
}
