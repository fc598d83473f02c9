import Canvas
import Widgets

/// Keys and clicks of a table in which each row gets a side: which row is looked at, how far its full text is scrolled, and what is
/// decided.
struct ComparisonCursor {
  enum Answer {
    case moved
    /// The row under the cursor takes the first or the second of the sides that can be chosen.
    case decides(side: Int)
    /// The third key of the dialog.
    case third
    case confirms
    case closes
    case ignored
  }

  private(set) var index = 0
  /// The first line of the full text that is shown.
  private(set) var top = 0

  /// `third` is the key beside arrows and Enter; `lastTop` tells how far the text can be scrolled.
  mutating func handle(_ input: LayerInput, rows: Int, third: Unicode.Scalar, lastTop: () -> Int) -> Answer {
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): select(index - 1, of: rows)
      case .down, .character("j"), .tab: select(index + 1, of: rows)
      case .left, .character("h"): return .decides(side: 0)
      case .right, .character("l"): return .decides(side: 1)
      case .character(third) where key.modifiers.isEmpty: return .third
      case .pageUp: scroll(by: -3, to: lastTop())
      case .pageDown: scroll(by: 3, to: lastTop())
      case .enter: return .confirms
      case .escape: return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .click(Self.confirm): return .confirms
    case .click(Self.close): return .closes
    case .click(Self.third): return .third
    case .click(let number):
      guard number >= 0, number / 2 < rows else { return .ignored }
      select(number / 2, of: rows)
      return .decides(side: number % 2)
    case .wheel(let lines): scroll(by: lines, to: lastTop())
    case .paste: return .ignored
    }
    return .moved
  }

  /// The numbers of what is clicked beside the values.
  static let confirm = -1
  static let close = -2
  static let third = -3

  private mutating func select(_ wanted: Int, of rows: Int) {
    let place = max(0, min(wanted, rows - 1))
    if place != index { top = 0 }
    index = place
  }

  private mutating func scroll(by lines: Int, to last: Int) { top = max(0, min(top + lines, last)) }
}
