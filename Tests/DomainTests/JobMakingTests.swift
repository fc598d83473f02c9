import Testing

@testable import Domain

/// Jobs made, filled in, resized, exchanged and crewed, by the rules.
@Suite struct JobMakingTests {
  private let zone = SiteZone(identifier: "UTC", spans: [.init(start: Instant(seconds: 0), offset: 0)])
  private var context: EditContext { EditContext(zone: zone, now: Instant(seconds: 1_000_000)) }
  private let reference = DocumentReference(.job, localID: "11111111-2222-4333-8444-555555555555")

  private func job(_ number: Int, _ status: JobStatus = .planned, to technician: DocumentName? = "T1", at hour: Int64? = 10)
    -> Job
  {
    Job(
      reference: DocumentReference(.job, name: DocumentName("BT-\(number)")), subject: "Visite", type: "Visite", status: status,
      scheduledStart: hour.map { Instant(seconds: 1_036_800 + $0 * 3_600) }, duration: 60, technician: technician)
  }

  private func fields(_ outcome: EditOutcome) -> [String: FieldValue] {
    Dictionary(uniqueKeysWithValues: (outcome.changes ?? []).map { ($0.field, $0.after) })
  }

  @Test func aNewJobSendsWhatItHoldsAndNothingElse() {
    let made = fields(JobEdit.create(reference, [.type("Visite"), .duration(45), .priority(.p3)], in: context))
    #expect(
      made == [
        "subject": .text("Visite"), "job_type": .text("Visite"), "status": .text("Open"), "priority": .text("P3"),
        "duration_minutes": .int(45),
      ])
  }

  @Test func aNewJobWithAPlaceIsPlanned() {
    let start = Instant(seconds: 1_036_800)
    let made = fields(JobEdit.create(reference, [.subject("x"), .technician("T1"), .start(.instant(start))], in: context))
    #expect(made["status"] == .text("Planned") && made["technician"] == .text("T1"))
    let waiting = fields(JobEdit.create(reference, [.subject("x"), .technician("T1")], in: context))
    #expect(waiting["status"] == .text("Open"))
  }

  @Test func aCopyLeavesTheVisitBehind() {
    var model = job(1, .done)
    model.actualStart = model.scheduledStart
    model.resolution = "Fait"
    model.crew = [.init(resource: "T2", role: .assistant)]
    model.notes = "Chien"
    model.window = .init(start: Instant(seconds: 0), end: Instant(seconds: 10))
    let made = fields(JobEdit.create(reference, [], like: model, in: context))
    #expect(made["notes"] == .text("Chien") && made["status"] == .text("Open"))
    for field in ["technician", "scheduled_start", "actual_start", "resolution", "crew", "window_start"] {
      #expect(made[field] == nil, "\(field)")
    }
  }

  @Test func whatCannotBeIsRefused() {
    let backwards = Job.Window(start: Instant(seconds: 20), end: Instant(seconds: 10))
    let long = String(repeating: "x", count: 141)
    #expect(JobEdit.create(reference, [.address("x")], in: context) == .refused(.noSubject))
    #expect(JobEdit.set(job(1), [.window(backwards)], in: context) == .refused(.windowEndsBeforeStart))
    #expect(JobEdit.set(job(1), [.subject("")], in: context) == .refused(.noSubject))
    #expect(JobEdit.set(job(1), [.customerName(long)], in: context) == .refused(.tooLong(field: "customer_name", limit: 140)))
    #expect(JobEdit.resize(job(1), by: -60, in: context) == .refused(.impossibleLength(0)))
    #expect(JobEdit.resize(job(1), to: 10_081, in: context) == .refused(.impossibleLength(10_081)))
    #expect(JobEdit.resize(job(1, .done), to: 30, in: context) == .refused(.finished(.done)))
  }

  @Test func aPlanChangedInAFormGoesByTheRulesOfEveryPlan() {
    let later = StartTime.instant(Instant(seconds: 1_036_800 + 12 * 3_600))
    #expect(fields(JobEdit.set(job(1, .published), [.start(later)], in: context))["status"] == .text("Planned"))
    #expect(JobEdit.set(job(1, .enRoute), [.start(later)], in: context) == .asks(.underway(.enRoute)))
    #expect(JobEdit.set(job(1, .done), [.start(later)], in: context) == .refused(.finished(.done)))
    let off = fields(JobEdit.set(job(1), [.start(nil)], in: context))
    #expect(off["status"] == .text("Open") && off["scheduled_start"] == .null)
  }

  @Test func placesAreExchanged() {
    let (first, second) = (job(1), job(2, .published, to: "T2", at: 14))
    let to = fields(JobEdit.takePlace(first, of: second, in: context))
    #expect(to["technician"] == .text("T2") && to["scheduled_start"] == second.value(of: "scheduled_start", in: zone))
    #expect(fields(JobEdit.takePlace(second, of: first, in: context))["status"] == .text("Planned"))
    let waiting = job(3, .open, to: nil, at: nil)
    let back = fields(JobEdit.takePlace(first, of: waiting, in: context))
    #expect(back["technician"] == .null && back["status"] == .text("Open"))
    #expect(JobEdit.takePlace(waiting, of: job(4, .open, to: nil, at: nil), in: context) == .refused(.nothingToSwap))
    #expect(JobEdit.takePlace(first, of: first, in: context) == .refused(.nothingToSwap))
    #expect(JobEdit.takePlace(first, of: job(5, .done, to: "T2"), in: context) == .refused(.finished(.done)))
  }

  @Test func crewsComeAndGo() {
    var job = job(1)
    let add = CrewChange("T2", as: .assistant, isAdded: true)
    let added = JobEdit.changeCrew(job, [add, CrewChange("M1", as: .material, isAdded: true)], in: context)
    #expect(fields(added)["crew"]?.rows.count == 2)
    job = job.applying(added.changes ?? [], zone: zone)
    #expect(JobEdit.changeCrew(job, [add], in: context) == .unchanged)
    let taken = JobEdit.changeCrew(job, [CrewChange("T2", as: .assistant, isAdded: false)], in: context)
    #expect(fields(taken)["crew"] == .rows([["resource": .text("M1"), "role": .text("Material")]]))
    #expect(
      JobEdit.changeCrew(job, [CrewChange("T1", as: .assistant, isAdded: true)], in: context) == .refused(.leadsAlready("T1")))
    #expect(
      JobEdit.changeCrew(job, [CrewChange("T9", as: .assistant, isAdded: false)], in: context) == .refused(.notInCrew("T9")))
  }

  @Test func aJobWithoutANameGoesByTheStartOfItsOwn() { #expect(reference.number == "+1111") }
}
