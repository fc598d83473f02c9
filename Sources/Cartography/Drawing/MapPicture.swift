import Canvas
import Domain

/// How shapes are drawn in cells.
package enum MapRaster: String, CaseIterable, Sendable {
  /// Eight dots a cell.
  case braille
  /// Two halves a cell.
  case halfBlock
  case ascii
}

/// The base map of one view: drawn once, then only copied into frames. Keep it as long as view, size and raster are the same.
package struct MapPicture: Sendable, Equatable {
  package let view: MapView
  package let size: Size
  package let raster: MapRaster
  private var cells: [Cell]
  private var labels: [Label]

  private struct Label: Sendable, Equatable {
    let cell: Point
    let text: String
    let columns: Int
  }

  package init(view: MapView, size: Size, raster: MapRaster, symbols: Symbols = .unicode, map: BaseMap = .builtIn) {
    self.view = view
    self.size = size
    self.raster = raster
    cells = Array(repeating: .blank, count: size.width * size.height)
    labels = []
    paint(map)
    labels = Self.labels(of: map, view: view, size: size, symbols: symbols)
  }

  // MARK: Shapes

  private mutating func paint(_ map: BaseMap) {
    let origin = view.origin(in: size)
    func dots(_ path: BaseMap.Path) -> [WebMercator.Position] {
      path.map {
        let position = WebMercator.project($0, zoom: view.zoom)
        return .init(x: position.x - origin.x, y: position.y - origin.y)
      }
    }
    func raster(_ draw: (inout DotRaster) -> Void) -> [UInt8] {
      var raster = DotRaster(columns: size.width, rows: size.height)
      draw(&raster)
      return raster.cells
    }
    func lines(_ paths: [BaseMap.Path]) -> [UInt8] {
      raster { raster in for path in paths { raster.draw(dots(path)) } }
    }
    let water = raster { $0.fill(map.water.map(dots)) }
    // Typed by hand from a map: too coarse for a near view, and from afar the smaller ones only fill the fields.
    if view.zoom < 9.5 {
      if view.zoom >= 8.2 { overlay(lines(map.roads), .mapRoad, over: water) }
      overlay(lines(map.motorways), .mapRoad, over: water)
    }
    overlay(lines(map.borders), .mapBorder, over: water)
    overlay(lines(map.rivers), .mapRiver, over: water)
    for index in cells.indices where water[index] != 0 { cells[index] = cell(water[index], .mapWater) }
  }

  /// Water hides what runs under it.
  private mutating func overlay(_ dots: [UInt8], _ role: Role, over water: [UInt8]) {
    for index in cells.indices where dots[index] != 0 && water[index] == 0 { cells[index] = cell(dots[index], role) }
  }

  private func cell(_ dots: UInt8, _ role: Role) -> Cell {
    let isArea = role == .mapWater
    let scalar: UInt32
    switch raster {
    case .braille: scalar = 0x2800 + UInt32(dots)
    case .halfBlock:
      // ░ for a cell that is less than half covered, ▒ for one that is more.
      let count = dots.nonzeroBitCount
      scalar = !isArea ? 0xB7 : count >= 4 ? 0x2592 : count >= 2 ? 0x2591 : 0x20
    case .ascii:
      let isDrawn = !isArea || dots.nonzeroBitCount >= 4
      scalar = !isDrawn ? 0x20 : role == .mapBorder ? 0x2B : role == .mapRoad ? 0x2E : 0x7E
    }
    return Cell(glyph: scalar, style: Style(role))
  }

  func draw(into frame: inout Frame, in rect: Rect) {
    for y in 0..<min(size.height, rect.height) {
      for x in 0..<min(size.width, rect.width) { frame[rect.x + x, rect.y + y] = cells[y * size.width + x] }
    }
  }

  // MARK: Names

  /// Names stand right of their dot, as many as leave the ground to be seen; the largest places first.
  private static func labels(of map: BaseMap, view: MapView, size: Size, symbols: Symbols) -> [Label] {
    var labels: [Label] = []
    let pane = Rect(size)
    for place in map.places where !place.isBorough || view.zoom >= 11 {
      guard let cell = view.cell(of: place.coordinate, in: pane) else { continue }
      let text = symbols[.bullet] + symbols.spelled(place.name)
      let columns = TextWidth.columns(of: text)
      // A name that would be cut is left out.
      if cell.x + columns <= size.width { labels.append(Label(cell: cell, text: text, columns: columns)) }
    }
    return labels
  }

  func drawLabels(into frame: inout Frame, in rect: Rect, avoiding taken: [Rect]) {
    var isTaken = [Bool](repeating: false, count: size.width * size.height)
    func mark(_ area: Rect) {
      let area = area.intersection(Rect(size))
      for y in area.y..<area.maxY { for x in area.x..<area.maxX { isTaken[y * size.width + x] = true } }
    }
    for area in taken { mark(Rect(x: area.x - rect.x - 1, y: area.y - rect.y, width: area.width + 2, height: 1)) }
    var room = size.width * size.height / 48
    for label in labels where room > 0 {
      let area = Rect(x: label.cell.x, y: label.cell.y, width: label.columns, height: 1)
      let isFree = (area.x..<area.maxX).allSatisfy { !isTaken[area.y * size.width + $0] }
      guard isFree else { continue }
      frame.put(label.text, x: rect.x + area.x, y: rect.y + area.y, style: Style(.mapLabel), in: rect)
      // Two columns and a row between names.
      mark(Rect(x: area.x - 2, y: area.y - 1, width: area.width + 4, height: 3))
      room -= 1
    }
  }
}
