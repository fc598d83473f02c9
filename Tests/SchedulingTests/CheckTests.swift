import Domain
import Scheduling
import Testing

@Suite struct CheckTests {
  private func reference(_ name: DocumentName) -> DocumentReference { DocumentReference(.job, name: name) }
  private func checks(
    _ jobs: [Job], _ technicians: [Technician] = [technician("A")], leaves: [Leave] = [], now: String = "07:00"
  ) -> DayChecks { plan(technicians, jobs, leaves: leaves, now: now).checks() }

  @Test func aDayInOrderSaysNothing() {
    let all = checks([
      job("1", technician: "A", start: "08:00", window: window("08:00", "12:00")),
      job("2", technician: "A", start: "13:00", coordinate: remi),
    ])
    #expect(all == DayChecks())
  }

  @Test func overlapsAndMissingDrives() {
    let all = checks([
      job("1", technician: "A", start: "08:00", minutes: 80), job("2", technician: "A", start: "09:00"),
      job("3", technician: "A", start: "10:05", coordinate: remi), job("4", technician: "A", start: "11:30", coordinate: remi),
    ])
    #expect(all.jobs[reference("2")] == [.overlap(other: reference("1"), 20)])
    #expect(all.jobs[reference("3")] == [.noTravelTime(from: reference("2"), missing: 12)])
    #expect(all.jobs[reference("1")] == nil && all.jobs[reference("4")] == nil)
  }

  @Test func aLongJobIsCheckedPastAShortOne() {
    let all = checks([
      job("1", technician: "A", start: "08:00", minutes: 240), job("2", technician: "A", start: "09:00", minutes: 30),
      job("3", technician: "A", start: "11:00", minutes: 90),
    ])
    #expect(all.jobs[reference("2")] == [.overlap(other: reference("1"), 30)])
    #expect(all.jobs[reference("3")] == [.overlap(other: reference("1"), 60)])
  }

  @Test func windowsMissedClosingAndEarly() {
    let all = checks(
      [
        job("1", technician: "A", start: "13:00", window: window("08:00", "12:00")),
        job("2", .open, window: window("08:00", "10:00")), job("3", .open, window: window("08:00", "11:05")),
        job("4", technician: "A", start: "14:30", window: window("15:00", "17:00")),
        job("5", .open, window: window("08:00", "11:30")), job("6", .cancelled, window: window("08:00", "10:00")),
      ], now: "10:40")
    #expect(all.jobs[reference("1")] == [.windowBreached(by: 60)])
    #expect(all.jobs[reference("2")] == [.windowBreached(by: 40)])
    #expect(all.jobs[reference("3")] == [.windowClosing(in: 25)])
    #expect(all.jobs[reference("4")] == [.beforeWindow(by: 30)])
    #expect(all.jobs[reference("5")] == nil && all.jobs[reference("6")] == nil)
  }

  @Test func aVisitThatHasBegunIsJudgedByItsBeginning() {
    var kept = job("1", .onSite, technician: "A", start: "08:00", window: window("08:00", "09:00"))
    kept.actualStart = at("08:50")
    var late = job("2", .paused, technician: "B", start: "08:00", window: window("08:00", "09:00"))
    late.actualStart = at("09:10")
    let all = checks([kept, late], [technician("A"), technician("B")], now: "09:30")
    #expect(all.jobs[reference("1")] == nil)
    #expect(all.jobs[reference("2")] == [.windowBreached(by: 10)])
  }

  @Test func skillsLeavesShiftsAndHours() {
    let leave = Leave(name: "x", technician: "B", start: at("12:00"), end: at("18:00"), reason: "dentiste")
    let all = checks(
      [
        job("1", technician: "A", start: "08:00", minutes: 590, tags: ["épissure", "TV"]),
        job("2", technician: "B", start: "13:00"), job("3", technician: "B", start: "07:30", minutes: 15),
      ], [technician("A", tags: ["TV"]), technician("B", home: nil)], leaves: [leave])
    #expect(all.jobs[reference("1")] == [.missingTags(["épissure"]), .outsideShift(80)])
    #expect(all.jobs[reference("2")] == [.onLeave(until: leave.end, reason: "dentiste")])
    #expect(all.jobs[reference("3")] == [.outsideShift(30)])
    #expect(all.technicians["A"] == [.overHours(load: 590, shift: 480)])
    #expect(all.technicians["B"] == [.noHomeBase])
  }

  @Test func materialsAreSomewhereOnce() {
    let truck = Job.CrewMember(resource: "nacelle", role: .material)
    let all = checks(
      [
        job("1", technician: "A", start: "09:00", minutes: 120, crew: [truck]),
        job("2", technician: "B", start: "10:00", crew: [truck]), job("3", technician: "B", start: "11:15", crew: [truck]),
        job("4", .cancelled, technician: "A", start: "10:00", crew: [truck]),
      ], [technician("A"), technician("B"), technician("nacelle", home: nil, type: .material)])
    #expect(all.jobs[reference("1")] == [.materialBookedTwice(material: "nacelle", other: reference("2"))])
    #expect(all.jobs[reference("2")] == [.materialBookedTwice(material: "nacelle", other: reference("1"))])
    #expect(all.jobs[reference("3")] == nil)
    #expect(all.technicians["nacelle"] == nil)
  }

  @Test func placesSubscriptionsAndMidnight() {
    var suspended = job("1", .open)
    suspended.subscription = "S"
    var first = job("2", technician: "A", start: "08:00")
    first.address = "12, rue Saint-Jean, Mercier"
    var second = job("3", technician: "A", start: "09:00")
    second.address = "12 rue St-Jean Mercier"
    var board = board(
      [technician("A", shift: ("08:00", "01:00"))],
      [
        suspended, first, second, job("4", technician: "A", start: "23:30"),
        job("5", technician: "A", start: "12:00", coordinate: nil),
        job("6", technician: "A", start: "22:30"),
      ])
    board.subscriptions = ["S": Subscription(name: "S", plan: "Fibre 500", status: .suspended)]
    let all = DayPlan(board: board, zone: toronto, now: at("07:00")).checks()
    #expect(all.jobs[reference("1")] == [.suspendedSubscription(plan: "Fibre 500")])
    #expect(all.jobs[reference("2")] == [.sameAddress(other: reference("3"))])
    #expect(all.jobs[reference("3")] == [.sameAddress(other: reference("2"))])
    #expect(all.jobs[reference("4")] == [.acrossMidnight])
    #expect(all.jobs[reference("5")] == [.noCoordinates])
    // It ends half an hour before midnight.
    #expect(all.jobs[reference("6")] == nil)
  }

  @Test func jobsOfThoseWhoAreNotThere() {
    let all = checks(
      [job("1", technician: "gone", start: "08:00"), job("2", technician: "off", start: "08:00")],
      [technician("off", isActive: false)])
    #expect(all.jobs[reference("1")] == [.unknownTechnician])
    #expect(all.jobs[reference("2")] == [.inactiveTechnician])
  }

  @Test func finishedJobsAreCheckedNoMore() {
    let all = checks(
      [
        job("1", .done, technician: "A", start: "08:00", window: window("06:00", "07:00"), coordinate: nil, tags: ["x"]),
        job("2", .cancelled, technician: "A", start: "08:15", coordinate: nil),
      ])
    #expect(all == DayChecks())
  }

  /// On the day of 23 hours a shift from 00:00 to 08:00 is seven hours of instants.
  @Test func theShortDayHasItsOwnHours() throws {
    var night = technician("A", shift: ("00:00", "08:00"))
    night.home = clotilde
    let board = Board(day: LocalDate(year: 2026, month: 3, day: 8)!, technicians: [night.name: night])
    let plan = DayPlan(board: board, zone: toronto, now: at("2026-03-08 00:00"))
    #expect(plan.bounds.upperBound.minutes(since: plan.bounds.lowerBound) == Minutes(23 * 60))
    let day = try #require(plan.day(of: "A"))
    #expect(day.shift.upperBound.minutes(since: day.shift.lowerBound) == Minutes(7 * 60))
  }
}
