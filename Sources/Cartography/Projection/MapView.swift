import Canvas
import Domain
import Glibc

/// What part of the world a pane shows. A cell is two dots wide and four high, as a braille character has them.
package struct MapView: Sendable, Hashable {
  package static let zoomRange = 0.0...18.0
  package static let dotsPerColumn = 2
  package static let dotsPerRow = 4

  package var center: Coordinate
  /// 0...18; fractions allowed.
  package var zoom: Double

  package init(center: Coordinate, zoom: Double) {
    self.center = center
    self.zoom = min(Self.zoomRange.upperBound, max(Self.zoomRange.lowerBound, zoom))
  }

  /// The view that shows all of `coordinates` with a margin of two cells; around headquarters where there are none, and no nearer
  /// than zoom 14.
  package static func fitting(_ coordinates: some Sequence<Coordinate>, in size: Size) -> MapView {
    var west = Double.infinity
    var east = -Double.infinity
    var north = Double.infinity
    var south = -Double.infinity
    for coordinate in coordinates {
      let position = WebMercator.project(coordinate, zoom: 0)
      west = min(west, position.x)
      east = max(east, position.x)
      north = min(north, position.y)
      south = max(south, position.y)
    }
    guard west <= east,
      let center = WebMercator.coordinate(at: .init(x: (west + east) / 2, y: (north + south) / 2), zoom: 0)
    else { return MapView(center: .headquarters, zoom: 8) }
    let width = Double(max(1, size.width - 4) * dotsPerColumn)
    let height = Double(max(1, size.height - 4) * dotsPerRow)
    let across = east > west ? log2(width / (east - west)) : 14
    let down = south > north ? log2(height / (south - north)) : 14
    return MapView(center: center, zoom: min(14, across, down))
  }

  /// The surroundings of a place: what lies within `metres` of it, as much as the pane shows to every side.
  package static func around(_ center: Coordinate, metres: Double = 31_000, in size: Size) -> MapView {
    let dots = Double(max(1, min(size.width * dotsPerColumn, size.height * dotsPerRow)))
    let perDot = WebMercator.metresPerDot(latitude: center.latitude, zoom: 0)
    return MapView(center: center, zoom: log2(perDot * dots / (2 * max(1, metres))))
  }

  /// Where a coordinate lies in a pane, in dots from its top left corner.
  package func dots(of coordinate: Coordinate, in size: Size) -> WebMercator.Position {
    let origin = origin(in: size)
    let position = WebMercator.project(coordinate, zoom: zoom)
    let world = WebMercator.worldSize(zoom: zoom)
    // The world has no edge at the antimeridian: the nearest of its copies counts.
    let middle = Double(size.width * Self.dotsPerColumn) / 2
    let x = position.x - origin.x
    return .init(x: x - ((x - middle) / world).rounded() * world, y: position.y - origin.y)
  }

  /// The cell of `rect` that holds a coordinate; nil outside.
  package func cell(of coordinate: Coordinate, in rect: Rect) -> Point? {
    let dots = dots(of: coordinate, in: Size(width: rect.width, height: rect.height))
    let x = (dots.x / Double(Self.dotsPerColumn)).rounded(.down)
    let y = (dots.y / Double(Self.dotsPerRow)).rounded(.down)
    guard x >= 0, y >= 0, x < Double(rect.width), y < Double(rect.height) else { return nil }
    return Point(x: rect.x + Int(x), y: rect.y + Int(y))
  }

  /// The coordinate in the middle of a cell.
  package func coordinate(at point: Point, in rect: Rect) -> Coordinate? {
    let origin = origin(in: Size(width: rect.width, height: rect.height))
    return WebMercator.coordinate(
      at: .init(
        x: origin.x + (Double(point.x - rect.x) + 0.5) * Double(Self.dotsPerColumn),
        y: origin.y + (Double(point.y - rect.y) + 0.5) * Double(Self.dotsPerRow)), zoom: zoom)
  }

  package func moved(columns: Int, rows: Int) -> MapView {
    let position = WebMercator.project(center, zoom: zoom)
    // At the poles the world ends.
    let moved = WebMercator.Position(
      x: position.x + Double(columns * Self.dotsPerColumn),
      y: min(WebMercator.worldSize(zoom: zoom), max(0, position.y + Double(rows * Self.dotsPerRow))))
    return WebMercator.coordinate(at: moved, zoom: zoom).map { MapView(center: $0, zoom: zoom) } ?? self
  }

  /// Nearer (positive) or farther; the place under `anchor` stays where it is.
  package func zoomed(by steps: Double, around anchor: Coordinate? = nil) -> MapView {
    var view = MapView(center: center, zoom: zoom + steps)
    guard let anchor else { return view }
    let before = WebMercator.project(anchor, zoom: zoom)
    let middle = WebMercator.project(center, zoom: zoom)
    let after = WebMercator.project(anchor, zoom: view.zoom)
    let world = WebMercator.worldSize(zoom: zoom)
    let across = before.x - middle.x - ((before.x - middle.x) / world).rounded() * world
    let kept = WebMercator.Position(
      x: after.x - across,
      y: min(WebMercator.worldSize(zoom: view.zoom), max(0, after.y - (before.y - middle.y))))
    if let moved = WebMercator.coordinate(at: kept, zoom: view.zoom) { view.center = moved }
    return view
  }

  /// Metres on the ground across one column, at the middle of the view.
  package var metresPerColumn: Double {
    WebMercator.metresPerDot(latitude: center.latitude, zoom: zoom) * Double(Self.dotsPerColumn)
  }

  /// The north-west corner of a pane, in dots of the world.
  func origin(in size: Size) -> WebMercator.Position {
    let middle = WebMercator.project(center, zoom: zoom)
    return .init(
      x: middle.x - Double(size.width * Self.dotsPerColumn) / 2, y: middle.y - Double(size.height * Self.dotsPerRow) / 2)
  }
}
