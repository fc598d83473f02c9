import Canvas
import Yams

/// A theme as written: `name`, optionally `based_on` and `colors` (names of its own), and `roles`, each as
/// `[INK] [on PAPER] [bold dim underline reverse italic]`.
struct ThemeFile {
  private(set) var name: String?
  private(set) var base: (name: String, node: Node)?
  private(set) var roles: [Role: Appearance] = [:]
  private(set) var diagnostics: [Diagnostic]
  private var palette: [String: Color] = [:]
  private let file: String

  init(_ text: String, file: String) {
    self.file = file
    let document = YAMLDocument(text, file: file)
    diagnostics = document.diagnostics
    guard let root = document.root else { return }
    guard let mapping = root.mapping else {
      if root.scalar?.string.isEmpty != true { report(root, .wrongType(key: "", expected: .mapping)) }
      return
    }
    // Names of colours first, wherever they stand.
    for (key, value) in mapping where key.scalar?.string == "colors" { readPalette(value) }
    for (key, value) in mapping {
      switch key.scalar?.string ?? "" {
      case "colors": break
      case "name": name = value.scalar?.string
      case "based_on":
        if let text = value.scalar?.string {
          base = (text, value)
        } else {
          report(value, .wrongType(key: "based_on", expected: .text))
        }
      case "roles": readRoles(value)
      case let other:
        let suggestion = Suggestion.nearest(to: other, among: ["name", "based_on", "colors", "roles"])
        report(key, .unknownKey(other, suggestion: suggestion))
      }
    }
  }

  private mutating func readPalette(_ value: Node) {
    guard let mapping = value.mapping else { return report(value, .wrongType(key: "colors", expected: .mapping)) }
    for (key, value) in mapping {
      let text = value.scalar?.string ?? ""
      guard let name = key.scalar?.string, let color = ColorNotation.parse(text) else {
        report(value, .unknownColor(text, suggestion: Suggestion.nearest(to: text, among: ColorNotation.names)))
        continue
      }
      palette[name] = color
    }
  }

  private mutating func readRoles(_ value: Node) {
    guard let mapping = value.mapping else { return report(value, .wrongType(key: "roles", expected: .mapping)) }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let role = Role(name: name) else {
        report(key, .unknownRole(name, suggestion: Suggestion.nearest(to: name, among: Role.allCases.map(\.name))))
        continue
      }
      guard let text = value.scalar?.string else {
        report(value, .wrongType(key: name, expected: .text))
        continue
      }
      roles[role] = readAppearance(text, value)
    }
  }

  private static let attributes: [String: TextAttributes] = [
    "bold": .bold, "dim": .dim, "underline": .underline, "reverse": .reverse, "italic": .italic,
  ]

  /// What can be read of it counts; what cannot is reported.
  private mutating func readAppearance(_ text: String, _ node: Node) -> Appearance {
    var appearance = Appearance()
    var isPaper = false
    for word in text.split(separator: " ").map(String.init) {
      if word == "on" {
        isPaper = true
      } else if let attribute = Self.attributes[word], !isPaper {
        appearance.attributes.insert(attribute)
      } else if let color = palette[word] ?? ColorNotation.parse(word) {
        if isPaper { appearance.background = color } else { appearance.foreground = color }
        isPaper = false
      } else {
        let colors = palette.keys.sorted() + ColorNotation.names
        if let suggestion = Suggestion.nearest(to: word, among: Self.attributes.keys.sorted()), !isPaper {
          report(node, .unknownAttribute(word, suggestion: suggestion))
        } else {
          report(node, .unknownColor(word, suggestion: Suggestion.nearest(to: word, among: colors)))
        }
        isPaper = false
      }
    }
    return appearance
  }

  private mutating func report(_ node: Node, _ problem: Problem) { diagnostics.append(node.diagnostic(in: file, problem)) }
}
