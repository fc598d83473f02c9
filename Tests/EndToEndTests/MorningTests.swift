import Foundation
import Household
import Testing

/// A dispatcher's morning on the sample week, played by the product's own script and by its verbs from the shell.
@Suite(.serialized) struct MorningTests {
  /// What is done on the screen and from the shell alike.
  private static let verbs = [
    "a 1043 julie", "a 1044 etienne", "a 1045 zoe", "a 1046 sophie", "a 1047 marc 13h", "a 1040,1041 zoe", "x 1030 1031",
    "dur 1033 2h30", "pri 1053 P2", "r 1022 demain", "pub tout",
  ]
  private static let jobs = [1_022, 1_030, 1_031, 1_033, 1_040, 1_041, 1_043, 1_044, 1_045, 1_046, 1_047, 1_053]

  private static func script(_ folder: String) -> String {
    """
    wait en direct
    # The site's own day, which the console follows as soon as it is told.
    wait mer. 6 mai
    wait FILE D'ATTENTE
    # What is wrong with the day, each with the keys that mend it.
    keys F7
    wait orphelins
    wait chevauche
    save \(folder)/checks
    keys 1
    \(verbs.dropLast().map { "verb \($0)\nwait-gone · enregistrement" }.joined(separator: "\n"))
    # A rain day, and the sun comes back.
    verb 1030
    verb r 1030,1031 ven
    wait-gone 1030  Déménagement
    verb u
    wait 1030  Déménagement
    verb \(verbs.last ?? "")
    wait bons → Publié
    keys 2
    wait heures
    save \(folder)/planning
    keys F5
    wait Rien n'attend
    wait-gone en attente
    quit
    """
  }

  /// How a job stands at the site: who, when, how long, in which state.
  private func standing(_ site: RunningSite) async throws -> [Int: [String]] {
    var standing: [Int: [String]] = [:]
    for number in Self.jobs {
      let job = try await site.document("Dispatch Job", "BT-0\(number)")
      standing[number] = [
        job["technician"].string ?? "", job["scheduled_start"].string ?? "", job["status"].string ?? "",
        job["duration_minutes"].number.map { "\($0)" } ?? "", job["priority"].string ?? "",
      ]
    }
    return standing
  }

  @Test func theScreenAndTheShellComeToTheSame() async throws {
    let clock = ["--clock", "2026-05-06T10:40:00"]
    let desk = try Household()
    let deskSite = try await desk.startSite(clock)
    let folder = try desk.folder("morning")
    try Self.script(folder).write(toFile: folder + "/script", atomically: true, encoding: .utf8)
    let played = try await desk.run("--script", folder + "/script", "--screen", "120x40")
    #expect(played.status == 0, "\(played.errors)")
    let checks = try String(contentsOfFile: folder + "/checks", encoding: .utf8)
    for reason in [
      "orphelins", "chevauche 1025", "Camion-nacelle est aussi", "manque : épissure", "abonnement suspendu", "2 adresses",
    ] {
      #expect(checks.contains(reason), "\(reason) in \(checks)")
    }
    #expect(try String(contentsOfFile: folder + "/planning", encoding: .utf8).contains("Zoé Bélanger"))

    let shell = try Household()
    let shellSite = try await shell.startSite(clock)
    for verb in Self.verbs {
      let run = try await shell.run("do", verb)
      #expect(run.status == 0, "\(verb): \(run.output)\(run.errors)")
    }
    let (screen, shellOutcome) = (try await standing(deskSite), try await standing(shellSite))
    for number in Self.jobs { #expect(screen[number] == shellOutcome[number], "\(number)") }
    #expect(screen[1_043]?.prefix(1) == ["TECH-002"] && screen[1_047]?[1] == "2026-05-06 13:00:00")
    #expect(screen[1_030]?[0] == "TECH-007" && screen[1_031]?[0] == "TECH-002")
    #expect(screen[1_040]?[2] == "Published" && screen[1_022]?[1].hasPrefix("2026-05-07") == true)

    let sheet = folder + "/zoe.txt"
    let exported = try await desk.run("export", "route-sheet", "--technician", "zoe", "--output", sheet)
    #expect(exported.status == 0, "\(exported.errors)")
    let text = try String(contentsOfFile: sheet, encoding: .utf8)
    #expect(text.contains("1040") && text.contains("1041") && text.contains("1045"))
  }
}
