import Domain
import Scheduling
import Testing

/// Where a job goes that is to stand beside another, and what follows from changes.
@Suite struct DayOrderTests {
  private func reference(_ name: DocumentName) -> DocumentReference { DocumentReference(.job, name: name) }
  private func slot(_ job: Job, _ place: DayPlace, among jobs: [Job]) -> DayOrder? {
    DayOrder.slot(for: job, place, on: board([technician("A"), technician("B")], jobs + [job]), zone: toronto)
  }

  @Test func afterLeavesTimeToDrive() {
    let day = [job("1", technician: "A", start: "08:00"), job("2", technician: "A", start: "13:00")]
    let near = slot(job("9"), .after(reference("1")), among: day)
    #expect(near?.technician == "A" && near?.start == at("09:00") && near?.sequence == 0)
    let far = slot(job("9", coordinate: remi), .after(reference("1")), among: day)
    #expect(far!.start > at("09:00") && far!.start < at("13:00"))
    let seconds = Int64(toronto.local(far!.start).secondOfDay)
    #expect(seconds % 900 == 0, "starts fall on quarters of an hour")
  }

  @Test func beforeEndsWhereTheOtherBegins() {
    let day = [job("1", technician: "A", start: "08:00"), job("2", technician: "A", start: "13:00")]
    #expect(slot(job("9"), .before(reference("2")), among: day)?.start == at("12:00"))
    #expect(slot(job("9"), .before(reference("1")), among: day)?.start == at("07:00"))
    #expect(slot(job("9", technician: "B", start: "10:00"), .before(reference("2")), among: day)?.technician == "A")
  }

  @Test func withoutRoomTheOrderStandsByTheSequence() throws {
    var first = job("1", technician: "A", start: "08:00", minutes: 120)
    first.sequence = 10
    var second = job("2", technician: "A", start: "09:00")
    second.sequence = 4_096
    let between = try #require(slot(job("9"), .after(reference("1")), among: [first, second]))
    #expect(between.start == at("09:00") && between.sequence < 4_096)
    var moved = job("9", technician: "A", start: "09:00")
    moved.sequence = between.sequence
    let order = [first, second, moved].sorted { BoardOrder.DayKey($0) < BoardOrder.DayKey($1) }
    #expect(order.map(\.subject) == ["1", "9", "2"])
    // And between those two, once more.
    let again = try #require(slot(job("8"), .after(reference("9")), among: [first, second, moved]))
    #expect(again.start == at("09:00"))
    #expect(moved.sequence < again.sequence && again.sequence < 4_096)
  }

  @Test func besideAJobWithoutAPlaceThereIsNone() {
    #expect(slot(job("9"), .after(reference("1")), among: [job("1", .open)]) == nil)
    #expect(slot(job("9"), .after(reference("9")), among: []) == nil)
  }

  @Test func anExchangeIsSeenWithBothWhereTheyGo() {
    let (first, second) = (
      job("1", technician: "A", start: "08:00", minutes: 60),
      job("2", technician: "B", start: "13:00", minutes: 90, coordinate: remi)
    )
    let plan = plan([technician("A"), technician("B")], [first, second])
    func at(_ job: Job, _ other: Job) -> Job {
      var job = job
      (job.technician, job.scheduledStart) = (other.technician, other.scheduledStart)
      return job
    }
    let preview = plan.preview(ofChanging: [(first, at(first, second)), (second, at(second, first))])
    #expect(preview.parts.allSatisfy { $0?.checks.isEmpty == true })
    #expect(preview.days.map(\.loadBefore) == [60, 90] && preview.days.map(\.loadAfter) == [90, 60])
    #expect(preview.days[0].extraTravel > 0 && preview.days[1].extraTravel < 0)
    #expect(preview.days[0].extraTravel.count == -preview.days[1].extraTravel.count)
  }

  @Test func aLongerJobRunsIntoTheNext() {
    let (first, second) = (job("1", technician: "A", start: "08:00"), job("2", technician: "A", start: "09:30"))
    var longer = first
    longer.duration = 120
    let preview = plan([technician("A")], [first, second]).preview(ofChanging: [(first, longer)])
    #expect(preview.parts[0]?.checks == [.overlap(other: reference("2"), 30)])
    #expect(preview.days.map(\.loadBefore) == [120] && preview.days.map(\.loadAfter) == [180])
  }

  @Test func aStartThatIsOverSaysSo() {
    let first = job("1", technician: "A", start: "13:00")
    var earlier = first
    earlier.scheduledStart = at("08:00")
    let preview = plan([technician("A")], [first], now: "10:00").preview(ofChanging: [(first, earlier)])
    #expect(preview.parts[0]?.checks == [.inThePast(by: 120)])
  }

  @Test func whoIsTakenIsTaken() {
    let busy = job("1", technician: "A", start: "08:00", crew: [.init(resource: "M", role: .material)])
    let plan = plan([technician("A"), technician("M", type: .material)], [busy])
    #expect(plan.occupation(of: "M", during: at("08:30")..<at("09:30"), besides: reference("2"))?.subject == "1")
    #expect(plan.occupation(of: "M", during: at("08:30")..<at("09:30"), besides: reference("1")) == nil)
    #expect(plan.occupation(of: "M", during: at("09:00")..<at("09:30"), besides: reference("2")) == nil)
  }
}
