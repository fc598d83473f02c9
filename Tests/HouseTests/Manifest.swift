import Foundation

/// The targets and dependencies that Package.swift declares, read from its text.
struct Manifest {
  struct Target {
    var name: String
    var dependencies: Set<String>
    var path: String?
    var isTest: Bool
  }

  private(set) var targets: [Target] = []
  /// The version requirement of each external package, by URL: the text after the URL.
  private(set) var packages: [String: String] = [:]

  init(_ source: String) {
    let products = Self.productNames(in: source)
    for (opening, isTest) in [
      ("floor(", false), (".target(", false), ("program(", false), (".executableTarget(", false), ("tests(", true),
    ] {
      for call in Self.calls(of: opening, in: source) {
        guard let name = Self.nameArgument(call) else { continue }
        targets.append(
          Target(
            name: name, dependencies: Self.dependencies(call, products), path: Self.quoted(after: "path:", in: call),
            isTest: isTest))
      }
    }
    for call in Self.calls(of: ".package(", in: source) {
      guard let url = Self.quoted(after: "url:", in: call), let requirement = call.range(of: "\(url)\",") else { continue }
      packages[url] = String(call[requirement.upperBound...]).trimmed
    }
  }

  /// `let grdb = Target.Dependency.product(name: "GRDB", …)` gives `grdb: GRDB`.
  private static func productNames(in source: String) -> [String: String] {
    var names: [String: String] = [:]
    for line in source.split(separator: "\n") where line.hasPrefix("let ") && line.contains(".product(name:") {
      guard let variable = line.dropFirst(4).split(separator: " ").first, let product = quoted(after: "name:", in: String(line))
      else { continue }
      names[String(variable)] = product
    }
    return names
  }

  /// The text between the parentheses of each call that begins with `opening` and is not part of a longer name.
  private static func calls(of opening: String, in source: String) -> [String] {
    var calls: [String] = []
    var rest = source[...]
    while let found = rest.range(of: opening) {
      let before = found.lowerBound == source.startIndex ? nil : source[source.index(before: found.lowerBound)]
      rest = source[found.upperBound...]
      if let before, before.isLetter || before == "." { continue }
      // A declaration such as `func floor(` is no call.
      if source[..<found.lowerBound].hasSuffix("func ") { continue }
      var depth = 1
      let body = rest.prefix { character in
        if character == "(" { depth += 1 }
        if character == ")" { depth -= 1 }
        return depth > 0
      }
      calls.append(String(body))
    }
    return calls
  }

  private static func nameArgument(_ call: String) -> String? {
    let text = call.trimmed
    if text.hasPrefix("\"") { return quoted(after: "", in: text) }
    return text.hasPrefix("name: \"") ? quoted(after: "name:", in: text) : nil
  }

  private static func dependencies(_ call: String, _ products: [String: String]) -> Set<String> {
    let text: Substring
    if call.trimmed.hasPrefix("name:") {
      guard let label = call.range(of: "dependencies:") else { return [] }
      text = call[label.upperBound...]
    } else {
      // `linking:` is a list too, but of libraries.
      text = call.prefix(upTo: call.range(of: "linking:")?.lowerBound ?? call.endIndex)
    }
    guard let open = text.firstIndex(of: "[") else { return [] }
    let list = text[text.index(after: open)...].prefix { $0 != "]" }
    return Set(
      list.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
        .map { $0.hasPrefix("\"") ? String($0.dropFirst().dropLast()) : products[$0] ?? $0 })
  }

  private static func quoted(after label: String, in text: String) -> String? {
    var rest = text[...]
    if !label.isEmpty {
      guard let found = text.range(of: label) else { return nil }
      rest = text[found.upperBound...]
    }
    guard let open = rest.firstIndex(of: "\"") else { return nil }
    return String(rest[rest.index(after: open)...].prefix { $0 != "\"" })
  }
}

extension StringProtocol {
  var trimmed: String {
    var text = self[...]
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
