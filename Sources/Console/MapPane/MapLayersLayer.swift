import Canvas
import Domain
import Widgets

/// `L`: what the map shows, with a letter for each.
struct MapLayersLayer: Layer {
  private var menu: Menu<MapLayer>

  init(_ state: State) {
    menu = Menu(
      title: state.words.layersTitle,
      items: MapLayer.allCases.map { MenuItem($0, Self.title($0, state), key: state.words.layerKey($0)) })
  }

  private static func title(_ layer: MapLayer, _ state: State) -> String {
    (state.map.hidden.contains(layer) ? "[ ] " : "[\(state.preferences.symbols[.check])] ") + state.words.layer(layer)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let result: Menu<MapLayer>.Result
    switch input {
    case .key(let key) where key == Key(" "): result = menu.choose(menu.index)
    case .key(let key) where key == "L": return .closes
    case .key(let key): result = menu.handle(key)
    case .click(let row): result = menu.choose(row)
    case .wheel(let rows): result = menu.handle(Key(rows < 0 ? .up : .down))
    case .paste: return .ignored
    }
    switch result {
    case .cancelled: return .closes
    case .chosen(let layer):
      if state.map.hidden.remove(layer) == nil { state.map.hidden.insert(layer) }
      menu.point(at: layer)
      menu.refresh { MenuItem($0, Self.title($0, state)) }
      return .stays
    case .refused, .ignored, .unchanged, .moved: return .stays
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let map = state.mapArea.map
    MenuPlacement.draw(menu, under: state, at: Point(x: map.x + 1, y: map.y), into: &frame, in: area, hits: &hits)
  }
}

extension Words {
  var layersTitle: String { say("Calques de la carte", "Map layers") }
  func layer(_ layer: MapLayer) -> String {
    switch layer {
    case .done: say("bons terminés", "finished jobs")
    case .backlog: say("file d'attente", "backlog")
    case .homes: say("points de départ", "home bases")
    case .positions: say("positions des techniciens", "technicians' positions")
    case .route: say("trajet du technicien", "the technician's route")
    case .names: say("noms de lieux", "place names")
    }
  }
  /// None of them j or k, which move.
  func layerKey(_ layer: MapLayer) -> String {
    switch layer {
    case .done: say("t", "d")
    case .backlog: say("f", "b")
    case .homes: say("d", "h")
    case .positions: "p"
    case .route: say("r", "r")
    case .names: "n"
    }
  }
}
