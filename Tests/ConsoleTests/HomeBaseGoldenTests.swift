import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// The dialog of a home base, as it was looked at.
@Suite struct HomeBaseGoldenTests {
  static let shots = [
    JobVerbGoldenTests.Shot(width: 80, height: 24, mode: .unicode, language: .french),
    .init(width: 80, height: 24, mode: .unicode, language: .english),
    .init(width: 120, height: 40, mode: .unicode, language: .french),
    .init(width: 120, height: 40, mode: .unicode, language: .english),
    .init(width: 80, height: 24, mode: .ascii, language: .english),
    .init(width: 20, height: 6, mode: .unicode, language: .french),
  ]

  /// The pictures of the map under and in the dialog are held elsewhere.
  static let scenes: [(name: String, play: @Sendable (inout Desk) -> Void)] = [
    (
      "open",
      {
        $0.stand(on: 3); $0.press("p")
      }
    ),
    (
      "candidates",
      {
        $0.stand(on: 3); $0.press("p"); $0.type("114 rue Lambton, Ormstown"); $0.press("Enter");
        $0.answer(.success(HomeBaseTests.answer))
      }
    ),
    (
      "no-geocoder",
      {
        $0.stand(on: 7); $0.press("p"); $0.type("114 rue Lambton, Ormstown"); $0.press("Enter");
        $0.answer(.failure(.notConfigured))
      }
    ),
    (
      "coordinates",
      {
        $0.stand(on: 3); $0.press("p", "F3"); $0.type("45.215, -73.455")
      }
    ),
    (
      "pick",
      {
        $0.stand(on: 3); $0.press("p", "F4", "9")
      }
    ),
    (
      "clear",
      {
        $0.stand(on: 3); $0.press("p", "F6")
      }
    ),
    (
      "menu",
      {
        $0.stand(on: 3); $0.press("F9")
      }
    ),
  ]

  @Test(arguments: shots) func dialogsLookAsTheyDid(_ shot: JobVerbGoldenTests.Shot) throws {
    for scene in Self.scenes {
      var desk = Desk(width: shot.width, height: shot.height, language: shot.language, mode: shot.mode)
      scene.play(&desk)
      let map = desk.homeBase.map { layer in
        HomeBaseAreas(desk.state.size).mapRect(in: Rect(desk.state.size), isPicking: layer.way == .map && !layer.isTaken)
      }
      try GoldenComparison.compare(desk, "home-\(scene.name)-\(shot)", leavingOut: map.map { [$0] } ?? [])
    }
  }
}
