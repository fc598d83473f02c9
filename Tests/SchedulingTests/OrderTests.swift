import Domain
import Scheduling
import Testing

/// A technician's day put in order.
@Suite struct OrderTests {
  private func reference(_ name: DocumentName) -> DocumentReference { DocumentReference(.job, name: name) }
  private func names(_ proposal: OrderProposal) -> [String] { proposal.visits.map(\.job.key.text) }

  private func order(_ jobs: [Job], leaves: [Leave] = [], now: String = "07:00") throws -> OrderProposal {
    try plan([technician("A")], jobs, leaves: leaves, now: now).order(of: "A").get()
  }

  /// Napierville and Saint-Rémi are far apart: going to and fro costs twice.
  private var toAndFro: [Job] {
    [
      job("1", technician: "A", start: "08:30", coordinate: napierville),
      job("2", technician: "A", start: "10:00", coordinate: remi),
      job("3", technician: "A", start: "11:30", coordinate: napierville),
      job("4", technician: "A", start: "13:00", coordinate: remi),
    ]
  }

  @Test func neighboursAreVisitedTogether() throws {
    let proposal = try order(toAndFro)
    let places = proposal.visits.map { $0.job == reference("1") || $0.job == reference("3") }
    #expect(places == [true, true, false, false] || places == [false, false, true, true])
    #expect(proposal.after.seconds < proposal.before.seconds)
    #expect(proposal.after.metres < proposal.before.metres)
    #expect(proposal.after.missedWindows == 0 && proposal.after.tooTight == 0)
    #expect(proposal.source == .estimate)
    #expect(!proposal.isAsItIs)
    // Quarters of an hour, like every proposed start.
    #expect(proposal.visits.allSatisfy { $0.after.seconds % 900 == 0 })
    #expect(Set(proposal.starts.keys).isSubset(of: Set(toAndFro.map(\.reference))))
  }

  @Test func windowsComeBeforeDriving() throws {
    var jobs = toAndFro
    jobs[0].window = window("08:00", "09:00")
    jobs[1].window = window("09:30", "10:30")
    jobs[2].window = window("11:00", "12:00")
    jobs[3].window = window("12:30", "13:30")
    let proposal = try order(jobs)
    #expect(names(proposal) == ["1", "2", "3", "4"])
    #expect(proposal.isAsItIs)
  }

  @Test func whatIsAgreedHasBegunOrTakesOthersStays() throws {
    var jobs = toAndFro
    jobs[0].status = .onSite
    jobs[0].actualStart = at("08:30")
    jobs[1].status = .published
    jobs[1].window = window("10:00", "10:30")
    jobs[2].crew = [.init(resource: "B", role: .assistant)]
    jobs.append(job("5", technician: "A", start: "14:30", coordinate: napierville))
    jobs.append(job("6", technician: "A", start: "15:30", coordinate: nil))
    let proposal = try order(jobs, now: "08:45")
    #expect(!names(proposal).contains("1"))
    let pins = Dictionary(uniqueKeysWithValues: proposal.visits.map { ($0.job.key.text, $0.pin) })
    #expect(pins == ["2": .exactWindow, "3": .crew, "4": nil, "5": nil, "6": .noCoordinates])
    for visit in proposal.visits where visit.pin != nil { #expect(visit.before == visit.after) }
    // The same window on a job that nobody has been told of holds nobody.
    jobs[1].status = .planned
    #expect(try order(jobs, now: "08:45").visits.first { $0.job == reference("2") }?.pin == nil)
  }

  @Test func anOverlapIsPutRight() throws {
    let proposal = try order([
      job("1", technician: "A", start: "08:30", minutes: 120), job("2", technician: "A", start: "10:00", coordinate: remi),
    ])
    #expect(proposal.before.tooTight.count > 0)
    #expect(proposal.after.tooTight == 0)
    #expect(proposal.visits.map(\.before) == [at("08:30"), at("10:00")])
    // What can keep its time does.
    #expect(proposal.visits[0].after == at("08:30"))
    #expect(proposal.visits[1].after == at("11:00"))
  }

  @Test func theRestOfTheDayBeginsNow() throws {
    let proposal = try order(toAndFro, now: "12:00")
    #expect(proposal.visits.allSatisfy { $0.after >= at("12:00") })
    #expect(proposal.visits.count == 4)
  }

  @Test func aLeaveIsDrivenRound() throws {
    let leave = Leave(name: "1", technician: "A", start: at("10:00"), end: at("12:00"), reason: "")
    let proposal = try order(toAndFro, leaves: [leave])
    for visit in proposal.visits {
      #expect(visit.after + 60 <= leave.start || visit.after >= leave.end, "\(visit.job.key.text)")
    }
  }

  @Test func thereIsNotAlwaysSomethingToOrder() {
    let jobs = [job("1", technician: "A", start: "08:30")]
    func failure(_ jobs: [Job], leaves: [Leave] = [], now: String = "07:00", of name: DocumentName = "A") -> NoOrder? {
      if case .failure(let reason) = plan([technician("A"), technician("M", type: .material)], jobs, leaves: leaves, now: now)
        .order(of: name)
      {
        return reason
      }
      return nil
    }
    #expect(failure(jobs) == .tooFew)
    #expect(failure(toAndFro, of: "nobody") == .unknownTechnician)
    #expect(failure(toAndFro, of: "M") == .unknownTechnician)
    #expect(failure(toAndFro, now: "2026-05-07 09:00") == .dayIsOver)
    let ill = Leave(name: "1", technician: "A", start: at("00:00"), end: at("23:59"), reason: "maladie")
    #expect(failure(toAndFro, leaves: [ill]) == .absent(until: ill.end))
    #expect(failure(toAndFro) == nil)
  }

  /// More than the exact search takes.
  @Test func aLongDayIsOrderedToo() throws {
    let places = [clotilde, remi, napierville]
    let jobs = (0..<14).map { index in
      job("\(index)", technician: "A", start: "08:\(index + 10)", minutes: 20, coordinate: places[index % 3])
    }
    let proposal = try order(jobs)
    #expect(proposal.visits.count == 14)
    #expect(proposal.after.tooTight == 0)
    #expect(proposal.after.seconds < proposal.before.seconds)
  }
}
