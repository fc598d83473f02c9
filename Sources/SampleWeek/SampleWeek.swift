/// The sample's documents: a week of a fibre ISP around Sainte-Clotilde, the same for the same scale, seed and day.
///
/// `today` is the middle of it: two days are done, the morning of today is under way at 10:40, two days are planned.
package struct SampleWeek: Sendable {
  package enum Scale: String, Sendable, CaseIterable {
    /// 12 technicians, 150 jobs.
    case one = "1"
    /// 120 technicians, 1,500 jobs.
    case ten = "10"
    /// 1,200 technicians, 15,000 jobs.
    case hundred = "100"
    /// 1,200 technicians, a week of 1,500 jobs after a year of others at 20,000 places: 100,000 jobs in all.
    case year

    var technicians: Int { [Self.one: 12, .ten: 120, .hundred: 1_200, .year: 1_200][self]! }
    var weeks: Int { [Self.one: 1, .ten: 10, .hundred: 100, .year: 10][self]! }
  }

  package let scale: Scale
  package let seed: UInt64
  package let today: SampleDay

  package static let defaultSeed: UInt64 = 20_260_506
  /// The hour of `today` that the sample is told from, in minutes.
  package static let minuteOfDay = 10 * 60 + 40

  package init(scale: Scale = .one, seed: UInt64 = SampleWeek.defaultSeed, today: SampleDay) {
    self.scale = scale
    self.seed = seed
    self.today = today
  }

  package var documents: [SampleDocument] {
    var all: [SampleDocument] = []
    forEachDocument { all.append($0) }
    return all
  }

  /// Every document, each after those it links to. Larger scales hold one document at a time.
  package func forEachDocument(_ body: (SampleDocument) throws -> Void) rethrows {
    for tag in Technicians.tags {
      var list = FieldList(capacity: 2)
      list.text("tag_name", tag.name)
      list.text("color", tag.color)
      try body(document("Dispatch Tag", tag.name, list))
    }
    var random = SampleRandom(seed: seed)
    let technicians = Technicians.week + Technicians.further(scale.technicians - Technicians.week.count, &random)
    for technician in Technicians.week { try body(technicianDocument(technician, &random)) }
    for material in Technicians.materials { try body(materialDocument(material)) }
    for technician in technicians.dropFirst(Technicians.week.count) { try body(technicianDocument(technician, &random)) }
    for leave in leaves(&random) { try body(leave) }

    var addresses = JobDocuments(today: today, random: SampleRandom(seed: seed &+ 1))
    if scale == .year {
      try addresses.customers(20_000, body)
      try History().forEachJob(100_000 - 150 * scale.weeks, firstNumber: 20_001, technicians: technicians, random: &random) {
        job in
        try body(addresses.visit(job))
      }
    }
    for job in week(technicians: technicians) {
      for made in addresses.documents(of: job) { try body(made) }
    }
  }

  /// The jobs of the week in the order of their numbers.
  func week(technicians: [SampleTechnician]) -> [PlannedJob] {
    var planner = WeekPlanner(
      technicians: Technicians.week, weeks: 1, firstNumber: Backlog.pastNumbers.lowerBound, random: SampleRandom(seed: seed &+ 2))
    planner.take(TodaysJobs.all + Backlog.named + Backlog.namedPlanned + Backlog.namedPast)
    let emergencies = Backlog.namedPast
    let twoDaysAgo = planner.day(
      -2, statuses: past(done: 24, cancelled: 2, others: [JobStatuses.absent]), numbers: Backlog.pastNumbers,
      busy: emergencies.filter { $0.day == -2 })
    let yesterday = planner.day(
      -1, statuses: past(done: 25, cancelled: 2, others: [JobStatuses.toReschedule]), busy: emergencies.filter { $0.day == -1 })
    let first = Backlog.namedPlanned.map(\.number)
    let plannedNumbers = Backlog.plannedNumbers.filter { !first.contains($0) }
    let busy = Backlog.namedPlanned
    let planned = Array(repeating: JobStatuses.planned, count: 17)
    var coming = planner.day(1, statuses: Array(planned.prefix(17 - busy.count)), busy: busy)
    coming += planner.day(2, statuses: Array(planned.prefix(16)))
    for index in coming.indices where index < plannedNumbers.count { coming[index].number = plannedNumbers[index] }
    let open = planner.backlog(Backlog.numbers, except: Set(Backlog.named.map(\.number)))
    var jobs = twoDaysAgo + yesterday + emergencies + TodaysJobs.all + Backlog.named + open + busy + coming
    jobs.sort { $0.number < $1.number }
    if scale != .one { jobs += furtherWeeks(Array(technicians.dropFirst(Technicians.week.count))) }
    return jobs
  }

  /// The larger scales' other technicians: the same week again for every twelve of them, without planted faults.
  private func furtherWeeks(_ technicians: [SampleTechnician]) -> [PlannedJob] {
    var jobs: [PlannedJob] = []
    var number = 1_101
    var random = SampleRandom(seed: seed &+ 3)
    for group in 0..<(scale.weeks - 1) {
      let share = technicians.count / (scale.weeks - 1)
      let own = Array(technicians[(group * share)..<((group + 1) * share)].prefix(12))
      var planner = WeekPlanner(technicians: own, weeks: 2, firstNumber: number, random: SampleRandom(seed: random.next()))
      var made = planner.day(-2, statuses: past(done: 25, cancelled: 2, others: [JobStatuses.absent]))
      made += planner.day(-1, statuses: past(done: 26, cancelled: 2, others: [JobStatuses.toReschedule]))
      made += planner.day(
        0,
        statuses: Array(repeating: JobStatuses.done, count: 11) + [JobStatuses.cancelled, JobStatuses.absent]
          + Array(repeating: JobStatuses.published, count: 14))
      made += planner.day(1, statuses: Array(repeating: JobStatuses.planned, count: 17))
      made += planner.day(2, statuses: Array(repeating: JobStatuses.planned, count: 16))
      let next = number + made.count
      made += planner.backlog(next...(number + 149), except: [])
      for index in made.indices { made[index].number = number + index }
      jobs += made
      number += 150
    }
    return jobs
  }

  private func past(done: Int, cancelled: Int, others: [String]) -> [String] {
    var statuses = Array(repeating: JobStatuses.done, count: done)
    for index in 0..<cancelled { statuses.insert(JobStatuses.cancelled, at: 6 + index * 9) }
    for (index, other) in others.enumerated() { statuses.insert(other, at: 11 + index * 7) }
    return statuses
  }

  private func leaves(_ random: inout SampleRandom) -> [SampleDocument] {
    [("TECH-009", 0, 0, 1439, "maladie"), ("TECH-010", 1, 780, 990, "rendez-vous"), ("TECH-003", 5, 0, 1439, "vacances")].map {
      technician, day, from, to, reason in
      var list = FieldList(capacity: 4)
      list.text("technician", technician)
      list.text("from_datetime", today.workday(day).at(from))
      list.text("to_datetime", today.workday(day).at(to))
      list.text("reason", reason)
      return document("Dispatch Leave", random.hashName(), list)
    }
  }

  private func technicianDocument(_ technician: SampleTechnician, _ random: inout SampleRandom) -> SampleDocument {
    var list = FieldList(capacity: 14)
    list.text("full_name", technician.fullName)
    list.text("resource_type", "Technician")
    list.int("active", 1)
    list.text("color", technician.color)
    list.text("phone", People.phone(&random))
    list.text("email", "\(technician.name.lowercased())@gigafibre.example")
    list.text("shift_start", "\(clock(technician.shiftStart)):00")
    list.text("shift_end", "\(clock(technician.shiftEnd)):00")
    if technician.home != nil {
      list.text("home_address", "\(technician.city) (Québec)  \(technician.postalCode)")
      list.place(technician.home, latitude: "home_latitude", longitude: "home_longitude")
    }
    list.int("traccar_device", technician.device)
    list.links("tags", field: "tag", technician.tags)
    return document("Dispatch Technician", technician.name, list)
  }

  private func materialDocument(_ material: (name: String, fullName: String, color: String)) -> SampleDocument {
    var list = FieldList(capacity: 4)
    list.text("full_name", material.fullName)
    list.text("resource_type", "Material")
    list.int("active", 1)
    list.text("color", material.color)
    return document("Dispatch Technician", material.name, list)
  }

  private func document(_ doctype: String, _ name: String, _ list: FieldList) -> SampleDocument {
    let created = "\((today - 200).at(9 * 60)).000001"
    return SampleDocument(
      doctype: doctype, name: name, fields: list.fields, creation: created, modified: created,
      modifiedBy: SampleUsers.supervisor)
  }
}
