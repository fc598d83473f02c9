import Canvas
import Cartography
import Domain
import Widgets

/// The menu of a technician: on a pin, or on a row of the list, the table, the planning or the week.
extension State {
  static let homeCommands: [CommandID] = [.homeByAddress, .homeByMap, .homeByCoordinates, .confirmHome, .clearHome]

  mutating func openMenu(of technician: DocumentName, at point: Point?) -> [Effect] {
    var groups: [[CommandID]] = [Self.homeCommands, [.publishDay, .dayOrder], [.undo, .redo]]
    if selectedParkedIntent != nil { groups.insert([.settleEdit], at: 0) }
    return push(
      CommandMenuLayer(
        self, title: preferences.symbols[.place] + " " + name(of: technician), groups, at: point))
  }

  /// The home base drawn there becomes the selection. False where none is, or where its technician is not in the list.
  mutating func selectHome(at point: Point) -> Bool {
    let pane = PaneLayout(self).map
    let place = Point(x: point.x - pane.x, y: point.y - pane.y)
    guard let placed = map.placed.first(where: { $0.rect.contains(place) }) else { return false }
    let homes = placed.marks.compactMap { index -> DocumentName? in
      guard case .home(let name) = map.marks[index].kind else { return nil }
      return name
    }
    guard let name = homes.first else { return false }
    let row = RowKey.group(.resource(name))
    if !list.layout.rows.contains(row), !list.filter.isEmpty { _ = setFilter("") }
    guard list.layout.rows.contains(row) else { return false }
    list.marked.removeAll()
    list.scroll.select(row, in: list.layout.rows, height: listHeight)
    sheet = SheetState()
    return true
  }
}
