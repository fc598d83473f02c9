import Foundation
import Household
import Testing

/// What is wrong on the command line of the embedded site is said in a sentence; nothing traps, and nothing is made elsewhere.
@Suite(.serialized) struct EmbeddedSiteCommandTests {
  @Test(arguments: [
    ["--idle-exit", "nan"], ["--idle-exit", "inf"], ["--idle-exit=-1"], ["--simulate=1e-21"], ["--simulate=-3"],
    ["--simulate", "inf"], ["--port", "70000"], ["--database", "mariadb", "--faults", "cold"],
    ["--database", "mariadb", "--faults", "lost-race-500"], ["--faults", "nonsense"], ["--directory", ""],
  ])
  func aValueThatMakesNoSenseIsRefused(flags: [String]) async throws {
    let household = try Household()
    let run = try await household.run(["embedded-site", "serve"] + flags)
    #expect(run.status == 2, "\(run.output)\(run.errors)")
    #expect(
      run.errors.contains(flags[0].split(separator: "=")[0].description) || run.errors.contains("--faults"), "\(run.errors)")
  }

  @Test func aFailureIsSaidInTheReadersLanguage() async throws {
    let household = try Household()
    let site = try await household.startSite()
    let second = try await household.run(["embedded-site", "serve"])
    #expect(second.status == 1)
    #expect(second.errors.contains("il tourne déjà") && second.errors.contains("embedded-site stop"), "\(second.errors)")
    let open = try household.folder("open")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: open)
    let unsafe = try await household.run(["embedded-site", "reset", "--directory", open])
    #expect(unsafe.status == 1)
    #expect(unsafe.errors.contains("chmod 700 \(open)"), "\(unsafe.errors)")
    try await household.stopSite(site)
  }
}
