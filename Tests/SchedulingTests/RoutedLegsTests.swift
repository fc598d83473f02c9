import Domain
import Scheduling
import Testing

/// Days whose drives a routing engine has answered, whole or in part.
@Suite struct RoutedLegsTests {
  private let day = [
    job("A", technician: "T", start: "09:00", coordinate: remi),
    job("B", technician: "T", start: "11:00", coordinate: napierville),
    job("C", technician: "T", start: "14:00", coordinate: remi),
  ]

  private func routed(_ pairs: [TravelMatrix.Pair], seconds: Int = 600) -> TravelMatrix {
    TravelMatrix(
      routed: Dictionary(uniqueKeysWithValues: pairs.map { ($0, Leg(metres: 9_000, seconds: seconds, source: .routed)) }))
  }

  private func plan(_ travel: TravelMatrix, _ jobs: [Job]? = nil) -> DayPlan {
    DayPlan(board: board([technician("T")], jobs ?? day), zone: toronto, now: at("07:00"), travel: travel)
  }

  @Test func aRoundAsksForEachLegOnce() {
    let pairs = plan(.estimate).missingLegs()
    #expect(
      pairs == [
        .init(from: clotilde, to: remi), .init(from: remi, to: napierville), .init(from: napierville, to: remi),
        .init(from: remi, to: clotilde),
      ])
    #expect(plan(routed(pairs)).missingLegs().isEmpty)
    #expect(plan(routed(Array(pairs.prefix(1)))).missingLegs() == Array(pairs.dropFirst()))
    #expect(plan(routed(pairs)).legs(of: "T") == pairs)
  }

  @Test func nobodyAsksForWhatNobodyDrives() {
    #expect(plan(.estimate, []).missingLegs().isEmpty)
    #expect(plan(.estimate, [job("A", technician: "T", start: "09:00", coordinate: nil)]).missingLegs().isEmpty)
    #expect(plan(.estimate, [job("A", .open, coordinate: remi)]).missingLegs().isEmpty)
  }

  /// One leg that is estimated makes the sum an estimate; with all answered it is none.
  @Test func figuresSayWhetherTheyAreEstimates() {
    let pairs = plan(.estimate).missingLegs()
    #expect(plan(.estimate).statistics().isEstimate)
    #expect(plan(routed(Array(pairs.dropLast()))).statistics().isEstimate)
    let figures = plan(routed(pairs)).statistics()
    #expect(!figures.isEstimate)
    #expect(figures.technicians["T"]?.metres == 36_000)
    #expect(figures.technicians["T"]?.driving == 40)
    #expect(!plan(.estimate, []).statistics().isEstimate)
  }

  @Test func checksJudgeByTheRoad() {
    let tight = [
      job("A", technician: "T", start: "09:00", coordinate: remi),
      job("B", technician: "T", start: "10:12", coordinate: clotilde),
    ]
    func misses(_ travel: TravelMatrix) -> Bool {
      plan(travel, tight).checks().jobs.values.joined().contains { if case .noTravelTime = $0 { true } else { false } }
    }
    #expect(!misses(.estimate))
    #expect(misses(routed([.init(from: remi, to: clotilde)], seconds: 1_500)))
  }

  @Test func aChoiceAsksForTheNearestPlacesThereAndBack() throws {
    let waiting = job("W", .open, coordinate: napierville)
    let plan = plan(.estimate, day + [waiting])
    let pairs = plan.missingLegs(to: [waiting], most: 1)
    // Napierville itself is the nearest, and no drive.
    #expect(pairs.isEmpty)
    let all = plan.missingLegs(to: [waiting], most: 9)
    #expect(
      Set(all) == [
        .init(from: remi, to: napierville), .init(from: clotilde, to: napierville), .init(from: napierville, to: remi),
        .init(from: napierville, to: clotilde),
      ])
    let preview = try #require(plan.preview(of: waiting, for: "T"))
    #expect(preview.extraTravel?.source == .estimate)
    let known = self.plan(routed(plan.missingLegs() + all.filter { !plan.missingLegs().contains($0) }), day + [waiting])
    #expect(known.preview(of: waiting, for: "T")?.extraTravel?.source == .routed)
  }

  @Test func anOrderAsksForEveryPair() throws {
    let plan = plan(.estimate)
    let pairs = plan.missingLegs(between: "T")
    #expect(pairs.count == 6 && Set(pairs).count == 6)
    #expect(try plan.order(of: "T").get().source == .estimate)
    #expect(try self.plan(routed(pairs)).order(of: "T").get().source == .routed)
    #expect(plan.missingLegs(between: "nobody").isEmpty)
  }

  @Test func aWeekAsksForItsOtherDaysToo() {
    var week = board([technician("T")], day + [job("D", technician: "T", start: "2026-05-07 09:00", coordinate: napierville)])
    week.days = 7
    let plan = plan(.estimate)
    #expect(
      week.missingLegs(beside: plan) == [.init(from: clotilde, to: napierville), .init(from: napierville, to: clotilde)])
    week.days = 1
    #expect(week.missingLegs(beside: plan).isEmpty)
  }
}
