import Domain

/// Which rows the list has, in order: made once for a board, then kept up to date for the jobs that change.
package struct JobListLayout: Sendable {
  /// What decides the rows beside the board itself.
  struct Order: Sendable, Equatable {
    var sort: JobSort
    var resource: Technician.ResourceType
    var filter: String
    var folded: Set<GroupKey>
  }

  /// A heading and its jobs.
  package struct Group: Sendable {
    package let key: GroupKey
    /// In order, whether they match the filter or not.
    var jobs: [DocumentReference] = []
    /// Of `jobs`, those that match the filter.
    var matching: [DocumentReference] = []
    /// Minutes of work, cancelled and failed visits left out.
    package var load: Minutes = 0
    package var count: Int { jobs.count }
  }

  package private(set) var groups: [Group] = []
  package private(set) var rows: [RowKey] = []
  package private(set) var usesMaterials = false
  package private(set) var leaves: [DocumentName: [Leave]] = [:]
  /// Jobs that match the filter, folded groups included.
  package private(set) var matchCount = 0

  /// Changes whenever what the map shows may have.
  package private(set) var version = 0
  private(set) var rebuilds = 0

  private var order = Order(sort: .time, resource: .technician, filter: "", folded: [])
  private var groupIndex: [GroupKey: Int] = [:]
  private var groupOfJob: [DocumentReference: GroupKey] = [:]
  private var text = FilterText()
  private var names = ResourceOrder()

  package init() {}

  package func group(_ key: GroupKey) -> Group? { groupIndex[key].map { groups[$0] } }
  package func group(of job: DocumentReference) -> GroupKey? { groupOfJob[job] }

  // MARK: Making

  /// All anew: another board, sort or resource type.
  mutating func rebuild(_ board: Board, order: Order, now: Instant) {
    self.order = order
    version += 1
    rebuilds += 1
    names.update(board.technicians)
    text.removeAll()
    leaves = Dictionary(grouping: board.leaves, by: \.technician)
    var jobsOfGroup: [GroupKey: [Job]] = [:]
    usesMaterials = false
    for job in board.jobs.values {
      for key in Self.groups(of: job, order.resource, board) { jobsOfGroup[key, default: []].append(job) }
      if !usesMaterials { usesMaterials = Self.hasMaterial(job, board) }
    }
    var keys: [GroupKey] = board.jobs.isEmpty && board.technicians.isEmpty ? [] : [.backlog]
    for name in names.sorted {
      let technician = board.technicians[name]
      guard technician?.resourceType == order.resource else { continue }
      if technician?.isActive == true && order.resource == .technician || jobsOfGroup[.resource(name)] != nil {
        keys.append(.resource(name))
      }
    }
    let listed = Set(keys)
    let strangers = jobsOfGroup.keys.compactMap { key -> DocumentName? in
      guard case .resource(let name) = key, !listed.contains(key) else { return nil }
      return name
    }
    keys += strangers.sorted().map(GroupKey.resource)
    if jobsOfGroup[.unassigned] != nil { keys.append(.unassigned) }

    groupOfJob.removeAll(keepingCapacity: true)
    groups = keys.map { key in
      var group = Group(key: key)
      var jobs = jobsOfGroup[key] ?? []
      sort(&jobs, in: key, now: now)
      group.jobs = jobs.map(\.reference)
      group.load = Self.load(jobs)
      for job in jobs { groupOfJob[job.reference] = key }
      return group
    }
    arrangeGroups()
    applyFilter(board)
  }

  /// Another filter or fold over the same jobs.
  mutating func refine(_ board: Board, order: Order) {
    let filterChanged = order.filter != self.order.filter
    self.order = order
    if filterChanged { applyFilter(board) } else { flatten() }
  }

  /// Puts these jobs where they belong now; all others keep their place. Costs the groups that they leave and enter.
  mutating func update(_ references: some Collection<DocumentReference>, _ board: Board, now: Instant) {
    // With materials a job may stand in several groups, and nobody looks at them for long.
    if order.resource == .material { return rebuild(board, order: order, now: now) }
    version += 1
    var touched: Set<GroupKey> = []
    for reference in references {
      if let old = groupOfJob.removeValue(forKey: reference) { touched.insert(old) }
      text.forget(reference)
      guard let job = board.jobs[reference], let key = Self.groups(of: job, .technician, board).first else { continue }
      guard groupIndex[key] != nil else { return rebuild(board, order: order, now: now) }
      groupOfJob[reference] = key
      touched.insert(key)
      if !usesMaterials { usesMaterials = Self.hasMaterial(job, board) }
    }
    let changed = Set(references)
    let query = SearchQuery(order.filter)
    for key in touched {
      guard let index = groupIndex[key] else { continue }
      var kept = groups[index].jobs.filter { !changed.contains($0) }
      kept += changed.filter { groupOfJob[$0] == key }
      var jobs = kept.compactMap { board.jobs[$0] }
      sort(&jobs, in: key, now: now)
      groups[index].jobs = jobs.map(\.reference)
      groups[index].load = Self.load(jobs)
      groups[index].matching =
        query.isEmpty ? groups[index].jobs : jobs.filter { text.matches($0, query, board) }.map(\.reference)
    }
    if order.sort == .load { arrangeGroups() }
    flatten()
  }

  // MARK: Parts

  private static func groups(of job: Job, _ resource: Technician.ResourceType, _ board: Board) -> [GroupKey] {
    if job.isInBacklog { return [.backlog] }
    switch resource {
    case .technician: return [job.technician.map(GroupKey.resource) ?? .unassigned]
    case .material:
      return job.crew.filter { isMaterial($0, board) }.map { .resource($0.resource) }
    }
  }

  private static func isMaterial(_ member: Job.CrewMember, _ board: Board) -> Bool {
    member.role == .material || board.technicians[member.resource]?.resourceType == .material
  }

  private static func hasMaterial(_ job: Job, _ board: Board) -> Bool {
    !job.crew.isEmpty && !job.isInBacklog && job.crew.contains { isMaterial($0, board) }
  }

  private static func load(_ jobs: [Job]) -> Minutes {
    Minutes(jobs.reduce(0) { $1.isWork ? $0 + $1.duration.count : $0 })
  }

  private func sort(_ jobs: inout [Job], in key: GroupKey, now: Instant) {
    switch order.sort {
    case .number: jobs.sort { Self.byNumber($0, $1) }
    case .place:
      let keyed = jobs.map { (CollationKey($0.city), $0) }
      jobs = keyed.sorted { $0.0 == $1.0 ? Self.byNumber($0.1, $1.1) : $0.0 < $1.0 }.map(\.1)
    case .status:
      jobs.sort {
        Self.rank($0.status) == Self.rank($1.status) ? BoardOrder.inDay($0, $1) : Self.rank($0.status) < Self.rank($1.status)
      }
    case .time, .load:
      if key == .backlog { jobs.sort { BoardOrder.inBacklog($0, $1, now: now) } } else { jobs.sort(by: BoardOrder.inDay) }
    }
  }

  private static func rank(_ status: JobStatus) -> Int { JobStatus.allCases.firstIndex(of: status) ?? 0 }

  private static func byNumber(_ left: Job, _ right: Job) -> Bool {
    let a = left.number
    let b = right.number
    if a.utf8.count != b.utf8.count { return a.utf8.count < b.utf8.count }
    return a == b ? left.reference.key < right.reference.key : a < b
  }

  /// The order of the groups: the backlog, the resources by name or by load, the rest.
  private mutating func arrangeGroups() {
    if order.sort == .load {
      let ranked = groups.enumerated().sorted { a, b in
        let (first, second) = (Self.place(a.element.key), Self.place(b.element.key))
        if first != second { return first < second }
        return a.element.load == b.element.load ? a.offset < b.offset : a.element.load > b.element.load
      }
      groups = ranked.map(\.element)
    }
    groupIndex = Dictionary(uniqueKeysWithValues: groups.enumerated().map { ($1.key, $0) })
  }

  private static func place(_ key: GroupKey) -> Int {
    switch key {
    case .backlog: 0
    case .resource: 1
    case .unassigned: 2
    }
  }

  private mutating func applyFilter(_ board: Board) {
    let query = SearchQuery(order.filter)
    for index in groups.indices {
      groups[index].matching =
        query.isEmpty ? groups[index].jobs : groups[index].jobs.filter { text.matches(board.jobs[$0], query, board) }
    }
    flatten()
  }

  private mutating func flatten() {
    rows.removeAll(keepingCapacity: true)
    matchCount = 0
    let isFiltered = !SearchQuery(order.filter).isEmpty
    for group in groups {
      if isFiltered, group.matching.isEmpty { continue }
      rows.append(.group(group.key))
      matchCount += group.matching.count
      // A filter shows what it found, folded or not.
      if isFiltered || !order.folded.contains(group.key) { rows += group.matching.lazy.map(RowKey.job) }
    }
  }
}
