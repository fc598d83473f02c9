import Domain
import Scheduling
import Testing

@Suite struct StatisticsTests {
  private var plan: DayPlan {
    var done = job("1", .done, technician: "A", start: "08:00", minutes: 60, window: window("08:00", "09:00"))
    done.actualStart = at("08:10")
    done.actualEnd = at("09:00")
    var late = job("2", .onSite, technician: "A", start: "09:30", minutes: 60, window: window("09:00", "10:00"), coordinate: remi)
    late.actualStart = at("10:20")
    let missed = job("3", technician: "B", start: "09:00", minutes: 120, window: window("08:00", "10:00"))
    let leave = Leave(name: "x", technician: "B", start: at("12:30"), end: at("18:00"), reason: "")
    return SchedulingTests.plan(
      [technician("A"), technician("B"), technician("M", home: nil, type: .material)],
      [
        done, late, missed, job("4", .cancelled, technician: "B", start: "11:00"),
        job("5", .customerAbsent, technician: "B", start: "11:30"), job("6", .open, window: window("08:00", "09:00")),
        job("7", .done, start: "08:00"),
      ], leaves: [leave], now: "10:40")
  }

  @Test func aDayIsCounted() throws {
    let statistics = plan.statistics()
    let a = try #require(statistics.technicians["A"])
    #expect((a.jobs, a.done, a.cancelled, a.failed) == (2, 1, 0, 0))
    #expect((a.late, a.windowsKept, a.windowsJudged) == (1, 1, 2))
    #expect((a.load, a.capacity, a.worked) == (120, 480, 50))
    #expect(a.utilisation == 25 && a.keptShare == 50)
    #expect(a.metres == Leg.estimate(from: clotilde, to: remi).metres * 2)
    let b = try #require(statistics.technicians["B"])
    #expect((b.jobs, b.done, b.cancelled, b.failed) == (3, 0, 1, 1))
    // Nobody has come, and the window is over.
    #expect((b.late, b.windowsKept, b.windowsJudged) == (1, 0, 1))
    // Four of eight hours are on leave.
    #expect(b.capacity == 240 && b.load == 120 && b.utilisation == 50)
    #expect(statistics.technicians["M"] == nil)
    #expect(statistics.unassigned.jobs == 1)
    #expect(statistics.total.jobs == 6)
    #expect(statistics.isEstimate && statistics.days == 1)
  }

  @Test func daysAddUp() throws {
    let one = plan.statistics()
    let both = one + one
    #expect(both.days == 2)
    #expect(both.total.jobs == 12)
    #expect(both.technicians["A"]?.utilisation == one.technicians["A"]?.utilisation)
  }

  @Test func anEmptyDayHasNoShares() {
    let statistics = SchedulingTests.plan([technician("A")], []).statistics()
    #expect(statistics.total.keptShare == nil)
    #expect(statistics.total.utilisation == 0)
    #expect(statistics.total.metres == 0)
  }
}
