// swift-tools-version: 6.2
import PackageDescription

// What a target may import is held by Tests/HouseTests/ImportTests.swift; this file only spells it for SwiftPM.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func floor(_ name: String, _ dependencies: [Target.Dependency] = [], linking libraries: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: libraries.map { .linkedLibrary($0) })
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency], path: String) -> Target {
  .executableTarget(name: name, dependencies: dependencies, path: path, swiftSettings: strict)
}

let package = Package(
  name: "gigafibre-dispatch",
  products: [.executable(name: "gigafibre-dispatch", targets: ["gigafibre-dispatch"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    // Floor 0: C shims of static inline wrappers, no logic.
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),

    // Floor 1
    floor("Domain"),
    floor("Canvas"),
    floor("Transport", ["CCurl"]),
    floor("SampleWeek"),

    // Floor 2
    floor("Scheduling", ["Domain"]),
    .target(
      name: "Cartography", dependencies: ["Domain", "Canvas"], exclude: ["Resources/README.md"], swiftSettings: strict),
    floor("Widgets", ["Canvas"]),
    floor("ERPNext", ["Domain", "Transport"]),
    floor("Hub", ["Domain", "Transport"]),
    floor("Geocoding", ["Domain", "Transport"]),
    floor("Routing", ["Domain", "Transport"]),
    floor("Replica", ["Domain", grdb]),
    floor("Tiles", ["Domain", "Transport", "CZlib", grdb]),
    .target(
      name: "Configuration", dependencies: ["Canvas", "Domain", yams], resources: [.embedInCode("Resources/Themes")],
      swiftSettings: strict),

    // Floor 3
    floor("Console", ["Domain", "Canvas", "Widgets", "Scheduling", "Cartography", "Configuration"]),
    floor("TerminalIO", ["Canvas", "CNcurses"]),
    floor("Sync", ["Domain", "Replica", "ERPNext"]),
    floor("SignIn", ["Transport", "Configuration"]),
    floor("SiteAdmin", ["Domain", "Transport", "ERPNext", "SampleWeek"]),
    floor("EmbeddedSite", ["CZlib", "SampleWeek", flyingFox, flyingSocks, grdb]),

    // Floor 4
    floor(
      "Runtime",
      [
        "Domain", "Canvas", "Cartography", "Transport", "ERPNext", "Hub", "Replica", "Configuration", "Scheduling", "Console",
        "TerminalIO", "Sync", "SiteAdmin", "SignIn", "EmbeddedSite", "Geocoding", "Routing", "Tiles",
        "SampleWeek",
      ]),

    // Floor 5
    program(
      "gigafibre-dispatch", ["Runtime", "Canvas", "Configuration", "EmbeddedSite", "SampleWeek", argumentParser],
      path: "Sources/gigafibre-dispatch"),

    // Tests
    tests("HouseTests", []),
    tests("DomainTests", ["Domain"], resources: [.copy("Zones")]),
    tests("CanvasTests", ["Canvas", "Chance"]),
    .target(name: "ScriptedServer", path: "Tests/Support/ScriptedServer", swiftSettings: strict),
    tests("TransportTests", ["Chance", "Transport", "ScriptedServer"]),
    tests("HubTests", ["Hub", "Domain", "Transport", "ScriptedServer"]),
    tests("GeocodingTests", ["Geocoding", "Domain", "Transport", "ScriptedServer"], resources: [.copy("nominatim")]),
    tests("RoutingTests", ["Routing", "Domain", "Transport", "ScriptedServer"], resources: [.copy("Recordings")]),
    tests("SignInTests", ["SignIn", "Transport"]),
    tests("SiteAdminTests", ["SiteAdmin", "Domain", "ERPNext"]),
    tests("SchedulingTests", ["Scheduling", "Domain", "SampleWeek", "Chance"], resources: [.copy("Vroom")]),
    tests(
      "CartographyTests", ["Cartography", "Canvas", "Domain", "Chance", "TileWriting"],
      resources: [.copy("Layers"), .copy("Golden")]),
    tests("WidgetsTests", ["Widgets", "Canvas", "Chance"]),
    tests("ConfigurationTests", ["Configuration", "Canvas", "Domain"]),
    tests("ERPNextTests", ["ERPNext", "Domain", "Transport", "Recordings", "ScriptedServer"]),
    tests(
      "TilesTests", ["Tiles", "Cartography", "Domain", "Transport", "CZlib", "Chance", "ScriptedServer", "TileWriting", grdb],
      resources: [.copy("Data")]),
    tests("ReplicaTests", ["Replica", "Domain", "SyncModel", grdb]),
    .target(
      name: "SyncModel", dependencies: ["Sync", "Replica", "ERPNext", "Domain"], path: "Tests/Support/SyncModel",
      swiftSettings: strict),
    tests("SyncTests", ["SyncModel", "Sync", "Replica", "ERPNext", "Domain"]),
    program("SiteProcess", ["EmbeddedSite", "SampleWeek"], path: "Tests/Support/SiteProcess"),
    tests("EmbeddedSiteTests", ["CZlib", "EmbeddedSite", "SampleWeek", "Recordings", "SiteProcess"], resources: [.copy("Data")]),
    tests(
      "ConsoleTests", ["Console", "Domain", "Canvas", "Configuration", "Widgets", "Scheduling", "SampleWeek"],
      resources: [.copy("Golden")]),
    tests("TerminalIOTests", ["TerminalIO", "Canvas", "Chance", "TerminalHarness"]),
    tests(
      "RuntimeTests",
      [
        "Runtime", "Domain", "Canvas", "Configuration", "Console", "EmbeddedSite", "Geocoding", "Hub", "Replica", "SignIn",
        "Sync",
        "Transport",
        "ScriptedServer", "Routing", "Cartography", "Tiles", "TileWriting",
      ]),
    .target(
      name: "Recordings", path: "Tests/Support/Recordings", resources: [.copy("frappe"), .copy("frappe-postgresql")],
      swiftSettings: strict),
    .target(name: "TileWriting", path: "Tests/Support/TileWriting", swiftSettings: strict),
    .target(name: "Chance", path: "Tests/Support/Chance", swiftSettings: strict),
    .target(name: "CPty", path: "Tests/Support/CPty"),
    .target(name: "TerminalHarness", dependencies: ["CPty"], path: "Tests/Support/TerminalHarness", swiftSettings: strict),
    .executableTarget(
      name: "CursesSample", path: "Tests/Support/CursesSample",
      linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    tests("TerminalHarnessTests", ["TerminalHarness", "CursesSample"]),
    .target(
      name: "Household", dependencies: ["TerminalHarness", "Chance"], path: "Tests/Support/Household", swiftSettings: strict),
    program("Torture", ["Chance", "SyncModel", "Replica", "Household", "gigafibre-dispatch"], path: "Tests/Torture"),
    program(
      "Benchmarks",
      ["CPty", "TerminalHarness", "Household", "gigafibre-dispatch", "Console", "Tiles", "Cartography", "Domain", "Canvas"],
      path: "Tests/Benchmarks"),
    .executableTarget(
      name: "sse-harness", dependencies: ["Transport", flyingFox, flyingSocks], path: "Tests/SSEHarness", swiftSettings: strict),
    tests("SSEHarnessTests", ["Transport", "ScriptedServer", "TerminalHarness", "sse-harness"]),
    tests("EndToEndTests", ["Chance", "TerminalHarness", "Household", "gigafibre-dispatch"]),
  ],
  swiftLanguageModes: [.v6]
)
