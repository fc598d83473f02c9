import Canvas
import Domain

extension Settings {
  /// Sets one value from its text; what is wrong with it, or nil.
  mutating func set(_ key: SettingKey, to text: String) -> Problem? {
    switch key {
    case .siteURL:
      guard Self.isURL(text) else { return .badValue(key: key.rawValue, value: text, expected: .url) }
      siteURL = Self.withoutTrailingSlash(text)
    case .hubURL:
      guard Self.isURL(text) else { return .badValue(key: key.rawValue, value: text, expected: .url) }
      hubURL = Self.withoutTrailingSlash(text)
    case .allowsPlainHTTP:
      guard let value = Self.boolean(text) else { return .badValue(key: key.rawValue, value: text, expected: .boolean) }
      allowsPlainHTTP = value
    case .mouse:
      guard let value = Self.boolean(text) else { return .badValue(key: key.rawValue, value: text, expected: .boolean) }
      usesMouse = value
    case .zone:
      guard !text.isEmpty else { return .badValue(key: key.rawValue, value: text, expected: .zone) }
      zone = text
    case .language:
      guard let value = Language(rawValue: text) else { return notAmong(key, text, Language.allCases.map(\.rawValue)) }
      language = value
    case .theme:
      guard !text.isEmpty else { return .badValue(key: key.rawValue, value: text, expected: .text) }
      theme = text
    case .symbols:
      guard let value = SymbolSet(rawValue: text) else { return notAmong(key, text, SymbolSet.allCases.map(\.rawValue)) }
      symbols = value
    case .latitude:
      guard let value = Double(text), let moved = Coordinate(latitude: value, longitude: headquarters.longitude) else {
        return .badValue(key: key.rawValue, value: text, expected: .latitude)
      }
      headquarters = moved
    case .longitude:
      guard let value = Double(text), let moved = Coordinate(latitude: headquarters.latitude, longitude: value) else {
        return .badValue(key: key.rawValue, value: text, expected: .longitude)
      }
      headquarters = moved
    case .role:
      guard Self.roles.contains(text) else { return notAmong(key, text, Self.roles) }
      role = text
    case .team:
      team = text
    case .routingURL:
      guard Self.isURL(text) else { return .badValue(key: key.rawValue, value: text, expected: .url) }
      guard Self.isPrivate(text) else { return .badValue(key: key.rawValue, value: text, expected: .secureURL) }
      routingURL = Self.withoutTrailingSlash(text)
    case .routingProfile:
      let isName = !text.isEmpty && text.utf8.allSatisfy { Self.profileBytes.contains($0) }
      guard isName else { return .badValue(key: key.rawValue, value: text, expected: .text) }
      routingProfile = text
    case .retentionDays:
      guard let value = Int(text), (1...3_650).contains(value) else {
        return .badValue(key: key.rawValue, value: text, expected: .number)
      }
      retentionDays = value
    case .geocoderURL:
      guard Self.isURL(text) else { return .badValue(key: key.rawValue, value: text, expected: .url) }
      geocoderURL = Self.withoutTrailingSlash(text)
    case .geocoderEmail:
      guard text.contains("@"), text.allSatisfy({ !$0.isWhitespace }) else {
        return .badValue(key: key.rawValue, value: text, expected: .text)
      }
      geocoderEmail = text
    case .publicGeocoder:
      guard let value = Self.boolean(text) else { return .badValue(key: key.rawValue, value: text, expected: .boolean) }
      usesPublicGeocoder = value
    case .geocoderPause:
      guard let value = Double(text), (0...60).contains(value) else {
        return .badValue(key: key.rawValue, value: text, expected: .number)
      }
      geocoderPause = value
    case .tiles:
      // `off` takes back what a file below has set.
      if Self.boolean(text) == false {
        tiles = nil
        return nil
      }
      guard Self.isTileSource(text) else { return .badValue(key: key.rawValue, value: text, expected: .tileSource) }
      tiles = text
    case .tileCacheMegabytes:
      guard let value = Int(text), (1...100_000).contains(value) else {
        return .badValue(key: key.rawValue, value: text, expected: .number)
      }
      tileCacheMegabytes = value
    }
    return nil
  }

  private func notAmong(_ key: SettingKey, _ value: String, _ allowed: [String]) -> Problem {
    .notAmong(key: key.rawValue, value: value, allowed: allowed, suggestion: Suggestion.nearest(to: value, among: allowed))
  }

  static func boolean(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on", "1", "oui": true
    case "false", "no", "off", "0", "non": false
    default: nil
    }
  }

  /// http or https with a host, no credentials in it (they would end up in lists of processes and in logs), no blanks.
  static func isURL(_ text: String) -> Bool {
    let lower = text.lowercased()
    guard let scheme = ["https://", "http://"].first(where: lower.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    return !authority.isEmpty && !authority.hasPrefix(":") && !authority.contains("@")
      && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }
  }

  /// What a profile's name is made of.
  private static let profileBytes = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-".utf8)

  /// https, or an address of this machine: where customers live is nobody's on the way to know.
  static func isPrivate(_ url: String) -> Bool {
    guard url.lowercased().hasPrefix("http://") else { return true }
    let authority = url.dropFirst("http://".count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let host =
      authority.hasPrefix("[") ? authority.prefix { $0 != "]" }.dropFirst() : authority.prefix { $0 != ":" }
    let name = host.lowercased()
    let numbers = name.split(separator: ".", omittingEmptySubsequences: false)
    return name == "localhost" || name.hasSuffix(".localhost") || name == "::1"
      || numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  /// A path that means the same wherever the console is started, or an address that nobody can listen in on.
  static func isTileSource(_ text: String) -> Bool {
    if text.hasPrefix("/") || text.hasPrefix("~/") { return !text.utf8.contains(0) && !text.hasSuffix("/") }
    guard isURL(text) else { return false }
    let lower = text.lowercased()
    if lower.hasPrefix("https://") { return true }
    let host = lower.dropFirst("http://".count).prefix { $0 != "/" && $0 != ":" && $0 != "?" }
    return host == "localhost" || host.hasPrefix("127.") || lower.hasPrefix("http://[::1]")
  }

  private static func withoutTrailingSlash(_ text: String) -> String {
    var text = text
    while text.hasSuffix("/") { text.removeLast() }
    return text
  }
}
