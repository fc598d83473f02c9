import Canvas
import Glibc

/// Which tiles lie under a pane, and which around it.
package struct WantedTiles: Sendable, Equatable {
  /// Of one zoom; those nearest to the middle first.
  package var visible: [TileAddress] = []
  /// The ring of neighbours.
  package var around: [TileAddress] = []

  package init(visible: [TileAddress] = [], around: [TileAddress] = []) {
    self.visible = visible
    self.around = around
  }

  /// Panes larger than any terminal's would need more.
  static let most = 96
}

extension MapView {
  /// The zoom whose tiles a picture is drawn from, among those that the source has; nil where the view is farther out than they are.
  package func tileZoom(among zooms: ClosedRange<Int>) -> Int? {
    let wanted = Int(zoom.rounded(.down))
    return wanted < zooms.lowerBound ? nil : min(wanted, zooms.upperBound)
  }

  /// Columns wrap around at the antimeridian; there are no rows beyond the poles.
  package func tiles(in size: Size, zooms: ClosedRange<Int>) -> WantedTiles {
    guard size.width > 0, size.height > 0, let z = tileZoom(among: zooms) else { return WantedTiles() }
    let side = 256 * exp2(zoom - Double(z))
    let corner = origin(in: size)
    let across = (corner.x / side, (corner.x + Double(size.width * Self.dotsPerColumn)) / side)
    let down = (corner.y / side, (corner.y + Double(size.height * Self.dotsPerRow)) / side)
    let columns = Int(across.0.rounded(.down))..<max(Int(across.0.rounded(.down)) + 1, Int(across.1.rounded(.up)))
    let rows = Int(down.0.rounded(.down))..<max(Int(down.0.rounded(.down)) + 1, Int(down.1.rounded(.up)))
    guard columns.count * rows.count <= WantedTiles.most else { return WantedTiles() }
    let middle = ((across.0 + across.1) / 2 - 0.5, (down.0 + down.1) / 2 - 0.5)
    var visible: [(TileAddress, Double)] = []
    var around: [(TileAddress, Double)] = []
    var seen: Set<TileAddress> = []
    // What is visible first, so that a narrow world's ring does not take it away.
    for isRing in [false, true] {
      for y in rows.lowerBound - 1...rows.upperBound {
        for x in columns.lowerBound - 1...columns.upperBound where (columns.contains(x) && rows.contains(y)) != isRing {
          let count = 1 << z
          guard let address = TileAddress(z: z, x: (x % count + count) % count, y: y), seen.insert(address).inserted else {
            continue
          }
          let distance = (Double(x) - middle.0) * (Double(x) - middle.0) + (Double(y) - middle.1) * (Double(y) - middle.1)
          if isRing { around.append((address, distance)) } else { visible.append((address, distance)) }
        }
      }
    }
    return WantedTiles(
      visible: visible.sorted { $0.1 < $1.1 }.map(\.0), around: around.sorted { $0.1 < $1.1 }.map(\.0))
  }
}
