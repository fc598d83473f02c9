import Canvas
import Domain
import Widgets

/// The menu of a technician: on a pin, or on a row of the list, the table, the planning or the week.
extension State {
  static let homeCommands: [CommandID] = [.homeByAddress, .homeByMap, .homeByCoordinates, .confirmHome, .clearHome]

  mutating func openMenu(of technician: DocumentName, at point: Point?) -> [Effect] {
    var groups: [[CommandID]] = [Self.homeCommands, [.mapTechnician, .follow], [.publishDay, .dayOrder], [.undo, .redo]]
    if selectedParkedIntent != nil { groups.insert([.settleEdit], at: 0) }
    return push(
      CommandMenuLayer(
        self, title: preferences.symbols[.place] + " " + name(of: technician), groups, at: point))
  }
}
