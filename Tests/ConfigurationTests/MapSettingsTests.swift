import Testing

@testable import Configuration

@Suite struct MapSettingsTests {
  private func load(_ yaml: String, environment: [String: String] = [:]) throws -> LoadedConfiguration {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", yaml)
    return ConfigurationLayers(systemFile: nil, userFile: file, environment: environment).load()
  }

  @Test(arguments: [
    "/maps/quebec.mbtiles", "~/maps/quebec.pmtiles", "https://tiles.example.org/{z}/{x}/{y}.mvt?key=a",
    "https://tiles.example.org/tiles.json", "http://127.0.0.1:8080/{z}/{x}/{y}", "http://localhost/tiles.json",
    "http://[::1]:8080/{z}/{x}/{y}",
  ])
  func sourcesAreTaken(tiles: String) throws {
    let loaded = try load("map:\n  tiles: \"\(tiles)\"\n  cache_megabytes: 50\n")
    #expect(described(loaded.diagnostics) == [])
    #expect(loaded.settings.tiles == tiles)
    #expect(loaded.settings.tileCacheMegabytes == 50)
  }

  @Test(arguments: ["quebec.mbtiles", "http://tiles.example.org/{z}/{x}/{y}", "/maps/", "ftp://x/y", "https://a:b@c/{z}"])
  func whatIsNoSourceSaysSo(tiles: String) throws {
    let loaded = try load("map: {tiles: \"\(tiles)\"}")
    #expect(described(loaded.diagnostics) == ["1:14 config.bad-value map.tiles \(tiles) tileSource"])
    #expect(loaded.settings.tiles == nil)
    #expect(!loaded.isRefused)
  }

  @Test func mistakesAreToldAndOffIsNone() throws {
    #expect(
      described(try load("map:\n  tile: /a\n  cache_megabytes: 0\n").diagnostics) == [
        "2:3 config.unknown-key map.tile map.tiles", "3:20 config.bad-value map.cache_megabytes 0 number",
      ])
    #expect(Settings().tiles == nil && Settings().tileCacheMegabytes == 200)
    let loaded = try load("map: {tiles: /a.mbtiles}", environment: ["GIGAFIBRE_DISPATCH_MAP_TILES": "off"])
    #expect(loaded.settings.tiles == nil)
  }
}
