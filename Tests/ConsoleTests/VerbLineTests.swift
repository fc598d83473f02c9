import Configuration
import Domain
import Testing

@testable import Console

@Suite struct VerbLineTests {
  private let context = VerbLine.Context(board: SampleDay.board, zone: SampleDay.zone, now: SampleDay.now)
  private let edit = EditContext(zone: SampleDay.zone, now: SampleDay.now, leaves: SampleDay.board.leaves)

  private func clock(_ hour: Int, _ minute: Int = 0) -> StartTime {
    .clock(LocalDateTime(SampleDay.day, secondOfDay: hour * 3_600 + minute * 60))
  }

  private func parse(_ line: String, selection: [Int] = []) -> Result<VerbLine.Parsed, VerbError> {
    var context = context
    context.selection = selection.map(SampleDay.reference)
    return VerbLine.parse(line, in: context)
  }

  private func verb(_ line: String, selection: [Int] = []) -> Verb? {
    if case .success(.edit(let verb, _, _)) = parse(line, selection: selection) { verb } else { nil }
  }

  @Test func bothLanguagesAccentsOptional() {
    for line in [
      "a 1043 julie 10h30", "assigner 1043 Julie Gagnon 10:30", "assign BT-01043 TECH-002 1030", "ASSIGN 1043 gag 10h30",
    ] {
      #expect(verb(line) == .assign(SampleDay.technician(2), clock(10, 30)), "\(line)")
    }
    #expect(verb("a 1043 etienne") == .assign(SampleDay.technician(7), nil))
    #expect(verb("désassigner 1030") == .unassign)
    #expect(verb("deplacer 1034 +30m") == .moveBy(30))
    #expect(verb("m 1034 -1h15") == .moveBy(-75))
    #expect(verb("m 1034 15h") == .move(clock(15)))
    #expect(verb("r 1034 ven") == .report(LocalDate(year: 2026, month: 5, day: 8)!))
    #expect(verb("reporter 1034 2026-05-12") == .report(LocalDate(year: 2026, month: 5, day: 12)!))
    #expect(verb("pub 1030") == .status(.published))
  }

  @Test func statusesByCodeOrName() {
    for (line, status) in [
      ("s 1043 rte", JobStatus.enRoute), ("s 1043 enr", .enRoute), ("s 1043 En Route", .enRoute), ("s 1043 sur place", .onSite),
      ("s 1043 ons", .onSite), ("s 1043 terminé", .done), ("s 1043 cxl", .cancelled), ("s 1043 publie", .published),
    ] { #expect(verb(line) == .status(status), "\(line)") }
    #expect(parse("s 1043 p") == .failure(.ambiguousStatus("p", candidates: [.planned, .published, .paused])))
    #expect(parse("s 1043 zut") == .failure(.noSuchStatus("zut")))
  }

  @Test func whatFollowsAStatusIsItsReasonOrItsResolution() {
    guard case .success(.edit(_, _, let reason)) = parse("s 1030 abs personne à la porte") else { return #expect(Bool(false)) }
    #expect(reason.reason == "personne à la porte")
    guard case .success(.edit(_, _, let done)) = parse("s 1015 ter décodeur remplacé") else { return #expect(Bool(false)) }
    #expect(done.resolution == "décodeur remplacé")
  }

  @Test func withoutAJobTheSelectionIsMeant() {
    #expect(
      parse("s rte", selection: [1013])
        == .success(.edit(.status(.enRoute), jobs: [SampleDay.reference(1013)], answers: EditAnswers())))
    #expect(verb("m 1115", selection: [1030]) == .move(clock(11, 15)))
    #expect(parse("s rte") == .failure(.missing(.job)))
    #expect(parse("a 1043") == .failure(.missing(.technician)))
  }

  @Test func severalJobs() {
    guard case .success(.edit(_, let jobs, _)) = parse("r 1034,1035 demain") else { return #expect(Bool(false)) }
    #expect(jobs == [1034, 1035].map(SampleDay.reference))
    #expect(parse("r 1034,9999 demain") == .failure(.noSuchJob("9999")))
  }

  @Test func anAmbiguousNameGivesTheCandidates() {
    var board = SampleDay.board
    board.technicians["TECH-020"] = Technician(name: "TECH-020", fullName: "Marc-André Dubé")
    let parsed = VerbLine.parse("a 1043 mar", in: .init(board: board, zone: SampleDay.zone, now: SampleDay.now))
    #expect(
      parsed
        == .failure(
          .ambiguousTechnician(
            "mar",
            candidates: ["TECH-001", "TECH-020"].map { DocumentName($0) }.reversed().sorted {
              CollationKey(board.technicians[$0]!.fullName) < CollationKey(board.technicians[$1]!.fullName)
            })))
    if case .failure(let error) = parsed { #expect(error.exitCode == 6) }
    #expect(parse("a 1043 nobody") == .failure(.noSuchTechnician("nobody")))
  }

  @Test func headlessEditsAreThoseOfTheScreen() throws {
    let group = try VerbLine.planned(
      .assign(SampleDay.technician(2), clock(15, 30)), jobs: [SampleDay.reference(1058)], in: context, edit: edit, group: "G"
    ).get().group
    #expect(group.id == "G")
    #expect(group.verb == "assign BT-01058 TECH-002 2026-05-06T15:30")
    var desk = Desk()
    desk.send(.verb("a 1058 julie 15h30"))
    #expect(desk.waiting[0].edits == group.edits)
    #expect(desk.waiting[0].verb == group.verb)
  }

  @Test func theLineThatIsKeptForHistoryCanBeGivenAgain() {
    let job = SampleDay.board.jobs[SampleDay.reference(1030)]!
    let verbs: [Verb] = [
      .assign(SampleDay.technician(2), clock(15, 30)), .assign(SampleDay.technician(2), nil), .unassign, .move(clock(9)),
      .moveBy(30),
      .moveBy(-75), .report(SampleDay.day.adding(days: 2)), .report(SampleDay.day, at: clock(9, 15)),
    ]
    for verb in verbs + JobStatus.allCases.map(Verb.status) {
      let line = verb.line(for: [job], zone: SampleDay.zone)
      guard case .success(.edit(let again, let jobs, _)) = parse(line) else {
        Issue.record("\(line) is not understood")
        continue
      }
      #expect(again == verb, "\(line)")
      #expect(jobs == [job.reference])
    }
  }

  @Test func whatCannotBeAskedIsAnError() {
    let absent = VerbLine.planned(
      .status(.customerAbsent), jobs: [SampleDay.reference(1030)], in: context, edit: edit, group: "G")
    #expect(absent == .failure(.asks(.reason(.customerAbsent), SampleDay.reference(1030))))
    let finished = VerbLine.planned(.moveBy(30), jobs: [SampleDay.reference(1012)], in: context, edit: edit, group: "G")
    #expect(finished == .failure(.refused(.finished(.done), SampleDay.reference(1012))))
    let nothing = VerbLine.planned(.status(.planned), jobs: [SampleDay.reference(1030)], in: context, edit: edit, group: "G")
    #expect((try? nothing.get()) == nil)
  }

  @Test func theKeysOfTheHelpAreVerbs() {
    guard case .success(.edit(let cancel, _, let answers)) = parse("D 1043 le client a déménagé") else {
      return #expect(Bool(false))
    }
    #expect(cancel == .status(.cancelled))
    #expect(answers.reason == "le client a déménagé")
    #expect(verb("w 1030") == .status(.published))
    #expect(verb("A 1043 etienne") == .assign(SampleDay.technician(7), nil))
    #expect(parse("U") == .success(.redo))
    #expect(parse("u") == .success(.undo))
    #expect(parse(".") == .success(.command(.repeatVerb)))
    #expect(parse("répéter") == .success(.command(.repeatVerb)))
    #expect(parse("d 1043") == .failure(.unknownVerb("d")))
  }

  @Test func theTimeIsBlamedNotTheName() {
    #expect(parse("a 1043 julie 25h") == .failure(.notATime("25h")))
    #expect(parse("a 1043 nobody 25h") == .failure(.noSuchTechnician("nobody 25h")))
  }

  @Test func theNearestVerbIsTold() {
    #expect(VerbLine.nearestVerb(to: "asigner") == "assigner")
    #expect(VerbLine.nearestVerb(to: "xyzzy") == nil)
    #expect(Words(.english).verbError(.unknownVerb("cancle"), board: nil, zone: SampleDay.zone).contains("“cancel”"))
  }

  @Test func daysBeforeTodayHaveEitherMinus() {
    #expect(verb("r 1034 -1") == .report(SampleDay.day.adding(days: -1)))
    #expect(verb("r 1034 −1") == .report(SampleDay.day.adding(days: -1)))
  }

  @Test func otherLines() {
    #expect(parse("1043") == .success(.goTo(SampleDay.reference(1043))))
    #expect(parse("g bt-01043") == .success(.goTo(SampleDay.reference(1043))))
    #expect(parse("u") == .success(.undo))
    #expect(parse("refaire") == .success(.redo))
    #expect(parse("jour demain") == .success(.goToDay(SampleDay.day.adding(days: 1))))
    #expect(parse("écran shot.txt") == .success(.saveScreen(path: "shot.txt")))
    #expect(parse("mark-all") == .success(.command(.markAll)))
    #expect(parse("xyzzy 1043") == .failure(.unknownVerb("xyzzy")))
    #expect(parse("   ") == .failure(.empty))
    #expect(parse("m 1034 25h") == .failure(.notATime("25h")))
    #expect(parse("r 1034 30 février") == .failure(.notADay("30 février")))
  }

  @Test func everyErrorIsOneSentenceInBothLanguages() {
    let errors: [VerbError] = [
      .empty, .unknownVerb("x"), .missing(.job), .missing(.time), .missing(.status), .noSuchJob("1"), .noSuchTechnician("x"),
      .ambiguousTechnician("x", candidates: [SampleDay.technician(1)]), .notATime("x"), .notADay("x"), .noSuchStatus("x"),
      .ambiguousStatus("p", candidates: [.planned]), .asks(.resolution, SampleDay.reference(1030)),
      .refused(.noStart, SampleDay.reference(1030)), .nothingToDo,
    ]
    for error in errors {
      let both = Language.allCases.map { Words($0).verbError(error, board: SampleDay.board, zone: SampleDay.zone) }
      #expect(both.allSatisfy { !$0.isEmpty && !$0.contains("\n") }, "\(error)")
    }
  }

  @Test func noLineTraps() {
    var random = SeededRandom(seed: 7)
    let words = [
      "a", "m", "s", "1043", "julie", "10h30", "+30m", "ven", "rte", "", "é", "👨‍👩‍👧", "-", "+", "+99999999999999999999", "1e9",
      "\u{0}", "h", ":", "99999999999999999999", ",",
    ]
    for _ in 0..<3_000 {
      let line = (0..<random.next(5)).map { _ in words[random.next(words.count)] }.joined(separator: " ")
      _ = parse(line, selection: random.next(2) == 0 ? [] : [1030])
    }
  }
}
