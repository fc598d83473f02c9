import Domain

/// A board's jobs by number and its people by name, made beforehand, so that a line can be read at every letter.
package struct VerbIndex: Sendable, Equatable {
  struct Numbered: Sendable, Equatable {
    let number: String
    let job: DocumentReference
  }

  struct Person: Sendable, Equatable {
    let name: DocumentName
    let fullName: String
    /// The words of the full name, folded.
    let words: [[UInt8]]
  }

  let day: LocalDate
  /// By number, then by name.
  let jobs: [Numbered]
  /// Active technicians by full name.
  let people: [Person]
  private let fullNames: [DocumentName: String]

  package init(_ board: Board) {
    let jobs = board.jobs.keys.map { Numbered(number: $0.number, job: $0) }.sorted {
      $0.number == $1.number ? $0.job.key < $1.job.key : $0.number < $1.number
    }
    self.init(board, jobs)
  }

  /// Only the people of the board, or its materials.
  init(people board: Board, of type: Technician.ResourceType = .technician) { self.init(board, [], of: type) }

  private init(_ board: Board, _ jobs: [Numbered], of type: Technician.ResourceType = .technician) {
    day = board.day
    self.jobs = jobs
    let active = board.technicians.values.filter { $0.isActive && $0.resourceType == type }
    people = active.map { (CollationKey($0.fullName), $0) }.sorted { $0.0 < $1.0 }.map { _, technician in
      Person(
        name: technician.name, fullName: technician.fullName,
        words: SearchFolding.foldedBytes(technician.fullName).split(separator: 32).map(Array.init))
    }
    fullNames = Self.fullNames(board)
  }

  private static func fullNames(_ board: Board) -> [DocumentName: String] {
    board.technicians.values.reduce(into: [:]) { names, technician in
      if technician.isActive, technician.resourceType == .technician { names[technician.name] = technician.fullName }
    }
  }

  /// Whether an index made anew would be the same.
  func isCurrent(for board: Board) -> Bool {
    day == board.day && jobs.count == board.jobs.count && jobs.allSatisfy { board.jobs[$0.job] != nil }
      && fullNames == Self.fullNames(board)
  }

  /// Jobs of exactly this number.
  func jobs(numbered number: some StringProtocol) -> ArraySlice<Numbered> {
    let start = firstIndex(from: String(number))
    let end = jobs[start...].firstIndex { $0.number != number } ?? jobs.count
    return jobs[start..<end]
  }

  /// Jobs whose number begins so, in order.
  func jobs(beginning prefix: String) -> ArraySlice<Numbered> {
    let start = firstIndex(from: prefix)
    let end = jobs[start...].firstIndex { !$0.number.utf8.starts(with: prefix.utf8) } ?? jobs.count
    return jobs[start..<end]
  }

  private func firstIndex(from number: String) -> Int {
    var low = 0
    var high = jobs.count
    while low < high {
      let middle = (low + high) / 2
      if jobs[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Those of whom every word of `text` begins a word of the name, each word of the name taken once.
  func people(matching text: some StringProtocol) -> [Person] {
    let wanted = SearchFolding.foldedBytes(text).split(separator: 32).map(Array.init)
    return people.filter { Self.matches(wanted, $0.words) }
  }

  static func matches(_ wanted: [[UInt8]], _ words: [[UInt8]]) -> Bool {
    var free = words
    return wanted.allSatisfy { part in
      guard let index = free.firstIndex(where: { $0.starts(with: part) }) else { return false }
      free.remove(at: index)
      return true
    }
  }
}

extension State {
  /// The index of the shown board; made now where the board is small and the one made elsewhere has not come yet.
  var verbIndex: VerbIndex? {
    guard let board else { return nil }
    if let index = planning.index, index.day == board.day, index.jobs.count == board.jobs.count { return index }
    return board.jobs.count <= JobListState.filteredAtOnce
      ? VerbIndex(board) : planning.index.flatMap { $0.day == board.day ? $0 : nil }
  }
}
