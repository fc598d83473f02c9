import Testing
import TileWriting

@testable import Cartography

/// A shape of a decoded tile as text: `street "rue Principale" 132 rank 3: 0,0 10,10`.
func described(_ tile: MapTile) -> [String] {
  tile.features.map { feature in
    var words = ["\(feature.kind)"]
    if feature.name >= 0 { words.append("“\(tile.texts[Int(feature.name)])”") }
    if feature.reference >= 0 { words.append("[\(tile.texts[Int(feature.reference)])]") }
    if feature.rank != 255 { words.append("rank \(feature.rank)") }
    if feature.isForName { words.append("for its name") }
    let parts = feature.parts.map { part in
      tile.points[Int(tile.parts[Int(part)].lowerBound)..<Int(tile.parts[Int(part)].upperBound)].map { "\($0.x),\($0.y)" }
        .joined(separator: " ")
    }
    return words.joined(separator: " ") + ": " + parts.joined(separator: " | ")
  }
}

@Suite struct DecodingTests {
  private func decoded(_ writer: TileWriter, schema: TileSchema? = nil) throws -> [String] {
    described(try TileDecoder(schema: schema).decode(writer.bytes))
  }

  @Test func shapesComeBackAsTheyWereWritten() throws {
    var writer = TileWriter()
    writer.layer(
      "water",
      [
        .init(.areas, [("class", .text("lake"))], [[(0, 0), (100, 0), (100, 100), (0, 100)], [(20, 20), (20, 40), (40, 40)]]),
        .init(.areas, [("class", .text("swimming_pool"))], [[(0, 0), (1, 0), (1, 1)]]),
      ])
    writer.layer(
      "transportation",
      [
        .init(.lines, [("class", .text("minor"))], [[(-64, 5), (4_160, 5)], [(7, 7), (8, 9), (8, 9), (10, 11)]]),
        .init(.lines, [("class", .text("motorway")), ("ramp", .unsigned(1))], [[(0, 0), (5, 5)]]),
        .init(.lines, [("class", .text("pier"))], [[(0, 0), (5, 5)]]),
        // A ring in a layer of lines, and a line of one place.
        .init(.areas, [("class", .text("minor"))], [[(0, 0), (1, 0), (1, 1)]]),
        .init(.lines, [("class", .text("minor"))], [[(3, 3), (3, 3)]]),
      ])
    #expect(
      try decoded(writer) == [
        "water: 0,0 100,0 100,100 0,100 | 20,20 20,40 40,40", "motorway rank 200: 0,0 5,5",
        "street rank 0: -64,5 4160,5 | 7,7 8,9 10,11",
      ])
  }

  @Test func everyExtentComesTo4096AndStaysInBounds() throws {
    for (extent, expected) in [
      (512, "0,0 8,-8 4096,32767"), (8_192, "0,0 1,0 256,25000"), (4_096, "0,0 1,-1 512,32767"), (1_000, "0,0 4,-4 2097,32767"),
    ] as [(UInt64, String)] {
      var writer = TileWriter()
      let far = extent == 8_192 ? 50_000 : 900_000
      writer.layer("waterway", extent: extent, [.init(.lines, [("class", .text("river"))], [[(0, 0), (1, -1), (512, far)]])])
      writer.layer("place", [])
      #expect(try decoded(writer) == ["river: " + expected], "\(extent)")
    }
  }

  @Test func ringsThatRepeatTheirFirstPointLoseIt() throws {
    var writer = TileWriter()
    writer.layer("building", [.init(.areas, [], [[(0, 0), (9, 0), (9, 9), (0, 0)], [(1, 1), (2, 2)]])])
    #expect(try decoded(writer) == ["building: 0,0 9,0 9,9"])
  }

  @Test func namesAreFrenchElseLocalAndTextFromOutsideIsData() throws {
    var writer = TileWriter()
    writer.layer(
      "place",
      [
        .init(.points, [("class", .text("city")), ("name", .text("Montreal")), ("name:fr", .text("Montréal"))], [[(1, 2)]]),
        .init(.points, [("class", .text("town")), ("name", .text("Châ\u{1B}[31mteauguay")), ("rank", .signed(7))], [[(3, 4)]]),
        .init(.points, [("class", .text("town"))], [[(5, 6)]]),
        .init(.points, [("class", .text("country")), ("name", .text("Canada"))], [[(5, 6)]]),
      ])
    let tile = try TileDecoder().decode(writer.bytes)
    #expect(described(tile).first == "city “Montréal”: 1,2")
    #expect(tile.features.count == 2)
    #expect(tile.texts.allSatisfy { text in text.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    #expect(tile.features[1].rank == 7)
  }

  @Test func longNamesAreCutAtACharacter() throws {
    var limits = TileLimits()
    limits.textBytes = 8
    var writer = TileWriter()
    writer.layer("place", [.init(.points, [("class", .text("city")), ("name", .text("éééééé"))], [[(1, 2)]])])
    #expect(try TileDecoder(limits: limits).decode(writer.bytes).texts == ["éééé"])
    limits.textBytes = 7
    #expect(try TileDecoder(limits: limits).decode(writer.bytes).texts == ["ééé"])
  }

  @Test func featuresStandByKindAndAreFoundThere() throws {
    var writer = TileWriter()
    writer.layer("place", [.init(.points, [("class", .text("village")), ("name", .text("a"))], [[(1, 1)]])])
    writer.layer("building", [.init(.areas, [], [[(0, 0), (9, 0), (9, 9)]]), .init(.areas, [], [[(0, 0), (8, 0), (8, 8)]])])
    writer.layer("water", [.init(.areas, [], [[(0, 0), (7, 0), (7, 7)]])])
    let tile = try TileDecoder().decode(writer.bytes)
    #expect(tile.features.map(\.kind) == [.water, .building, .building, .village])
    #expect(tile.features(of: .building) == 1..<3)
    #expect(tile.features(of: .village) == 3..<4)
    #expect(tile.features(of: .city).isEmpty)
    #expect(tile.points[Int(tile.parts[1].lowerBound) + 1] == .init(x: 9, y: 0))
  }

  @Test func theLayersNameMayComeLastAndVersionOneIsRead() throws {
    var writer = TileWriter()
    writer.layer("water", version: 1, isNameLast: true, [.init(.areas, [], [[(0, 0), (7, 0), (7, 7)]])])
    #expect(try decoded(writer) == ["water: 0,0 7,0 7,7"])
  }

  @Test func numbersOfEveryKindAreNumbers() throws {
    for value in [TileWriter.Value.unsigned(4), .signed(4), .double(4), .float(4), .text("4")] {
      var writer = TileWriter()
      writer.layer("boundary", [.init(.lines, [("admin_level", value)], [[(0, 0), (1, 1)]])])
      #expect(try decoded(writer) == ["regionBorder: 0,0 1,1"], "\(value)")
    }
  }

  @Test func whatIsNoTileSaysWhy() throws {
    func damage(_ writer: TileWriter, _ limits: TileLimits = TileLimits()) -> TileDamage? {
      do throws(TileDamage) {
        _ = try TileDecoder(limits: limits).decode(writer.bytes)
        return nil
      } catch { return error }
    }
    var writer = TileWriter()
    writer.layer("water", version: 3, [])
    #expect(damage(writer) == .version(3))
    writer = TileWriter()
    writer.layer("contours", [])
    #expect(damage(writer) == .unknownSchema(layers: ["contours"]))
    writer = TileWriter()
    writer.layer("water", [.init(.areas, [], [[(0, 0), (7, 0), (7, 7)]]), .init(.areas, [], [[(0, 0), (7, 0), (7, 7)]])])
    var limits = TileLimits()
    limits.features = 1
    #expect(damage(writer, limits) == .tooMany(.features))
    limits = TileLimits()
    limits.points = 5
    #expect(damage(writer, limits) == .tooMany(.points))
    limits = TileLimits()
    limits.bytes = 10
    #expect(damage(writer, limits) == .tooMany(.bytes))
    #expect(try TileDecoder().decode([]) == MapTile())
    #expect(throws: TileDamage.truncated) { try TileDecoder().decode(Array(writer.bytes.dropLast())) }
  }

  @Test func everySchemaFitsTheSlots() {
    for schema in TileSchema.all {
      for (name, layer) in schema.layers {
        let slots =
          layer.kindKeys.count + layer.names.keys.count + layer.references.count + layer.rank.keys.count + layer.vetoes.count
        #expect(slots <= 24, "\(schema.name) \(name)")
      }
    }
  }
}
