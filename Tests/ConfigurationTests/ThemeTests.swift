import Canvas
import Foundation
import Testing

@testable import Configuration

@Suite struct ThemeTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func file(_ name: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent("themes/\(name).yaml"), encoding: .utf8)
  }

  @Test func theBinaryCarriesTheFiles() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.root.appendingPathComponent("themes").path)
    #expect(Set(files) == Set(EmbeddedThemes.all.map { $0.name + ".yaml" }))
    for theme in EmbeddedThemes.all { #expect(theme.text == (try Self.file(theme.name)), "\(theme.name)") }
  }

  @Test(arguments: ThemeLibrary.builtInNames) func everyBuiltInThemeIsWhole(_ name: String) {
    let loaded = ThemeLibrary().load(name)
    #expect(described(loaded.diagnostics) == [])
    #expect(loaded.theme.name == name)
    #expect(Set(loaded.theme.appearances.keys) == Set(Role.allCases))
  }

  @Test func theTerminalsOwnColoursAreLeftAlone() {
    let theme = ThemeLibrary().load("terminal").theme
    for role in Role.allCases {
      let background = theme.appearance(of: Style(role)).background
      #expect(background == .terminal, "\(role.name)")
      if case .rgb = theme.appearances[role]?.foreground { Issue.record("\(role.name) is fixed") }
    }
  }

  @Test func monoHasNoColour() {
    let theme = ThemeLibrary().load("mono").theme
    for (role, appearance) in theme.appearances {
      #expect(appearance.foreground ?? .terminal == .terminal && appearance.background ?? .terminal == .terminal, "\(role.name)")
    }
    // What colour tells elsewhere, another attribute tells here.
    for role in [Role.selectedRow, .jobLate, .editRefused, .syncOffline, .dialogTitle, .toastError, .loadOver] {
      #expect(theme.appearances[role]?.attributes.isEmpty == false, "\(role.name)")
    }
  }

  // MARK: Contrast

  /// Shapes without letters: rules, bars, the map's ground. They need to be seen, not read.
  private static let shapes: Set<Role> = [
    .rule, .scrollbar, .loadEmpty, .focusBorder, .dialogBorder, .mapWater, .mapRiver, .mapBorder, .mapRoad, .mapRoadMajor,
    .mapPark,
    .mapBuilding, .mapGrid, .mapRoute, .mapMotorway, .mapStreet,
  ]
  /// Surfaces: what is written on them is to be read, and they lie quietly beside each other.
  private static let fills: Set<Role> = [.mapWaterFill, .mapParkFill, .mapBuiltUpFill, .mapBuildingFill]
  private static let mapText: Set<Role> = [
    .mapLabel, .mapHome, .mapHeadquarters, .mapPin, .mapCrosshair, .mapWaterName, .mapRoadNumber,
  ]
  private static let papers: [Role] = [
    .normal, .toolbar, .hintBar, .selectedRow, .selectedRowUnfocused, .dialog, .field, .fieldFocused, .toastInfo, .toastWarning,
    .toastError,
  ]

  /// As drawn with all colours, and as drawn with the 256 of most terminals.
  @Test(arguments: ["dark", "light", "high-contrast", "deuteranopia"], [false, true])
  func textIsReadable(_ name: String, _ isReduced: Bool) {
    let theme = ThemeLibrary().load(name).theme
    var least = Double.infinity
    var known: [Appearance: Double] = [:]
    for ink in Role.allCases where !Self.shapes.contains(ink) && !Self.fills.contains(ink) {
      for paper in Self.mapText.contains(ink) ? [.normal, .selectedRow] : Self.papers {
        var appearance = theme.appearance(of: Style(ink, on: paper))
        appearance.attributes = []
        let ratio = known[appearance] ?? contrast(appearance, isReduced)
        known[appearance] = ratio
        least = min(least, ratio)
        #expect(ratio >= 4.5, "\(ink.name) on \(paper.name) in \(name): \(ratio)")
      }
    }
    #expect(least < 21)
    if name == "high-contrast" {
      for ink in Role.allCases where !Self.shapes.contains(ink) && !Self.fills.contains(ink) {
        #expect(contrast(theme.appearance(of: Style(ink)), isReduced) >= 7, "\(ink.name)")
      }
    }
    for ink in Self.shapes { #expect(contrast(theme.appearance(of: Style(ink)), isReduced) >= 1.4, "\(ink.name)") }
  }

  @Test(arguments: ["dark", "light", "high-contrast", "deuteranopia"], [false, true])
  func namesOnAreasAreReadable(_ name: String, _ isReduced: Bool) {
    let theme = ThemeLibrary().load(name).theme
    #expect(theme.paintsAreas)
    for fill in Self.fills {
      // As a surface and as the ink of half a cell it is one colour.
      #expect(theme.appearance(of: Style(.normal, on: fill)).background == theme.appearance(of: Style(fill)).foreground)
      for ink in [Role.mapLabel, .mapRoadNumber, .dim] {
        let ratio = contrast(theme.appearance(of: Style(ink, on: fill)), isReduced)
        #expect(ratio >= 4.5, "\(ink.name) on \(fill.name) in \(name): \(ratio)")
      }
    }
    let waterName = contrast(theme.appearance(of: Style(.mapWaterName, on: .mapWaterFill)), isReduced)
    #expect(waterName >= 4.5, "\(name): \(waterName)")
  }

  @Test func themesWithoutSurfacesSaySo() {
    for name in ["terminal", "mono"] { #expect(!ThemeLibrary().load(name).theme.paintsAreas) }
  }

  /// Seen without the green cones' signal, what is well, what needs attention and what is wrong still differ.
  @Test func deuteranopesTellStatesApart() {
    let theme = ThemeLibrary().load("deuteranopia").theme
    for (a, b) in [
      (Role.good, Role.warning), (.warning, .bad), (.good, .bad), (.syncLive, .syncOffline), (.loadNormal, .loadOver),
    ] {
      let first = deuteranope(rgb(theme.appearance(of: Style(a)).foreground))
      let second = deuteranope(rgb(theme.appearance(of: Style(b)).foreground))
      let distance = zip(first, second).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
      #expect(distance > 60, "\(a.name) and \(b.name): \(distance)")
    }
  }

  /// WCAG 2.2, "contrast ratio".
  private func contrast(_ appearance: Appearance, _ isReduced: Bool) -> Double {
    let ink = rgb(appearance.foreground)
    let paper = rgb(appearance.background)
    let lights = [isReduced ? reduced(ink) : ink, isReduced ? reduced(paper) : paper].map(luminance).sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  private func rgb(_ color: Color?) -> [Double] {
    guard case .rgb(let red, let green, let blue) = color else {
      Issue.record("no fixed colour: \(String(describing: color))")
      return [0, 0, 0]
    }
    return [Double(red), Double(green), Double(blue)]
  }

  private func luminance(_ rgb: [Double]) -> Double {
    let linear = rgb.map { $0 / 255 }.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
  }

  /// The nearest of xterm's cube and greys.
  private func reduced(_ rgb: [Double]) -> [Double] {
    return Self.palette.min { distance($0, rgb) < distance($1, rgb) }!
  }

  private static let palette: [[Double]] = {
    let levels: [Double] = [0, 95, 135, 175, 215, 255]
    return levels.flatMap { red in levels.flatMap { green in levels.map { [red, green, $0] } } }
      + (0..<24).map { [Double](repeating: Double(8 + 10 * $0), count: 3) }
  }()

  private func distance(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).map { ($0 - $1) * ($0 - $1) }.reduce(0, +) }

  /// Machado, Oliveira and Fernandes 2009, full deuteranopia, on linear light.
  private func deuteranope(_ rgb: [Double]) -> [Double] {
    let linear = rgb.map { pow($0 / 255, 2.2) }
    let matrix = [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    return matrix.map { row in
      pow(min(1, max(0, zip(row, linear).map { $0 * $1 }.reduce(0, +))), 1 / 2.2) * 255
    }
  }

  // MARK: Mistakes

  @Test func aThemeWithMistakesLoadsWithoutThem() throws {
    let loaded = ThemeLibrary().parse(
      """
      name: mine
      based_on: dark
      colours: {}
      colors:
        brand: "#12g"
        leaf: "#0a0"
      roles:
        job.late: leaf bold
        job.lte: red
        text.dim: leav
        text.strong: bolt
        focus.border: [red]
        focus.title: red on nowhere underline
      """, file: "mine.yaml")
    #expect(
      described(loaded.diagnostics) == [
        "5:10 theme.unknown-color #12g", "3:1 config.unknown-key colours colors", "9:3 theme.unknown-role job.lte job.late",
        "10:13 theme.unknown-color leav leaf", "11:16 theme.unknown-attribute bolt bold",
        "12:17 config.wrong-type focus.border text",
        "13:16 theme.unknown-color nowhere",
      ])
    #expect(loaded.theme.name == "mine")
    #expect(loaded.theme.appearances[.jobLate] == Appearance(foreground: .rgb(red: 0, green: 170, blue: 0), attributes: .bold))
    #expect(loaded.theme.appearances[.focusTitle] == Appearance(foreground: .ansi(1), attributes: .underline))
    #expect(loaded.theme.appearances[.focusBorder] == ThemeLibrary().load("dark").theme.appearances[.focusBorder])
  }

  @Test func aThemeThatIsNoYAMLGivesAnEmptyOne() {
    let loaded = ThemeLibrary().parse("roles: {", file: "mine.yaml")
    #expect(loaded.diagnostics.count == 1 && loaded.diagnostics[0].severity == .error && loaded.diagnostics[0].line != nil)
    #expect(loaded.theme.appearances.isEmpty)
  }

  @Test func unknownThemesGiveTheTerminals() {
    let loaded = ThemeLibrary().load("drak")
    #expect(described(loaded.diagnostics) == ["theme.unknown drak dark"])
    let place = SettingPlace(file: "config.yaml", line: 4, column: 8)
    #expect(described(ThemeLibrary().load("drak", namedIn: place).diagnostics) == ["4:8 theme.unknown drak dark"])
    #expect(loaded.theme == ThemeLibrary().load("terminal").theme)
    #expect(ThemeLibrary(directory: "/nonexistent").load("../../etc/passwd").theme.name == "terminal")
  }

  @Test func onesOwnThemesComeFirst() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("dark.yaml", "based_on: dark\nroles: {text.strong: red}\n")
    _ = try folder.write("a.yaml", "based_on: b\nroles: {text.dim: red}\n")
    _ = try folder.write("b.yaml", "based_on: a\nroles: {text.dim: blue}\n")
    _ = try folder.write("c.yaml", "based_on: b0\n")
    let library = ThemeLibrary(directory: folder.path)
    let dark = library.load("dark")
    #expect(described(dark.diagnostics) == [])
    #expect(dark.theme.appearances[.strong] == Appearance(foreground: .ansi(1)))
    #expect(dark.theme.appearances[.jobLate] == ThemeLibrary().load("dark").theme.appearances[.jobLate])
    #expect(library.load("a").theme.appearances == [.dim: Appearance(foreground: .ansi(1))])
    #expect(described(library.load("c").diagnostics) == ["1:11 theme.unknown-base b0"])
  }

  @Test(arguments: [
    ("#e06c75", Color.rgb(red: 0xE0, green: 0x6C, blue: 0x75)), ("#ABC", .rgb(red: 0xAA, green: 0xBB, blue: 0xCC)),
    ("terminal", .terminal), ("red", .ansi(1)), ("bright-white", .ansi(15)), ("7", .ansi(7)),
  ])
  func colours(_ text: String, _ color: Color) { #expect(ColorNotation.parse(text) == color) }

  @Test(arguments: ["", "#", "#12", "#1234", "#12345g", "#１２３", "16", "-1", "Red ", "rgb(0,0,0)"])
  func whatIsNoColour(_ text: String) { #expect(ColorNotation.parse(text) == nil) }
}
