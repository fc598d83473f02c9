import Canvas
import Domain
import Glibc

extension MapScene {
  /// What stands where, topmost first, without drawing: for the mouse, and for what is nearest to a place.
  package func placed(in rect: Rect, symbols: Symbols) -> [PlacedMarks] { place(in: rect, symbols: symbols).map(\.marks) }

  private func text(of mark: MapMark, symbols: Symbols) -> String {
    let label = symbols.spelled(mark.label)
    switch mark.kind {
    case .job: return label.isEmpty ? symbols[.pin] : label
    case .position: return symbols[.watched] + label
    case .home: return symbols[.home] + (label.isEmpty ? "" : " " + label)
    case .headquarters: return symbols[.headquarters] + (label.isEmpty ? "" : " " + label)
    }
  }

  private struct Group {
    var cell: Point
    var members: [Int]
    var text: String
    var columns: Int
    /// The group that has taken this one in.
    var host: Int?
  }

  /// Selected marks first, then jobs, positions, headquarters, homes. A mark whose first cell is taken joins the one that took it,
  /// which then says how many there are (`J1+2`); so does one that the longer text would hide.
  func place(in rect: Rect, symbols: Symbols) -> [(marks: PlacedMarks, text: String)] {
    guard !rect.isEmpty else { return [] }
    var groups: [Group] = []
    // Which group a cell belongs to, and -1 for none.
    var owners = [Int](repeating: -1, count: rect.width * rect.height)
    let scale = exp2(view.zoom)
    let origin = view.origin(in: Size(width: rect.width, height: rect.height))

    func host(of index: Int) -> Int {
      var index = index
      while let next = groups[index].host { index = next }
      return index
    }
    /// Takes the cells of a group's text. A group whose first cell it would hide becomes one with it, under the name of the earlier.
    func claim(_ index: Int) {
      let more = groups[index].members.count - 1
      groups[index].text = text(of: marks[groups[index].members[0]], symbols: symbols) + (more > 0 ? "+\(more)" : "")
      groups[index].columns = max(1, TextWidth.columns(of: groups[index].text))
      let cell = groups[index].cell
      for x in cell.x..<min(rect.width, cell.x + groups[index].columns) {
        let place = cell.y * rect.width + x
        let other = owners[place] < 0 ? index : host(of: owners[place])
        owners[place] = index
        guard other != index, groups[other].cell.x >= cell.x else { continue }
        let (first, second) = (min(index, other), max(index, other))
        groups[second].host = first
        groups[first].members += groups[second].members
        return claim(first)
      }
    }
    for index in ranked() {
      let world = marks[index].world
      let x = ((world.x * scale - origin.x) / Double(MapView.dotsPerColumn)).rounded(.down)
      let y = ((world.y * scale - origin.y) / Double(MapView.dotsPerRow)).rounded(.down)
      guard x >= 0, y >= 0, x < Double(rect.width), y < Double(rect.height) else { continue }
      let cell = Point(x: Int(x), y: Int(y))
      let owner = owners[cell.y * rect.width + cell.x]
      if owner >= 0 {
        let group = host(of: owner)
        groups[group].members.append(index)
        claim(group)
      } else {
        groups.append(Group(cell: cell, members: [index], text: "", columns: 0))
        claim(groups.count - 1)
      }
    }
    return groups.compactMap { group in
      guard group.host == nil else { return nil }
      // What would be cut at the edge stands left of it.
      let x = rect.x + max(0, min(group.cell.x, rect.width - group.columns))
      let area = Rect(x: x, y: rect.y + group.cell.y, width: group.columns, height: 1).intersection(rect)
      return (PlacedMarks(rect: area, marks: group.members), group.text)
    }
  }

  /// The marks by rank, each rank in the order of the scene.
  private func ranked() -> [Int] {
    var ranks: [[Int]] = Array(repeating: [], count: 5)
    for index in marks.indices { ranks[rank(marks[index])].append(index) }
    return ranks.flatMap(\.self)
  }

  private func rank(_ mark: MapMark) -> Int {
    if mark.isSelected { return 0 }
    switch mark.kind {
    case .job: return 1
    case .position: return 2
    case .headquarters: return 3
    case .home: return 4
    }
  }
}
