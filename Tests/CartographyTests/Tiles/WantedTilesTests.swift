import Canvas
import Domain
import Testing

@testable import Cartography

@Suite struct WantedTilesTests {
  private let size = Size(width: 200, height: 60)

  @Test func theTilesUnderThePaneComeFirstFromTheMiddle() throws {
    let view = MapView(center: .headquarters, zoom: 14.4)
    let cover = view.tiles(in: size, zooms: 0...14)
    let place = WebMercator.project(.headquarters, zoom: 14)
    let middle = try #require(TileAddress(z: 14, x: Int(place.x / 256), y: Int(place.y / 256)))
    #expect(cover.visible.contains(middle))
    #expect(cover.visible.prefix(2).contains(middle))
    #expect(Set(cover.visible).isDisjoint(with: cover.around))
    #expect(Set(cover.visible + cover.around).count == cover.visible.count + cover.around.count)
    // Every corner of the pane lies in a visible tile.
    for corner in [Point(x: 0, y: 0), Point(x: 199, y: 0), Point(x: 0, y: 59), Point(x: 199, y: 59)] {
      let coordinate = try #require(view.coordinate(at: corner, in: Rect(x: 0, y: 0, width: 200, height: 60)))
      let place = WebMercator.project(coordinate, zoom: 14)
      #expect(cover.visible.contains(try #require(TileAddress(z: 14, x: Int(place.x / 256), y: Int(place.y / 256)))))
    }
  }

  @Test func beyondTheSourcesZoomsItsNearestAreTaken() {
    let view = MapView(center: .headquarters, zoom: 17)
    let cover = view.tiles(in: size, zooms: 3...14)
    #expect(!cover.visible.isEmpty && cover.visible.count <= 4)
    #expect((cover.visible + cover.around).allSatisfy { $0.z == 14 })
    #expect(MapView(center: .headquarters, zoom: 6).tiles(in: size, zooms: 8...14) == WantedTiles())
    #expect(view.tiles(in: Size(width: 0, height: 5), zooms: 0...14) == WantedTiles())
  }

  @Test func columnsWrapAndRowsEnd() throws {
    let east = try #require(Coordinate(latitude: 10, longitude: 179.99))
    let cover = MapView(center: east, zoom: 5).tiles(in: size, zooms: 0...14)
    #expect(Set(cover.visible.map(\.x)).isSuperset(of: [31, 0]))
    let north = try #require(Coordinate(latitude: 84, longitude: 20))
    let polar = MapView(center: north, zoom: 4).tiles(in: size, zooms: 0...14)
    #expect((polar.visible + polar.around).allSatisfy { $0.y >= 0 })
    #expect(polar.visible.contains { $0.y == 0 })
  }
}
