import Canvas
import Widgets

/// Arrows move the rules between the panes, which are seen to follow; Enter keeps that, Esc takes it back.
struct PaneResizeLayer: Layer {
  /// As they were.
  let sizes: PaneSizes

  /// Which rule a key moves, and by how much.
  static func step(_ key: Key) -> (rule: PaneSizes.Rule, cells: Int)? {
    guard key.modifiers.subtracting(.shift).isEmpty else { return nil }
    switch key.code {
    case .left, .character("h"): return (.divider, -1)
    case .right, .character("l"): return (.divider, 1)
    case .up, .character("k"): return (.sheet, -1)
    case .down, .character("j"): return (.sheet, 1)
    default: return nil
    }
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      if let step = Self.step(key) {
        guard state.movableRules.contains(step.rule) else { return .stays(state.warn(state.words.noSuchRule(step.rule))) }
        state.moveRule(step.rule, by: step.cells)
        return .stays
      }
      switch key.code {
      case .enter: return .closes
      case .escape:
        state.paneSizes = sizes
        return .closes
      case .character("0"), .backspace:
        state.paneSizes = PaneSizes()
        return .stays
      default:
        if key == .control("c") {
          state.paneSizes = sizes
          return .closes
        }
        return .ignored
      }
    case .click(0): return .closes
    case .click, .wheel, .paste: return .ignored
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let line = area.splitBottom(1).bottom
    let panes = PaneLayout(state)
    let rules = state.movableRules
    let hints = [
      Hint("← →", words.dividerHint(panes), enabled: rules.contains(.divider)),
      Hint("↑ ↓", words.sheetHint(panes), enabled: rules.contains(.sheet)), Hint("0", words.suitedHint),
      Hint(words.escapeKey, words.giveUp), Hint(words.enterKey, words.keepSizesHint),
    ]
    for region in HintBar.draw(hints, into: &frame, in: line) {
      hits.add(region.rect, region.index == hints.count - 1 ? .layer(0) : .layerBox)
    }
    hits.add(line, .layerBox)
  }
}

extension Words {
  func dividerHint(_ panes: PaneLayout) -> String {
    panes.divider.isEmpty ? say("liste", "list") : say("liste ", "list ") + "\(panes.list.width)"
  }
  func sheetHint(_ panes: PaneLayout) -> String {
    panes.sheetRule.isEmpty ? say("fiche", "sheet") : say("fiche ", "sheet ") + "\(panes.sheet.height)"
  }
  var suitedHint: String { say("d'origine", "as it was made") }
  var keepSizesHint: String { say("garder", "keep") }
  func noSuchRule(_ rule: PaneSizes.Rule) -> String {
    switch rule {
    case .divider:
      say("la carte n'est pas à côté de la liste : élargissez la fenêtre", "the map is not beside the list: widen the window")
    case .sheet: say("la fiche n'est pas sous la liste", "the sheet is not below the list")
    }
  }
  var nothingToResize: String { say("un seul volet à l'écran", "there is only one pane on screen") }
}
