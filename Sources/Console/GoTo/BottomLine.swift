import Canvas
import Domain
import Widgets

/// A field that takes the place of the hint bar: filter, job number, verb line.
enum BottomLine {
  @discardableResult
  static func draw(label: String, field: TextField, aside: String, isComplaint: Bool, into frame: inout Frame, in area: Rect)
    -> Rect
  {
    let line = area.splitBottom(1).bottom
    frame.fill(line, style: Style(.hintBar, on: .hintBar))
    let x = frame.put(label, x: line.x + 1, y: line.y, style: Style(.key, on: .hintBar), in: line) + (label.count > 1 ? 1 : 0)
    let asideWidth = min(TextWidth.columns(of: aside), max(0, line.width - (x - line.x) - 14))
    let fieldWidth = max(1, line.maxX - x - asideWidth - (asideWidth > 0 ? 3 : 1))
    field.draw(into: &frame, in: Rect(x: x, y: line.y, width: fieldWidth, height: 1), focused: true)
    if asideWidth > 0 {
      frame.put(
        aside, x: line.maxX - asideWidth - 1, y: line.y, columns: asideWidth,
        style: Style(isComplaint ? .warning : .dim, on: .hintBar), in: line)
    }
    return line
  }
}

extension State {
  /// Brings a job under the cursor, whatever hides it.
  mutating func reveal(_ reference: DocumentReference) -> [Effect] {
    if let page = view.page {
      if page.reveal(reference, &self) { return [] }
      let effects = show(.main)
      return effects + reveal(reference)
    }
    if let key = list.layout.group(of: reference), list.folded.remove(key) != nil { refineList() }
    if !list.layout.rows.contains(.job(reference)), !list.filter.isEmpty { _ = setFilter("") }
    if !list.layout.rows.contains(.job(reference)), list.resource == .material || list.tag != nil { _ = show(.technician) }
    if !list.layout.rows.contains(.job(reference)), list.team != nil { showTeam(false) }
    list.scroll.select(.job(reference), in: list.layout.rows, height: listHeight)
    sheet = SheetState()
    return []
  }
}
