import Configuration
import Testing

@testable import Console

/// What a person reads of a mistake: where, what was decided, what to do.
@Suite struct DiagnosticWordsTests {
  private func french(_ problem: Problem, severity: Diagnostic.Severity = .warning) -> String {
    Words(.french).diagnostic(Diagnostic(file: "/etc/x/config.yaml", line: 3, severity: severity, problem))
      .replacing("\u{A0}", with: " ")
  }

  @Test func theWholePathIsNamed() {
    #expect(french(.missing, severity: .error).hasPrefix("/etc/x/config.yaml, ligne 3 : "))
    #expect(french(.writableByOthers(mode: 0o666)).hasSuffix("chmod go-w /etc/x/config.yaml"))
  }

  @Test(
    arguments: [
      (.keyConflict(key: "s", commands: ["assign", "status"]), "« assign » la garde, « status » la perd."),
      (.unknownTheme("drak", suggestion: "dark"), "peut-être « dark » ? « terminal » est pris à sa place."),
      (.unknownZone("America/Montral"), "L’heure est celle de America/Toronto."),
      (.badValue(key: "mouse", value: "x", expected: .boolean), "La valeur d’avant reste."),
    ] as [(Problem, String)])
  func whatWasDecidedIsSaid(problem: Problem, decision: String) {
    #expect(french(problem).hasSuffix(decision), "\(french(problem))")
    #expect(!french(problem, severity: .error).contains(decision))
  }

  @Test func nothingIsQuotedThatIsEmpty() {
    let problems: [Problem] = [
      .wrongType(key: "", expected: .mapping), .badValue(key: "site.url", value: "", expected: .url), .badKey(""),
      .unknownKey("", suggestion: nil),
    ]
    for problem in problems { #expect(!french(problem).contains("«  »"), "\(french(problem))") }
    #expect(french(.wrongType(key: "", expected: .mapping)).contains("le fichier doit être une suite"))
  }

  @Test(arguments: [
    "a: b: c", "a: [b", "a: 'b", "a:\n\t- b", "a: b\n c: d", "a: *b", "a: }", "%", "a: @b", "a: {b", "- a\nb: c", "a: \"\\q\"",
  ])
  func yamlMistakesAreSaidInTheLanguage(text: String) throws {
    let diagnostics = ThemeLibrary().parse(text, file: "x.yaml").diagnostics.filter { $0.severity == .error }
    let words = Words(.french).diagnostic(try #require(diagnostics.first))
    for english in ["expected", "found", "allowed", "while", "could not", "did not", "unknown"] {
      #expect(!words.contains(english), "\(words)")
    }
  }

  @Test func frenchSignsKeepToTheirWords() {
    let words = Words(.french)
    #expect(words.typeset("« a » : b ; c ? d !") == "«\u{A0}a\u{A0}»\u{A0}: b\u{A0}; c\u{A0}? d\u{A0}!")
    #expect(words.typeset("puis :D 12, a: b") == "puis :D 12, a: b")
    #expect(words.typeset("") == "" && words.typeset(" ") == " ")
    #expect(Words(.english).typeset("« a » : b") == "« a » : b")
  }
}
