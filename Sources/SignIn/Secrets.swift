import Configuration
import Transport

/// Secrets by name, as a credentials file or command gives them: one `name: value` a line, `#` before a comment. Never printed.
package struct Secrets: Sendable, Equatable {
  /// The names that mean something to the console.
  package enum Name: String, Sendable, CaseIterable {
    case apiKey = "api_key"
    case apiSecret = "api_secret"
    case hubToken = "hub_token"

    /// `GIGAFIBRE_DISPATCH_API_KEY` …
    package var variable: String { "GIGAFIBRE_DISPATCH_" + rawValue.uppercased() }
  }

  /// A line that is neither a comment nor `name: value` with a known name; the line's text may be secret and is not told.
  package struct LineMistake: Error, Sendable, Equatable {
    package enum Reason: Sendable, Equatable {
      /// It has no colon.
      case notAPair
      /// What stands before the colon is none of the names; the one that it resembles.
      case unknownName(nearest: Name?)
      case noValue(Name)
    }

    /// From 1.
    package let line: Int
    package let reason: Reason

    package init(line: Int, reason: Reason) {
      self.line = line
      self.reason = reason
    }
  }

  private var values: [Name: String] = [:]

  package init() {}

  package init(parsing bytes: [UInt8]) throws(LineMistake) {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, raw) in lines.enumerated() {
      let line = Self.trimmed(String(decoding: raw, as: UTF8.self)[...])
      if line.isEmpty || line.hasPrefix("#") { continue }
      guard let colon = line.firstIndex(of: ":") else { throw LineMistake(line: index + 1, reason: .notAPair) }
      let word = String(Self.trimmed(line[..<colon]))
      guard let name = Name(rawValue: word) else {
        let nearest = Suggestion.nearest(to: word, among: Name.allCases.map(\.rawValue)).flatMap(Name.init)
        throw LineMistake(line: index + 1, reason: .unknownName(nearest: nearest))
      }
      let value = Self.unquoted(Self.trimmed(line[line.index(after: colon)...]))
      guard !value.isEmpty else { throw LineMistake(line: index + 1, reason: .noValue(name)) }
      values[name] = value
    }
  }

  package subscript(name: Name) -> String? {
    get { values[name] }
    set { values[name] = newValue }
  }

  package var isEmpty: Bool { values.isEmpty }

  /// Where both have a name, `other` wins.
  package func overlaid(by other: Secrets) -> Secrets {
    var result = self
    result.values.merge(other.values) { $1 }
    return result
  }

  /// For the site; nil without key and secret, or where one holds what no header may hold.
  package var siteCredential: Credential? {
    guard let key = values[.apiKey], let secret = values[.apiSecret] else { return nil }
    return .token(key: key, secret: secret)
  }

  package var hubCredential: Credential? { values[.hubToken].flatMap { .bearer($0) } }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  private static func unquoted(_ text: Substring) -> String {
    for quote in ["\"", "'"] where text.count >= 2 && text.hasPrefix(quote) && text.hasSuffix(quote) {
      return String(text.dropFirst().dropLast())
    }
    return String(text)
  }
}

extension Secrets: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "Secrets(\(values.keys.map(\.rawValue).sorted().joined(separator: ", ")))" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
