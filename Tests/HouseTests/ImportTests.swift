import Foundation
import Testing

/// What is wrong with the imports of one source of `target`.
func importBreaches(target: String, source: String, knownModules: Set<String>) -> [String] {
  guard let allowance = allowances[target] else { return ["\(target) is not in the table of floors"] }
  var breaches: [String] = []
  for module in SwiftText(source).imports.sorted() {
    if module == ncursesModule && target != ncursesOwner { breaches.append("ncurses is imported outside \(ncursesOwner)") }
    if allowance.imports.contains(module) || allowance.system.contains(module) { continue }
    let kind = knownModules.contains(module) ? "which its floor forbids" : "which is neither a target nor granted to it"
    breaches.append("\(target) imports \(module), \(kind)")
  }
  return breaches
}

@Suite struct ImportTests {
  @Test func everySourceImportsOnlyWhatItsFloorAllows() throws {
    let paths = try Checkout.files(under: "Sources", extensions: ["swift"])
    #expect(!paths.isEmpty)
    for path in paths {
      let breaches = importBreaches(
        target: Checkout.target(of: path), source: try Checkout.text(path), knownModules: Set(allowances.keys))
      #expect(breaches == [], "\(path)")
    }
  }

  @Test func aTargetStandsOnlyOnLowerFloors() {
    for (height, floor) in floors.enumerated() {
      let lower = Set(floors[..<height].flatMap(\.keys))
      for (name, allowance) in floor {
        let own = allowance.imports.filter { allowances[$0] != nil }
        #expect(own.subtracting(lower) == [], "\(name) stands on its own floor or above")
      }
    }
  }

  @Test func theManifestAgreesWithTheTable() throws {
    let manifest = Manifest(try Checkout.text("Package.swift"))
    let declared = manifest.targets.filter { !$0.isTest && $0.path?.hasPrefix("Tests/") != true }
    #expect(Set(declared.map(\.name)) == Set(allowances.keys))
    for target in declared {
      #expect(target.dependencies == allowances[target.name]?.imports, "\(target.name)")
    }
  }

  @Test func everyFolderOfSourcesIsATarget() throws {
    let folders = Set(try Checkout.targetFolders())
    #expect(folders == Set(allowances.keys))
  }

  @Test func everyExternalPackageIsPinned() throws {
    let packages = Manifest(try Checkout.text("Package.swift")).packages
    #expect(!packages.isEmpty)
    for (url, requirement) in packages { #expect(requirement.hasPrefix("exact: \""), "\(url)") }
  }

  @Test(arguments: [
    ("import Canvas", ["Domain imports Canvas, which its floor forbids"]),
    ("@testable import Runtime", ["Domain imports Runtime, which its floor forbids"]),
    ("  package import struct Replica.Outbox", ["Domain imports Replica, which its floor forbids"]),
    ("import GRDB", ["Domain imports GRDB, which is neither a target nor granted to it"]),
    ("let a = 1; import Foundation", ["Domain imports Foundation, which is neither a target nor granted to it"]),
    ("import CNcurses", ["ncurses is imported outside TerminalIO", "Domain imports CNcurses, which its floor forbids"]),
    ("// import Canvas\n/* import\nimport Canvas */ let text = \"import Canvas\"", []),
    ("let page = \"\"\"\nimport Canvas\n\"\"\"", []),
    ("import Glibc\nimport Synchronization", []),
  ])
  func plantedImportsAreJudged(source: String, expected: [String]) {
    #expect(importBreaches(target: "Domain", source: source, knownModules: Set(allowances.keys)) == expected)
  }

  @Test func anUnknownTargetIsABreach() {
    #expect(importBreaches(target: "Attic", source: "", knownModules: []) == ["Attic is not in the table of floors"])
  }

  @Test func aPlantedManifestIsRead() {
    let manifest = Manifest(
      """
      let db = Target.Dependency.product(name: "Database", package: "database.swift")
      func floor(_ name: String) -> Target { .target(name: name) }
      let package = Package(name: "x", dependencies: [.package(url: "https://example.org/database.swift", from: "1.2.3")], targets: [
        .target(name: "C", linkerSettings: [.linkedLibrary("c")]),
        floor("A", ["C"], linking: ["z"]), floor("B"),
        .target(name: "E", dependencies: ["A",
          db], path: "Elsewhere/E"),
        tests("ATests", ["A"]), program("run", ["A", db], path: "Sources/run"),
      ])
      """)
    let found = Dictionary(uniqueKeysWithValues: manifest.targets.map { ($0.name, $0) })
    #expect(Set(found.keys) == ["C", "A", "B", "E", "ATests", "run"])
    #expect(found["C"]?.dependencies == [])
    #expect(found["A"]?.dependencies == ["C"])
    #expect(found["B"]?.dependencies == [])
    #expect(found["E"]?.dependencies == ["A", "Database"])
    #expect(found["E"]?.path == "Elsewhere/E")
    #expect(found["ATests"]?.isTest == true)
    #expect(found["run"]?.dependencies == ["A", "Database"])
    #expect(manifest.packages == ["https://example.org/database.swift": "from: \"1.2.3\""])
  }
}
