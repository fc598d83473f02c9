import Domain
import Testing

@testable import Console

@Suite struct JobListLayoutTests {
  @Test func updatingSomeJobsIsAsGoodAsMakingAllAnew() {
    for seed in 1...UInt64(20) {
      var random = SeededRandom(seed: seed)
      var board = SampleDay.board
      let order = JobListLayout.Order(
        sort: JobSort.allCases[random.next(JobSort.allCases.count)], resource: .technician,
        filter: random.next(3) == 0 ? "mercier" : "",
        folded: random.next(2) == 0 ? [.backlog] : [])
      var layout = JobListLayout()
      layout.rebuild(board, order: order, now: SampleDay.now)
      for _ in 0..<40 {
        var touched: [DocumentReference] = []
        for _ in 0...random.next(3) {
          let reference = SampleDay.jobs[random.next(SampleDay.jobs.count)].reference
          touched.append(reference)
          guard var job = board.jobs[reference] ?? SampleDay.board.jobs[reference] else { continue }
          switch random.next(6) {
          case 0:
            board.jobs[reference] = nil
            continue
          case 1: job.technician = random.next(2) == 0 ? nil : SampleDay.technicians[random.next(8)].name
          case 2: job.scheduledStart = random.next(4) == 0 ? nil : SampleDay.at(8 + random.next(9), random.next(4) * 15)
          case 3: job.status = JobStatus.allCases[random.next(JobStatus.allCases.count)]
          case 4: job.duration = Minutes(random.next(300))
          default: job.city = ["Mercier", "Ormstown", ""][random.next(3)]
          }
          board.jobs[reference] = job
        }
        layout.update(touched, board, now: SampleDay.now)
        var fresh = JobListLayout()
        fresh.rebuild(board, order: order, now: SampleDay.now)
        #expect(layout.rows.filter(isJob) == fresh.rows.filter(isJob), "seed \(seed)")
        for group in fresh.groups { #expect(layout.group(group.key)?.load == group.load, "seed \(seed) \(group.key)") }
        #expect(layout.matchCount == fresh.matchCount, "seed \(seed)")
      }
    }
  }

  private func isJob(_ row: RowKey) -> Bool { if case .job = row { true } else { false } }

  @Test func filteringFoldsCaseAccentsAndSaints() {
    var desk = Desk()
    for (text, number) in [
      ("ste clotilde", "1058"), ("st-remi", "1043"), ("EPISSURE", "1021"), ("wifi mercier", "1051"), ("450 555", "1043"),
      ("tremblay", "1012"), ("bt-01030", "1030"),
    ] {
      desk.press("/")
      desk.type(text)
      #expect(desk.row(Int(number)!) != nil, "\(text)")
      desk.press("Esc")
    }
    #expect(desk.state.list.filter == "")
  }

  @Test(arguments: ["spl", "ONS", "sur place", "on site"]) func statusesAreFoundByCodeAndName(text: String) {
    var layout = JobListLayout()
    layout.rebuild(
      SampleDay.board, order: .init(sort: .time, resource: .technician, filter: text, folded: []), now: SampleDay.now)
    let found = Set(layout.rows.compactMap { if case .job(let reference) = $0 { reference } else { nil } })
    let onSite = Set(SampleDay.jobs.filter { $0.status == .onSite && $0.technician != nil }.map(\.reference))
    #expect(!onSite.isEmpty && onSite.isSubset(of: found) && found.count < SampleDay.jobs.count / 2)
  }

  @Test func groupsAreInTheOrderOfCanadianFrench() {
    let names = Desk().state.list.layout.groups.compactMap { group -> String? in
      if case .resource(let name) = group.key { SampleDay.board.technicians[name]?.fullName } else { nil }
    }
    #expect(names.first == "Étienne Lavoie")
    #expect(names.last == "Zoé Bélanger")
  }

  @Test func aTechnicianWhomNobodyKnowsStillShowsTheirJobs() {
    var board = SampleDay.board
    board.jobs[SampleDay.reference(1030)]!.technician = "GONE"
    var desk = Desk(board: board)
    desk.go(to: 1030)
    #expect(desk.screen.contains("GONE"))
    #expect(desk.row(1030) != nil)
  }
}
