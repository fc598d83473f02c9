import Domain
import Scheduling
import Testing

@Suite struct CandidateTests {
  private let waiting = job("NEW", .open, minutes: 75, window: window("08:00", "12:00"), coordinate: remi)

  @Test func theConsequenceStandsBesideTheChoice() throws {
    let plan = plan(
      [technician("A", tags: ["TV"])],
      [job("1", technician: "A", start: "08:00", minutes: 90), job("2", technician: "A", start: "13:00")])
    var wanted = waiting
    wanted.tags = ["TV", "épissure"]
    let preview = try #require(plan.preview(of: wanted, for: "A"))
    #expect(preview.loadBefore == 150)
    #expect(preview.loadAfter == 225)
    #expect(preview.shiftLength == 480)
    // 12.5 km as the crow flies, times 1.3 at 60 km/h: 17 minutes from the end at 09:30.
    #expect(preview.start == at("10:00"))
    #expect(preview.window == .kept)
    #expect(preview.missingTags == ["épissure"])
    #expect(preview.extraTravel?.source == .estimate)
    #expect(abs((preview.extraTravel?.metres ?? 0) - 32_600) < 400)
    #expect(abs((preview.extraTravel?.minutes.count ?? 0) - 33) <= 1)
    #expect(preview.checks == [.missingTags(["épissure"])])
    #expect(!preview.isCurrent)
  }

  @Test func theFirstGapThatKeepsTheWindowIsProposed() {
    func start(_ jobs: [Job], shift: (String, String) = ("08:00", "16:30"), now: String = "07:00") -> Instant? {
      plan([technician("A", shift: shift)], jobs, now: now).preview(of: waiting, for: "A")?.start
    }
    // Seventeen minutes from home, rounded up to the quarter.
    #expect(start([]) == at("08:30"))
    #expect(start([], now: "10:40") == at("10:45"))
    #expect(start([], now: "10:45") == at("10:45"))
    // Too little room between two jobs, with the way back.
    #expect(start([job("1", technician: "A", start: "08:00"), job("2", technician: "A", start: "10:45")]) == at("12:15"))
    #expect(start([job("1", technician: "A", start: "08:00"), job("2", technician: "A", start: "11:15")]) == at("09:30"))
    // A shift that begins at noon meets the window's last minute only without the drive.
    #expect(start([], shift: ("12:00", "20:00")) == at("12:30"))
    // Night work ends on the next day.
    #expect(start([], shift: ("22:00", "06:00")) == at("22:30"))
  }

  @Test func workInHandLastsUntilNow() {
    var begun = job("1", .onSite, technician: "A", start: "08:00")
    begun.actualStart = at("08:10")
    #expect(plan([technician("A")], [begun], now: "10:40").preview(of: waiting, for: "A")?.start == at("11:00"))
    var done = begun
    done.status = .done
    done.actualEnd = at("08:30")
    #expect(plan([technician("A")], [done], now: "08:31").preview(of: waiting, for: "A")?.start == at("09:00"))
  }

  @Test func missedWindowsLeavesAndHoursSaySo() throws {
    let long = job("1", technician: "A", start: "08:00", minutes: 450)
    let full = try #require(plan([technician("A")], [long]).preview(of: waiting, for: "A"))
    #expect(full.start == at("16:00"))
    #expect(full.window == .missed(by: 240))
    #expect(full.checks.contains(.overHours(load: 525, shift: 480)))
    #expect(full.checks.contains(.outsideShift(45)))
    #expect(full.checks.first == .windowBreached(by: 240))

    let leave = Leave(name: "x", technician: "A", start: at("00:00"), end: at("13:00"), reason: "maladie")
    let absent = try #require(plan([technician("A")], [], leaves: [leave]).preview(of: waiting, for: "A"))
    #expect(absent.start == at("13:00"))
    #expect(absent.window == .missed(by: 60))
    let allDay = Leave(name: "x", technician: "A", start: at("00:00"), end: at("2026-05-07 00:00"), reason: "maladie")
    let gone = try #require(plan([technician("A")], [], leaves: [allDay]).preview(of: waiting, for: "A"))
    #expect(gone.start == nil)
    #expect(gone.checks.contains(.onLeave(until: allDay.end, reason: "maladie")))
    #expect(gone.cost(.availability) == 1)
  }

  @Test func aChosenStartIsJudgedAsItIs() throws {
    let plan = plan([technician("A")], [job("1", technician: "A", start: "09:00")])
    let preview = try #require(plan.preview(of: waiting, for: "A", at: at("09:30")))
    #expect(preview.start == at("09:30"))
    #expect(preview.checks == [.overlap(other: DocumentReference(.job, name: "1"), 30)])
    let early = try #require(plan.preview(of: waiting, for: "A", at: at("07:30")))
    #expect(early.window == .early(by: 30))
    #expect(early.checks.contains(.beforeWindow(by: 30)))
    #expect(early.checks.contains(.outsideShift(30)))
    #expect(plan.preview(of: waiting, for: "nobody") == nil)
  }

  @Test func onesOwnJobIsNotInItsOwnWay() throws {
    let mine = job("1", technician: "A", start: "09:00", minutes: 75)
    let preview = try #require(plan([technician("A")], [mine]).preview(of: mine, for: "A", at: at("09:30")))
    #expect(preview.isCurrent)
    #expect(preview.loadBefore == 0 && preview.loadAfter == 75)
    #expect(preview.checks == [])
  }

  @Test func withoutCoordinatesNothingIsSaidOfTravel() throws {
    let nowhere = job("NEW", .open, coordinate: nil)
    let preview = try #require(plan([technician("A", home: nil)], []).preview(of: nowhere, for: "A"))
    #expect(preview.extraTravel == nil)
    #expect(preview.start == at("08:00"))
    #expect(Set(preview.checks) == [.noCoordinates, .noHomeBase])
  }

  @Test func theBestComesFirstAndSaysWhy() {
    let leave = Leave(name: "x", technician: "away", start: at("00:00"), end: at("2026-05-07 00:00"), reason: "congé")
    let people = [
      technician("away", home: remi, tags: ["TV"]), technician("far", home: napierville, tags: ["TV"]),
      technician("late", home: remi, shift: ("12:30", "20:00"), tags: ["TV"]), technician("near", home: remi, tags: ["TV"]),
      technician("overworked", home: remi, tags: ["TV"]), technician("unskilled", home: remi),
      technician("inactive", home: remi, tags: ["TV"], isActive: false), technician("nacelle", tags: ["TV"], type: .material),
    ]
    var wanted = waiting
    wanted.tags = ["TV"]
    let busy = job("1", technician: "overworked", start: "12:00", minutes: 480, coordinate: remi)
    let ranked = plan(people, [busy], leaves: [leave]).candidates(for: wanted)
    #expect(ranked.map(\.technician.text) == ["near", "far", "overworked", "late", "unskilled", "away"])
    let factors = zip(ranked, ranked.dropFirst()).map { $0.decidingFactor(against: $1) }
    #expect(factors == [.travel, .hours, .window, .missingTags, .availability])
  }

  @Test func aHelperLeadsNoJobHoweverNear() throws {
    let leave = Leave(name: "x", technician: "away", start: at("00:00"), end: at("2026-05-07 00:00"), reason: "congé")
    let people = [
      technician("helper", home: remi, tags: ["aide-technicien"]), technician("far", home: napierville),
      technician("both", home: clotilde, tags: ["TV", "aide-technicien"]), technician("away", home: remi),
    ]
    let plan = plan(people, [], leaves: [leave])
    let ranked = plan.candidates(for: waiting)
    #expect(ranked.map(\.technician.text) == ["both", "far", "helper", "away"])
    #expect(ranked[1].decidingFactor(against: ranked[2]) == .lead)
    #expect(ranked[2].checks.contains(.helperOnly))
    var forHelpers = waiting
    forHelpers.tags = ["aide-technicien"]
    #expect(plan.candidates(for: forHelpers)[0].technician == "helper", "where a helper is what is wanted")
  }

  @Test func aTimeThatIsOverIsSaidSo() throws {
    let plan = plan([technician("A"), technician("B")], [job("1", technician: "A", start: "09:00")], now: "10:40")
    func checks(_ job: Job, _ name: DocumentName, _ time: String) throws -> [Check] {
      try #require(plan.preview(of: job, for: name, at: at(time))).checks
    }
    #expect(try checks(waiting, "B", "09:00").contains(.inThePast(by: 100)))
    #expect(try !checks(waiting, "B", "10:45").contains { if case .inThePast = $0 { true } else { false } })
    // Where it stands, nothing is proposed.
    let standing = try #require(plan.index.job(DocumentReference(.job, name: "1")))
    #expect(try checks(standing, "A", "09:00") == [])
    #expect(try checks(standing, "A", "09:15") == [.inThePast(by: 85)])
    #expect(try checks(standing, "B", "09:00") == [.inThePast(by: 100)])
  }

  @Test func whoHasTheJobKeepsItWhereItIs() throws {
    let mine = job("1", technician: "A", start: "13:00")
    let ranked = plan([technician("A"), technician("B")], [mine]).candidates(for: mine)
    #expect(ranked.first { $0.technician == "A" }?.start == at("13:00"))
    #expect(ranked.first { $0.technician == "B" }?.start == at("08:00"))
  }

  @Test func ofSeveralJobsEachIsPlacedWhereTheOthersLeaveRoom() throws {
    var second = waiting
    second.reference = DocumentReference(.job, name: "NEW2")
    second.window = window("08:00", "09:00")
    let plan = plan([technician("A", home: remi)], [waiting, second, job("1", technician: "A", start: "13:00")])
    let set = try #require(plan.preview(of: [waiting, second], for: "A"))
    #expect(set.loadBefore == 60 && set.loadAfter == 210)
    #expect(set.only == nil)
    #expect(set.parts.map(\.start) == [at("08:00"), at("09:15")])
    #expect(set.parts.map(\.window) == [.kept, .missed(by: 15)])
    let alone = try #require(plan.preview(of: [second], for: "A"))
    #expect(alone.only?.window == .kept)
    // At one time for both they are in each other's way.
    let fixed = try #require(plan.preview(of: [waiting, second], for: "A", at: at("08:00")))
    #expect(fixed.parts[1].checks.contains(.overlap(other: waiting.reference, 75)))
  }

  @Test func jobsThatMoveTogetherAreNotInEachOthersWay() throws {
    let first = job("1", technician: "A", start: "09:00", minutes: 60)
    let second = job("2", technician: "A", start: "10:00", minutes: 60)
    let orphan = job("3", .open)
    let plan = plan([technician("A")], [first, second, orphan])
    let previews = plan.previews(ofMoving: [(first, at("09:30")), (second, at("10:30")), (orphan, at("09:00"))])
    #expect(previews[0]?.checks == [] && previews[1]?.checks == [])
    #expect(previews[2] == nil)
    #expect(plan.previews(ofMoving: [(first, at("09:30"))])[0]?.checks == [.overlap(other: second.reference, 30)])
  }

  @Test func equalsStandInOrderOfNames() {
    let ranked = plan(["C", "A", "B"].map { technician($0) }, []).candidates(for: waiting)
    #expect(ranked.map(\.technician.text) == ["A", "B", "C"])
    #expect(ranked[0].decidingFactor(against: ranked[1]) == nil)
  }

  /// Whatever the day looks like: a proposed start is free, after now, on the step, and leaves time to drive.
  @Test func proposedStartsAreFree() throws {
    let seed: UInt64 = 1_043
    var numbers = SeededNumbers(seed: seed)
    for round in 0..<400 {
      var jobs: [Job] = []
      for index in 0..<Int.random(in: 0...6, using: &numbers) {
        let start = at("08:00") + Minutes(Int.random(in: 0...600, using: &numbers))
        var job = job("J\(index)", technician: "A", minutes: Minutes(Int.random(in: 15...180, using: &numbers)))
        job.scheduledStart = start
        job.coordinate = [clotilde, remi, napierville, nil].randomElement(using: &numbers)!
        jobs.append(job)
      }
      let plan = plan([technician("A")], jobs, now: "09:07")
      let preview = try #require(plan.preview(of: waiting, for: "A"))
      guard let start = preview.start else { continue }
      let end = start + waiting.duration
      #expect(start >= at("09:07"), "round \(round) seed \(seed)")
      #expect(start.seconds % 900 == 0)
      for job in jobs {
        let other = job.scheduledStart!..<job.scheduledEnd!
        #expect(!other.overlaps(start..<end), "round \(round) seed \(seed)")
      }
      #expect(!preview.checks.contains { if case .overlap = $0 { true } else { false } })
    }
  }
}

/// Numbers that look random and are the same each time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
