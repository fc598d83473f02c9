import Cartography
import Configuration
import Console
import Dispatch
import Domain
import Tiles

/// `doctor`'s look at the detailed map: whether its source opens, and whether the tile over headquarters can be drawn.
struct TileCheck: Sendable {
  let setup: Setup
  /// Seconds to wait for a server.
  let patience: Double

  func finding() async -> Doctor.Finding {
    let words = setup.words
    guard let location = setup.tileLocation else { return found(.good, words.noDetailedMap) }
    defer { location.shutDown() }
    let look = await within(patience) { await self.look(at: location) }
    return look ?? found(.warning, words.tileFailure(.unreachable(detail: words.noAnswer(within: patience))))
  }

  private func look(at location: TileLocation) async -> Doctor.Finding {
    let work = BlockingWork("tiles")
    switch await location.open(work) {
    case .failure(let failure): return found(.warning, setup.words.tileFailure(failure))
    case .success(let tiles):
      for zoom in tiles.zooms.reversed() {
        guard let address = address(at: zoom) else { continue }
        switch await tiles.entry(at: address, work) {
        case .failure(let failure): return found(.warning, setup.words.tileFailure(failure))
        case .success(.absent): continue
        case .success(.tile): return found(.good, setup.words.detailedMap(tiles.source, schema: tiles.schema?.name))
        }
      }
      return found(.warning, setup.words.noTileOfHeadquarters(tiles.source))
    }
  }

  private func address(at zoom: Int) -> TileAddress? {
    let place = WebMercator.project(setup.settings.headquarters, zoom: Double(zoom))
    return TileAddress(z: zoom, x: Int(place.x / 256), y: Int(place.y / 256))
  }

  private func found(_ verdict: Doctor.Verdict, _ sentence: String) -> Doctor.Finding {
    Doctor.Finding(subject: "map", verdict: verdict, sentence: sentence)
  }
}

extension Words {
  var noDetailedMap: String {
    say("la carte de base ; map.tiles n’est pas réglé.", "the base map; map.tiles is not set.")
  }

  func detailedMap(_ source: TileSource, schema: String?) -> String {
    let zooms = say("zooms ", "zooms ") + "\(source.zooms.lowerBound)-\(source.zooms.upperBound)"
    return [source.name, schema ?? "", zooms, source.attribution].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  func noTileOfHeadquarters(_ source: TileSource) -> String {
    say(
      "\(source.name) s’ouvre, mais n’a aucune tuile du siège : la carte de base y reste.",
      "\(source.name) opens, but has no tile of headquarters: the base map remains there.")
  }
}
