import Canvas
import Domain
import Yams

/// Reads one config.yaml over the settings of the layers below it.
struct ConfigurationFile {
  private(set) var settings: Settings
  /// Where this file has set each key that it sets.
  private(set) var places: [SettingKey: SettingPlace] = [:]
  private(set) var diagnostics: [Diagnostic]
  /// Of the diagnostics, those of keys that resemble nothing and might have named the site.
  private(set) var unexplained: Set<Diagnostic> = []
  private let file: String

  init(_ text: String, file: String, over settings: Settings) {
    self.file = file
    self.settings = settings
    let document = YAMLDocument(text, file: file)
    diagnostics = document.diagnostics
    guard let root = document.root else { return }
    guard let mapping = root.mapping else {
      // A file of comments alone is an empty text, not a mistake.
      if root.scalar?.string.isEmpty != true { report(root, .wrongType(key: "", expected: .mapping), severity: .error) }
      return
    }
    for (key, value) in mapping { read(top: key, value) }
  }

  private static let sections = ["site", "hub", "headquarters", "geocoder", "routing", "map"]
  private static let topKeys: [String] = {
    var keys = SettingKey.allCases.map(\.rawValue).filter { !$0.contains(".") }
    keys += sections + ["keymap", "mapping", "credential_command"]
    return keys
  }()

  private mutating func read(top key: Node, _ value: Node) {
    let name = key.scalar?.string ?? ""
    if Self.sections.contains(name) {
      guard let mapping = value.mapping else {
        // A section whose every line is a comment sets nothing.
        if value.scalar?.string.isEmpty == true { return }
        return report(value, .wrongType(key: name, expected: .mapping), severity: name == "site" ? .error : .warning)
      }
      for (key, value) in mapping { readSection(name, key, value) }
      return
    }
    switch name {
    case "keymap": readKeymap(value)
    case "mapping": readMapping(value)
    case "credential_command":
      guard let words = texts(value), !words.isEmpty, words[0].hasPrefix("/") else {
        return report(value, .badValue(key: name, value: texts(value)?.first ?? "", expected: .absolutePath))
      }
      settings.credentialCommand = words
    default:
      guard let setting = SettingKey(rawValue: name), !name.contains(".") else {
        let suggestion = Suggestion.nearest(to: name, among: Self.topKeys)
        return reportUnknown(key, name, suggestion: suggestion, isSite: suggestion == "site")
      }
      set(setting, value)
    }
  }

  /// A key that was meant for the site changes where edits go, and so may one of which nobody knows what it was meant for.
  private mutating func reportUnknown(_ key: Node, _ name: String, suggestion: String?, isSite: Bool) {
    let problem = Problem.unknownKey(name, suggestion: suggestion)
    report(key, problem, severity: isSite ? .error : .warning)
    if suggestion == nil { unexplained.insert(key.diagnostic(in: file, problem)) }
  }

  private mutating func readSection(_ section: String, _ key: Node, _ value: Node) {
    let name = key.scalar?.string ?? ""
    guard let setting = SettingKey(rawValue: section + "." + name) else {
      let known = SettingKey.allCases.map(\.rawValue).filter { $0.hasPrefix(section + ".") }.map {
        String($0.dropFirst(section.count + 1))
      }
      let suggestion = Suggestion.nearest(to: name, among: known).map { section + "." + $0 }
      guard section == "site" else { return report(key, .unknownKey(section + "." + name, suggestion: suggestion)) }
      return reportUnknown(key, "site." + name, suggestion: suggestion, isSite: suggestion == SettingKey.siteURL.rawValue)
    }
    set(setting, value)
  }

  private mutating func set(_ setting: SettingKey, _ value: Node) {
    let severity: Diagnostic.Severity = setting == .siteURL ? .error : .warning
    guard let text = value.scalar?.string else {
      return report(value, .wrongType(key: setting.rawValue, expected: .text), severity: severity)
    }
    if let problem = settings.set(setting, to: text) { return report(value, problem, severity: severity) }
    places[setting] = value.place(in: file)
  }

  private mutating func readKeymap(_ value: Node) {
    guard let mapping = value.mapping else { return report(value, .wrongType(key: "keymap", expected: .mapping)) }
    for (key, value) in mapping {
      let command = key.scalar?.string ?? ""
      guard let nodes = value.sequence.map(Array.init) ?? value.scalar.map({ $0.string.isEmpty ? [] : [value] }) else {
        report(value, .wrongType(key: "keymap." + command, expected: .list))
        continue
      }
      var keys: [Key] = []
      for node in nodes {
        let text = node.scalar?.string ?? ""
        if let key = KeyNotation.parse(text) {
          if KeymapOverrides.reserved.contains(key) {
            report(node, .reservedKey(text))
          } else if KeymapOverrides.movement.contains(key) {
            report(node, .movementKey(text))
          } else {
            keys.append(key)
          }
        } else {
          report(node, .badKey(text))
        }
      }
      // Where nothing readable is left of what was written, the command keeps the keys it had.
      guard !keys.isEmpty || nodes.isEmpty else { continue }
      settings.keymap.entries.append(
        .init(command: command, keys: keys, file: file, line: key.mark?.line, column: key.mark?.column))
    }
  }

  private mutating func readMapping(_ value: Node) {
    guard let mapping = value.mapping else { return report(value, .wrongType(key: "mapping", expected: .mapping)) }
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let kind = DocumentKind(rawValue: name) else {
        let suggestion = Suggestion.nearest(to: name, among: DocumentKind.allCases.map(\.rawValue))
        report(key, .unknownKey("mapping." + name, suggestion: suggestion.map { "mapping." + $0 }))
        continue
      }
      guard let entries = value.mapping else {
        report(value, .wrongType(key: "mapping." + name, expected: .mapping))
        continue
      }
      for (key, value) in entries { readMapping(of: kind, key, value) }
    }
  }

  private mutating func readMapping(of kind: DocumentKind, _ key: Node, _ value: Node) {
    let name = key.scalar?.string ?? ""
    let path = "mapping." + kind.rawValue + "." + name
    switch name {
    case "doctype":
      guard let text = value.scalar?.string, !text.isEmpty else { return report(value, .wrongType(key: path, expected: .text)) }
      settings.mapping[kind, default: KindMapping()].doctype = text
    case "fields":
      let names = readNames(value, path, known: kind.fields.map(\.name))
      settings.mapping[kind, default: KindMapping()].fields.merge(names) { _, new in new }
    case "status" where kind == .job:
      let names = readNames(value, path, known: JobStatus.allCases.map(\.rawValue))
      if settings.mapping[kind] == nil { settings.mapping[kind] = KindMapping() }
      if !names.isEmpty { settings.mapping[kind]?.values["status", default: [:]].merge(names) { _, new in new } }
    case "values": readValues(of: kind, value, path)
    case "tables": readTables(of: kind, value, path)
    default:
      let suggestion = Suggestion.nearest(to: name, among: ["doctype", "fields", "status", "values", "tables"])
      report(key, .unknownKey(path, suggestion: suggestion.map { "mapping." + kind.rawValue + "." + $0 }))
    }
  }

  /// `values: {priority: {P1: Urgent}}`.
  private mutating func readValues(of kind: DocumentKind, _ value: Node, _ path: String) {
    let known = kind.fields.filter { $0.type == .select }.map(\.name)
    for (name, value) in readSections(value, path, known: known) {
      guard let words = value.mapping else {
        report(value, .wrongType(key: path + "." + name, expected: .mapping))
        continue
      }
      let statuses = kind == .job && name == "status" ? JobStatus.allCases.map(\.rawValue) : nil
      let names = readNames(value, path + "." + name, known: statuses ?? words.map { $0.key.scalar?.string ?? "" })
      settings.mapping[kind, default: KindMapping()].values[name, default: [:]].merge(names) { _, new in new }
    }
  }

  /// `tables: {tags: {doctype: Job Tag, fields: {tag: label}}}`.
  private mutating func readTables(of kind: DocumentKind, _ value: Node, _ path: String) {
    let columns = kind.fields.reduce(into: [String: [String]]()) {
      if case .table(let fields) = $1.type { $0[$1.name] = fields.map(\.name) }
    }
    for (table, value) in readSections(value, path, known: columns.keys.sorted()) {
      for (name, value) in readSections(value, path + "." + table, known: ["doctype", "fields"]) {
        let place = path + "." + table + "." + name
        if name == "fields" {
          let names = readNames(value, place, known: columns[table] ?? [])
          settings.mapping[kind, default: KindMapping()].tables[table, default: TableMapping()].fields.merge(names) { _, new in
            new
          }
        } else if let text = value.scalar?.string, !text.isEmpty {
          settings.mapping[kind, default: KindMapping()].tables[table, default: TableMapping()].doctype = text
        } else {
          report(value, .wrongType(key: place, expected: .text))
        }
      }
    }
  }

  /// The entries of a mapping whose keys are known; the others are reported.
  private mutating func readSections(_ value: Node, _ path: String, known: [String]) -> [(name: String, value: Node)] {
    guard let mapping = value.mapping else {
      report(value, .wrongType(key: path, expected: .mapping))
      return []
    }
    var sections: [(name: String, value: Node)] = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if known.contains(name) {
        sections.append((name, value))
      } else {
        report(
          key, .unknownKey(path + "." + name, suggestion: Suggestion.nearest(to: name, among: known).map { path + "." + $0 }))
      }
    }
    return sections
  }

  private mutating func readNames(_ value: Node, _ path: String, known: [String]) -> [String: String] {
    guard let mapping = value.mapping else {
      report(value, .wrongType(key: path, expected: .mapping))
      return [:]
    }
    var names: [String: String] = [:]
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      if !known.contains(name) {
        report(key, .unknownKey(path + "." + name, suggestion: Suggestion.nearest(to: name, among: known)))
      } else if let text = value.scalar?.string, !text.isEmpty {
        names[name] = text
      } else {
        report(value, .wrongType(key: path + "." + name, expected: .text))
      }
    }
    return names
  }

  private func texts(_ value: Node) -> [String]? {
    guard let sequence = value.sequence else { return nil }
    let texts = sequence.compactMap { $0.scalar?.string }
    return texts.count == sequence.count ? texts : nil
  }

  private mutating func report(_ node: Node, _ problem: Problem, severity: Diagnostic.Severity = .warning) {
    diagnostics.append(node.diagnostic(in: file, severity: severity, problem))
  }
}
