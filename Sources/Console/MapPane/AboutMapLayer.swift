import Canvas
import Cartography
import Domain
import Widgets

/// Whose data the map and the addresses are, and under which terms.
struct AboutMapLayer: Layer {
  private var top = 0

  static func lines(_ state: State) -> [(text: String, isHeading: Bool)] {
    let words = state.words
    var lines: [(String, Bool)] = [(words.baseMapHeading, true)]
    lines += words.baseMapCredits.map { ($0, false) }
    lines += [("", false), (words.tilesHeading, true), (words.tilesCredit, false)]
    lines += [("", false), (words.addressesHeading, true), (words.addressesCredit(state), false)]
    lines += [("", false), (words.headquartersHeading, true), (words.headquartersCredit(state), false)]
    return lines
  }

  private static func wrapped(_ state: State, width: Int) -> [(text: String, isHeading: Bool)] {
    lines(state).flatMap { line in
      line.text.isEmpty ? [line] : TextWidth.wrapped(line.text, to: max(1, width - 1)).map { ($0, line.isHeading) }
    }
  }

  private static func width(_ state: State) -> Int { max(1, min(70, state.size.width - 4)) }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let count = Self.wrapped(state, width: Self.width(state)).count
    let height = max(1, state.size.height - 6)
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): top -= 1
      case .down, .character("j"): top += 1
      case .pageUp: top -= height
      case .pageDown, .character(" "): top += height
      case .home: top = 0
      case .end: top = count
      case .escape, .enter, .character("q"): return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .wheel(let rows): top += rows
    case .click(0): return .closes
    case .click, .paste: return .ignored
    }
    top = max(0, min(top, count - height))
    return .stays
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let lines = Self.wrapped(state, width: Self.width(state))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: Self.width(state), height: min(lines.count, max(1, area.height - 6))),
      title: words.aboutMapTitle, hints: [Hint(words.escapeKey, words.closeHint)])
    hits.add(layout.outer, .layerBox)
    for region in layout.hints { hits.add(region.rect, .layer(region.index)) }
    let content = layout.content
    let first = max(0, min(top, lines.count - content.height))
    for (row, line) in lines.dropFirst(first).prefix(content.height).enumerated() {
      frame.put(
        line.text, x: content.x + (line.isHeading ? 0 : 1), y: content.y + row,
        style: Style(line.isHeading ? .title : .dialog, on: .dialog), in: content)
    }
    Scrollbar.draw(
      into: &frame, in: Rect(x: layout.outer.maxX - 1, y: content.y, width: 1, height: content.height), total: lines.count,
      visible: content.height, top: first)
  }
}

extension Words {
  var aboutMapTitle: String { say("À propos de la carte", "About the map") }
  var baseMapHeading: String { say("CARTE DE BASE, HORS LIGNE", "BASE MAP, OFFLINE") }
  var baseMapCredits: [String] {
    [
      say(
        "GSHHG 2.3.7, P. Wessel et W. H. F. Smith (LGPL 3 ou ultérieure) : eaux et rivières",
        "GSHHG 2.3.7, P. Wessel and W. H. F. Smith (LGPL 3 or later): water and rivers"),
      say("Natural Earth (domaine public) : frontières", "Natural Earth (public domain): borders"),
      say("GeoNames (CC BY 4.0) : lieux habités", "GeoNames (CC BY 4.0): populated places"),
      say(
        "Routes et cours d'eau tracés à la main : schématiques, à quelques kilomètres près",
        "Roads and streams drawn by hand: schematic, within a few kilometres"),
    ]
  }
  var tilesHeading: String { say("CARTE DÉTAILLÉE", "DETAILED MAP") }
  var tilesCredit: String { say("aucune n'est chargée", "none is loaded") }
  var addressesHeading: String { say("ADRESSES", "ADDRESSES") }
  func addressesCredit(_ state: State) -> String {
    state.map.addressCredit.isEmpty
      ? say("aucune adresse n'a été cherchée", "no address has been searched") : Sanitise.line(state.map.addressCredit)
  }
  var headquartersHeading: String { say("SIÈGE", "HEADQUARTERS") }
  func headquartersCredit(_ state: State) -> String {
    let place = coordinates(state.preferences.headquarters)
    switch state.preferences.headquartersSource {
    case .builtIn:
      return say(
        "\(place) : approximatif, tant que personne ne l'a confirmé sur la carte",
        "\(place): approximate until somebody confirms it on the map")
    case .configured: return say("\(place), d'après la configuration", "\(place), from the configuration")
    case .confirmed: return say("\(place), confirmé sur la carte", "\(place), confirmed on the map")
    }
  }
}
