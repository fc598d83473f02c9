import Canvas
import Configuration
import Domain
import Widgets

enum SearchPage: Page {
  static func draw(_ state: State, into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    SearchView(state).draw(into: &frame, titles: titles, in: area, hits: &hits)
  }
  static func move(_ key: Key, _ state: inout State) -> Bool { state.moveInSearch(key) }
  static func open(_ state: inout State) -> [Effect] { state.openHit() }
  static func select(_ row: Int, _ state: inout State) -> [Effect] {
    let isAgain = state.search.hits.indices.contains(row) && state.search.scroll.selected == state.search.ids[row]
    state.selectHit(row)
    return isAgain ? state.openHit() : []
  }
  static func scroll(by rows: Int, _ state: inout State) { state.scrollSearch(by: rows) }
  static func hints(_ state: State) -> [CommandID] { [.filter, .goTo, .mainView, .verbLine, .palette, .help] }
  static func refresh(_ state: inout State) { state.search.scroll.reconcile(state.search.ids, height: state.searchHeight) }
}

extension State {
  mutating func moveInSearch(_ key: Key) -> Bool {
    if key.code == .enter { return false }
    return search.scroll.handle(key, search.ids, height: searchHeight) != .ignored
  }
  mutating func selectHit(_ row: Int) { search.scroll.select(index: row, in: search.ids, height: searchHeight) }
  mutating func scrollSearch(by rows: Int) { search.scroll.scroll(by: rows, in: search.ids, height: searchHeight) }
}

/// What a search of all jobs found: by what was met, each with its state, day, technician, and the text that was met.
struct SearchView {
  let state: State

  init(_ state: State) { self.state = state }

  static func headRows(of height: Int) -> Int { height > 6 ? 2 : 0 }
  static func rows(in area: Rect) -> Rect { area.splitTop(headRows(of: area.height)).rest }

  func draw(into frame: inout Frame, titles: Rect, in area: Rect, hits: inout HitMap) {
    let words = state.words
    let search = state.search
    PageTitle.draw(words.searchTitle(state), state, into: &frame, in: titles)
    let (head, area) = area.splitTop(Self.headRows(of: area.height))
    let sentence = words.searchSentence(state)
    if !head.isEmpty, !search.hits.isEmpty {
      frame.put(sentence, x: head.x + 2, y: head.y, columns: max(0, head.width - 4), style: Style(.dim), in: head)
    }
    if search.hits.isEmpty {
      for (row, line) in TextWidth.wrapped(sentence, to: max(1, area.width - 4)).enumerated() {
        frame.put(line, x: area.x + 2, y: area.y + row, style: Style(.dim), in: area)
      }
      return
    }
    let query = SearchQuery(search.text)
    let columns = Columns(width: area.width)
    let rows = ListView.draw(search.scroll, count: search.hits.count, into: &frame, in: area, focused: true) {
      frame, index, line in
      let isFirstOfField = index == 0 || search.hits[index - 1].field != search.hits[index].field
      draw(search.hits[index], query, columns, isFirstOfField: isFirstOfField, into: &frame, in: line)
    }
    PlainMode.standCursor(on: search.scroll, in: rows, of: &frame, state)
    for index in search.scroll.visible(count: search.hits.count, height: area.height) {
      hits.add(rows.row(index - search.scroll.top), .pageRow(index))
    }
  }

  /// Number, state, day, what was met, and beside it as much of customer, place and technician as there is room for.
  struct Columns {
    let field: Int?
    let day: Int
    let met: Int
    let metWidth: Int
    let customer: (x: Int, width: Int)?
    let technician: (x: Int, width: Int)?

    init(width: Int) {
      let fieldWidth = width >= 76 ? 10 : 0
      field = fieldWidth > 0 ? 1 : nil
      let number = 1 + fieldWidth
      day = number + 12
      met = day + 14
      let rest = max(0, width - met - 1)
      if rest >= 66 {
        let technicianWidth = 18
        let customerWidth = min(34, (rest - technicianWidth - 4) * 2 / 5)
        metWidth = rest - technicianWidth - customerWidth - 4
        customer = (met + metWidth + 2, customerWidth)
        technician = (met + metWidth + customerWidth + 4, technicianWidth)
      } else if rest >= 38 {
        let customerWidth = rest * 2 / 5
        metWidth = rest - customerWidth - 2
        customer = (met + metWidth + 2, customerWidth)
        technician = nil
      } else {
        metWidth = rest
        customer = nil
        technician = nil
      }
    }

    var number: Int { day - 12 }
  }

  private func draw(
    _ hit: SearchHit, _ query: SearchQuery, _ columns: Columns, isFirstOfField: Bool, into frame: inout Frame, in line: Rect
  ) {
    let words = state.words
    let job = hit.job
    let isFinished = job.status.isFinished
    let normal: Role = isFinished ? .dim : .normal
    func put(_ text: String, _ x: Int, _ width: Int, _ role: Role) {
      let columns = min(width, line.width - x)
      if columns > 0 { frame.put(text, x: line.x + x, y: line.y, columns: columns, style: Style(role), in: line) }
    }
    if let x = columns.field, isFirstOfField { put(words.searchField(hit.field), x, 9, .title) }
    put(words.statusCode(job.status), columns.number, 3, job.status.role)
    let number = Sanitise.line(job.number)
    met(
      number, query, x: columns.number + 4, width: 7, normal, isMet: hit.field == .number,
      into: &frame, in: line)
    put(day(of: job), columns.day, 13, normal)
    // Of a number met in itself, what the job is says more than the number again.
    let isShownOtherwise = hit.field == .number || hit.field == .customer && columns.customer != nil
    let what = [job.type.isEmpty ? job.subject : job.type, job.city].filter { !$0.isEmpty }.joined(separator: " · ")
    let text = isShownOtherwise ? what : hit.field == .phone ? words.phone(hit.text) : hit.text
    met(
      isShownOtherwise ? Sanitise.line(text) : excerpt(Sanitise.line(text), query, columns.metWidth), query, x: columns.met,
      width: columns.metWidth, normal,
      isMet: !isShownOtherwise, into: &frame, in: line)
    if let (x, width) = columns.customer {
      let customer = Sanitise.line(job.customerName.isEmpty ? what : job.customerName)
      met(customer, query, x: x, width: width, normal, isMet: hit.field == .customer, into: &frame, in: line)
    }
    if let (x, width) = columns.technician {
      let who = job.technician.map(state.name) ?? (job.isInBacklog ? words.say("file d'attente", "backlog") : words.nobodyYet)
      put(who, x, width, job.technician == nil ? .dim : normal)
    }
  }

  private func met(
    _ text: String, _ query: SearchQuery, x: Int, width: Int, _ role: Role, isMet: Bool, into frame: inout Frame, in line: Rect
  ) {
    let room = min(width, line.width - x)
    guard room > 0 else { return }
    frame.put(text, x: line.x + x, y: line.y, columns: room, style: Style(role), in: line)
    guard isMet else { return }
    var column = 0
    for piece in query.pieces(of: text) {
      let own = TextWidth.columns(of: piece.text)
      // A cut text ends with a sign of it, which stays as it is.
      let end = TextWidth.columns(of: text) > room ? room - 1 : room
      if piece.isMatch, column < end {
        frame.setInk(.match, in: Rect(x: line.x + x + column, y: line.y, width: min(own, end - column), height: 1))
      }
      column += own
      if column >= room { break }
    }
  }

  /// From a little before what was met, where a text is too long to show from its beginning.
  private func excerpt(_ text: String, _ query: SearchQuery, _ width: Int) -> String {
    guard TextWidth.columns(of: text) > width else { return text }
    let pieces = query.pieces(of: text)
    var before = ""
    for piece in pieces {
      if piece.isMatch { break }
      before += piece.text
    }
    guard TextWidth.columns(of: before) > width / 2, before.count < text.count else { return text }
    let rest = text.dropFirst(before.count)
    // As much of what is before as leaves room for what is met.
    let room = width - 1 - min(TextWidth.columns(of: rest), width * 2 / 3)
    var kept = ""
    for character in before.reversed() where TextWidth.columns(of: kept) < room { kept = String(character) + kept }
    return state.preferences.symbols[.ellipsis] + kept + rest
  }

  private func day(of job: Job) -> String {
    guard let start = job.scheduledStart else { return state.words.say("sans date", "no date") }
    let date = state.zone.local(start).date
    if date == state.today { return state.words.say("auj. ", "today ") + state.words.clock(state.zone.local(start)) }
    return date.year == state.today.year ? state.words.shortDay(date) : date.siteText
  }
}

extension Words {
  func searchTitle(_ state: State) -> String {
    let search = state.search
    var text = say("Recherche", "Search")
    if !search.text.isEmpty { text += say(" · « \(Sanitise.line(search.text)) »", " · “\(Sanitise.line(search.text))”") }
    if !search.hits.isEmpty { text += " · " + number(search.hits.count) + (search.isCut ? "+" : "") }
    return text
  }

  func searchSentence(_ state: State) -> String {
    let search = state.search
    if let lock = state.lock { return locked(lock.reason, zone: state.zone) }
    if SearchQuery(search.text).isEmpty {
      return say(
        "Numéro, client, adresse, téléphone, numéro de série ou notes : tous les bons de la copie, de tous les jours.",
        "Number, customer, address, phone, serial number or notes: all jobs of the copy, of all days.")
    }
    if search.hits.isEmpty, !search.isAnswered { return say("Recherche…", "Searching…") }
    let filling = say("l'index se complète, il peut en venir d'autres", "the index is being filled, there may be more")
    if search.hits.isEmpty {
      return search.isComplete
        ? say(
          "Aucun bon ne contient « \(Sanitise.line(search.text)) » : essayez moins de lettres ou moins de mots.",
          "No job holds “\(Sanitise.line(search.text))”: try fewer letters or fewer words.")
        : say("Rien encore : \(filling).", "Nothing yet: \(filling).")
    }
    if !search.isComplete { return say("\(jobs(search.hits.count)) ; \(filling).", "\(jobs(search.hits.count)); \(filling).") }
    if search.isCut {
      return say(
        "Les \(number(search.hits.count)) premiers : un mot de plus en laisse moins.",
        "The first \(number(search.hits.count)): one more word leaves fewer.")
    }
    return say("\(jobs(search.hits.count)), de tous les jours.", "\(jobs(search.hits.count)), of all days.")
  }

  package func searchField(_ field: SearchField) -> String {
    switch field {
    case .number: say("numéro", "number")
    case .customer: say("client", "customer")
    case .phone: say("téléphone", "phone")
    case .serial: say("série", "serial")
    case .address: say("adresse", "address")
    case .subject: say("objet", "subject")
    case .notes: say("notes", "notes")
    }
  }
}
