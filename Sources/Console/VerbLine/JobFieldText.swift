import Domain

/// Values of a job's fields as people type them, in a form or in a verb line. A hyphen alone empties a field.
struct JobFieldText {
  let board: Board
  let zone: SiteZone
  let now: Instant
  /// The job that they are for, where there is one.
  let job: Job?

  func setting(_ field: JobFieldWord, _ typed: String) throws(VerbError) -> JobSetting {
    let text = typed == "-" ? "" : typed
    switch field {
    case .subject: return .subject(text)
    case .type: return .type(text)
    case .priority: return .priority(try Self.priority(typed))
    case .customer: return .customerName(text)
    case .phone: return .customerPhone(text)
    case .address: return .address(text)
    case .place: return .coordinate(text.isEmpty ? nil : try Self.coordinate(text))
    case .window: return .window(text.isEmpty ? nil : try window(text))
    case .start: return .start(text.isEmpty ? nil : .clock(try moment(text)))
    case .length:
      guard let length = TimeText.length(text) else { throw .notALength(text) }
      return .duration(length)
    case .technician: return .technician(text.isEmpty ? nil : try technician(text))
    case .tags: return .tags(try tags(text))
    case .equipment: return .equipment(text.isEmpty ? nil : DocumentName(text))
    case .notes: return .notes(text)
    case .reason: return .reason(text)
    case .resolution: return .resolution(text)
    }
  }

  static func priority(_ text: String) throws(VerbError) -> Priority? {
    let folded = text.lowercased()
    if ["-", "–", "aucune", "none"].contains(folded) { return nil }
    let name = folded.count == 1 ? "P" + folded : folded.uppercased()
    guard let priority = Priority(rawValue: name) else { throw .noSuchPriority(text) }
    return priority
  }

  /// `45.262, -73.610`; the decimal comma of French is understood where a blank or a semicolon stands between the two.
  static func coordinate(_ text: String) throws(VerbError) -> Coordinate {
    var parts = text.split { $0 == " " || $0 == ";" || $0 == "\u{A0}" }.map(String.init)
    if parts.count == 2, parts[0].hasSuffix(",") { parts[0].removeLast() }
    if parts.count == 1 { parts = text.split(separator: ",").map(String.init) }
    let numbers = parts.map { Double($0.replacing(",", with: ".").replacing("−", with: "-")) }
    guard numbers.count == 2, let latitude = numbers[0], let longitude = numbers[1],
      let coordinate = Coordinate(latitude: latitude, longitude: longitude)
    else { throw .notCoordinates(text) }
    return coordinate
  }

  /// `8h-12h`, `ven 13h-16h`, `8 mai 8:00–12:00`.
  func window(_ text: String) throws(VerbError) -> Job.Window {
    let text = text.replacing("–", with: "-").replacing(" à ", with: "-").replacing(" to ", with: "-")
    guard let hyphen = text.lastIndex(of: "-"), let end = TimeText.clock(text[text.index(after: hyphen)...].trimmed) else {
      throw .notAWindow(text)
    }
    let words = text[..<hyphen].split(separator: " ")
    guard let last = words.last, let start = TimeText.clock(last) else { throw .notAWindow(text) }
    let day = try day(words.dropLast().joined(separator: " "), else: job?.window?.start ?? job?.scheduledStart)
    func instant(_ time: Minutes) -> Instant { zone.instant(LocalDateTime(day, secondOfDay: time.count * 60)) }
    return .init(start: instant(start), end: instant(end))
  }

  /// `10h30`, `ven 10h30`, `2026-05-08T10:30`.
  func moment(_ text: String) throws(VerbError) -> LocalDateTime {
    if let moment = TimeText.moment(text) { return moment }
    let words = text.split(separator: " ")
    guard let last = words.last, let time = TimeText.clock(last) else { throw .notATime(text) }
    let day = try day(words.dropLast().joined(separator: " "), else: job?.scheduledStart)
    return LocalDateTime(day, secondOfDay: time.count * 60)
  }

  private func day(_ text: String, else instant: Instant?) throws(VerbError) -> LocalDate {
    if text.isEmpty { return instant.map { zone.local($0).date } ?? board.day }
    guard let day = DayText.day(text, today: zone.local(now).date) else { throw .notADay(text) }
    return day
  }

  private func technician(_ text: String) throws(VerbError) -> DocumentName {
    switch TechnicianToken.find(text, board) {
    case .one(let name): return name
    case .several(let candidates): throw .ambiguousTechnician(text, candidates: candidates)
    case .none: throw .noSuchTechnician(text)
    }
  }

  /// By commas, each the beginning of one tag only; tags that the job has already are taken as they are.
  func tags(_ text: String) throws(VerbError) -> [DocumentName] {
    var tags: [DocumentName] = []
    for part in text.split(separator: ",") {
      let word = part.trimmed
      let folded = SearchFolding.fold(word)
      if folded.isEmpty { continue }
      let known = board.tags + (job?.tags ?? []).filter { !board.tags.contains($0) }
      let exact = known.filter { $0.text == word || SearchFolding.fold($0.text) == folded }
      let found = exact.isEmpty ? known.filter { SearchFolding.fold($0.text).hasPrefix(folded) } : exact
      guard found.count == 1 else { throw .noSuchTag(word, candidates: found.isEmpty ? board.tags : found) }
      if !tags.contains(found[0]) { tags.append(found[0]) }
    }
    return tags
  }

  // MARK: Types of work

  /// The types of the board's jobs, in order of name.
  static func types(on board: Board) -> [String] {
    var types: Set<String> = []
    for job in board.jobs.values where !job.type.isEmpty { types.insert(job.type) }
    return types.sorted { CollationKey($0) < CollationKey($1) }
  }

  /// The type that somebody means: the same but for accents and case, else the only one that has all the words' beginnings.
  static func knownType(_ text: String, _ types: [String]) -> String? {
    let folded = SearchFolding.fold(text)
    if folded.isEmpty { return nil }
    if let exact = types.first(where: { SearchFolding.fold($0) == folded }) { return exact }
    let query = SearchQuery(text)
    let found = types.filter { query.matches(SearchFolding.foldedBytes($0)) }
    return found.count == 1 ? found[0] : nil
  }
}

extension StringProtocol {
  /// Without blanks around it.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\u{A0}" || $0 == "\t" }
    guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else { return "" }
    return String(self[first...last])
  }
}

extension TimeText {
  /// `2h`, `1h30`, `90`, `45 min`, `1:15`: a length of work; nil for anything else, and for none at all.
  package static func length(_ text: some StringProtocol) -> Minutes? {
    var body = String(text.filter { $0 != " " && $0 != "\u{A0}" }).lowercased()
    for unit in ["minutes", "min", "mn", "m"] where body.hasSuffix(unit) {
      body.removeLast(unit.count)
      break
    }
    for unit in ["heures", "heure", "hours", "hour"] { body = body.replacing(unit, with: "h") }
    body = body.replacing(":", with: "h")
    guard !body.isEmpty, body.utf8.allSatisfy({ (48...57).contains($0) || $0 == 104 }), body.utf8.count <= 6 else { return nil }
    let parts = body.split(separator: "h", omittingEmptySubsequences: false)
    switch parts.count {
    case 1: return Int(parts[0]).flatMap { $0 > 0 ? Minutes($0) : nil }
    case 2:
      guard let hours = Int(parts[0]), let minutes = parts[1].isEmpty ? 0 : Int(parts[1]), minutes < 60, hours < 1_000,
        hours * 60 + minutes > 0
      else { return nil }
      return Minutes(hours * 60 + minutes)
    default: return nil
    }
  }
}

extension Words {
  func notALength(_ text: String) -> String {
    text.isEmpty
      ? say("donnez une durée, par exemple 1h30 ou 45", "give a duration, for example 1h30 or 45")
      : say("« \(text) » n'est pas une durée ; par exemple 1h30 ou 45", "“\(text)” is not a duration; for example 1h30 or 45")
  }
  func notAWindow(_ text: String) -> String {
    say(
      "« \(text) » n'est pas une plage ; par exemple 8h-12h ou ven 13h-16h",
      "“\(text)” is not a window; for example 8:00-12:00 or fri 13:00-16:00")
  }
  func notCoordinates(_ text: String) -> String {
    say(
      "« \(text) » : latitude puis longitude, par exemple 45.262, -73.610",
      "“\(text)”: latitude, then longitude, for example 45.262, -73.610")
  }
  func noSuchTag(_ text: String, _ candidates: [DocumentName]) -> String {
    let names = candidates.prefix(6).map(\.text).joined(separator: ", ") + (candidates.count > 6 ? ", …" : "")
    return say("« \(text) » : quelle compétence ? ", "“\(text)”: which skill? ") + names
  }
  func noSuchField(_ text: String) -> String {
    let names = JobFieldWord.allCases.map { say($0.words[0], $0.words.last ?? "") + ":" }.joined(separator: " ")
    return (text.isEmpty ? say("quel champ ? ", "which field? ") : say("« \(text) » : quel champ ? ", "“\(text)”: which field? "))
      + names
  }
  var nothingToPublish: String { say("rien à publier : aucun bon planifié", "nothing to publish: no planned job") }
}
