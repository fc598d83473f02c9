import Canvas

extension State {
  mutating func scrollSheet(_ key: Key) -> Bool {
    guard key.modifiers.isEmpty else { return false }
    let page = max(1, PaneLayout(self).sheet.height - 1)
    switch key.code {
    case .up, .character("k"): sheet.top = max(0, sheet.top - 1)
    case .down, .character("j"): sheet.top += 1
    case .pageUp: sheet.top = max(0, sheet.top - page)
    case .pageDown: sheet.top += page
    case .home: sheet.top = 0
    case .end: sheet.top = .max / 2
    default: return false
    }
    scrollSheet(by: 0)
    return true
  }

  mutating func scrollSheet(by rows: Int) {
    let pane = PaneLayout(self).sheet
    let lines = JobSheet(self)?.lines(width: pane.width - 2).count ?? 0
    sheet.top = max(0, min(sheet.top + rows, lines - pane.height))
  }
}
