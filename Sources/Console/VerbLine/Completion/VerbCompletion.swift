import Canvas
import Domain

/// What a line that is being typed could go on with.
struct VerbCompletion: Sendable {
  struct Item: Sendable, Equatable {
    /// What is put in the place of the words being completed.
    let text: String
    /// What stands in the list.
    let label: String
    let aside: String
    /// It can be put, but not done now.
    var isDoubtful = false
    /// The line is done with it: nothing has to follow.
    var ends = false
  }

  /// The beginning of the line, which stays.
  let head: String
  let items: [Item]
  /// What stands behind the words being completed.
  var tail = ""

  static let none = VerbCompletion(head: "", items: [])
  /// More than anybody reads; a longer list is no help.
  static let most = 40

  func line(with item: Item) -> String {
    tail.isEmpty ? head + item.text + (item.ends ? "" : " ") : head + item.text + " " + tail
  }
}

/// Reads a line as far as it goes and says which word is being typed, and as what.
struct VerbCompleter {
  let state: State
  let board: Board
  let index: VerbIndex
  var words: Words { state.words }

  init?(_ state: State) {
    guard let board = state.board, let index = state.verbIndex else { return nil }
    self.state = state
    self.board = board
    self.index = index
  }

  /// Nothing where the line says already all that it could be completed with.
  func complete(_ line: String) -> VerbCompletion {
    let completion = anything(for: line)
    if completion.items.count == 1, completion.head + completion.items[0].text == line { return .none }
    return completion
  }

  private func anything(for line: String) -> VerbCompletion {
    let isOpen = line.unicodeScalars.last.map { $0 != " " && $0 != "\u{A0}" } ?? false
    var parts = line.split { $0 == " " || $0 == "\u{A0}" }.map(String.init)
    let partial = isOpen ? parts.popLast() ?? "" : ""
    guard let first = parts.first else { return verbs(partial) }
    if first == "?" { return VerbCompletion(head: "? ", items: jobs(partial, unless: [])) }
    guard let head = VerbLineParser.letters[first] ?? VerbLineParser.head(first), let entry = VerbTable.entry(of: head) else {
      return .none
    }
    return arguments(of: entry, verb: first, Array(parts.dropFirst()), partial)
  }

  // MARK: The verb

  private func verbs(_ partial: String) -> VerbCompletion {
    if partial.hasPrefix("?") { return VerbCompletion(head: "?", items: jobs(String(partial.dropFirst()), unless: [])) }
    if JobToken.isDigits(partial) { return VerbCompletion(head: "", items: jobs(partial, unless: [], ends: true)) }
    let folded = SearchFolding.fold(partial)
    var items: [VerbCompletion.Item] = []
    for entry in VerbTable.entries where folded.isEmpty || entry.folded.contains(where: { $0.hasPrefix(folded) }) {
      let word = entry.word(words)
      // A word of the other language is completed as that.
      let isOwn = SearchFolding.fold(word).hasPrefix(folded)
      let typed = isOwn ? word : (entry.french + entry.english).first { SearchFolding.fold($0).hasPrefix(folded) } ?? word
      let letter = entry.letter.map { "\($0)  " } ?? ""
      items.append(
        .init(
          text: typed.unicodeScalars.count == 1 ? word : typed, label: word,
          aside: letter + entry.title(state.preferences.language), ends: entry.arguments.isEmpty))
    }
    return VerbCompletion(head: "", items: items)
  }

  // MARK: What follows it

  private func arguments(of entry: VerbEntry, verb: String, _ given: [String], _ partial: String) -> VerbCompletion {
    var rest = given
    var targets = state.targets.map(\.reference)
    var isFirst = true
    var technician: DocumentName?
    for (position, argument) in entry.arguments.enumerated() {
      defer { isFirst = false }
      let next = position + 1 < entry.arguments.count ? entry.arguments[position + 1] : nil
      func at(_ count: Int, _ items: [VerbCompletion.Item]) -> VerbCompletion {
        let kept = ([verb] + given.dropLast(count)).joined(separator: " ") + " "
        return VerbCompletion(head: kept, items: Array(items.prefix(VerbCompletion.most)))
      }
      switch argument {
      case .jobs, .job:
        if let word = rest.first {
          guard isFirst, namesJobs(word) else { continue }
          rest.removeFirst()
          targets = word.split(separator: ",").compactMap { JobToken.find($0, board, index: index) }
        } else if JobToken.isDigits(partial) || partial.contains(",") || argument == .job {
          return jobList(at(0, []).head, partial, ends: next == nil)
        } else if partial.isEmpty, targets.isEmpty {
          return jobList(at(0, []).head, "", ends: next == nil)
        } else if partial.isEmpty, let next {
          // With a selection the line may go on without naming a job.
          let following = complete(next, targets, technician, "")
          return at(0, following + jobs("", unless: []).prefix(VerbCompletion.most))
        }
      case .jobsOrDay:
        guard rest.isEmpty else {
          rest.removeFirst()
          continue
        }
        if JobToken.isDigits(partial) || partial.contains(",") { return jobList(at(0, []).head, partial, ends: true) }
        return at(0, everyone(partial) + technicians(partial, []))
      case .technician:
        let text = rest.joined(separator: " ")
        if !rest.isEmpty, partial.isEmpty || TimeText.clock(partial) != nil,
          case .one(let found) = TechnicianToken.find(text, board, index: index)
        {
          technician = found
          rest.removeAll()
          continue
        }
        return at(rest.count, technicians(text.isEmpty ? partial : text + " " + partial, targets))
      case .day, .filter, .savedView:
        return at(rest.count, complete(argument, targets, technician, (rest + [partial]).joined(separator: " ")))
      case .time, .timeOrChange, .lengthOrChange, .status, .theme, .macro, .relation, .priority, .assistant, .material:
        if rest.isEmpty { return at(0, complete(argument, targets, technician, partial)) }
        rest.removeFirst()
      case .text, .path, .fields: return .none
      }
    }
    return .none
  }

  private func complete(
    _ argument: VerbArgument, _ targets: [DocumentReference], _ technician: DocumentName?, _ partial: String
  ) -> [VerbCompletion.Item] {
    switch argument {
    case .technician: technicians(partial, targets)
    case .time: times(partial, targets, technician)
    case .timeOrChange: (partial.isEmpty ? changes("+") : changes(partial)) + times(partial, targets, nil)
    case .day: days(partial)
    case .status: statuses(partial, targets)
    case .filter: filters(partial)
    case .savedView: views(partial)
    case .macro: macros(partial)
    case .theme: themes(partial)
    case .jobs, .job: jobs(partial, unless: [])
    case .jobsOrDay: everyone(partial) + technicians(partial, [])
    case .lengthOrChange: changes(partial)
    case .relation: relations(partial)
    case .priority: priorities(partial)
    case .assistant: members(partial, of: .technician)
    case .material: members(partial, of: .material)
    case .text, .path, .fields: []
    }
  }

  /// Whether a whole word after a verb can only be jobs.
  private func namesJobs(_ word: String) -> Bool {
    word.split(separator: ",").allSatisfy { JobToken.looksLikeJob(String($0)) || JobToken.find($0, board, index: index) != nil }
  }

  private func jobList(_ head: String, _ partial: String, ends: Bool) -> VerbCompletion {
    let named = partial.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let kept = named.dropLast().joined(separator: ",")
    return VerbCompletion(
      head: head + (kept.isEmpty ? "" : kept + ","), items: jobs(named.last ?? "", unless: Set(named.dropLast()), ends: ends))
  }
}

extension JobToken {
  static func isDigits(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } }
}

extension VerbCompletion {
  /// The line up to and with the ambiguous words, so that it can be completed as if they were being typed, and what follows them.
  static func parted(_ line: String, after error: VerbError) -> (before: String, tail: String)? {
    let text: String
    switch error {
    case .ambiguousTechnician(let typed, _), .ambiguousStatus(let typed, _): text = typed
    default: return nil
    }
    let words = line.split { $0 == " " || $0 == "\u{A0}" }.map(String.init)
    let wanted = text.split(separator: " ").map(String.init)
    guard !wanted.isEmpty, words.count >= wanted.count else { return nil }
    for start in stride(from: words.count - wanted.count, through: 0, by: -1)
    where Array(words[start..<(start + wanted.count)]) == wanted {
      let end = start + wanted.count
      return (words[..<end].joined(separator: " "), words[end...].joined(separator: " "))
    }
    return nil
  }
}
