import Canvas
import Domain
import Scheduling

/// The words that each kind of argument can be completed with.
extension VerbCompleter {
  typealias Item = VerbCompletion.Item

  // MARK: Jobs

  /// By number; with nothing typed, what waits in the backlog, as the list has it.
  func jobs(_ partial: String, unless named: Set<String>, ends: Bool = false) -> [Item] {
    let references: [DocumentReference]
    if partial.isEmpty {
      references = Array((state.list.layout.group(.backlog)?.matching ?? []).prefix(VerbCompletion.most))
    } else {
      references = index.jobs(beginning: String(partial.drop { $0 == "0" })).prefix(VerbCompletion.most).map(\.job)
    }
    return references.compactMap { reference in
      guard let job = board.jobs[reference], !named.contains(job.number) else { return nil }
      let who = job.isInBacklog ? words.say("file d'attente", "backlog") : job.technician.map(state.name) ?? words.nobodyYet
      let what = [job.type.isEmpty ? job.subject : job.type, job.city, who].filter { !$0.isEmpty }.map { Sanitise.line($0) }
      return Item(
        text: job.number, label: job.number, aside: words.statusCode(job.status) + "  " + what.joined(separator: " · "),
        isDoubtful: job.status.isFinished, ends: ends)
    }
  }

  // MARK: People

  /// In the order in which they suit the job, where one is named and a plan is there; else by name.
  func technicians(_ partial: String, _ targets: [DocumentReference]) -> [Item] {
    let found = index.people(matching: partial).prefix(VerbCompletion.most * 4)
    let jobs = targets.compactMap { board.jobs[$0] }
    guard let plan = state.madePlan, jobs.count == 1, found.count <= 60 else {
      return found.prefix(VerbCompletion.most).map { person in
        Item(text: spelled(person, among: found), label: Sanitise.line(person.fullName), aside: load(of: person.name))
      }
    }
    let previews = found.map { person in (person, plan.preview(of: jobs, for: person.name)) }
    let ranked = previews.enumerated().sorted { left, right in
      guard let first = left.element.1, let second = right.element.1 else {
        return left.element.1 != nil && right.element.1 == nil
      }
      for factor in RankingFactor.allCases where first.cost(factor) != second.cost(factor) {
        return first.cost(factor) < second.cost(factor)
      }
      return left.offset < right.offset
    }.map(\.element)
    return ranked.prefix(VerbCompletion.most).map { person, preview in
      let start = preview?.only?.start.map { words.clock(state.zone.local($0)) + "  " } ?? ""
      let verdict = preview.flatMap { words.verdict(of: $0, columns: 24) }
      return Item(
        text: spelled(person, among: found), label: Sanitise.line(person.fullName), aside: start + (verdict?.text ?? ""),
        isDoubtful: verdict?.verdict == .onLeave)
    }
  }

  /// The name, or what the site calls the person where somebody else has the same.
  private func spelled(_ person: VerbIndex.Person, among others: some Sequence<VerbIndex.Person>) -> String {
    let isShared = others.contains { $0.name != person.name && $0.words == person.words }
    return isShared || person.words.isEmpty ? person.name.text : Sanitise.line(person.fullName)
  }

  private func load(of technician: DocumentName) -> String {
    guard let group = state.list.layout.group(.resource(technician)), let shift = board.technicians[technician]?.shiftLength
    else {
      return ""
    }
    return words.length(group.load) + " / " + words.shortLength(shift)
  }

  // MARK: Times and days

  /// The planner's proposal first, then the quarters of an hour of what has been typed, or of the hours to come.
  func times(_ partial: String, _ targets: [DocumentReference], _ technician: DocumentName?) -> [Item] {
    if partial.first.map({ "+-−".contains($0) }) == true { return [] }
    var items: [Item] = []
    if let technician, targets.count == 1, let job = board.jobs[targets[0]], let plan = state.madePlan,
      let preview = plan.preview(of: [job], for: technician), let start = preview.only?.start
    {
      let text = clock(Minutes(Int(state.zone.local(start).secondOfDay) / 60))
      let verdict = words.verdict(of: preview, columns: 24)
      if text.hasPrefix(partial) {
        items.append(Item(text: text, label: text, aside: words.proposed + (verdict.map { "  " + $0.text } ?? ""), ends: true))
      }
    }
    let typed = partial.filter { $0.isNumber }
    let now = state.zone.local(state.now)
    let isToday = state.day == state.today
    let from = typed.isEmpty && isToday ? (now.secondOfDay / 60 + 29) / 30 * 30 : 6 * 60
    for minute in stride(from: typed.isEmpty ? max(from, 6 * 60) : 0, to: 24 * 60, by: typed.isEmpty ? 30 : 15) {
      let text = clock(Minutes(minute))
      guard Self.begins(minute, with: partial), !items.contains(where: { $0.text == text }) else { continue }
      let isPast = isToday && minute * 60 < now.secondOfDay
      items.append(Item(text: text, label: text, aside: isPast ? words.pastShort : "", isDoubtful: isPast, ends: true))
      if items.count >= 12 { break }
    }
    return items
  }

  /// Whether what is typed, as `1`, `13`, `133`, `13h3` or `13:3`, can go on to this time.
  private static func begins(_ minute: Int, with partial: String) -> Bool {
    if partial.isEmpty { return true }
    let typed = partial.lowercased().map { $0 == ":" ? "h" : $0 }
    let (hour, rest) = (String(minute / 60), Words.twoDigits(minute % 60))
    return [hour, Words.twoDigits(minute / 60)].contains { hour in
      if typed.contains("h") { return (hour + "h" + rest).hasPrefix(String(typed)) }
      return typed.count <= 2 ? hour.hasPrefix(String(typed)) : (hour + rest).hasPrefix(String(typed))
    }
  }

  /// `10h30` or `10:30`, as the language has it.
  private func clock(_ time: Minutes) -> String {
    "\(time.count / 60)" + words.say("h", ":") + Words.twoDigits(time.count % 60)
  }

  func changes(_ partial: String) -> [Item] {
    guard let sign = partial.first, "+-−".contains(sign) else { return [] }
    let written = sign == "+" ? "+" : "-"
    return ["15m", "30m", "45m", "1h", "1h30", "2h"].map { written + $0 }.filter { $0.hasPrefix(written + partial.dropFirst()) }
      .map {
        let change = TimeText.change($0) ?? 0
        return Item(
          text: $0, label: $0,
          aside: change.count < 0 ? words.say("plus tôt", "earlier") : words.say("plus tard", "later"), ends: true)
      }
  }

  /// Two weeks of days, by the words that name them.
  func days(_ partial: String) -> [Item] {
    let folded = SearchFolding.fold(partial)
    let today = state.today
    return (0...14).compactMap { ahead in
      let day = today.adding(days: ahead)
      let names = DayText.names(of: day, today: today)
      let own = words.say(names.french, names.english)
      let isBegun =
        folded.isEmpty || [names.french, names.english].contains { SearchFolding.fold($0).hasPrefix(folded) }
        || SearchFolding.fold(words.shortDay(day)).split(separator: " ").contains { $0.hasPrefix(folded) }
        || day.siteText.hasPrefix(partial)
      guard isBegun else { return nil }
      return Item(text: own, label: own, aside: words.shortDay(day), ends: true)
    }
  }

  // MARK: Statuses

  /// Those that the job can go to first.
  func statuses(_ partial: String, _ targets: [DocumentReference]) -> [Item] {
    let folded = SearchFolding.fold(partial)
    let jobs = targets.compactMap { board.jobs[$0] }
    let matching = JobStatus.allCases.filter { status in
      folded.isEmpty || VerbLineParser.names(of: status).contains { $0.hasPrefix(folded) }
    }
    func isReached(_ status: JobStatus) -> Bool {
      jobs.isEmpty || jobs.contains { Lifecycle.requirements(from: $0.status, to: status) != nil }
    }
    return (matching.filter(isReached) + matching.filter { !isReached($0) }).map { status in
      let aside =
        isReached(status)
        ? "" : jobs.first?.status == status ? words.isCurrentStatus : words.notReachable(from: jobs.first?.status ?? .open)
      return Item(
        text: words.statusCode(status).lowercased(), label: words.statusCode(status) + "  " + words.status(status), aside: aside,
        isDoubtful: !isReached(status))
    }
  }

  // MARK: Names

  /// The last word only: a filter may be of several.
  func filters(_ partial: String) -> [Item] {
    let before = partial.lastIndex(of: " ").map { String(partial[...$0]) } ?? ""
    let last = SearchFolding.fold(partial.dropFirst(before.count))
    var found: [(String, String)] = board.tags.map { ($0.text, words.say("compétence", "skill")) }
    if !last.isEmpty {
      found += JobStatus.allCases.map { (words.statusCode($0).lowercased(), words.status($0)) }
      found += index.people.map { ($0.fullName, words.say("technicien", "technician")) }
    }
    return found.filter { last.isEmpty || SearchFolding.fold($0.0).hasPrefix(last) }.map { name, aside in
      Item(text: before + Sanitise.line(name), label: Sanitise.line(name), aside: aside, ends: true)
    }
  }

  func views(_ partial: String) -> [Item] {
    let folded = SearchFolding.fold(partial)
    return state.memory.views.filter { folded.isEmpty || SearchFolding.fold($0.name).hasPrefix(folded) }.map {
      Item(text: $0.name, label: $0.name, aside: words.summary(of: $0), ends: true)
    }
  }

  func macros(_ partial: String) -> [Item] {
    state.memory.macros.sorted { $0.letter < $1.letter }.filter { partial.isEmpty || $0.letter == partial }.map {
      Item(text: $0.letter, label: $0.letter, aside: $0.lines.joined(separator: " · "), ends: true)
    }
  }

  func themes(_ partial: String) -> [Item] {
    state.preferences.themes.filter { $0.hasPrefix(partial.lowercased()) }.map {
      Item(text: $0, label: $0, aside: "", ends: true)
    }
  }
}

extension State {
  /// The plan as it has been made for whoever asks; nil where it would have to be made now.
  var madePlan: DayPlan? { planning.plan.flatMap { $0.key == planKey ? $0.plan : nil } }
}

extension Words {
  var proposed: String { say("proposé", "proposed") }
}
