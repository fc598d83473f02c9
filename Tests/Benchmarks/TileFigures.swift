import Cartography
import Domain
import Glibc
import Tiles

/// How long the tiles of a file take from disk to shapes: `--tiles FILE`, or its path in `GIGAFIBRE_BENCHMARK_TILES`.
struct TileFigures {
  private let path: String

  init?(_ arguments: [String]) {
    if let flag = arguments.firstIndex(of: "--tiles"), flag + 1 < arguments.count {
      path = arguments[flag + 1]
    } else if let path = getenv("GIGAFIBRE_BENCHMARK_TILES") {
      self.path = String(cString: path)
    } else {
      return nil
    }
  }

  /// Tiles to each side of headquarters' own.
  private static let reach = 12
  private static let rounds = 5

  func run() throws {
    let file = try TileFileOpening.open(path)
    let decoder = TileDecoder(schema: TileSchema.recognised(byLayers: file.facts.layers))
    say("\(file.facts.name): \(decoder.schema?.name ?? "schema by tile"), zooms \(file.facts.zooms)")
    for zoom in file.facts.zooms {
      let place = WebMercator.project(.headquarters, zoom: Double(zoom))
      var tiles: [[UInt8]] = []
      var reading: [Double] = []
      for x in Int(place.x / 256) - Self.reach...Int(place.x / 256) + Self.reach {
        for y in Int(place.y / 256) - Self.reach...Int(place.y / 256) + Self.reach {
          let start = Self.now()
          guard let bytes = try file.tile(TileNumber(z: zoom, x: x, y: y)) else { continue }
          reading.append(milliseconds(Self.now() - start))
          tiles.append(bytes)
        }
      }
      guard !tiles.isEmpty else { continue }
      var decoding: [Double] = []
      var shapes = 0
      var memory = 0
      for round in 0..<Self.rounds {
        for bytes in tiles {
          let start = Self.now()
          let tile = try decoder.decode(bytes)
          decoding.append(milliseconds(Self.now() - start))
          if round == 0 { (shapes, memory) = (shapes + tile.features.count, memory + tile.byteCount) }
        }
      }
      let size = tiles.reduce(0) { $0 + $1.count } / tiles.count
      let times = Distribution(decoding)
      say(
        "z\(zoom): \(tiles.count) tiles of \(size / 1_024) KiB, \(shapes / tiles.count) shapes, \(memory / tiles.count / 1_024) KiB decoded"
      )
      report("  read and unpack, p50", Distribution(reading).percentile(50), "ms")
      report("  decode, p50", times.percentile(50), "ms", budget: 2)
      report("  decode, most", times.percentile(100), "ms", budget: 2)
    }
  }

  private static func now() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
  }
}
