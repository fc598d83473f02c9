import Domain

/// Which rows the list has, in order: made once for a board, then kept up to date for the jobs that change.
package struct JobListLayout: Sendable {
  /// What decides the rows beside the board itself.
  struct Order: Sendable, Equatable {
    var sort: JobSort
    var resource: Technician.ResourceType
    var filter: String
    var folded: Set<GroupKey>
    /// Only technicians with this tag, and the backlog; nil for all.
    var tag: DocumentName?
    var team: Set<DocumentName>?

    /// Of technicians, only the team's where there is one.
    func shows(_ key: GroupKey) -> Bool {
      guard let team, resource == .technician, case .resource(let name) = key else { return true }
      return team.contains(name)
    }
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
    /// The layout's version when a job of the group changed last, or came or went.
    var version = 0
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
  /// Times that the filter has been applied to all.
  private(set) var filterings = 0

  private var order = Order(sort: .time, resource: .technician, filter: "", folded: [])
  private var groupIndex: [GroupKey: Int] = [:]
  /// Those whose technician has not the tag that is asked for.
  private var hidden: Set<GroupKey> = []
  private var groupOfJob: [DocumentReference: GroupKey] = [:]
  private var text = FilterText()
  private var names = ResourceOrder()

  package init() {}

  package func group(_ key: GroupKey) -> Group? { groupIndex[key].map { groups[$0] } }
  package func group(of job: DocumentReference) -> GroupKey? { groupOfJob[job] }

  /// Nobody has searched these jobs yet.
  var lacksText: Bool { text.isEmpty }

  /// `text` is of the board that is shown.
  mutating func adopt(_ text: FilterText) { self.text = text }

  // MARK: Making

  /// All anew: another board, sort or resource type.
  mutating func rebuild(_ board: Board, order: Order, now: Instant) {
    self.order = order
    version += 1
    rebuilds += 1
    names.update(board.technicians)
    text.removeAll()
    leaves = Dictionary(grouping: board.leaves, by: \.technician)
    // Jobs stay where they are: only their places are sorted.
    let jobs = Array(board.jobs.values)
    var placesOfGroup: [GroupKey: [Int]] = [:]
    usesMaterials = false
    for (place, job) in jobs.enumerated() {
      for key in Self.groups(of: job, order.resource, board) where order.shows(key) {
        placesOfGroup[key, default: []].append(place)
      }
      if !usesMaterials { usesMaterials = Self.hasMaterial(job, board) }
    }
    var keys: [GroupKey] = board.jobs.isEmpty && board.technicians.isEmpty ? [] : [.backlog]
    hidden.removeAll()
    for name in names.sorted {
      let technician = board.technicians[name]
      guard technician?.resourceType == order.resource else { continue }
      if order.tag.map({ technician?.tags.contains($0) != true }) ?? false || !order.shows(.resource(name)) {
        hidden.insert(.resource(name))
        continue
      }
      if technician?.isActive == true && order.resource == .technician || placesOfGroup[.resource(name)] != nil {
        keys.append(.resource(name))
      }
    }
    let listed = Set(keys)
    let strangers = placesOfGroup.keys.compactMap { key -> DocumentName? in
      guard case .resource(let name) = key, !listed.contains(key) else { return nil }
      if order.tag != nil { hidden.insert(key) }
      return order.tag == nil ? name : nil
    }
    keys += strangers.sorted().map(GroupKey.resource)
    if placesOfGroup[.unassigned] != nil { keys.append(.unassigned) }

    groupOfJob.removeAll(keepingCapacity: true)
    groups = keys.map { key in
      var group = Group(key: key)
      let places = sorted(placesOfGroup[key] ?? [], of: jobs, in: key, now: now)
      group.jobs = places.map { jobs[$0].reference }
      group.load = Self.load(places, of: jobs)
      for reference in group.jobs { groupOfJob[reference] = key }
      group.version = version
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
      if hidden.contains(key) { continue }
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
      let jobs = kept.compactMap { board.jobs[$0] }
      let places = sorted(Array(jobs.indices), of: jobs, in: key, now: now)
      groups[index].jobs = places.map { jobs[$0].reference }
      groups[index].load = Self.load(places, of: jobs)
      groups[index].version = version
      groups[index].matching =
        query.isEmpty ? groups[index].jobs : groups[index].jobs.filter { text.matches(board.jobs[$0], query, board) }
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

  private static func load(_ places: [Int], of jobs: [Job]) -> Minutes {
    Minutes(places.reduce(0) { jobs[$1].isWork ? $0 + jobs[$1].duration.count : $0 })
  }

  private func sorted(_ places: [Int], of jobs: [Job], in key: GroupKey, now: Instant) -> [Int] {
    func by<Key>(_ makeKey: (Job) -> Key, _ precedes: (Key, Key) -> Bool) -> [Int] {
      places.map { (key: makeKey(jobs[$0]), place: $0) }.sorted { precedes($0.key, $1.key) }.map(\.place)
    }
    switch order.sort {
    case .number: return by(NumberKey.init, <)
    case .place:
      return by({ (CollationKey($0.city), NumberKey($0)) }) { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    case .status: return by({ (Self.rank($0.status), BoardOrder.DayKey($0)) }, <)
    case .time, .load:
      return key == .backlog ? by({ BoardOrder.BacklogKey($0, now: now) }, <) : by(BoardOrder.DayKey.init, <)
    }
  }

  private static func rank(_ status: JobStatus) -> Int { JobStatus.allCases.firstIndex(of: status) ?? 0 }

  /// By number as people count, then by name.
  private struct NumberKey: Comparable {
    let number: String
    let name: DocumentName

    init(_ job: Job) {
      number = job.number
      name = job.reference.key
    }

    static func < (left: Self, right: Self) -> Bool {
      if left.number.utf8.count != right.number.utf8.count { return left.number.utf8.count < right.number.utf8.count }
      return left.number == right.number ? left.name < right.name : left.number < right.number
    }
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
    filterings += 1
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
