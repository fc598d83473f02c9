import Domain
import Scheduling
import Testing

/// What stands in the list, in which order, and what is put together.
@Suite struct CheckListTests {
  private func list(
    _ jobs: [Job], _ technicians: [Technician] = [technician("A"), technician("B")], leaves: [Leave] = [], now: String = "07:00",
    day: LocalDate = wednesday
  ) -> CheckList {
    var board = board(technicians, jobs, leaves: leaves)
    board.day = day
    let plan = DayPlan(board: board, zone: toronto, now: at(now))
    return plan.list(of: plan.checks())
  }

  private func told(_ list: CheckList) -> [String] {
    list.groups.map { group in group.entries.map { ($0.job?.key.text ?? "—") + " \($0.check.kind)" }.joined(separator: ", ") }
  }

  @Test func theWorstStandFirstAndThenTheEarliest() {
    let list = list(
      [
        job("late", technician: "A", start: "15:00", window: window("08:00", "12:00")),
        job("waits", .open, window: window("04:00", "06:30")), job("skill", technician: "B", start: "08:00", tags: ["épissure"]),
        job("nowhere", technician: "B", start: "10:00", coordinate: nil),
      ])
    #expect(told(list) == ["waits windowBreached", "late windowBreached", "skill missingTags", "nowhere noCoordinates"])
    #expect(list.counts == [.error: 2, .warning: 1, .notice: 1])
    #expect(list.count == 4)
  }

  @Test func oneTechniciansSameThingsAreOneThing() {
    let leave = Leave(name: "x", technician: "A", start: at("00:00"), end: at("23:59"), reason: "maladie")
    let jobs = [
      job("2", technician: "A", start: "10:00"), job("1", technician: "A", start: "08:00"),
      job("3", technician: "B", start: "08:00"),
    ]
    let list = list(jobs, leaves: [leave])
    #expect(told(list) == ["1 orphaned, 2 orphaned"])
    #expect(list.groups[0].id == .technician("A", .orphaned, .error))
    #expect(list.counts == [.error: 2])
    // One alone is known by itself.
    let alone = self.list(Array(jobs.dropFirst()), leaves: [leave])
    #expect(alone.groups.map(\.id) == [.entry(alone.groups[0].first.id)])
  }

  @Test func eachOverlapIsMendedByItself() {
    let list = list([
      job("1", technician: "A", start: "08:00", minutes: 90), job("2", technician: "A", start: "09:00", minutes: 90),
      job("3", technician: "A", start: "10:00"),
    ])
    #expect(told(list) == ["2 overlap", "3 overlap"])
  }

  @Test func whatStandsBetweenTwoJobsIsSaidOnceAtTheLater() {
    let truck = Job.CrewMember(resource: "nacelle", role: .material)
    var first = job("1", technician: "A", start: "09:00", minutes: 120, crew: [truck])
    var second = job("2", technician: "B", start: "10:00", crew: [truck])
    first.address = "12, rue Saint-Jean, Mercier"
    second.address = "12, rue Saint-Jean, Mercier"
    let list = list([first, second], [technician("A"), technician("B"), technician("nacelle", home: nil, type: .material)])
    #expect(told(list) == ["2 materialBookedTwice", "2 sameAddress"])
    #expect(list.groups.map(\.first.check.other) == [first.reference, first.reference])
  }

  @Test func whatWaitsIsTodaysOrOfTheDayOfItsWindow() {
    let jobs = [
      job("overdue", .open, window: window("04:00", "06:30")),
      job("lost", .open, coordinate: nil),
      job("friday", .open, window: .init(start: at("2026-05-08 08:00"), end: at("2026-05-08 12:00")), coordinate: nil),
    ]
    let friday = wednesday.adding(days: 2)
    #expect(told(list(jobs)) == ["overdue windowBreached", "friday noCoordinates", "lost noCoordinates"])
    #expect(told(list(jobs, day: friday)) == ["friday noCoordinates"])
  }

  /// By this a row is found again when the numbers have changed.
  @Test func anEntryIsKnownWhateverItsNumbers() {
    let before = list([
      job("1", technician: "A", start: "08:00", minutes: 80), job("2", technician: "A", start: "09:00", minutes: 60),
    ])
    let after = list([
      job("1", technician: "A", start: "08:00", minutes: 90), job("2", technician: "A", start: "09:00", minutes: 60),
    ])
    #expect(before.groups.first?.first.check != after.groups.first?.first.check)
    #expect(before.groups.map(\.id) == after.groups.map(\.id))
  }

  @Test func theSameBoardMakesTheSameList() {
    let jobs = (0..<60).map { index in
      job("\(index)", technician: index % 2 == 0 ? "A" : "B", start: "08:00", tags: ["x"])
    }
    #expect(list(jobs) == list(jobs.reversed()))
  }
}
