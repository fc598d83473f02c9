import Configuration
import Domain

/// The verbs that change what jobs are and where they stand.
extension VerbLineParser {
  func resize(_ words: [String]) throws(VerbError) -> Verb {
    let text = words.joined(separator: " ")
    if text.isEmpty { throw .missing(.length) }
    if let change = TimeText.change(text) { return .resizeBy(change) }
    guard let length = TimeText.length(text) else { throw .notALength(text) }
    return .resize(length)
  }

  /// `1043 1051`, `1043,1051`, two that are marked, or the selected one with the one that is named.
  func pair(_ jobs: [DocumentReference], _ words: [String]) throws(VerbError) -> [DocumentReference] {
    var pair = jobs
    if let word = words.first { pair.append(try job(word)) }
    if pair.count == 1, let own = context.selection.first, context.selection.count == 1, own != pair[0] {
      pair.insert(own, at: 0)
    }
    if pair.count < 2 { throw .missing(.otherJob) }
    return pair
  }

  func place(_ words: [String]) throws(VerbError) -> DayPlace {
    guard let relation = words.first.map(SearchFolding.fold), !relation.isEmpty else { throw .missing(.relation) }
    let isBefore = ["avant", "before"].contains { $0.hasPrefix(relation) && relation.utf8.count > 1 }
    guard isBefore || ["apres", "after"].contains(where: { $0.hasPrefix(relation) && relation.utf8.count > 1 }) else {
      throw .missing(.relation)
    }
    guard words.count > 1 else { throw .missing(.otherJob) }
    let other = try job(words[1])
    return isBefore ? .before(other) : .after(other)
  }

  /// `+hugo girard -nacelle`; without a sign somebody is added.
  func crew(_ words: [String], _ role: Job.CrewMember.Role) throws(VerbError) -> [CrewChange] {
    var groups: [(isAdded: Bool, name: [String])] = []
    for word in words {
      switch word.first {
      case "+": groups.append((true, [String(word.dropFirst())]))
      case "-", "−": groups.append((false, [String(word.dropFirst())]))
      default:
        if groups.isEmpty { groups.append((true, [])) }
        groups[groups.count - 1].name.append(word)
      }
    }
    var changes: [CrewChange] = []
    for group in groups {
      let name = group.name.filter { !$0.isEmpty }.joined(separator: " ")
      if name.isEmpty { throw .missing(.technician) }
      let found = TechnicianToken.find(name, context.board, among: role == .material ? .material : .technician)
      switch found {
      case .one(let resource): changes.append(CrewChange(resource, as: role, isAdded: group.isAdded))
      case .several(let candidates): throw .ambiguousTechnician(name, candidates: candidates)
      case .none: throw role == .material ? .noSuchMaterial(name) : .noSuchTechnician(name)
      }
    }
    if changes.isEmpty { throw .missing(.technician) }
    return changes
  }

  /// `marc`, `tout`: the planned jobs of a day; nil where the line names jobs, or nothing.
  func jobsToPublish(_ words: [String]) throws(VerbError) -> [DocumentReference]? {
    guard let first = words.first, !first.split(separator: ",").allSatisfy({ JobToken.find($0, context.board) != nil }),
      !JobToken.looksLikeJob(first)
    else { return nil }
    let text = words.joined(separator: " ")
    let isEveryone = ["tout", "tous", "all", "everyone"].contains(SearchFolding.fold(text))
    var technician: DocumentName?
    if !isEveryone {
      switch TechnicianToken.find(text, context.board) {
      case .one(let name): technician = name
      case .several(let candidates): throw .ambiguousTechnician(text, candidates: candidates)
      case .none: throw .noSuchTechnician(text)
      }
    }
    let jobs = Publishing.jobs(of: technician, on: context.board, zone: context.zone)
    if jobs.isEmpty { throw .nothingToPublish }
    return jobs
  }

  // MARK: Fields

  /// A subject, then fields; a priority may stand among the words of the subject.
  func newJob(_ words: [String]) throws(VerbError) -> [JobSetting] {
    var (subject, fields) = split(words)
    var settings: [JobSetting] = []
    if let last = subject.last, last.utf8.count == 2, let priority = try? JobFieldText.priority(last) {
      settings.append(.priority(priority))
      subject.removeLast()
    }
    let text = subject.joined(separator: " ")
    if !text.isEmpty {
      let type = JobFieldText.knownType(text, JobFieldText.types(on: context.board))
      settings += type.map { [.type($0), .subject($0)] } ?? [.subject(text)]
    }
    for (field, value) in fields { settings.append(try read(field, value, of: nil)) }
    return settings
  }

  func fields(_ words: [String], of job: DocumentReference?) throws(VerbError) -> [JobSetting] {
    let (rest, fields) = split(words)
    if let word = rest.first { throw .noSuchField(word) }
    var settings: [JobSetting] = []
    for (field, value) in fields { settings.append(try read(field, value, of: job.flatMap { context.board.jobs[$0] })) }
    return settings
  }

  private func read(_ field: JobFieldWord, _ text: String, of job: Job?) throws(VerbError) -> JobSetting {
    try JobFieldText(board: context.board, zone: context.zone, now: context.now, job: job).setting(field, text)
  }

  /// Words before the first field, then each field with what follows it.
  private func split(_ words: [String]) -> (rest: [String], fields: [(JobFieldWord, String)]) {
    var rest: [String] = []
    var fields: [(JobFieldWord, [String])] = []
    for word in words {
      if let colon = word.firstIndex(of: ":") {
        let stem = SearchFolding.fold(String(word[..<colon]))
        if let field = JobFieldWord.allCases.first(where: { $0.words.contains(stem) }) {
          let value = String(word[word.index(after: colon)...])
          fields.append((field, value.isEmpty ? [] : [value]))
          continue
        }
      }
      if fields.isEmpty { rest.append(word) } else { fields[fields.count - 1].1.append(word) }
    }
    return (rest, fields.map { ($0.0, $0.1.joined(separator: " ")) })
  }
}

extension VerbLineParser.Head {
  /// The dialog that asks for what the line leaves out.
  var dialog: CommandID? {
    switch self {
    case .resize: .resize
    case .swap: .swap
    case .reorder: .reorder
    case .crew: .crew
    case .material: .material
    case .priority: .priority
    case .edit: .editJob
    default: nil
    }
  }
}

/// Which jobs a day's publishing is about.
enum Publishing {
  /// The planned jobs that start on the board's day, of one technician or of all, in order of start.
  static func jobs(of technician: DocumentName?, on board: Board, zone: SiteZone) -> [DocumentReference] {
    let bounds = zone.bounds(of: board.day)
    return board.jobs.values.filter { job in
      guard job.status == .planned, let name = job.technician, let start = job.scheduledStart else { return false }
      return (technician == nil || name == technician) && bounds.contains(start)
    }.sorted { BoardOrder.DayKey($0) < BoardOrder.DayKey($1) }.map(\.reference)
  }
}
