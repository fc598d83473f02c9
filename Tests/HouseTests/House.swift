import Foundation
import Testing

/// What one target may import.
struct Allowance {
  /// Targets of this package and products of others, as Package.swift lists them.
  let imports: Set<String>
  /// Modules that come with the toolchain.
  let system: Set<String>
  /// May not read a clock, randomness, the network, files or the environment, nor print.
  let isPure: Bool

  init(_ imports: Set<String> = [], system: Set<String> = Self.ordinary, pure: Bool = false) {
    self.imports = imports
    self.system = system
    isPure = pure
  }

  static let ordinary: Set<String> = ["Swift", "Glibc", "FoundationEssentials", "Synchronization"]
  static let queues = ordinary.union(["Dispatch"])
  /// Where dates, threads or archives of Foundation proper are needed and start-up time is not.
  static let whole = queues.union(["Foundation"])
}

/// The floors of the house, lowest first. This table is the truth: Package.swift must agree with it, and sources keep to it.
let floors: [[String: Allowance]] = [
  [
    "CNcurses": Allowance(),
    "CCurl": Allowance(),
    "CZlib": Allowance(),
  ],
  [
    "Domain": Allowance(pure: true),
    "Canvas": Allowance(pure: true),
    "Transport": Allowance(["CCurl"]),
    "SampleWeek": Allowance(),
  ],
  [
    "Scheduling": Allowance(["Domain"], pure: true),
    "Cartography": Allowance(["Domain", "Canvas"], pure: true),
    "Widgets": Allowance(["Canvas"], pure: true),
    "ERPNext": Allowance(["Domain", "Transport"]),
    "Hub": Allowance(["Domain", "Transport"]),
    "Geocoding": Allowance(["Domain", "Transport"]),
    "Routing": Allowance(["Domain", "Transport"]),
    "Replica": Allowance(["Domain", "GRDB"], system: Allowance.whole),
    "Tiles": Allowance(["Domain", "Transport", "CZlib", "GRDB"]),
    "Configuration": Allowance(["Canvas", "Domain", "Yams"]),
  ],
  [
    "Console": Allowance(["Domain", "Canvas", "Widgets", "Scheduling", "Cartography", "Configuration"], pure: true),
    "TerminalIO": Allowance(["Canvas", "CNcurses"]),
    "Sync": Allowance(["Domain", "Replica", "ERPNext"]),
    "SignIn": Allowance(["Transport", "Configuration"], system: Allowance.queues),
    "SiteAdmin": Allowance(["Domain", "Transport", "ERPNext", "SampleWeek"]),
    "EmbeddedSite": Allowance(["CZlib", "SampleWeek", "FlyingFox", "FlyingSocks", "GRDB"], system: Allowance.whole),
  ],
  [
    "Runtime": Allowance(
      [
        "Domain", "Canvas", "Cartography", "Transport", "ERPNext", "Hub", "Replica", "Configuration", "Scheduling", "Console",
        "TerminalIO", "Sync", "SiteAdmin", "SignIn", "EmbeddedSite", "Geocoding", "Routing", "Tiles",
        "SampleWeek",
      ], system: Allowance.queues)
  ],
  [
    "gigafibre-dispatch": Allowance(
      ["Runtime", "Canvas", "Configuration", "EmbeddedSite", "SampleWeek", "ArgumentParser"], system: Allowance.whole)
  ],
]

let allowances: [String: Allowance] = floors.reduce(into: [:]) { $0.merge($1) { first, _ in first } }

/// The only target that may import ncurses.
let ncursesModule = "CNcurses"
let ncursesOwner = "TerminalIO"

/// The package as it lies on disk.
enum Checkout {
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath)
    repeat {
      folder.deleteLastPathComponent()
    } while folder.path != "/"
      && !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
    return folder
  }()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Paths from the root, sorted, of the files under `folder` whose extension is one of `extensions`.
  static func files(under folder: String, extensions: Set<String>) throws -> [String] {
    // The folder may be a link when the sources are built from elsewhere.
    let base = root.appendingPathComponent(folder).resolvingSymlinksInPath()
    guard let walk = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    var paths: [String] = []
    for case let file as URL in walk where extensions.contains(file.pathExtension) {
      paths.append(folder + file.resolvingSymlinksInPath().path.dropFirst(base.path.count))
    }
    return paths.sorted()
  }

  static func targetFolders() throws -> [String] {
    let sources = root.appendingPathComponent("Sources").resolvingSymlinksInPath()
    return try FileManager.default.contentsOfDirectory(at: sources, includingPropertiesForKeys: [.isDirectoryKey])
      .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
      .map(\.lastPathComponent).sorted()
  }

  /// The target that a path such as `Sources/Domain/Jobs/Job.swift` belongs to.
  static func target(of path: String) -> String {
    path.split(separator: "/").dropFirst().first.map(String.init) ?? ""
  }
}
