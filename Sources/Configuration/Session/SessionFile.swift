import Yams

/// One remembered value.
package enum SessionValue: Sendable, Hashable {
  case text(String)
  case number(Int)
  case texts([String])

  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var number: Int? { if case .number(let number) = self { number } else { nil } }
  package var texts: [String] { if case .texts(let texts) = self { texts } else { [] } }
}

/// How the console was left, as a small YAML file: a version and one line a value.
package enum SessionFile {
  package static let version = 1

  package enum Failure: Error, Hashable, Sendable {
    /// It is not what this program writes.
    case damaged
    /// A later program has written it.
    case newer(Int)
  }

  /// What a file says. Values of kinds that this version does not know are passed over.
  package static func read(_ text: String) throws(Failure) -> [String: SessionValue] {
    guard let node = try? Yams.compose(yaml: text), let mapping = node.mapping, let version = mapping["version"]?.int else {
      throw .damaged
    }
    if version > Self.version { throw .newer(version) }
    var values: [String: SessionValue] = [:]
    for (key, value) in mapping {
      guard let name = key.string, name != "version" else { continue }
      switch value {
      case .scalar(let scalar):
        if scalar.style == .plain, let number = value.int {
          values[name] = .number(number)
        } else {
          values[name] = .text(scalar.string)
        }
      case .sequence(let items): values[name] = .texts(items.compactMap(\.string))
      default: continue
      }
    }
    return values
  }

  /// The text of a file, the same for the same values.
  package static func text(_ values: [String: SessionValue]) -> String {
    var text = "version: \(version)\n"
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where name != "version" {
      switch value {
      case .number(let number): text += "\(name): \(number)\n"
      case .text(let line): text += "\(name): \(quoted(line))\n"
      case .texts(let lines): text += "\(name): [" + lines.map(quoted).joined(separator: ", ") + "]\n"
      }
    }
    return text
  }

  /// In double quotes, where YAML takes JSON's escapes.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\":
        quoted += "\\"
        quoted.unicodeScalars.append(scalar)
      case _
      where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0x2028 || scalar.value == 0x2029
        || scalar.value == 0xFEFF:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
