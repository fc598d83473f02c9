import Domain
import Testing

@Suite struct JobEditTests {
  private let later = StartTime.clock(clock("2026-05-06 14:30:00"))

  @Test func assigningPlansAnOpenJob() {
    let outcome = JobEdit.assign(job(.open, technician: nil, start: nil), to: julie, start: later, in: context)
    #expect(
      described(outcome) == [
        "scheduled_start: – → 2026-05-06 14:30:00", "status: Open → Planned", "technician: – → TECH-002",
      ])
  }

  /// What assigning to another technician at another time does to each status: without and with « publish at once ».
  @Test(arguments: [
    (JobStatus.open, JobStatus.planned, JobStatus.published), (.planned, .planned, .published),
    (.published, .planned, .published),
    (.toReschedule, .planned, .published), (.customerAbsent, .planned, .published), (.enRoute, .planned, .published),
    (.onSite, .planned, .published), (.paused, .planned, .published),
  ])
  func reassigning(_ status: JobStatus, _ after: JobStatus, _ afterPublishing: JobStatus) {
    let asked = JobEdit.assign(job(status), to: julie, start: later, in: context)
    if status.isUnderway {
      #expect(asked == .asks(.underway(status)))
    } else {
      #expect(asked.changes != nil)
    }
    for (publishes, expected) in [(false, after), (true, afterPublishing)] {
      let answers = EditAnswers(confirmsUnderway: true, publishesAtOnce: publishes)
      let outcome = JobEdit.assign(job(status), to: julie, start: later, answers: answers, in: context)
      let edited = job(status).applying(outcome.changes ?? [], zone: toronto)
      #expect(edited.status == expected)
      #expect(edited.technician == julie)
      #expect(edited.scheduledStart == time("2026-05-06 14:30:00"))
      #expect(edited.actualStart == nil)
    }
  }

  @Test func assigningKeepsAStartThatIsThereAndAsksForOneThatIsNot() {
    #expect(described(JobEdit.assign(job(.planned), to: julie, in: context)) == ["technician: TECH-001 → TECH-002"])
    #expect(JobEdit.assign(job(.open, start: nil), to: julie, in: context) == .asks(.start))
  }

  @Test func whatIsSoAlreadyIsNoEdit() {
    #expect(JobEdit.assign(job(.planned), to: marc, in: context) == .unchanged)
    #expect(JobEdit.assign(job(.onSite), to: marc, in: context) == .unchanged)
    #expect(JobEdit.move(job(.published), to: .instant(time("2026-05-06 13:00:00")), in: context) == .unchanged)
    #expect(JobEdit.setNotes(job(.open, notes: "chien"), to: " chien\r\n", in: context) == .unchanged)
    #expect(JobEdit.setPriority(job(.open), to: .p2, in: context) == .unchanged)
  }

  @Test(arguments: [JobStatus.done, .cancelled]) func aFinishedPlanIsClosed(_ status: JobStatus) {
    #expect(JobEdit.assign(job(status), to: julie, in: context) == .refused(.finished(status)))
    #expect(JobEdit.assign(job(status), to: marc, in: context) == .refused(.finished(status)))
    #expect(JobEdit.unassign(job(status), in: context) == .refused(.finished(status)))
    #expect(JobEdit.move(job(status), by: 15, in: context) == .refused(.finished(status)))
    #expect(
      JobEdit.report(job(status), to: LocalDate(year: 2026, month: 5, day: 7)!, in: context) == .refused(.finished(status)))
  }

  @Test(arguments: JobStatus.allCases.filter { !$0.isFinished }) func unassigningOpens(_ status: JobStatus) {
    if status.isUnderway { #expect(JobEdit.unassign(job(status), in: context) == .asks(.underway(status))) }
    let outcome = JobEdit.unassign(job(status), answers: EditAnswers(confirmsUnderway: true), in: context)
    let edited = job(status).applying(outcome.changes ?? [], zone: toronto)
    #expect(edited.status == .open)
    #expect(edited.technician == nil)
    #expect(edited.scheduledStart == nil)
    #expect(edited.isInBacklog)
    #expect(JobEdit.unassign(job(status, technician: nil), in: context) == .refused(.noTechnician))
  }

  @Test func movingAPublishedJobMakesItADraft() {
    #expect(
      described(JobEdit.move(job(.published), by: 90, in: context)) == [
        "scheduled_start: 2026-05-06 13:00:00 → 2026-05-06 14:30:00", "status: Published → Planned",
      ])
    #expect(
      described(JobEdit.move(job(.published), by: -15, answers: EditAnswers(publishesAtOnce: true), in: context)) == [
        "scheduled_start: 2026-05-06 13:00:00 → 2026-05-06 12:45:00"
      ])
    #expect(JobEdit.move(job(.open, start: nil), by: 15, in: context) == .refused(.noStart))
    #expect(
      described(JobEdit.move(job(.open, technician: nil, start: nil), to: later, in: context)) == [
        "scheduled_start: – → 2026-05-06 14:30:00"
      ])
  }

  @Test func movingWhoIsUnderwayKeepsTheVisit() {
    #expect(JobEdit.move(job(.onSite), to: later, in: context) == .asks(.underway(.onSite)))
    let outcome = JobEdit.move(job(.onSite), to: later, answers: EditAnswers(confirmsUnderway: true), in: context)
    #expect(described(outcome) == ["scheduled_start: 2026-05-06 13:00:00 → 2026-05-06 14:30:00"])
  }

  @Test func reportingTakesTheWindowAlong() {
    let planned = job(.published, window: ("2026-05-06 12:00:00", "2026-05-06 16:00:00"))
    #expect(
      described(JobEdit.report(planned, to: LocalDate(year: 2026, month: 5, day: 8)!, in: context)) == [
        "scheduled_start: 2026-05-06 13:00:00 → 2026-05-08 13:00:00", "status: Published → Planned",
        "window_end: 2026-05-06 16:00:00 → 2026-05-08 16:00:00", "window_start: 2026-05-06 12:00:00 → 2026-05-08 12:00:00",
      ])
    #expect(JobEdit.report(job(.open, start: nil), to: LocalDate(year: 2026, month: 5, day: 8)!, in: context) == .asks(.start))
  }

  @Test func reportingAcrossTheStepKeepsTheClock() {
    let before = job(.planned, start: "2026-03-07 09:00:00")
    let outcome = JobEdit.report(before, to: LocalDate(year: 2026, month: 3, day: 8)!, in: context)
    #expect(described(outcome) == ["scheduled_start: 2026-03-07 09:00:00 → 2026-03-08 09:00:00"])
    let after = before.applying(outcome.changes ?? [], zone: toronto)
    #expect(after.scheduledStart?.minutes(since: before.scheduledStart!) == Minutes(23 * 60))
  }

  @Test func theHourThatIsSkippedAsks() {
    let outcome = JobEdit.move(job(.planned), to: .clock(clock("2026-03-08 02:30:00")), in: context)
    let after = time("2026-03-08 03:00:00")
    #expect(outcome == .asks(.missingTime(clock("2026-03-08 02:30:00"), after: after)))
    #expect(
      described(JobEdit.move(job(.planned), to: .instant(after), in: context)) == [
        "scheduled_start: 2026-05-06 13:00:00 → 2026-03-08 03:00:00"
      ])
  }

  @Test func theHourThatComesTwiceAsks() {
    let reading = clock("2026-11-01 01:30:00")
    let earlier = Instant(seconds: 1_793_511_000)
    let outcome = JobEdit.move(job(.planned), to: .clock(reading), in: context)
    let question = EditOutcome.asks(.ambiguousTime(reading, earlier: earlier, after: earlier + 90))
    #expect(outcome == question)
    #expect(toronto.local(earlier + 90) == clock("2026-11-01 02:00:00"))
    // The second half past one cannot be stored, so it is never written as if it could.
    #expect(JobEdit.move(job(.planned), to: .instant(earlier + 60), in: context) == question)
    #expect(
      described(JobEdit.move(job(.planned), to: .instant(earlier), in: context)) == [
        "scheduled_start: 2026-05-06 13:00:00 → 2026-11-01 01:30:00"
      ])
  }

  @Test func arrivingAndFinishingAreTimed() {
    let arrived = JobEdit.setStatus(job(.enRoute), to: .onSite, in: context)
    #expect(described(arrived) == ["actual_start: – → 2026-05-06 10:40:00", "status: En Route → On Site"])
    #expect(described(JobEdit.setStatus(job(.paused), to: .onSite, in: context)) == ["status: Paused → On Site"])
    #expect(JobEdit.setStatus(job(.onSite), to: .done, in: context) == .asks(.resolution))
    let done = JobEdit.setStatus(job(.onSite), to: .done, answers: EditAnswers(resolution: "Connecteur refait "), in: context)
    #expect(
      described(done) == [
        "actual_end: – → 2026-05-06 10:40:00", "resolution: – → Connecteur refait", "status: On Site → Done",
      ])
    var noArrival = job(.onSite)
    noArrival.actualStart = nil
    let answers = EditAnswers(resolution: "x")
    #expect(JobEdit.setStatus(noArrival, to: .done, answers: answers, in: context) == .asks(.actualStart))
    let backwards = EditAnswers(resolution: "x", actualEnd: time("2026-05-06 08:59:00"))
    #expect(JobEdit.setStatus(job(.onSite), to: .done, answers: backwards, in: context) == .refused(.endsBeforeStart))
  }

  @Test func givingUpAsksForAReason() {
    #expect(JobEdit.setStatus(job(.published), to: .customerAbsent, in: context) == .asks(.reason(.customerAbsent)))
    #expect(
      described(JobEdit.setStatus(job(.published), to: .toReschedule, answers: EditAnswers(reason: "pluie"), in: context)) == [
        "status: Published → To Reschedule", "status_reason: – → pluie",
      ])
    #expect(JobEdit.cancel(job(.open), reason: "  ", in: context) == .asks(.reason(.cancelled)))
    #expect(
      described(JobEdit.cancel(job(.open), reason: "doublon", in: context)) == [
        "status: Open → Cancelled", "status_reason: – → doublon",
      ])
    #expect(JobEdit.cancel(job(.onSite), reason: "doublon", in: context) == .asks(.underway(.onSite)))
    #expect(JobEdit.cancel(job(.onSite), reason: "doublon", confirmsUnderway: true, in: context).changes != nil)
    // Whoever is on site is the one who finds nobody there.
    #expect(
      JobEdit.setStatus(job(.onSite), to: .customerAbsent, answers: EditAnswers(reason: "personne"), in: context).changes != nil)
  }

  @Test func reopeningIsForSupervisorsAndForOnesOwnSlips() {
    let answers = EditAnswers(reason: "erreur")
    let refused = EditOutcome.refused(.lifecycle(.unmet([.supervisor])))
    #expect(JobEdit.setStatus(job(.cancelled), to: .open, answers: answers, in: context) == refused)
    let supervisor = EditContext(zone: toronto, now: now, isSupervisor: true)
    #expect(JobEdit.setStatus(job(.done), to: .open, in: supervisor) == .asks(.reason(.open)))
    let reopened = JobEdit.setStatus(job(.done), to: .open, answers: answers, in: supervisor)
    let edited = job(.done).applying(reopened.changes ?? [], zone: toronto)
    #expect(edited.isInBacklog)
    #expect(edited.actualEnd == nil && edited.actualStart == nil)
    #expect(edited.statusReason == "erreur")
    for (ago, isAllowed) in [(10, true), (11, false)] {
      let own = EditContext(zone: toronto, now: now, undoesOwnStepAt: now - Minutes(ago))
      #expect((JobEdit.setStatus(job(.done), to: .open, answers: answers, in: own) == refused) == !isAllowed)
    }
  }

  @Test func sendingOutSomebodyOnLeaveAsksWhy() {
    let leave = Leave(
      name: "abc", technician: marc, start: time("2026-05-06 08:00:00"), end: time("2026-05-06 12:00:00"), reason: "maladie")
    let onLeave = EditContext(zone: toronto, now: now, leaves: [leave])
    #expect(
      JobEdit.setStatus(job(.published), to: .enRoute, in: onLeave) == .asks(.reasonOnLeave(until: leave.end, leave: "maladie")))
    #expect(
      described(JobEdit.setStatus(job(.published), to: .enRoute, answers: EditAnswers(reason: "revenu"), in: onLeave)) == [
        "status: Published → En Route", "status_reason: – → revenu",
      ])
    #expect(JobEdit.setStatus(job(.published, technician: julie), to: .enRoute, in: onLeave).changes != nil)
    let afternoon = EditContext(zone: toronto, now: leave.end, leaves: [leave])
    #expect(JobEdit.setStatus(job(.published), to: .enRoute, in: afternoon).changes != nil)
  }

  @Test func plansThatLackSomethingAskForIt() {
    #expect(JobEdit.setStatus(job(.open, technician: nil), to: .planned, in: context) == .asks(.technician))
    #expect(JobEdit.setStatus(job(.open, start: nil), to: .planned, in: context) == .asks(.start))
    #expect(described(JobEdit.setStatus(job(.open), to: .planned, in: context)) == ["status: Open → Planned"])
    #expect(
      JobEdit.setStatus(job(.open), to: .done, in: context)
        == .refused(
          .lifecycle(
            .noSuchStep(from: .open, to: .done, reachable: [.planned, .toReschedule, .customerAbsent, .cancelled]))))
  }

  /// Whatever is asked of whatever job: changes are real, one a field, and laid over the job they give what they say.
  @Test func anyEditTellsTheTruth() {
    var numbers = SeededNumbers(seed: 20_260_506)
    let days = (0..<400).map { LocalDate(year: 2026, month: 1, day: 1)!.adding(days: $0) }
    for _ in 0..<5_000 {
      let status = JobStatus.allCases.randomElement(using: &numbers)!
      var job = job(status, technician: Bool.random(using: &numbers) ? marc : nil)
      if Bool.random(using: &numbers) { job.scheduledStart = nil }
      if Bool.random(using: &numbers) { job.window = .init(start: now, end: now + 120) }
      let answers = EditAnswers(
        confirmsUnderway: Bool.random(using: &numbers), reason: Bool.random(using: &numbers) ? "r" : "",
        resolution: Bool.random(using: &numbers) ? "w" : "", publishesAtOnce: Bool.random(using: &numbers))
      let context = EditContext(zone: toronto, now: now, isSupervisor: Bool.random(using: &numbers))
      let day = days.randomElement(using: &numbers)!
      let start = StartTime.clock(LocalDateTime(day, secondOfDay: Int.random(in: 0..<1_440, using: &numbers) * 60))
      let outcome =
        switch Int.random(in: 0..<6, using: &numbers) {
        case 0: JobEdit.assign(job, to: julie, start: start, answers: answers, in: context)
        case 1: JobEdit.unassign(job, answers: answers, in: context)
        case 2: JobEdit.move(job, to: start, answers: answers, in: context)
        case 3: JobEdit.report(job, to: day, answers: answers, in: context)
        case 4: JobEdit.setStatus(job, to: JobStatus.allCases.randomElement(using: &numbers)!, answers: answers, in: context)
        default: JobEdit.setNotes(job, to: "note \(day.epochDay)", in: context)
        }
      guard case .changes(let changes) = outcome else { continue }
      #expect(!changes.isEmpty)
      #expect(Set(changes.map(\.field)).count == changes.count)
      let edited = job.applying(changes, zone: toronto)
      for change in changes {
        #expect(change.before != change.after)
        #expect(job.value(of: change.field, in: toronto) == change.before)
        #expect(edited.value(of: change.field, in: toronto) == change.after)
      }
      let back = edited.applying(
        changes.map { FieldChange($0.field, before: $0.after, after: $0.before) }, zone: toronto)
      #expect(back == job)
      let isPlanEdit = changes.contains { ["technician", "scheduled_start", "status"].contains($0.field) }
      if isPlanEdit, edited.status == .planned || edited.status == .published {
        #expect(edited.technician != nil && edited.scheduledStart != nil)
      }
    }
  }
}
