import Testing

@testable import Domain

@Suite struct CoordinateReadingTests {
  private func read(_ text: String) -> CoordinateReading { CoordinateReading(text, near: .headquarters) }

  private func expect(_ text: String, _ latitude: Double, _ longitude: Double) {
    guard case .coordinate(let place) = read(text) else {
      Issue.record("“\(text)” came to \(read(text))")
      return
    }
    #expect(abs(place.latitude - latitude) < 1e-6 && abs(place.longitude - longitude) < 1e-6, "“\(text)” is \(place)")
  }

  @Test func bothLanguagesAndAllForms() {
    for text in [
      "45,1330 N 74,0000 O", "45.1330 N 74.0000 W", "45.133, -74.000", "45.133,-74.0", "45,133 -74,0", "45,133; -74,0",
      "45.133 -74", "N 45,133 O 74", "N45.133 W74.0", "74,0 O 45,133 N", "45.133° N, 74.0° W", "45.133\u{A0}N 74\u{A0}Ouest",
      "45,133 nord, 74,0 ouest", "45.133/−74.0", "45.133, -74.0 O",
    ] { expect(text, 45.133, -74) }
    for text in [
      "45°07'58\"N 74°00'00\"O", "45°07′58″N 74°00′00″W", "45 07 58 N 74 00 00 O", "45°07'58\" -74°00'00\"",
      "N 45°07'58\" O 74°00'00\"",
    ] { expect(text, 45 + 7.0 / 60 + 58.0 / 3_600, -74) }
    expect("45°07.97'N 74°00.5'O", 45 + 7.97 / 60, -74 - 0.5 / 60)
    expect("45 7.5 -73 30", 45.125, -73.5)
  }

  @Test func whatIsWrongIsSaid() {
    #expect(read("") == .problem(.empty))
    #expect(read("   ") == .problem(.empty))
    #expect(read("45,133") == .problem(.oneOfTwo))
    #expect(read("45°07'58\"N") == .problem(.oneOfTwo))
    #expect(read("Ormstown") == .problem(.notUnderstood))
    #expect(read("114 rue Lambton") == .problem(.notUnderstood))
    #expect(read("45 75 00 N 74 00 00 O") == .problem(.notUnderstood), "minutes past 59")
    #expect(read("45 N 74 N") == .problem(.notUnderstood))
    #expect(read("1 2 3 4 5 6 7") == .problem(.notUnderstood))
    #expect(read("95.0, -74.0") == .problem(.latitudeOutOfRange(95)))
    #expect(read("45.0, -190") == .problem(.longitudeOutOfRange(-190)))
    #expect(read("0, 0") == .problem(.notUnderstood))
    #expect(read("-74.0, 45.133") == .problem(.swapped(Coordinate(latitude: 45.133, longitude: -74)!)))
    #expect(read("99999999999999999999999999, 1") == .problem(.latitudeOutOfRange(1e26)))
  }

  /// What letters say is meant, and elsewhere nothing is exchanged.
  @Test func nothingIsGuessedFarAway() {
    expect("48.85, 2.35", 48.85, 2.35)
    expect("-33.9, 18.4", -33.9, 18.4)
  }

  @Test func anythingCanBeTyped() {
    let pieces = ["45", ",", ".", " ", "-", "N", "O", "°", "'", "\"", "é", "👨‍👩‍👧", "1e9", "\u{0}", ";", "−", "S", "74,0"]
    var seed: UInt64 = 7
    for _ in 0..<3_000 {
      var text = ""
      for _ in 0..<8 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(seed >> 33) % pieces.count]
      }
      if case .coordinate(let place) = read(text) {
        #expect((-90...90).contains(place.latitude) && (-180...180).contains(place.longitude), "\(text)")
      }
    }
  }
}
