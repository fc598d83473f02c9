import Canvas
import Domain

/// The ground of one view: drawn once, then only copied into frames, with the names put where the marks leave room.
package struct MapPicture: Sendable, Equatable {
  package let view: MapView
  package let size: Size
  package let raster: MapRaster
  package let symbols: Symbols
  package let usesColourFills: Bool
  /// Of the shelf that it was drawn of.
  package let tilesVersion: Int
  /// Whether any tile is in it, whose source must be named.
  package let showsTiles: Bool
  private let cells: [Cell]
  /// The most important first.
  private let labels: [MapLabel]

  package init(
    view: MapView, size: Size, raster: MapRaster, symbols: Symbols = .unicode, map: BaseMap = .builtIn,
    tiles: TileShelf = TileShelf(), usesColourFills: Bool = false
  ) {
    self.view = view
    self.size = size
    self.raster = raster
    self.symbols = symbols
    self.usesColourFills = usesColourFills
    tilesVersion = tiles.version
    guard size.width > 0, size.height > 0 else {
      showsTiles = false
      cells = []
      labels = []
      return
    }
    var ground = GroundRaster(columns: size.width, rows: size.height, raster: raster)
    let drawing = TileDrawing(view, size: size, tiles: tiles)
    for window in drawing.uncovered {
      ground.clip(to: window)
      map.draw(into: &ground, view: view, size: size)
    }
    drawing.draw(into: &ground)
    showsTiles = !drawing.pieces.isEmpty
    cells = ground.cells(usesColourFills: usesColourFills)
    labels = Self.ordered(
      map.labels(view, size: size, symbols: symbols, in: drawing.uncovered)
        + drawing.labels(view, size: size, symbols: symbols), size: size)
  }

  /// More than there is room for are not kept.
  private static func ordered(_ labels: [MapLabel], size: Size) -> [MapLabel] {
    let importances = labels.map(\.importance)
    let order = labels.indices.sorted {
      importances[$0] != importances[$1] ? importances[$0] > importances[$1] : $0 < $1
    }
    return order.prefix(max(64, size.width * size.height / 8)).map { labels[$0] }
  }

  func fits(_ scene: MapScene, size: Size, symbols: Symbols) -> Bool {
    view == scene.view && self.size == size && self.symbols == symbols && tilesVersion == scene.tiles.version
      && usesColourFills == scene.usesColourFills
  }

  func draw(into frame: inout Frame, in rect: Rect) {
    let area = rect.intersection(frame.bounds)
    if area.width == size.width, area.height == size.height {
      frame.paste(cells, into: area)
      return
    }
    for y in 0..<min(size.height, area.height) {
      for x in 0..<min(size.width, area.width) { frame[area.x + x, area.y + y] = cells[y * size.width + x] }
    }
  }

  /// What the names of a pane are, and where: none over another, none cut, none on `taken` (in cells of the pane).
  func placedLabels(avoiding taken: [Rect]) -> [LabelPlacement.Placed] {
    var placement = LabelPlacement(size: size, avoiding: taken, dot: symbols[.bullet])
    placement.place(labels, atMost: max(3, size.width * size.height / (view.zoom >= 13 ? 40 : 44)))
    return placement.placed
  }

  func drawLabels(into frame: inout Frame, in rect: Rect, avoiding taken: [Rect]) {
    let taken = taken.map { Rect(x: $0.x - rect.x, y: $0.y - rect.y, width: $0.width, height: $0.height) }
    for label in placedLabels(avoiding: taken) {
      let (x, y) = (rect.x + label.area.x, rect.y + label.area.y)
      // The ground stays under the letters.
      let papers = (x..<(x + label.area.width)).map { frame[$0, y].style.paper }
      frame.put(label.text, x: x, y: y, style: Style(label.role), in: rect)
      var start = 0
      while start < papers.count {
        var end = start + 1
        while end < papers.count, papers[end] == papers[start] { end += 1 }
        if papers[start] != .normal {
          frame.setPaper(papers[start], in: Rect(x: x + start, y: y, width: end - start, height: 1))
        }
        start = end
      }
    }
  }
}
