import Canvas
import Domain
import Scheduling

/// A stretch of a sheet's line.
struct Span: Equatable {
  var text: String
  var role: Role

  init(_ text: String, _ role: Role = .normal) {
    self.text = text
    self.role = role
  }
}

typealias SheetLine = [Span]

/// Everything about the selected job, in the order in which it is needed on the phone.
struct JobSheet {
  let job: Job
  let state: State
  let words: Words

  init?(_ state: State) {
    guard let job = state.selectedJob else { return nil }
    self.job = job
    self.state = state
    words = state.words
  }

  /// At least `enough` of its lines, where it has so many: what nobody sees yet is not made.
  func lines(width: Int, enough: Int = .max) -> [SheetLine] {
    var lines: [SheetLine] = [title]
    for part in Part.allCases {
      if lines.count >= enough { break }
      lines += self.lines(of: part, width: width)
    }
    return lines
  }

  /// How many lines there are in all, of which `made` have been made for want of `enough`.
  func lineCount(made: [SheetLine], width: Int, enough: Int) -> Int {
    if made.count < enough { return made.count }
    return 1 + Part.allCases.reduce(0) { $0 + lineCount(of: $1, width: width) }
  }

  /// Without making them, where their number shows at once.
  private func lineCount(of part: Part, width: Int) -> Int {
    switch part {
    case .reason: rows(words.reasonLabel, job.statusReason, width: width)
    case .notes: rows(words.notesLabel, job.notes, width: width)
    case .workDone: rows(words.workDoneLabel, job.resolution, width: width)
    case .edits, .author, .errors, .place, .customer, .warnings, .things, .history: lines(of: part, width: width).count
    }
  }

  private func rows(_ label: String, _ text: String, width: Int) -> Int {
    if text.isEmpty { return 0 }
    // A short text that cannot hold a line end of any kind is one line.
    let fits = text.utf8.count <= width - TextWidth.columns(of: label) - 8
    if fits, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0xC2 || $0 == 0xE2 }) { return 1 }
    return labelled(label, text, width: width).count
  }

  /// In their order below the title.
  private enum Part: CaseIterable {
    case edits, errors, place, customer, warnings, reason, notes, workDone, things, author, history
  }

  private func lines(of part: Part, width: Int) -> [SheetLine] {
    switch part {
    case .edits: editLines(width: width)
    case .errors: checkLines { $0 == .error }
    case .place: wrapped([where_, who].compactMap { $0 }, width: width, joinedAt: 100)
    case .customer: wrapped([customer, visit].compactMap { $0 }, width: width, joinedAt: 100)
    case .warnings: checkLines { $0 < .error }
    case .reason: labelled(words.reasonLabel, job.statusReason, width: width)
    case .notes: labelled(words.notesLabel, job.notes, width: width)
    case .workDone: labelled(words.workDoneLabel, job.resolution, width: width)
    case .things: things.map { [Span("      "), Span($0.0 + "  ", .dim), Span($0.1)] }
    case .author: author(width: width)
    case .history: historyLines(width: width)
    }
  }

  private var title: SheetLine {
    var line: SheetLine = [
      Span(job.number + "  ", .strong), Span(job.type.isEmpty ? job.subject : job.type, .strong), Span("   "),
      Span(words.statusCode(job.status) + " " + words.inSentence(job.status), job.status.role),
    ]
    if let priority = job.priority { line.append(Span("   " + priority.rawValue, priority == .p1 ? .jobUrgent : .dim)) }
    if let start = job.scheduledStart {
      let clock = state.zone.local(start)
      let end = state.zone.local(start + job.duration)
      line.append(
        Span(
          "   " + (clock.date == state.day ? "" : words.shortDay(clock.date) + " ") + words.clock(clock) + "–" + words.clock(end))
      )
    }
    if let window = job.window {
      line.append(
        Span(
          "   " + words.windowLabel + " "
            + words.window(window, zone: state.zone, day: state.day, today: state.today, columns: 13), .dim))
    }
    return line
  }

  /// Who changed it last, and who looks at it where the title has no room to say so.
  private func author(width: Int) -> [SheetLine] {
    var parts: [Span] = []
    // What was changed on earlier days is of interest to whoever reads the sheet, not to whoever passes.
    let isToday = LocalDateTime(siteText: job.modified)?.date == state.today
    if !job.modifiedBy.isEmpty, isToday || state.pane == .sheet {
      parts.append(Span(words.changed(by: state.person(job.modifiedBy), at: job.modified, today: state.today), .dim))
    }
    if let note = state.viewerNote(job.reference), !Self.hasRoom(for: note, after: title, width: width) {
      parts.append(Span((parts.isEmpty ? "" : "  ·  ") + note, .dim))
    }
    return parts.isEmpty ? [] : [[Span("      ")] + parts]
  }

  /// Whether a note fits at the end of a line.
  static func hasRoom(for note: String, after line: SheetLine, width: Int) -> Bool {
    line.reduce(0) { $0 + TextWidth.columns(of: $1.text) } + 3 + TextWidth.columns(of: note) <= width
  }

  private var where_: SheetLine? {
    let place =
      job.address.isEmpty
      ? job.city : job.city.isEmpty || job.address.holds(job.city) ? job.address : job.address + ", " + job.city
    if place.isEmpty { return job.coordinate == nil ? [Span(words.noPlace, .warning)] : nil }
    // Of unfinished jobs the checks say so.
    let lacks = job.coordinate == nil && job.status.isFinished
    return [Span(Sanitise.line(place))] + (lacks ? [Span("   " + words.noCoordinates, .warning)] : [])
  }

  private var customer: SheetLine? {
    let name = job.customerName.isEmpty ? job.customer : job.customerName
    if name.isEmpty && job.customerPhone.isEmpty { return nil }
    var line: SheetLine = [Span(Sanitise.line(name))]
    if !job.customerPhone.isEmpty { line.append(Span("  " + words.phone(Sanitise.line(job.customerPhone)))) }
    if job.refusesTexts { line.append(Span("  " + words.noTexts, .dim)) }
    return line
  }

  private var who: SheetLine? {
    guard let technician = job.technician else { return [Span(words.nobodyYet, .dim)] }
    var line: SheetLine = [Span(state.name(of: technician))]
    for member in job.crew { line.append(Span((member.role == .assistant ? " + " : "  ·  ") + state.name(of: member.resource))) }
    return line
  }

  private var visit: SheetLine? {
    var parts: [String] = []
    if job.duration.count > 0 { parts.append(words.length(job.duration)) }
    if let start = job.actualStart { parts.append(words.begun(words.clock(state.zone.local(start)))) }
    if let end = job.actualEnd { parts.append(words.ended(words.clock(state.zone.local(end)))) }
    if !job.tags.isEmpty { parts.append(job.tags.map { Sanitise.line($0.text) }.joined(separator: ", ")) }
    return parts.isEmpty ? nil : [Span(parts.joined(separator: " · "), .dim)]
  }

  /// Equipment and subscription, each with its label.
  private var things: [(String, String)] {
    var things: [(String, String)] = []
    if let name = job.equipment {
      let equipment = state.board?.equipment[name]
      things.append(
        (
          words.equipmentLabel,
          Sanitise.line(
            [equipment?.type ?? "", equipment?.serial ?? name.text, equipment?.mac ?? ""].filter { !$0.isEmpty }.joined(
              separator: " · "))
        ))
    }
    if let name = job.subscription, let subscription = state.board?.subscriptions[name] {
      things.append(
        (
          words.subscriptionLabel,
          Sanitise.line(subscription.plan) + (subscription.status == .suspended ? " · " + words.suspended : "")
        ))
    }
    return things
  }

  private func checkLines(_ isWanted: (Check.Severity) -> Bool) -> [SheetLine] {
    if job.status.isFinished { return [] }
    return (state.planning.checks.jobs[job.reference] ?? []).filter { isWanted($0.severity) }.map {
      [Span("      "), Span(($0.severity == .notice ? "  " : "! ") + words.check($0, state: state), $0.severity.role)]
    }
  }

  /// What stands of this console's own edits, in words.
  private func editLines(width: Int) -> [SheetLine] {
    // Most jobs have no open edit, which the marks tell at once.
    guard state.marks[job.reference] != nil else { return [] }
    let intents = state.board?.intents.filter { $0.edit.document == job.reference } ?? []
    var lines: [SheetLine] = []
    for intent in intents where intent.state.isParked {
      let mark = EditMarks.Mark(intent.state)
      let text = state.preferences.symbols[mark.symbol] + " " + words.parked(intent, state: state) + " — " + words.settleHint
      lines += TextWidth.wrapped(text, to: max(1, width - 6)).map { [Span("      "), Span($0, mark.role)] }
    }
    if lines.isEmpty, let mark = state.marks[job.reference] {
      lines.append([
        Span("      "),
        Span(state.preferences.symbols[mark.symbol] + " " + words.standing(mark, link: state.sync.link), mark.role),
      ])
    }
    return lines
  }

  /// Two short parts share a line where there is room; each else gets its own.
  private func wrapped(_ parts: [SheetLine], width: Int, joinedAt: Int) -> [SheetLine] {
    if parts.isEmpty { return [] }
    let widths = parts.map { $0.reduce(0) { $0 + TextWidth.columns(of: $1.text) } }
    if parts.count == 2, widths[0] + widths[1] + 6 + 5 <= width {
      return [[Span("      ")] + parts[0] + [Span("  ·  ", .dim)] + parts[1]]
    }
    return parts.map { [Span("      ")] + $0 }
  }

  private func labelled(_ label: String, _ text: String, width: Int) -> [SheetLine] {
    if text.isEmpty { return [] }
    let indent = TextWidth.columns(of: label) + 8
    let body = TextWidth.wrapped(Sanitise.lines(text), to: max(8, width - indent))
    return body.enumerated().map { row, line in
      row == 0
        ? [Span("      "), Span(label + "  ", .dim), Span(line)] : [Span(String(repeating: " ", count: indent)), Span(line)]
    }
  }
}

extension Words {
  var notesLabel: String { say("Notes", "Notes") }
  var reasonLabel: String { say("Raison", "Reason") }
  var workDoneLabel: String { say("Travail fait", "Work done") }
  var windowLabel: String { say("plage", "window") }
  var noPlace: String { say("sans adresse ni coordonnées", "no address, no coordinates") }
  var noCoordinates: String { say("sans coordonnées", "no coordinates") }
  var noTexts: String { say("pas de textos", "no texts") }
  var nobodyYet: String { say("sans technicien", "no technician") }
  var equipmentLabel: String { say("Équipement", "Equipment") }
  var subscriptionLabel: String { say("Abonnement", "Subscription") }
  var suspended: String { say("suspendu", "suspended") }
  var settleHint: String { say("Entrée pour régler", "Enter to settle") }
  func begun(_ time: String) -> String { say("commencé à \(time)", "begun at \(time)") }
  func ended(_ time: String) -> String { say("fini à \(time)", "finished at \(time)") }

  func changed(by user: String, at modified: String, today: LocalDate) -> String {
    let when = LocalDateTime(siteText: modified)
    let time = when.map { $0.date == today ? clock($0) : shortDay($0.date) + " " + clock($0) } ?? ""
    return say("modifié par \(user) \(time)", "changed by \(user) \(time)")
  }

  /// `julie.gagnon@example.org` is Julie Gagnon to those who work with her.
  func person(_ user: String) -> String {
    guard let at = user.firstIndex(of: "@") else { return Sanitise.line(user) }
    let parts = user[..<at].split { $0 == "." || $0 == "_" || $0 == "-" }
    return Sanitise.line(parts.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " "))
  }

  func firstName(_ user: String) -> String { person(user).split(separator: " ").first.map(String.init) ?? person(user) }

  func standing(_ mark: EditMarks.Mark, link: SyncStatus.Link) -> String {
    switch mark {
    case .saving: say("enregistrement…", "saving…")
    case .pending:
      switch link {
      case .live, .polling, .follower, .loading:
        say("enregistré ici, en route vers le site", "saved here, on its way to the site")
      case .starting, .offline:
        say("enregistré ici, partira au retour du site", "saved here, is sent when the site is back")
      case .signInNeeded: say("enregistré ici, partira une fois reconnecté", "saved here, is sent once you have signed in")
      }
    case .refused: say("refusé par le site", "refused by the site")
    case .deleted: say("le bon n'existe plus sur le site", "the job is gone from the site")
    case .conflict: say("en conflit", "in conflict")
    }
  }

  /// A parked edit, with the site's own words.
  func parked(_ intent: Intent, state: State) -> String {
    switch intent.state {
    case .refused(let reason): say("refusé : ", "refused: ") + Sanitise.line(reason)
    case .conflict(let fields):
      say("conflit : ", "conflict: ") + fields.map { field($0.field) }.joined(separator: ", ")
        + (intent.theirs.map { " (\(state.person($0.user)))" } ?? "")
    case .documentDeleted: say("le bon a été supprimé sur le site", "the job was deleted on the site")
    case .saving, .pending: ""
    }
  }
}

extension String {
  /// Whether `part` stands in it, byte for byte.
  fileprivate func holds(_ part: String) -> Bool {
    let found: Bool? = utf8.withContiguousStorageIfAvailable { own in
      let part = Array(part.utf8)
      guard let last = own.indices.last.map({ $0 - part.count + 1 }), last >= 0 else { return part.isEmpty }
      return (0...last).contains { start in own[start] == part.first && own[start..<start + part.count].elementsEqual(part) }
    }
    return found ?? contains(part)
  }
}
