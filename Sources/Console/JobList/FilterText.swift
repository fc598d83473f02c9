import Configuration
import Domain

/// Each job's text in the form in which it is searched, made when first needed, or for all of a board beforehand.
struct FilterText: Sendable {
  private var folded: [DocumentReference: [UInt8]] = [:]

  init() {}

  init(_ board: Board) { for job in board.jobs.values { folded[job.reference] = Self.fold(job, board) } }

  var isEmpty: Bool { folded.isEmpty }

  mutating func removeAll() { folded.removeAll(keepingCapacity: true) }
  mutating func forget(_ job: DocumentReference) { folded[job] = nil }

  mutating func matches(_ job: Job?, _ query: SearchQuery, _ board: Board) -> Bool {
    guard let job else { return false }
    let status = Self.statusWords[job.status] ?? []
    if let known = folded[job.reference] { return query.matches(known, orBeginning: status) }
    let made = Self.fold(job, board)
    folded[job.reference] = made
    return query.matches(made, orBeginning: status)
  }

  /// Codes and names in both languages: `spl` finds what `ons` finds. Of these only beginnings count: « ed » is no cancelled job.
  private static let statusWords: [JobStatus: [UInt8]] = Dictionary(
    uniqueKeysWithValues: JobStatus.allCases.map { status in
      let words = [Words(.french), Words(.english)]
      let text = words.map { $0.statusCode(status) + " " + $0.status(status) }.joined(separator: " ")
      return (status, SearchFolding.foldedBytes(text))
    })

  private static func fold(_ job: Job, _ board: Board) -> [UInt8] { SearchFolding.foldedBytes(text(of: job, board)) }

  private static func text(of job: Job, _ board: Board) -> String {
    var text = job.number
    func add(_ part: String) {
      if part.isEmpty { return }
      text += " "
      text += part
    }
    add(job.reference.key.text)
    add(job.type)
    // « wifi » finds Wi-Fi.
    if job.type.utf8.contains(UInt8(ascii: "-")) { add(job.type.filter { $0 != "-" }) }
    add(job.subject)
    add(job.customerName)
    add(job.address)
    add(job.city)
    add(job.customerPhone)
    if let priority = job.priority { add(priority.rawValue) }
    if let technician = job.technician { add(board.technicians[technician]?.fullName ?? technician.text) }
    for tag in job.tags { add(tag.text) }
    return text
  }
}

/// Technicians and materials in the order of their names.
struct ResourceOrder: Sendable {
  private(set) var sorted: [DocumentName] = []
  private var spelled: [DocumentName: String] = [:]

  mutating func update(_ technicians: [DocumentName: Technician]) {
    let names = technicians.mapValues(\.fullName)
    guard names != spelled else { return }
    spelled = names
    let keyed = names.map { (CollationKey($1.isEmpty ? $0.text : $1), $0) }
    sorted = keyed.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }.map(\.1)
  }
}
