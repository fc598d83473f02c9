import Foundation
import Glibc
import Household
import Testing

/// What goes out from the shell.
@Suite(.serialized) struct ExportTests {
  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test func aDayGoesOutInEveryForm() async throws {
    let household = try Household()
    let folder = household.root.path
    for (arguments, start) in [
      (["route-sheet"], "Feuille de route · "), (["route-sheet", "--format", "html"], "<!DOCTYPE html>"),
      (["route-sheet", "--format", "ps", "--technician", "marc"], "%!PS-Adobe-3.0"), (["csv"], "bon,statut,"),
      (["csv", "--list", "backlog", "--bom"], "\u{FEFF}bon,statut,"), (["csv", "--list", "technicians"], "code,nom,"),
      (["ics", "--days", "2", "--technician", "Julie Gagnon"], "BEGIN:VCALENDAR\r\n"),
    ] {
      let path = folder + "/" + UUID().uuidString
      let run = try await household.run(["export"] + arguments + ["--output", path])
      #expect(run.status == 0, "\(arguments): \(run.errors)")
      let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
      #expect(text.unicodeScalars.starts(with: start.unicodeScalars), "\(arguments): \(text.prefix(80))")
      #expect(text.utf8.count > 400, "\(arguments)")
      #expect(!text.unicodeScalars.contains("\u{1B}"))
      #expect(try mode(path) == 0o600)
    }
  }

  @Test func aFileThatIsThereIsReplacedOnlyByForce() async throws {
    let household = try Household()
    let path = household.root.path + "/bons.csv"
    try "garder".write(toFile: path, atomically: false, encoding: .utf8)
    let refused = try await household.run("export", "csv", "--output", path)
    #expect(refused.status == 1 && refused.errors.contains("--force"), "\(refused.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "garder")
    let forced = try await household.run("export", "csv", "--output", path, "--force")
    #expect(forced.status == 0, "\(forced.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("bon,"))
    let printed = try await household.run("export", "csv", "--output", "-", "--lang", "en")
    #expect(printed.output.hasPrefix("job,status,"))
    let nobody = try await household.run("export", "ics", "--technician", "zzz", "--output", "-")
    #expect(nobody.status != 0 && nobody.errors.contains("zzz"))
  }
}
