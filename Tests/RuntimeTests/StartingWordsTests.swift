import Configuration
import Console
import EmbeddedSite
import SignIn
import Testing

@testable import Runtime

/// What stands in the way of starting is said in words, never by a name of the program's own.
@Suite struct StartingWordsTests {
  static let access: [AccessFailure] = [
    .badSiteAddress("x"), .badSiteAddress("http://x"), .badHubAddress("x"), .noCredentials(site: "x"),
    .credentialsFile("/x", .missing), .credentialsFile("/x", .isLink), .credentialsFile("/x", .isNoFile),
    .credentialsFile("/x", .foreignOwner(uid: 1)), .credentialsFile("/x", .tooOpen(mode: 0o644)),
    .credentialsFile("/x", .tooLong), .credentialsFile("/x", .unreadable(errno: 13)),
    .credentialsFile("/x", .badLine(.init(line: 2, reason: .unknownName(nearest: .apiKey)))),
    .credentialCommand(.emptyCommand), .credentialCommand(.cannotStart(errno: 2)), .credentialCommand(.timedOut),
    .credentialCommand(.exited(status: 1)), .credentialCommand(.killed(signal: 9)), .credentialCommand(.tooLong),
    .credentialCommand(.badLine(.init(line: 1, reason: .notAPair))),
    .credentialCommand(.badLine(.init(line: 1, reason: .noValue(.apiKey)))),
    .credentialCommand(.badLine(.init(line: 1, reason: .unknownName(nearest: nil)))),
  ]

  @Test(arguments: Language.allCases) func noNamesOfTheProgramsOwn(language: Language) {
    let words = Words(language)
    let embedded: [EmbeddedSiteFailure] = [
      .noHome, .directory("/x", code: 13), .unsafeDirectory("/x"), .socketPathTooLong("/x"), .file("/x", code: 98),
      .alreadyRunning,
      .didNotStart(log: "/x"), .otherVersion(running: "1"),
    ]
    let names = [
      "emptyCommand", "cannotStart", "timedOut", "exited", "killed(", "tooLong", "badLine", "errno", "status:", "noHome",
      "Failure",
      "Optional", "nil",
    ]
    for sentence in Self.access.map(words.accessFailed) + embedded.map(words.embeddedSiteFailed) {
      for name in names { #expect(!sentence.contains(name), "\(sentence)") }
      #expect(sentence.hasSuffix("."), "\(sentence)")
    }
  }

  @Test func credentialsAreToldByTheirLineWithoutTheirText() {
    let words = Words(.french)
    func told(_ reason: Secrets.LineMistake.Reason) -> String {
      words.accessFailed(.credentialsFile("/x/credentials", .badLine(.init(line: 3, reason: reason))))
        .replacing("\u{A0}", with: " ")
    }
    #expect(
      told(.unknownName(nearest: .apiKey)) == "/x/credentials, ligne 3 : ce nom est inconnu, peut-être est-ce « api_key ».")
    #expect(told(.unknownName(nearest: nil)).contains("possibles : api_key, api_secret, hub_token"))
    #expect(told(.noValue(.apiSecret)).contains("« api_secret » n’a pas de valeur"))
    #expect(told(.notAPair).contains("« nom: valeur »"))
  }

  @Test func aWordThatIsNoCommandIsToldWithTheNearest() {
    let names = ["jobs", "assign", "status"]
    #expect(Words(.english).unknownCommand("asign", among: names).contains("perhaps “assign”?"))
    #expect(Words(.french).unknownCommand("annuler", among: names).contains("gigafibre-dispatch do annuler"))
    #expect(!Words(.french).unknownCommand("frobnicate", among: names).contains("peut-être"))
  }
}
