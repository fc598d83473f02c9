import Domain
import SampleWeek
import Scheduling
import Testing

/// The flaws planted in the sample are seen, each on its own job or technician.
@Suite struct SampleWeekTests {
  private static let doctypes: [String: DocumentKind] = [
    "Dispatch Job": .job, "Dispatch Technician": .technician, "Dispatch Leave": .leave, "Dispatch Tag": .tag,
    "Service Location": .serviceLocation, "Service Equipment": .equipment, "Service Subscription": .subscription,
  ]

  private static func fields(_ fields: [SampleField]) -> [String: FieldValue] {
    Dictionary(
      uniqueKeysWithValues: fields.map { field in
        switch field.value {
        case .text(let text): (field.name, .text(text))
        case .int(let number): (field.name, .int(Int64(number)))
        case .float(let number): (field.name, .float(number))
        case .rows(let rows): (field.name, .rows(rows.map { Self.fields($0) }))
        }
      })
  }

  /// The board of a day of the sample told on 2026-05-06 at 10:40.
  private static func plan(day offset: Int = 0) throws -> DayPlan {
    var documents: [DocumentKind: [Document]] = [:]
    for sample in SampleWeek(today: SampleDay(year: 2026, month: 5, day: 6)).documents {
      let kind = try #require(doctypes[sample.doctype], "\(sample.doctype)")
      documents[kind, default: []].append(
        Document(
          kind: kind, name: DocumentName(sample.name), creation: sample.creation, modified: sample.modified,
          modifiedBy: sample.modifiedBy, fields: fields(sample.fields)))
    }
    func named<Value>(_ kind: DocumentKind, _ make: (Document) -> Value) -> [DocumentName: Value] {
      Dictionary(uniqueKeysWithValues: (documents[kind] ?? []).map { ($0.name, make($0)) })
    }
    let day = wednesday.adding(days: offset)
    var board = Board(day: day)
    board.technicians = named(.technician) { Technician(document: $0) }
    board.locations = named(.serviceLocation) { ServiceLocation(document: $0) }
    board.subscriptions = named(.subscription) { Subscription(document: $0) }
    board.leaves = (documents[.leave] ?? []).compactMap { Leave(document: $0, zone: toronto) }
    for document in documents[.job] ?? [] {
      let location = document["service_location"].name.flatMap { board.locations[$0] }
      let job = Job(document: document, zone: toronto, location: location)
      let isOfTheDay = job.scheduledStart.map { toronto.bounds(of: day).contains($0) } ?? false
      if isOfTheDay || job.isInBacklog { board.jobs[job.reference] = job }
    }
    return DayPlan(board: board, zone: toronto, now: at("10:40"))
  }

  private static func reference(_ number: Int) -> DocumentReference {
    DocumentReference(.job, name: DocumentName("BT-0\(number)"))
  }

  @Test func todaysFlawsAreSeen() throws {
    let plan = try Self.plan()
    let checks = plan.checks()
    func of(_ number: Int) -> [Check] { checks.jobs[Self.reference(number)] ?? [] }

    #expect(of(1034).contains(.overlap(other: Self.reference(1025), 20)))
    #expect(of(1035).contains { if case .noTravelTime(from: Self.reference(1034), _) = $0 { true } else { false } })
    #expect(of(1023).contains { if case .missingTags(let tags) = $0 { tags.contains("épissure") } else { false } })
    #expect(checks.technicians["TECH-004"]?.contains(.overHours(load: 590, shift: 480)) == true)
    #expect(of(1031).contains { if case .windowBreached = $0 { true } else { false } })
    #expect(of(1026).contains(.windowClosing(in: 25)))
    for number in [1040, 1041, 1042] {
      #expect(of(number).contains { if case .orphaned(_, reason: "maladie") = $0 { true } else { false } }, "\(number)")
    }
    let truck = of(1021).compactMap { check -> DocumentReference? in
      if case .materialBookedTwice(_, let other) = check { other } else { nil }
    }
    #expect(truck == [Self.reference(1028)])
    #expect(of(1049).contains(.noCoordinates))
    #expect(of(1051).contains { if case .suspendedSubscription = $0 { true } else { false } })
    #expect(checks.technicians["TECH-012"]?.contains(.noHomeBase) == true)
  }

  @Test func tomorrowsFlawsAreSeen() throws {
    let checks = [try Self.plan(day: 1).checks(), try Self.plan(day: 2).checks()]
    func of(_ number: Int) -> [Check] { checks.flatMap { $0.jobs[Self.reference(number)] ?? [] } }
    #expect(of(1066).contains { if case .onLeave = $0 { true } else { false } })
    #expect(of(1067).contains(.sameAddress(other: Self.reference(1068))))
    #expect(of(1068).contains(.sameAddress(other: Self.reference(1067))))
    #expect(of(1069).contains(.acrossMidnight))
  }

  /// A waiting repair has somebody near who can keep its window or comes first among those who cannot.
  @Test func aWaitingRepairIsOffered() throws {
    let plan = try Self.plan()
    let job = try #require(plan.index.job(Self.reference(1043)))
    let ranked = plan.candidates(for: job)
    #expect(ranked.count == 12)
    for (better, worse) in zip(ranked, ranked.dropFirst()) {
      if let factor = better.decidingFactor(against: worse) { #expect(better.cost(factor) < worse.cost(factor)) }
    }
    // Félix is ill today.
    #expect(ranked.last?.technician == "TECH-009")
  }

  @Test func theBacklogBeginsWithWhatIsOverdueAndUrgent() throws {
    let backlog = try Self.plan().index.backlog
    #expect(backlog.count == 22)
    let overdue = backlog.prefix(4)
    #expect(overdue.allSatisfy { $0.priority == .p1 && $0.isOverdue(at: at("10:40")) }, "\(overdue.map(\.number))")
  }
}
