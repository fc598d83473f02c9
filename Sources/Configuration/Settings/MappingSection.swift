import Domain

/// The `mapping:` section of a config.yaml, written out. The rest of the file, comments and all, stays as the person has it.
package enum MappingSection {
  /// The section's lines; only names that are set.
  package static func text(_ mapping: [DocumentKind: KindMapping]) -> String {
    var lines = ["mapping:"]
    for kind in DocumentKind.allCases {
      guard let entry = mapping[kind], entry != KindMapping() else { continue }
      lines.append("  \(kind.rawValue):")
      if let doctype = entry.doctype { lines.append("    doctype: " + quoted(doctype)) }
      append(entry.fields, under: "fields", indent: 4, to: &lines)
      let sections = entry.values.filter { !$0.value.isEmpty }
      if !sections.isEmpty {
        lines.append("    values:")
        for (field, words) in sections.sorted(by: { $0.key < $1.key }) { append(words, under: field, indent: 6, to: &lines) }
      }
      if !entry.tables.isEmpty {
        lines.append("    tables:")
        for (table, other) in entry.tables.sorted(by: { $0.key < $1.key }) {
          lines.append("      \(table):")
          if let doctype = other.doctype { lines.append("        doctype: " + quoted(doctype)) }
          append(other.fields, under: "fields", indent: 8, to: &lines)
        }
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A file's text with this section in place of the one it has, or at its end.
  package static func replacing(in text: String, with mapping: [DocumentKind: KindMapping]) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let section = Self.text(mapping)
    if let first = lines.firstIndex(where: { $0.hasPrefix("mapping:") }) {
      var end = first + 1
      // Up to the next key at the margin; what is indented, empty or a comment within belongs to the section.
      while end < lines.count, lines[end].isEmpty || " \t#".contains(lines[end].first!) { end += 1 }
      while end > first + 1, lines[end - 1].isEmpty || lines[end - 1].hasPrefix("#") { end -= 1 }
      lines.replaceSubrange(first..<end, with: section.split(separator: "\n").map(String.init))
      return lines.joined(separator: "\n")
    }
    if text.isEmpty { return section }
    return text + (text.hasSuffix("\n") ? "" : "\n") + section
  }

  private static func append(_ names: [String: String], under key: String, indent: Int, to lines: inout [String]) {
    guard !names.isEmpty else { return }
    let margin = String(repeating: " ", count: indent)
    lines.append(margin + key + ":")
    for (name, site) in names.sorted(by: { $0.key < $1.key }) { lines.append("\(margin)  \(quoted(name)): \(quoted(site))") }
  }

  /// Plain where YAML takes it so for certain, else in double quotes.
  private static func quoted(_ text: String) -> String {
    let isPlain =
      text.first?.isLetter == true && text.allSatisfy { $0.isLetter || $0.isNumber || " _-".contains($0) } && !text.hasSuffix(" ")
      && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"].contains(text.lowercased())
    if isPlain { return text }
    return "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
