import Domain
import Scheduling
import Testing

/// Leaves, crews, second addresses and the drive on: one that fires, one that must not.
@Suite struct MoreCheckTests {
  private func reference(_ name: DocumentName) -> DocumentReference { DocumentReference(.job, name: name) }

  @Test func aWholeDaysLeaveOrphansAndAShorterOneAsksForAnotherTime() {
    let ill = Leave(name: "1", technician: "A", start: at("00:00"), end: at("23:59"), reason: "maladie")
    let dentist = Leave(name: "2", technician: "B", start: at("12:00"), end: at("18:00"), reason: "dentiste")
    let all = plan(
      [technician("A"), technician("B")],
      [
        job("1", technician: "A", start: "09:00"), job("2", technician: "B", start: "13:00"),
        job("3", technician: "B", start: "09:00"),
      ], leaves: [ill, dentist]
    ).checks()
    #expect(all.jobs[reference("1")] == [.orphaned(until: ill.end, reason: "maladie")])
    #expect(all.jobs[reference("2")] == [.onLeave(until: dentist.end, reason: "dentiste")])
    #expect(all.jobs[reference("3")] == nil)
  }

  @Test func whoComesAlongMustBeThereToo() {
    let leave = Leave(name: "1", technician: "H", start: at("12:00"), end: at("16:30"), reason: "")
    let helper = Job.CrewMember(resource: "H", role: .assistant)
    let all = plan(
      [technician("A"), technician("H")],
      [
        job("1", technician: "A", start: "13:00", crew: [helper]), job("2", technician: "A", start: "09:00", crew: [helper]),
        job("3", technician: "A", start: "15:00"),
      ], leaves: [leave]
    ).checks()
    #expect(all.jobs[reference("1")] == [.crewOnLeave(member: "H", until: leave.end, reason: "")])
    #expect(all.jobs[reference("2")] == nil && all.jobs[reference("3")] == nil)
  }

  @Test func aHelperInTwoPlacesIsSaidOnce() {
    let helper = Job.CrewMember(resource: "H", role: .assistant)
    let all = plan(
      [technician("A"), technician("H")],
      [
        job("1", technician: "A", start: "09:00", minutes: 80, crew: [helper]),
        job("2", technician: "A", start: "10:00", crew: [helper]),
      ]
    ).checks()
    #expect(all.jobs[reference("2")] == [.overlap(other: reference("1"), 20)])
  }

  // MARK: Moves

  /// From Sainte-Clotilde to Saint-Rémi, then back at Sainte-Clotilde: 17 minutes on the road that the first address hides.
  private func move(to coordinate: Coordinate?, known: Bool = true) -> DayPlan {
    var move = job("1", technician: "A", start: "08:00", minutes: 60)
    move.secondLocation = "L"
    var board = board([technician("A")], [move, job("2", technician: "A", start: "09:05")])
    if known { board.locations["L"] = ServiceLocation(name: "L", city: "Saint-Rémi", coordinate: coordinate) }
    return DayPlan(board: board, zone: toronto, now: at("07:00"))
  }

  @Test func aMoveEndsAtItsSecondAddress() throws {
    let metres = Leg.estimate(from: clotilde, to: remi).metres
    let all = move(to: remi).checks()
    #expect(all.jobs[reference("1")] == [.secondAddress(place: "L", metres: metres)])
    #expect(all.jobs[reference("2")] == [.noTravelTime(from: reference("1"), missing: 12)])
    #expect(Check.secondAddress(place: "L", metres: metres).severity == .notice)
  }

  @Test func aMoveWithinAPlaceCostsNoDrive() {
    #expect(move(to: clotilde).checks().jobs[reference("2")] == nil)
  }

  @Test func aSecondAddressWithoutCoordinatesIsToBeMended() {
    let all = move(to: nil).checks()
    #expect(all.jobs[reference("1")] == [.secondAddress(place: "L", metres: nil)])
    #expect(Check.secondAddress(place: "L", metres: nil).severity == .warning)
    // Until the place has been read, nothing is known.
    #expect(move(to: nil, known: false).checks().jobs[reference("1")] == nil)
  }

  @Test func theForecastDrivesOnFromTheSecondAddress() {
    let direct = move(to: clotilde).forecasts(of: "A").last?.arrival
    let detour = move(to: remi).forecasts(of: "A").last?.arrival
    #expect(direct == at("09:05"))
    #expect(detour.map { $0 > at("09:05") } == true)
  }

  @Test func assigningCountsTheWayOnFromTheSecondAddress() throws {
    var moving = job("9", .open)
    moving.secondLocation = "L"
    var board = board([technician("A")], [moving])
    let here = try #require(DayPlan(board: board, zone: toronto, now: at("07:00")).preview(of: moving, for: "A"))
    board.locations["L"] = ServiceLocation(name: "L", coordinate: remi)
    let there = try #require(DayPlan(board: board, zone: toronto, now: at("07:00")).preview(of: moving, for: "A"))
    #expect(here.extraTravel?.metres == 0)
    #expect(there.extraTravel?.metres == Leg.estimate(from: remi, to: clotilde).metres)
  }

  // MARK: Before the choice is made

  @Test func aChosenTimeTellsWhatDrivesDoNotFit() throws {
    let jobs = [
      job("1", technician: "A", start: "08:00", coordinate: remi), job("2", technician: "A", start: "11:00", coordinate: remi),
    ]
    let plan = plan([technician("A")], jobs)
    let new = job("9", .open)
    let early = try #require(plan.preview(of: new, for: "A", at: at("09:05")))
    #expect(early.checks == [.noTravelTime(from: reference("1"), missing: 12)])
    let late = try #require(plan.preview(of: new, for: "A", at: at("09:55")))
    #expect(late.checks == [.noTimeToDriveOn(to: reference("2"), missing: 12)])
    let fitting = try #require(plan.preview(of: new, for: "A", at: at("09:30")))
    #expect(fitting.checks.isEmpty)
  }

  @Test func aChosenTimeTellsWhatIsBookedAlreadyAndWhoIsAway() throws {
    let truck = Job.CrewMember(resource: "nacelle", role: .material)
    let helper = Job.CrewMember(resource: "H", role: .assistant)
    let leave = Leave(name: "1", technician: "H", start: at("13:00"), end: at("16:30"), reason: "")
    let plan = plan(
      [technician("A"), technician("B"), technician("H"), technician("nacelle", home: nil, type: .material)],
      [job("1", technician: "A", start: "09:00", crew: [truck])], leaves: [leave])
    let new = job("9", .open, crew: [truck, helper])
    let booked = try #require(plan.preview(of: new, for: "B", at: at("09:30")))
    #expect(booked.checks == [.materialBookedTwice(material: "nacelle", other: reference("1"))])
    let away = try #require(plan.preview(of: new, for: "B", at: at("13:30")))
    #expect(away.checks == [.crewOnLeave(member: "H", until: leave.end, reason: "")])
    #expect(try #require(plan.preview(of: new, for: "B", at: at("11:00"))).checks.isEmpty)
  }
}
