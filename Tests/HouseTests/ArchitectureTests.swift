import Foundation
import Testing

/// The targets that a paragraph of the page begins with, as `**Name**`.
func describedTargets(in page: String) -> Set<String> {
  var names: Set<String> = []
  for line in page.split(separator: "\n") {
    let text = line.hasPrefix("- ") ? line.dropFirst(2) : line
    guard text.hasPrefix("**"), let end = text.dropFirst(2).range(of: "**") else { continue }
    for name in text[text.index(text.startIndex, offsetBy: 2)..<end.lowerBound].split(separator: ",") {
      names.insert(name.trimmed)
    }
  }
  return names
}

@Suite struct ArchitectureTests {
  @Test func everyTargetHasItsParagraph() throws {
    let described = describedTargets(in: try Checkout.text("Sources/ARCHITECTURE.md"))
    #expect(Set(allowances.keys).subtracting(described) == [])
    #expect(described.subtracting(allowances.keys) == [], "described, but not there")
  }

  @Test func aPlantedPageIsRead() {
    let page =
      "# Title\n**Domain** is what it is.\n\n- **CNcurses** is a shim.\n**Hub, Sync** talk.\nOf **Canvas** nothing.\n"
    #expect(describedTargets(in: page) == ["Domain", "CNcurses", "Hub", "Sync"])
  }
}
