import Domain
import GRDB
import SyncModel
import Testing

@testable import Replica

@Suite struct BoardTests {
  private let replica: Replica

  init() throws { replica = try Fixture.inMemory() }

  private func board(_ today: LocalDate? = nil) throws -> Board {
    try replica.board(on: Fixture.day, zone: Fixture.zone, today: today)
  }

  private func names(_ board: Board) -> [String] { board.jobs.keys.map(\.key.text).sorted() }

  @Test func aJobMadeHereIsFollowedToItsName() throws {
    let local = DocumentReference(.job, localID: "L1")
    _ = try replica.accept(
      Fixture.creation("G1", local: "L1", [("subject", .text("x")), ("status", .text("Open"))]), at: Fixture.now)
    let waiting = try replica.patch(on: Fixture.day, zone: Fixture.zone, changed: [local])
    #expect(waiting.jobs[local] != nil && waiting.renamed.isEmpty)
    #expect(waiting.jobs[local]??.subject == "x")
    try replica.confirmed("G1", Fixture.job("BT-9"))
    let named = try replica.patch(on: Fixture.day, zone: Fixture.zone, changed: [local])
    #expect(named.renamed == [local: Fixture.reference("BT-9")])
    #expect(named.jobs[local] == .some(nil))
    #expect(named.jobs[Fixture.reference("BT-9")]??.subject == "Job BT-9")
  }

  @Test func aDayIsTheSitesDay() throws {
    let technician = FieldValue.text("TECH-1")
    let starts = [
      "before": "2026-05-05 23:59:59", "first": "2026-05-06 00:00:00", "last": "2026-05-06 23:59:59",
      "after": "2026-05-07 00:00:00",
    ]
    _ = try replica.store(
      starts.map {
        Fixture.job($0.key, ["scheduled_start": .text($0.value), "technician": technician, "status": .text("Done")])
      })
    #expect(names(try board()) == ["first", "last"])
  }

  @Test func theBacklogAndTheOverdueAreThere() throws {
    let technician = FieldValue.text("TECH-1")
    _ = try replica.store([
      Fixture.job("no start", ["technician": technician]),
      Fixture.job("no technician", ["scheduled_start": .text("2026-08-01 08:00:00")]),
      Fixture.job("neither, done", ["status": .text("Done")]), Fixture.job("without status", ["status": .null]),
      Fixture.job(
        "overdue", ["technician": technician, "scheduled_start": .text("2026-04-01 08:00:00"), "status": .text("Planned")]),
      Fixture.job(
        "past, done", ["technician": technician, "scheduled_start": .text("2026-04-01 08:00:00"), "status": .text("Done")]),
      Fixture.job(
        "later", ["technician": technician, "scheduled_start": .text("2026-05-09 08:00:00"), "status": .text("Planned")]),
      Fixture.job(
        "yesterday", ["technician": technician, "scheduled_start": .text("2026-05-05 08:00:00"), "status": .text("Planned")]),
    ])
    #expect(names(try board()) == ["no start", "no technician", "overdue", "without status", "yesterday"])
    // Looked at the day before, what was planned for yesterday is not overdue yet.
    #expect(names(try board(Fixture.day.adding(days: -1))) == ["no start", "no technician", "overdue", "without status"])
  }

  @Test func noBoardIsReadByLookingAtEveryJob() throws {
    try replica.read { db in
      for condition in BoardReader.conditions {
        let marks = condition.count { $0 == "?" }
        let plan = try Row.fetchAll(
          db, sql: "EXPLAIN QUERY PLAN \(JobRows.select) \(condition)",
          arguments: StatementArguments(Array(repeating: "x", count: marks)))
        let steps = plan.map { $0["detail"] as String }
        #expect(steps.allSatisfy { !$0.contains("SCAN job") || $0.contains("USING INDEX job_unfinished") }, "\(steps)")
        #expect(steps.contains { $0.contains("INDEX job_") }, "\(steps)")
        #expect(!steps.contains { $0.contains("TEMP B-TREE") }, "\(steps)")
      }
    }
  }

  @Test func namesAreTheirBytes() throws {
    let composed = "BT-\u{e9}"
    let decomposed = "BT-e\u{301}"
    _ = try replica.store([
      Fixture.job(composed, ["subject": .text("NFC")]), Fixture.job(decomposed, ["subject": .text("NFD")]),
      Fixture.job("bt-1"), Fixture.job("BT-1"),
    ])
    #expect(try replica.count(.job) == 4)
    #expect(try board().jobs[Fixture.reference(composed)]?.subject == "NFC")
    #expect(try board().jobs[Fixture.reference(decomposed)]?.subject == "NFD")
    _ = try replica.remove(.job, [DocumentName(composed)])
    #expect(try replica.document(Fixture.reference(composed)) == nil)
    #expect(try replica.document(Fixture.reference(decomposed)) != nil)
  }

  /// The board's own way from a row to a job must agree with the one that edits go.
  @Test func rowsReadAsDocumentsDo() throws {
    var generator = SplitMix(seed: 11)
    let place = Document(
      kind: .serviceLocation, name: "LOC-1", creation: "c", modified: "m",
      fields: ["city": .text("Huntingdon"), "latitude": .float(45.1), "longitude": .float(-74.2), "address": .text("1 rue")])
    _ = try replica.store([place])
    for number in 0..<200 {
      var fields: [String: FieldValue] = [:]
      for field in DocumentKind.job.fields where generator.next() % 3 > 0 {
        fields[field.name] = generator.value(field.type)
      }
      fields["status"] = .text(JobStatus.allCases[number % JobStatus.allCases.count].rawValue)
      if number % 4 == 0 { fields["service_location"] = .text("LOC-1") }
      fields["scheduled_start"] = .text("2026-05-06 08:00:00")
      let document = Fixture.job("BT-\(number)", fields)
      _ = try replica.store([document])
      let location = number % 4 == 0 ? ServiceLocation(document: place) : nil
      let read = try #require(try replica.board(on: Fixture.day, zone: Fixture.zone).jobs[Fixture.reference("BT-\(number)")])
      #expect(read == Job(document: document, zone: Fixture.zone, location: location))
      #expect(
        try replica.document(Fixture.reference("BT-\(number)"))?.fields.filter { !$0.value.isEmpty }
          == document.fields.filter { !$0.value.isEmpty })
    }
  }

  @Test func openEditsLieOverTheRows() throws {
    _ = try replica.store([Fixture.job("BT-1", ["priority": .text("P3")]), Fixture.job("BT-2"), Fixture.job("BT-3")])
    _ = try replica.accept(
      Fixture.group(
        "G1", Fixture.edit("BT-1", [("priority", .text("P3"), .text("P1")), ("status", .text("Open"), .text("Done"))]),
        Fixture.edit("BT-2", [("technician", .null, .text("T1"))]), Fixture.edit("BT-3", [("priority", .null, .text("P2"))])),
      at: Fixture.now)
    _ = try replica.accept(
      Fixture.creation("G2", local: "L1", [("subject", .text("New")), ("status", .text("Open"))]), at: Fixture.now)
    _ = try replica.park("G1.2", refused: "No.", isUncertain: false)
    let shown = try board()
    // Done, it is off the backlog.
    #expect(shown.jobs[Fixture.reference("BT-1")] == nil)
    #expect(shown.jobs[Fixture.reference("BT-2")]?.technician == "T1")
    // What was refused does not show as if it held.
    #expect(shown.jobs[Fixture.reference("BT-3")]?.priority == nil)
    #expect(shown.jobs[DocumentReference(.job, localID: "L1")]?.subject == "New")
    #expect(shown.intents.map(\.id) == ["G1", "G1.1", "G1.2", "G2"])
    #expect(try replica.job(Fixture.reference("BT-1"), zone: Fixture.zone)?.status == .done)
  }

  @Test func aWeekIsReadFromItsFirstDayOn() throws {
    let technician = FieldValue.text("TECH-1")
    let starts = [
      "before": "2026-05-03 23:59:59", "monday": "2026-05-04 00:00:00", "wednesday": "2026-05-06 10:00:00",
      "sunday": "2026-05-10 23:59:59", "after": "2026-05-11 00:00:00",
    ]
    _ = try replica.store(
      starts.map {
        Fixture.job($0.key, ["scheduled_start": .text($0.value), "technician": technician, "status": .text("Done")])
      } + [
        Fixture.job(
          "left over", ["technician": technician, "scheduled_start": .text("2026-04-30 08:00:00"), "status": .text("Planned")]),
        Fixture.job("backlog", ["status": .text("Open")]),
      ])
    _ = try replica.store([
      Document(
        kind: .leave, name: "L", creation: "c", modified: "m",
        fields: [
          "technician": technician, "from_datetime": .text("2026-05-09 08:00:00"), "to_datetime": .text("2026-05-09 16:00:00"),
        ])
    ])
    let week = try replica.board(on: Fixture.day.adding(days: -2), days: 7, zone: Fixture.zone, today: Fixture.day)
    #expect(names(week) == ["backlog", "left over", "monday", "sunday", "wednesday"])
    #expect(week.span == DaySpan.week(of: Fixture.day) && week.leaves.map(\.name) == ["L"])
    #expect(week.jobs.values.allSatisfy { !$0.creation.isEmpty })
  }

  /// Going back from the week to one of its days reads nothing: the day's board is in the week's.
  @Test(arguments: [-9, -2, 0, 3, 12]) func everyDayOfAWeekIsInItsBoard(todayIs offset: Int) throws {
    var generator = SplitMix(seed: UInt64(bitPattern: Int64(offset)))
    let today = Fixture.day.adding(days: offset)
    _ = try replica.store(
      (0..<120).map { number in
        let day = Fixture.day.adding(days: Int(generator.next() % 20) - 10).siteText
        return Fixture.job(
          "BT-\(number)",
          [
            "scheduled_start": generator.next() % 5 == 0 ? .null : .text("\(day) 09:00:00"),
            "technician": generator.next() % 4 == 0 ? .null : .text("TECH-1"),
            "status": .text(JobStatus.allCases[Int(generator.next() % 10)].rawValue),
          ])
      })
    _ = try replica.store(
      (0..<10).map { number in
        let day = Fixture.day.adding(days: Int(generator.next() % 20) - 10)
        return Document(
          kind: .leave, name: DocumentName("L\(number)"), creation: "c", modified: "m",
          fields: [
            "technician": .text("TECH-1"), "from_datetime": .text("\(day.siteText) 00:00:00"),
            "to_datetime": .text("\(day.adding(days: Int(generator.next() % 3)).siteText) 00:00:00"),
          ])
      })
    let span = DaySpan.week(of: Fixture.day)
    let week = try replica.board(on: span.first, days: 7, zone: Fixture.zone, today: today)
    for index in 0..<7 {
      let day = span.first.adding(days: index)
      let narrowed = try #require(week.narrowed(to: DaySpan(day), zone: Fixture.zone, today: today))
      let read = try replica.board(on: day, zone: Fixture.zone, today: today)
      #expect(narrowed.jobs == read.jobs, "\(day) seen on \(today)")
      #expect(narrowed.leaves == read.leaves && narrowed.span == read.span)
    }
    #expect(week.narrowed(to: DaySpan(span.end), zone: Fixture.zone, today: today) == nil)
  }

  @Test(arguments: [1, 7]) func aPatchMakesTheBoardThatReadingAnewWould(days: Int) throws {
    let first = days == 1 ? Fixture.day : Fixture.day.adding(days: -2)
    func board() throws -> Board { try replica.board(on: first, days: days, zone: Fixture.zone) }
    var generator = SplitMix(seed: 5)
    _ = try replica.store((0..<30).map { Fixture.job("BT-\($0)", ["scheduled_start": .text("2026-05-06 08:00:00")]) })
    var shown = try board()
    for round in 0..<150 {
      var changed: Set<DocumentReference> = []
      let name = "BT-\(generator.next() % 33)"
      let start = [
        "2026-05-06 09:00:00", "2026-05-07 09:00:00", "2026-05-01 09:00:00", "2026-05-11 09:00:00", "2026-05-04 09:00:00",
      ][Int(generator.next() % 5)]
      switch generator.next() % 8 {
      case 0:
        let group = Fixture.group("G\(round)", Fixture.edit(name, [("scheduled_start", .null, .text(start))]))
        changed = Set(try replica.accept(group, at: Fixture.now).map(\.edit.document))
      case 1: changed = try replica.remove(.job, [DocumentName(name)])
      case 2:
        let technician = Document(
          kind: .technician, name: DocumentName("TECH-\(generator.next() % 3)"), creation: "c", modified: "\(round)",
          fields: ["full_name": .text("\(round)")])
        changed = try replica.store([technician])
      case 3:
        if let entry = try replica.outbox().first(where: { $0.phase != .parked }) {
          changed = try replica.park(entry.intent.id, refused: "No.", isUncertain: false)
        }
      case 4:
        let leave = Document(
          kind: .leave, name: "L", creation: "c", modified: "\(round)",
          fields: [
            "technician": .text("TECH-1"), "from_datetime": .text(start), "to_datetime": .text("2026-05-09 10:00:00"),
          ])
        changed = try replica.store([leave])
      default:
        let status = JobStatus.allCases[Int(generator.next() % 10)].rawValue
        changed = try replica.store([
          Fixture.job(
            name, modified: "m\(round)",
            ["scheduled_start": .text(start), "status": .text(status), "technician": .text("TECH-1")])
        ])
      }
      shown.apply(try replica.patch(on: first, days: days, zone: Fixture.zone, changed: changed))
      #expect(shown == (try board()), "round \(round)")
    }
  }

  @Test func aPlaceThatComesAfterItsJobsReachesThem() throws {
    _ = try replica.store([
      Fixture.job(
        "BT-1", ["scheduled_start": .text("2026-05-06 08:00:00"), "service_location": .text("LOC-1"), "address": .text("1, rue")])
    ])
    var shown = try board()
    let changed = try replica.store([
      Document(kind: .serviceLocation, name: "LOC-1", creation: "c", modified: "m", fields: ["city": .text("Howick")])
    ])
    shown.apply(try replica.patch(on: Fixture.day, zone: Fixture.zone, changed: changed))
    #expect(shown.jobs[Fixture.reference("BT-1")]?.city == "Howick")
    #expect(shown == (try board()))
  }

  /// A move's second place is nobody's address, and the driving ends there.
  @Test func aMoveBringsItsSecondPlaceAlong() throws {
    func place(_ latitude: Double, _ modified: String) -> Document {
      Document(
        kind: .serviceLocation, name: "L2", creation: "2026-01-01 08:00:00", modified: modified, modifiedBy: "other",
        fields: ["city": .text("Lacolle"), "latitude": .float(latitude), "longitude": .float(-73.4)])
    }
    _ = try replica.store([
      place(45.1, "2026-05-05 10:00:00"),
      Fixture.job(
        "BT-9", ["scheduled_start": .text("2026-05-06 09:00:00"), "technician": .text("T"), "second_location": .text("L2")]),
    ])
    #expect(try board().locations["L2"]?.coordinate?.latitude == 45.1)
    let patch = try replica.patch(on: Fixture.day, zone: Fixture.zone, changed: [Fixture.reference("BT-9")])
    #expect(patch.locations["L2"]?.city == "Lacolle")
    _ = try replica.store([place(45.2, "2026-05-05 11:00:00")])
    let moved = try replica.patch(
      on: Fixture.day, zone: Fixture.zone, changed: [DocumentReference(.serviceLocation, name: "L2")])
    #expect(moved.locations["L2"]?.coordinate?.latitude == 45.2)
  }

  @Test func anUnchangedPageChangesNothing() throws {
    let page = (1...50).map { Fixture.job("BT-\($0)") }
    #expect(try replica.store(page).count == 50)
    #expect(try replica.store(page).isEmpty)
    // Some writes bump nothing.
    #expect(try replica.store([Fixture.job("BT-2", ["notes": .text("by SQL")])]) == [Fixture.reference("BT-2")])
    #expect(try replica.store([Fixture.job("BT-2", ["notes": .text("by SQL")])]).isEmpty)
    // The clock of the site went back: another version is another version.
    #expect(try replica.store([Fixture.job("BT-1", modified: "2026-05-05 09:00:00")]).count == 1)
  }

  @Test func comparingFindsWhatDiffersInASlice() throws {
    _ = try replica.store([
      Fixture.job("same"), Fixture.job("changed"), Fixture.job("gone"), Fixture.job("finished", ["status": .text("Done")]),
    ])
    let versions = [
      ("same", "2026-01-01 08:00:00.5", "2026-05-05 10:00:00"), ("changed", "2026-01-01 08:00:00.5", "2026-05-06 10:00:00"),
      ("new", "c", "m"), ("finished", "2026-01-01 08:00:00.5", "2026-05-05 10:00:00"),
    ].map { DocumentVersion(name: DocumentName($0.0), creation: $0.1, modified: $0.2) }
    let comparison = try replica.compare(.job, in: .among(field: "status", values: ["Open"]), with: versions)
    #expect(comparison == RowComparison(changed: ["changed", "new"], unmatched: ["gone"], same: ["same", "finished"], count: 3))
  }

  @Test func jobsAreFoundByNumberAndByWords() throws {
    _ = try replica.store([
      Fixture.job("BT-01043", ["customer_name": .text("Geneviève Côté"), "notes": .text("Chien méchant")]),
      Fixture.job("BT-01044", ["customer_name": .text("Luc Tremblay")]),
    ])
    func found(_ text: String) throws -> [String] { try replica.search(text, zone: .utc).hits.map(\.job.reference.key.text) }
    #expect(try found("1043") == ["BT-01043"])
    #expect(try found("genevieve") == [])
    #expect(try !replica.search("genevieve", zone: .utc).isComplete)
    #expect(try replica.fillSearch() == 2)
    #expect(try replica.fillSearch() == 0)
    #expect(try found("COTE genev") == ["BT-01043"])
    #expect(try found("mechant") == ["BT-01043"])
    #expect(try found("\"; DROP TABLE job; --") == [])
    _ = try replica.store([Fixture.job("BT-01044", modified: "x", ["customer_name": .text("Luc Gagnon")])])
    _ = try replica.fillSearch()
    #expect(try found("tremblay") == [])
    #expect(try found("gagnon") == ["BT-01044"])
    _ = try replica.remove(.job, ["BT-01044"])
    #expect(try found("gagnon") == [])
  }
}

struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func value(_ type: FieldType) -> FieldValue {
    switch type {
    case .int: .int(Int64(next() % 500))
    case .check: .int(Int64(next() % 2))
    case .float: .float(Double(next() % 90_000) / 1_000)
    case .datetime: .text("2026-0\(1 + next() % 9)-1\(next() % 10) 1\(next() % 10):30:00")
    case .time: .text("08:00:00")
    case .table(let columns):
      .rows(
        (0..<next() % 3).map { _ in Dictionary(uniqueKeysWithValues: columns.map { ($0.name, FieldValue.text("v\(next() % 9)")) })
        })
    case .data, .text, .select, .link, .foreignLink: .text(["", "é😀", "a\"b", "T-1"][Int(next() % 4)])
    }
  }
}

extension FieldValue {
  fileprivate var isEmpty: Bool {
    switch self {
    case .null: true
    case .rows(let rows): rows.isEmpty
    default: false
    }
  }
}
