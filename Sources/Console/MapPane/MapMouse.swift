import Canvas
import Cartography
import Domain
import Widgets

/// The ground in the mouse's hand.
struct MapDrag: Sendable {
  let origin: Point
  let view: MapView
}

extension State {
  /// A button goes down on the map, or a wheel turns there; nil where it was not there.
  mutating func pressOnMap(_ mouse: Mouse) -> [Effect]? {
    map.drag = nil
    let area = mapArea.map
    guard layers.isEmpty, area.contains(mouse.position) else { return nil }
    switch mouse.button {
    case .wheelUp, .wheelDown:
      zoomMap(by: mouse.button == .wheelUp ? 1 : -1, at: mouse.position)
      return []
    case .left:
      map.drag = MapDrag(origin: mouse.position, view: mapView)
      let pins = pins(at: mouse.position)
      // The keys stay where they are when a pin is chosen; on bare ground the map takes them.
      if pins.isEmpty, PaneLayout(self).isSideBySide { focus(.map) }
      return pins.isEmpty ? [] : choose(among: pins)
    case .right: return openMapMenu(pins(at: mouse.position), at: mouse.position)
    case .middle: return []
    }
  }

  /// The ground follows the mouse.
  mutating func dragMap(_ mouse: Mouse) {
    guard let drag = map.drag else { return }
    if mouse.position != drag.origin || mapView != drag.view {
      let moved = drag.view.moved(columns: drag.origin.x - mouse.position.x, rows: drag.origin.y - mouse.position.y)
      if moved != mapView {
        map.chosen = moved
        map.follows = false
      }
    }
    if mouse.phase == .release { map.drag = nil }
  }

  /// What a click on a pin, or Enter on it, does: one is chosen, several are listed.
  mutating func choose(among pins: [MapMark]) -> [Effect] {
    if pins.count == 1 { return choose(pins[0].kind) }
    return push(PinListLayer(self, pins, opensMenu: false, at: nil))
  }

  mutating func openMapMenu(_ pins: [MapMark], at point: Point?) -> [Effect] {
    switch pins.count {
    case 0:
      return push(
        CommandMenuLayer(
          self, title: words.mapTitle,
          [
            [.mapSelection, .mapTechnician, .mapAll, .mapHeadquarters], [.goTo, .follow, .mapLayers, .mapRaster],
            [.confirmHeadquarters, .aboutMap],
          ], at: point))
    case 1: return openMenu(of: pins[0].kind, at: point)
    default: return push(PinListLayer(self, pins, opensMenu: true, at: point))
    }
  }

  /// What stands at a point of the map; the selected job's own pin lies above all.
  func pins(at point: Point) -> [MapMark] {
    let marks = mapMarks
    let placed = mapScene(marks: marks, routes: []).placed(in: mapArea.map, symbols: preferences.symbols)
    return placed.first { $0.rect.contains(point) }?.marks.map { marks[$0] } ?? []
  }

  /// What stands in the middle, or nearest to it within a few cells.
  var pinsNearMiddle: [MapMark] {
    let marks = mapMarks
    let area = mapArea.map
    let middle = Point(x: area.x + area.width / 2, y: area.y + area.height / 2)
    // A row is as high as two columns are wide.
    func distance(_ rect: Rect) -> Int {
      let across = middle.x < rect.x ? rect.x - middle.x : max(0, middle.x - rect.maxX + 1)
      return across + 2 * abs(rect.y - middle.y)
    }
    let placed = mapScene(marks: marks, routes: []).placed(in: area, symbols: preferences.symbols)
    guard let nearest = placed.min(by: { distance($0.rect) < distance($1.rect) }), distance(nearest.rect) <= 10 else { return [] }
    return nearest.marks.map { marks[$0] }
  }

  /// Enter on the map.
  mutating func openOnMap() -> [Effect] {
    let pins = pinsNearMiddle
    if pins.isEmpty { return inform(words.nothingNearMiddle) }
    // What is selected already is read.
    if pins.count == 1, case .job(let reference) = pins[0].kind, list.scroll.selected == .job(reference) {
      if selectedParkedIntent != nil { return perform(.settleEdit) }
      focus(.sheet)
      return []
    }
    return choose(among: pins)
  }
}

extension Words {
  var nothingNearMiddle: String { say("rien près du milieu de la carte", "nothing near the middle of the map") }
}
