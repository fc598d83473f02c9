import Foundation
import Household
import TerminalHarness
import Testing

/// What a person got wrong is told in one sentence, with its file and line; nothing is lost by it.
@Suite(.serialized) struct BadConfigurationTests {
  @Test(arguments: [
    ("site: [", 0o600, "config.yaml, ligne"),
    ("theme: dark", 0o666, "chmod go-w"),
    ("site: {url: nope}", 0o600, "config.yaml, ligne 1"),
    ("theme: dark\nsit: {url: 'https://erp.example.org'}", 0o600, "config.yaml, ligne 2"),
  ])
  func aRefusedConfigurationEndsBeforeTheScreen(text: String, mode: Int, sentence: String) async throws {
    let household = try Household()
    try household.configure(text, mode: mode)
    let run = try await household.run("jobs")
    #expect(run.status == 2)
    #expect(run.errors.contains(sentence), "\(run.errors)")
    let console = try household.console()
    #expect(try await console.exitStatus() == .exited(2))
    #expect(!console.screen.isAlternate)
    #expect(console.screen.text.contains("gigafibre-dispatch:"))
  }

  /// The edits of somebody who mistyped their site must not go to the sample.
  @Test(arguments: ["site: {url: nope}", "sit: {url: x}"]) func aMistypedSiteIsNotTheSample(text: String) async throws {
    let household = try Household()
    try household.configure(text)
    let assigned = try await household.run("assign", "1043", "samuel")
    #expect(assigned.status == 2, "\(assigned.output)\(assigned.errors)")
    let doctor = try await household.run("doctor")
    #expect(doctor.status == 1, "\(doctor.output)")
    #expect(household.files { $0.lastPathComponent == "site.json" } == [], "the sample's site was started")
  }

  @Test func aFileThatIsNamedIsTheOneThatIsUsed() async throws {
    let household = try Household()
    let missing = try await household.run("jobs", "--config", "/nonexistent/dispatch.yaml")
    #expect(missing.status == 2)
    #expect(missing.errors.contains("/nonexistent/dispatch.yaml"), "\(missing.errors)")
    var doctor = try await household.run("doctor", "--config", "/nonexistent/dispatch.yaml")
    #expect(doctor.status == 1)
    #expect(!doctor.output.contains("ok  configuration"), "\(doctor.output)")
    try household.configure("theme: mono", file: "other.yaml")
    let other = household.configurationFolder.appendingPathComponent("other.yaml").path
    doctor = try await household.run("doctor", "--config", other)
    #expect(doctor.output.contains("ok  configuration: \(other)\n"), "\(doctor.output)")
    doctor = try await household.run("doctor")
    #expect(!doctor.output.contains("other.yaml") && doctor.output.contains("config.yaml"), "\(doctor.output)")
  }

  @Test func aVerbTellsWhatIsWrongBesideItsAnswer() async throws {
    let household = try Household()
    try household.configure("langage: fr\nsite:\n  zone: America/Montral")
    let run = try await household.run("technicians")
    #expect(run.status == 0)
    #expect(run.errors.contains("config.yaml, ligne 1"), "\(run.errors)")
    #expect(run.errors.contains("config.yaml, ligne 3"), "\(run.errors)")
  }

  @Test(arguments: [
    ("langage: fr", "«\u{A0}langage\u{A0}» est inconnu"), ("theme: nope", "«\u{A0}nope\u{A0}» est inconnu"),
    ("symbols: braille", "«\u{A0}braille\u{A0}» ne convient pas"), ("keymap:\n  asign: [a]", "«\u{A0}asign\u{A0}» est inconnue"),
  ])
  func aMistakeIsToldAndTheRestHolds(text: String, sentence: String) async throws {
    let household = try Household()
    try household.configure(text)
    let console = try household.console()
    let told = console.expect("the sentence about “\(text)”") { $0.contains(sentence) }
    try await told.seen()
    try await console.waitForLive()
  }

  @Test func credentialsThatOthersMayReadAreNotUsed() async throws {
    let household = try Household()
    try household.configure("site:\n  url: http://127.0.0.1:9")
    try household.configure("api_key: a\napi_secret: b\n", file: "credentials", mode: 0o644)
    let run = try await household.run("jobs")
    #expect(run.status != 0)
    #expect(run.errors.contains("chmod 600"), "\(run.errors)")
  }

  @Test func aTerminalThatCannotBeDrawnOnIsRefused() async throws {
    let household = try Household()
    let console = try household.console(["TERM": "dumb"])
    #expect(try await console.exitStatus() == .exited(2))
    #expect(console.screen.text.contains("gigafibre-dispatch:"))
    let run = try await household.run()
    #expect(run.status == 2)
  }

  @Test func anUnknownTerminalIsTakenForXterm() async throws {
    let household = try Household()
    let console = try household.console(["TERM": "never-heard-of"])
    try await console.waitForBoard()
    #expect(console.screen.unrecognised == [])
  }

  @Test func aReplicaThatIsRubbishLosesNothing() async throws {
    let household = try Household()
    var console = try household.console()
    try await console.waitForLive()
    console.send("q")
    try await console.exitStatus()
    let file = try #require(household.files { $0.lastPathComponent == "replica.sqlite" }.first)
    for beside in household.files(where: { $0.lastPathComponent.hasPrefix("replica.sqlite-") }) {
      try FileManager.default.removeItem(at: beside)
    }
    let rubbish = Data(repeating: 0x5A, count: 20_000)
    try rubbish.write(to: file)
    console = try household.console()
    try await console.waitFor("the sentence that says what to do") {
      $0.contains("La copie locale est abîmée") && $0.contains("doctor")
    }
    try await console.waitFor("the sentence in the list's place") { !$0.contains("Lecture de la journée") }
    console.send("q")
    try await console.exitStatus()
    #expect(try Data(contentsOf: file).prefix(4) == rubbish.prefix(4), "nothing is thrown away unasked")
    let doctor = try await household.run("doctor")
    #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
    let kept = household.files { (try? Data(contentsOf: $0).prefix(4)) == rubbish.prefix(4) }
    #expect(kept.count == 1, "the damaged file is kept aside")
    console = try household.console()
    try await console.waitForLive()
  }

  @Test func noColourMeansNone() async throws {
    let household = try Household()
    let console = try household.console(["NO_COLOR": "1"])
    let screen = try await console.waitForLive()
    #expect(screen.rows.allSatisfy { $0.allSatisfy { $0.style.foreground == .standard && $0.style.background == .standard } })
  }

  @Test func asciiSymbolsAreASCII() async throws {
    let household = try Household()
    let console = try household.console(arguments: ["--symbols", "ascii"])
    let screen = try await console.waitFor("the board") { $0.contains("FILE D'ATTENTE") }
    // Letters with accents are the language's; everything that is drawn is ASCII.
    let drawn = screen.text.unicodeScalars.filter { !$0.properties.isAlphabetic && $0 != "\u{A0}" && $0 != "–" && $0 != "’" }
    let others = Set(drawn.filter { !$0.isASCII })
    #expect(others == [])
  }
}
