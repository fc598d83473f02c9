import Canvas
import Cartography
import Domain
import Widgets

/// Asks whether headquarters are where the cross-hair stands, in the hint bar's place so that the map is seen and moved the while.
struct HeadquartersLayer: Layer {
  var closesOnOutsideClick: Bool { false }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch key.code {
      case .enter: return .closes(state.confirmHeadquarters(at: state.mapView.center))
      case .escape: return .closes
      case .character("c") where key.modifiers == .control: return .closes
      case .backspace, .delete, .character("0"): return .closes(state.forgetHeadquarters())
      case .character("+"), .character("="): state.zoomMap(by: 1)
      case .character("-"): state.zoomMap(by: -1)
      default: return state.nudgeMap(key) ? .stays : .ignored
      }
      return .stays
    case .click(0): return .closes(state.forgetHeadquarters())
    case .click(1): return .closes
    case .click(2): return .closes(state.confirmHeadquarters(at: state.mapView.center))
    case .wheel(let rows):
      state.zoomMap(by: rows < 0 ? 1 : -1)
      return .stays
    case .click, .paste: return .ignored
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let (map, _) = state.mapArea
    if !map.isEmpty {
      frame.put("+", x: map.x + map.width / 2, y: map.y + map.height / 2, style: Style(.mapCrosshair, on: .selectedRow), in: map)
    }
    let center = state.mapView.center
    let metres = Int(center.distance(to: state.preferences.headquarters).rounded())
    let text = words.headquartersQuestion(center, metres: metres, state)
    for (row, line) in TextWidth.wrapped(text, to: max(1, map.width - 2)).enumerated() where row < map.height {
      frame.put(
        " " + line + " ", x: map.x, y: map.y + row, columns: map.width, style: Style(.dialog, on: .dialog), in: map)
    }
    let line = area.splitBottom(1).bottom
    let isConfirmed = state.preferences.headquartersSource == .confirmed
    let hints = [
      Hint("0", words.forgetConfirmation, enabled: isConfirmed), Hint(words.escapeKey, words.giveUp),
      Hint(words.enterKey, words.confirmHere), Hint("← → ↑ ↓", words.panHint), Hint("+ −", words.zoomHint),
    ]
    for region in HintBar.draw(hints, into: &frame, in: line) {
      hits.add(region.rect, region.index < 3 ? .layer(region.index) : .layerBox)
    }
    hits.add(Rect(x: map.x, y: map.y, width: map.width, height: min(map.height, 3)), .layerBox)
  }
}

extension State {
  /// A cell a key: whoever points at a house wants it fine.
  mutating func nudgeMap(_ key: Key) -> Bool {
    guard key.modifiers.isEmpty else { return false }
    switch key.code {
    case .left, .character("h"): pan(columns: -1, rows: 0)
    case .right, .character("l"): pan(columns: 1, rows: 0)
    case .up, .character("k"): pan(columns: 0, rows: -1)
    case .down, .character("j"): pan(columns: 0, rows: 1)
    case .pageUp, .pageDown: return moveOnMap(key)
    default: return false
    }
    return true
  }

  mutating func confirmHeadquarters(at coordinate: Coordinate) -> [Effect] {
    preferences.headquarters = coordinate
    preferences.headquartersSource = .confirmed
    return [.keepHeadquarters(coordinate)] + inform(words.headquartersConfirmed(coordinate)) + requestChecks(after: 0)
  }

  /// Back to where the configuration has them, or the program.
  mutating func forgetHeadquarters() -> [Effect] {
    guard preferences.headquartersSource == .confirmed else { return warn(words.nothingConfirmed) }
    preferences.headquarters = preferences.unconfirmedHeadquarters
    preferences.headquartersSource = preferences.unconfirmedSource
    return [.keepHeadquarters(nil)] + inform(words.confirmationForgotten) + requestChecks(after: 0)
  }
}

extension Words {
  var confirmHere: String { say("confirmer le siège ici", "confirm headquarters here") }
  var forgetConfirmation: String { say("oublier la confirmation", "forget the confirmation") }
  var panHint: String { say("déplacer", "move") }
  var zoomHint: String { say("zoom", "zoom") }
  func headquartersQuestion(_ place: Coordinate, metres: Int, _ state: State) -> String {
    let known: String =
      switch state.preferences.headquartersSource {
      case .builtIn: say("position d'origine, approximative", "the built-in position, approximate")
      case .configured: say("position configurée", "the configured position")
      case .confirmed: say("position confirmée", "the confirmed position")
      }
    let away = metres < 1_000 ? "\(metres)\u{A0}m" : distance(metres: metres)
    return say("Siège ici ? ", "Headquarters here? ") + coordinates(place)
      + say(", à \(away) de la \(known).", ", \(away) from \(known).")
  }
  func headquartersConfirmed(_ place: Coordinate) -> String {
    say("siège confirmé : \(coordinates(place))", "headquarters confirmed: \(coordinates(place))")
  }
  var confirmationForgotten: String {
    say(
      "confirmation oubliée : le siège est de nouveau celui de la configuration",
      "confirmation forgotten: headquarters are as configured again")
  }
  var nothingConfirmed: String { say("aucun siège confirmé sur la carte", "no headquarters confirmed on the map") }
}
