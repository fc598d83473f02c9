import Configuration
import Domain
import Testing

@testable import Console

/// The verb line's words for making, editing, exchanging, placing, crewing and publishing.
@Suite struct VerbGrammarTests {
  private func parse(_ line: String, selection: [Int] = []) -> Result<VerbLine.Parsed, VerbError> {
    VerbLine.parse(
      line,
      in: .init(board: SampleDay.board, zone: SampleDay.zone, now: SampleDay.now, selection: selection.map(SampleDay.reference)))
  }

  private func verb(_ line: String, selection: [Int] = []) -> Verb? {
    if case .success(.edit(let verb, _, _)) = parse(line, selection: selection) { verb } else { nil }
  }

  private func jobs(_ line: String, selection: [Int] = []) -> [String]? {
    if case .success(.edit(_, let jobs, _)) = parse(line, selection: selection) { jobs.map(\.number) } else { nil }
  }

  @Test func everyVerbIsInTheTableOnceAndNoWordIsTwo() {
    #expect(Set(VerbTable.entries.map(\.head)) == Set(VerbLineParser.Head.allCases))
    #expect(VerbTable.entries.count == VerbLineParser.Head.allCases.count)
    let words = VerbTable.entries.flatMap { Set($0.folded) }
    #expect(Set(words).count == words.count)
    #expect(words.allSatisfy { SearchFolding.fold($0) == $0 })
    let fields = JobFieldWord.allCases.flatMap(\.words)
    #expect(Set(fields).count == fields.count)
  }

  @Test func lengths() {
    for (line, expected) in [
      ("dur 1043 2h", Verb.resize(120)), ("durée 1043 1h30", .resize(90)), ("resize 1043 45", .resize(45)),
      ("dur 1043 90 min", .resize(90)), ("dur 1043 +30m", .resizeBy(30)), ("dur 1043 -15", .resizeBy(-15)),
    ] { #expect(verb(line) == expected, "\(line)") }
    #expect(parse("dur 1043 0") == .failure(.notALength("0")))
    #expect(parse("dur 1043 99999999999999999999") == .failure(.notALength("99999999999999999999")))
    #expect(parse("dur 1043") == .failure(.missing(.length)))
    #expect(parse("dur", selection: [1043]) == .success(.command(.resize)))
  }

  @Test func pairs() {
    #expect(jobs("swap 1030 1021") == ["1030", "1021"])
    #expect(jobs("echanger 1030,1021") == ["1030", "1021"])
    #expect(jobs("échanger 1021", selection: [1030]) == ["1030", "1021"])
    #expect(parse("x", selection: [1030, 1021]) == .success(.command(.swap)))
    #expect(parse("swap 1030") == .failure(.missing(.otherJob)))
  }

  @Test func places() {
    #expect(verb("ord 1035 avant 1025") == .place(.before(SampleDay.reference(1025))))
    #expect(verb("place 1035 after 1025") == .place(.after(SampleDay.reference(1025))))
    #expect(verb("ordre après 1025", selection: [1035]) == .place(.after(SampleDay.reference(1025))))
    #expect(parse("ord 1035 sur 1025") == .failure(.missing(.relation)))
    #expect(parse("ord 1035 avant") == .failure(.missing(.otherJob)))
  }

  @Test func crews() {
    #expect(
      verb("crew 1043 +samuel -zoe bel")
        == .crew([
          CrewChange(SampleDay.technician(3), as: .assistant, isAdded: true),
          CrewChange(SampleDay.technician(11), as: .assistant, isAdded: false),
        ]))
    #expect(verb("matériel 1043 +nacelle") == .crew([CrewChange("MAT-001", as: .material, isAdded: true)]))
    #expect(verb("mat 1043 camion") == .crew([CrewChange("MAT-001", as: .material, isAdded: true)]))
    #expect(parse("mat 1043 +julie") == .failure(.noSuchMaterial("julie")))
    #expect(parse("crew 1043 +nacelle") == .failure(.noSuchTechnician("nacelle")))
  }

  @Test func publishing() {
    #expect(jobs("pub julie") == ["1030"])
    #expect(Set(jobs("pub all") ?? []) == ["1030", "1035", "1041", "1055"])
    #expect(jobs("pub 1030") == ["1030"])
    #expect(jobs("publier", selection: [1030]) == ["1030"])
    #expect(parse("pub marc") == .failure(.nothingToPublish))
    #expect(parse("pub zorro") == .failure(.noSuchTechnician("zorro")))
  }

  @Test func priorities() {
    #expect(verb("pri 1043 P2") == .priority(.p2))
    #expect(verb("priorité 1043 3") == .priority(.p3))
    #expect(verb("pri 1043 -") == .priority(nil))
    #expect(parse("pri 1043 P9") == .failure(.noSuchPriority("P9")))
  }

  @Test func fieldsAfterColons() throws {
    let line =
      "creer Sans service P1 client: Ginette Lafleur tel: 450-555-0123 adr: 12, rue X plage: 8h-12h dur: 1h15 tags: TV, wi notes: chien"
    let window = Job.Window(start: SampleDay.at(8), end: SampleDay.at(12))
    #expect(
      verb(line)
        == .create([
          .priority(.p1), .type("Sans service"), .subject("Sans service"), .customerName("Ginette Lafleur"),
          .customerPhone("450-555-0123"), .address("12, rue X"), .window(window), .duration(75), .tags(["TV", "Wi-Fi"]),
          .notes("chien"),
        ]))
    #expect(verb("c Quelque chose d'autre") == .create([.subject("Quelque chose d'autre")]))
    #expect(parse("c") == .success(.command(.createJob)))
    #expect(verb("e 1043 tel:450-555-0199") == .edit([.customerPhone("450-555-0199")]))
    #expect(
      verb("set 1030 début: ven 10h30")
        == .edit([.start(.clock(LocalDateTime(SampleDay.day.adding(days: 2), secondOfDay: 37_800)))]))
    #expect(verb("e 1043 coord: 45,262 -73,61") == .edit([.coordinate(Coordinate(latitude: 45.262, longitude: -73.61))]))
    #expect(verb("e 1043 plage: -") == .edit([.window(nil)]))
    #expect(parse("e 1043 chose") == .failure(.noSuchField("chose")))
    #expect(parse("e 1043 plage: midi") == .failure(.notAWindow("midi")))
    #expect(parse("e 1043 tags: plomberie") == .failure(.noSuchTag("plomberie", candidates: SampleDay.board.tags)))
    #expect(verb("dup 1043 pri: P4") == .duplicate([.priority(.p4)]))
  }

  @Test func everyNewErrorIsOneSentenceInBothLanguages() {
    let errors: [VerbError] = [
      .notALength("x"), .notAWindow("x"), .notCoordinates("x"), .noSuchPriority("x"), .noSuchMaterial("x"),
      .noSuchTag("x", candidates: SampleDay.board.tags), .noSuchField("x"), .nothingToPublish, .missing(.length),
      .missing(.otherJob), .missing(.relation), .missing(.field), .missing(.priority),
      .refused(.swapsTwo, SampleDay.reference(1030)), .refused(.nothingToSwap, SampleDay.reference(1030)),
      .refused(.impossibleLength(0), SampleDay.reference(1030)), .refused(.noSubject, SampleDay.reference(1030)),
    ]
    for error in errors {
      let both = Language.allCases.map { Words($0).verbError(error, board: SampleDay.board, zone: SampleDay.zone) }
      #expect(both.allSatisfy { !$0.isEmpty && !$0.contains("\n") } && both[0] != both[1], "\(error)")
    }
  }

  @Test func noLineTraps() {
    var random = SeededRandom(seed: 11)
    let words = [
      "dur", "swap", "ord", "crew", "mat", "pri", "c", "y", "e", "pub", "1043", "1030,1021", "+julie", "-", "+", "avant",
      "plage:",
      "8h-12h", "-12h", "tags:", ",", "coord:", "1e400", "nan", "45.2,", "dur:", "99999999999h", "début:", "+0000", ":", "é",
    ]
    for _ in 0..<4_000 {
      let line = (0..<random.next(6)).map { _ in words[random.next(words.count)] }.joined(separator: " ")
      _ = parse(line, selection: random.next(2) == 0 ? [] : [1030])
    }
  }
}
