import Foundation
import Household
import Testing

/// The embedded site's roads in the console, and what is left without them.
@Suite(.serialized) struct RoutingTests {
  private static let clock = ["--clock", "2026-05-06T10:40:00"]

  private func play(_ household: Household, _ steps: String) async throws -> String {
    let folder = try household.folder("routing")
    try steps.replacingOccurrences(of: "FOLDER", with: folder).write(
      toFile: folder + "/script", atomically: true, encoding: .utf8)
    let played = try await household.run("--script", folder + "/script", "--screen", "120x40")
    #expect(played.status == 0, "\(played.errors)")
    return (try? String(contentsOfFile: folder + "/screen", encoding: .utf8)) ?? ""
  }

  private static let ready = "wait en direct\nwait mer. 6 mai\nwait FILE D'ATTENTE\n"

  /// The sample's planted flaws stand with routed legs as they do with estimates.
  @Test func legsBecomeRoutedAndTheSheetsSaySo() async throws {
    let household = try Household()
    try await household.startSite(Self.clock)
    let before = try await household.run("export", "route-sheet", "--technician", "Julie", "--day", "2026-05-06", "--output", "-")
    #expect(before.output.contains("(estimée)"), "\(before.output)\(before.errors)")
    let checks = try await play(
      household,
      Self.ready
        + """
        keys :
        type statistics
        keys Enter
        wait Occ.
        wait-gone estimation
        keys F7
        wait orphelins
        save FOLDER/screen
        quit
        """)
    for reason in ["de route depuis 1034", "chevauche 1025", "orphelins", "9 h 50", "2 adresses", "manque : épissure"] {
      #expect(checks.replacingOccurrences(of: "\u{A0}", with: " ").contains(reason), "\(reason) in \(checks)")
    }
    // What the console has been told, the shell knows without asking.
    let after = try await household.run("export", "route-sheet", "--technician", "Julie", "--day", "2026-05-06", "--output", "-")
    #expect(after.output.contains("route : ") && !after.output.contains("(estimée)"), "\(after.output)\(after.errors)")
    let figures = try await household.run("stats", "--json", "--day", "2026-05-06")
    #expect(figures.output.contains("\"routed\""), "\(figures.output)")
    let doctor = try await household.run("doctor")
    #expect(doctor.output.contains("ok  routing:"), "\(doctor.output)")
    // For this user's eyes only.
    let cache = try #require(household.files { $0.lastPathComponent == "cache.sqlite" }.first)
    #expect(try FileManager.default.attributesOfItem(atPath: cache.path)[.posixPermissions] as? Int == 0o600)
  }

  @Test(arguments: ["html", "500", "garbage"])
  func withoutAnEngineTheEstimatesStay(_ fault: String) async throws {
    let household = try Household()
    try await household.startSite(Self.clock + ["--faults", "routing=\(fault)"])
    let screen = try await play(
      household,
      Self.ready
        + """
        wait à vol d’oiseau
        keys :
        type statistics
        keys Enter
        wait estimation
        save FOLDER/screen
        quit
        """)
    #expect(screen.contains("Statistiques"))
    let doctor = try await household.run("doctor")
    #expect(doctor.status == 0 && doctor.output.contains("!   routing:"), "\(doctor.output)")
  }
}
