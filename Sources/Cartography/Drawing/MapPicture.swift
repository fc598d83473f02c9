import Canvas
import Domain

/// How shapes are drawn in cells.
package enum MapRaster: String, CaseIterable, Sendable {
  /// Eight dots a cell.
  case braille
  /// Shades of whole cells.
  case block
  case ascii
}

/// The base map of one view, drawn once and then only copied into frames.
package struct MapPicture: Sendable, Equatable {
  package let view: MapView
  package let size: Size
  package let raster: MapRaster

  package init(view: MapView, size: Size, raster: MapRaster) {
    self.view = view
    self.size = size
    self.raster = raster
  }

  func draw(into frame: inout Frame, in rect: Rect) {}

  func drawLabels(into frame: inout Frame, in rect: Rect, avoiding taken: [Rect], symbols: Symbols) {}
}
