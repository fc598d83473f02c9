import Canvas
import Cartography
import Configuration
import Domain
import Widgets

/// `g`: a job by its number, wherever it is on the board; a place, an address or coordinates on the map.
struct GoToLayer: Layer {
  enum Row: Equatable, Sendable {
    case place(BaseMap.Place)
    case address(FoundAddress)
    /// Ask the geocoder for what is typed.
    case search
  }

  var field = TextField(limit: 120)
  var complaint: String?
  private(set) var rows: [Row] = []
  /// nil while nobody has moved into the rows.
  private var selected: Int?
  /// Of the question that is open.
  private var generation: Int?
  private var answer: AddressAnswer?
  /// There is a map to go about on.
  private let hasMap: Bool

  private static let mostPlaces = 6

  init(_ state: State) { hasMap = state.preferences.mode != .plain }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if key.code == .escape || key == .control("c") { return .closes }
      if key.code == .enter { return go(&state) }
      if (key.code == .down || key.code == .up || key.code == .tab), key.modifiers.isEmpty, !rows.isEmpty {
        step(key.code == .up ? -1 : 1)
        return .stays
      }
      edit { _ = $0.handle(key) }
    case .paste(let text): edit { _ = $0.insert(text) }
    case .click(let row) where rows.indices.contains(row): return take(rows[row], &state)
    case .wheel(let lines) where !rows.isEmpty: step(lines < 0 ? -1 : 1)
    case .click, .wheel: return .ignored
    }
    return .stays
  }

  private mutating func step(_ rows: Int) {
    guard let now = selected else {
      selected = rows > 0 ? 0 : self.rows.count - 1
      return
    }
    selected = (now + rows + self.rows.count) % self.rows.count
  }

  private mutating func edit(_ change: (inout TextField) -> Void) {
    let before = field.text
    change(&field)
    guard field.text != before else { return }
    (complaint, generation, answer, selected) = (nil, nil, nil, nil)
    rows = hasMap ? PlaceSearch.places(field.text, most: Self.mostPlaces).map(Row.place) : []
    if isAddress { rows.append(.search) }
  }

  /// Words, and not a job's number or coordinates: a geocoder may know them.
  private var isAddress: Bool {
    hasMap && field.text.count { $0.isLetter } >= 3 && CoordinateNotation.parse(field.text) == nil
      && !JobToken.looksLikeJob(field.text)
  }

  private mutating func go(_ state: inout State) -> LayerAnswer {
    if field.isEmpty { return .closes }
    if let selected, rows.indices.contains(selected) { return take(rows[selected], &state) }
    if let reference = state.board.flatMap({ JobToken.find(field.text, $0) }) { return .closes(state.reveal(reference)) }
    if hasMap, let coordinate = CoordinateNotation.parse(field.text) {
      return .closes(state.goOnMap(to: coordinate, named: "", zoom: 14))
    }
    if let first = rows.first, first != .search { return take(first, &state) }
    if isAddress { return take(.search, &state) }
    // Perhaps on another day.
    return .closes(state.locate(field.text))
  }

  private mutating func take(_ row: Row, _ state: inout State) -> LayerAnswer {
    switch row {
    case .place(let place): return .closes(state.goOnMap(to: place.coordinate, named: place.name, zoom: 12))
    case .address(let address):
      return .closes(state.goOnMap(to: address.coordinate, named: Sanitise.line(address.label), zoom: address.precision.zoom))
    case .search:
      // One question at a time.
      guard generation == nil else { return .stays }
      state.map.lookups += 1
      generation = -state.map.lookups
      complaint = nil
      return .stays([.findAddress(Sanitise.line(field.text), generation: -state.map.lookups)])
    }
  }

  /// The geocoder has answered. False where this dialog has not asked, or not that.
  mutating func take(_ result: Result<AddressAnswer, GeocodingFailure>, generation: Int, _ words: Words) -> Bool {
    guard generation == self.generation else { return false }
    self.generation = nil
    switch result {
    case .success(let answer):
      self.answer = answer
      if answer.found.isEmpty {
        complaint = words.noSuchAddress
      } else {
        rows = answer.found.prefix(8).map(Row.address)
        selected = 0
      }
    case .failure(let failure): complaint = words.goToFailure(failure)
    }
    return true
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let aside = complaint ?? (generation != nil ? words.asking : words.goToHint(hasMap: hasMap))
    let line = BottomLine.draw(
      label: words.goToLabel, field: field, aside: aside, isComplaint: complaint != nil, into: &frame, in: area)
    hits.add(line, .layerBox)
    let cursor = frame.cursor
    drawRows(into: &frame, in: area.splitBottom(1).rest, state: state, hits: &hits)
    frame.cursor = cursor
  }

  private func drawRows(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let height = min(rows.count, area.height - 3)
    guard height > 0 else { return }
    let (words, symbols) = (state.words, state.preferences.symbols)
    let lines = rows.map { words.goToRow($0, text: field.text, from: state.preferences.headquarters, symbols: symbols) }
    var title = answer?.asked.map { words.reallyAsked(Sanitise.line($0)) } ?? words.goToTitle
    if let attribution = answer?.attribution, !attribution.isEmpty { title += " · " + Sanitise.line(attribution) }
    let widest = lines.map { TextWidth.columns(of: $0.text) + TextWidth.columns(of: $0.aside) + 3 }.max() ?? 0
    let width = min(area.width, max(widest, TextWidth.columns(of: title) + 2) + 4)
    let layout = DialogFrame.draw(
      into: &frame, box: Rect(x: area.x, y: area.maxY - height - 2, width: width, height: height + 2), title: title)
    hits.add(layout.outer, .layerBox)
    let content = layout.content
    let first = max(0, min((selected ?? 0) - height + 1, rows.count - height))
    for (row, entry) in lines.enumerated().dropFirst(first).prefix(height) {
      let place = content.row(row - first)
      let paper: Role = row == selected ? .selectedRow : .dialog
      frame.fill(place, style: Style(.dialog, on: paper))
      if row == selected { frame.put(.cursorBar, x: place.x, y: place.y, style: Style(.cursorBar, on: paper), in: place) }
      let asideWidth = TextWidth.columns(of: entry.aside)
      let room = place.width - 1 - (asideWidth > 0 ? asideWidth + 1 : 0)
      frame.put(entry.text, x: place.x + 1, y: place.y, columns: max(0, room), style: Style(.dialog, on: paper), in: place)
      if room > 8 { frame.put(entry.aside, x: place.maxX - asideWidth, y: place.y, style: Style(.dim, on: paper), in: place) }
      hits.add(place, .layer(row))
    }
  }
}

extension FoundAddress.Precision {
  /// How near it is looked at.
  var zoom: Double {
    switch self {
    case .house, .interpolated: 16
    case .street: 15
    case .place, .postalCode: 13
    case .municipality: 12
    }
  }
}

extension State {
  /// The map with that place in the middle, where it is named.
  mutating func goOnMap(to coordinate: Coordinate, named name: String, zoom: Double) -> [Effect] {
    let effects = show(.main)
    focus(.map)
    lookAt(coordinate, zoom: zoom)
    map.found = name.isEmpty ? nil : FoundPlace(name: name, coordinate: coordinate)
    return effects
  }

  /// What the geocoder has answered to `g`. False where somebody else has asked: questions asked here count downwards from zero.
  mutating func takeForGoTo(_ result: Result<AddressAnswer, GeocodingFailure>, generation: Int) -> Bool {
    guard generation < 0, let index = layers.lastIndex(where: { $0 is GoToLayer }), var layer = layers[index] as? GoToLayer,
      layer.take(result, generation: generation, words)
    else { return false }
    layers[index] = layer
    return true
  }
}

extension Words {
  var goToLabel: String { say("Aller à", "Go to") }
  var goToTitle: String { say("Carte", "Map") }
  func goToHint(hasMap: Bool) -> String {
    hasMap
      ? say("bon, lieu, adresse ou coordonnées · Échap", "job, place, address or coordinates · Esc")
      : say("Entrée y aller · Échap", "Enter go · Esc")
  }
  var asking: String { say("recherche de l'adresse…", "looking for the address…") }
  var noSuchAddress: String { say("aucune adresse de ce nom", "no such address") }
  func noSuchJob(_ text: String) -> String { say("aucun bon « \(text) » sur ce tableau", "no job “\(text)” on this board") }

  func goToRow(_ row: GoToLayer.Row, text: String, from base: Coordinate, symbols: Symbols) -> (text: String, aside: String) {
    func away(_ place: Coordinate) -> String { distance(metres: Int(base.distance(to: place))) }
    switch row {
    case .place(let place): return (symbols[.bullet] + " " + place.name, away(place.coordinate))
    case .address(let address):
      return (symbols[.times] + " " + Sanitise.line(address.label), precision(address.precision) + " " + away(address.coordinate))
    case .search:
      return (say("chercher l'adresse « ", "look for the address “") + Sanitise.line(text) + say(" »", "”"), "")
    }
  }

  func goToFailure(_ failure: GeocodingFailure) -> String {
    switch failure {
    case .notConfigured: say("aucun géocodeur configuré", "no geocoder configured")
    case .noConnection: say("géocodeur injoignable", "geocoder unreachable")
    case .timedOut: say("le géocodeur ne répond pas", "the geocoder does not answer")
    case .tooManyRequests(let seconds):
      say("trop de demandes", "too many requests")
        + (seconds.map { say(" : réessayez dans \($0) s", ": try again in \($0) s") } ?? "")
    case .blocked: say("le géocodeur refuse cette console", "the geocoder refuses this console")
    case .badRequest(let text): say("adresse refusée : ", "address refused: ") + Sanitise.line(text)
    case .serverError(let code): say("panne du géocodeur (\(code))", "geocoder failure (\(code))")
    case .notUnderstood: say("réponse du géocodeur incompréhensible", "the geocoder's answer makes no sense")
    }
  }
}
