import Canvas
import Configuration
import Domain

/// How this console is set up: handed in at start, changed by commands.
package struct Preferences: Sendable, Equatable {
  /// What the person may do; the site has the last word.
  package enum Role: String, CaseIterable, Comparable, Sendable {
    case readOnly = "read-only"
    case dispatcher, supervisor

    private var rank: Int { [Self.readOnly: 0, .dispatcher: 1, .supervisor: 2][self]! }
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  /// Who says where headquarters are.
  package enum HeadquartersSource: Sendable {
    /// Approximate.
    case builtIn
    case configured
    /// Somebody has pointed at them on the map.
    case confirmed
  }

  package var language: Language
  package var mode: SymbolSet
  package var role: Role
  /// What the configuration makes of it; nil leaves it to the site.
  package let configuredRole: Role?
  /// Tags, technicians' names or codes that make up the person's team, separated by commas.
  package var team: String
  package var theme: String
  /// The names that the theme menu offers.
  package var themes: [String]
  package var hasMouse: Bool
  package var headquarters: Coordinate
  /// There is a routing engine to ask.
  package var asksRoutes: Bool
  /// A source of tiles is configured.
  package var hasDetailedMap: Bool
  package var headquartersSource: HeadquartersSource
  /// Where they would be without a confirmation on the map.
  package let unconfirmedHeadquarters: Coordinate
  package let unconfirmedSource: HeadquartersSource

  package init(
    language: Language = .french, mode: SymbolSet = .unicode, role: Role? = nil, theme: String = "terminal",
    themes: [String] = ["terminal"], hasMouse: Bool = true, headquarters: Coordinate = .headquarters, team: String = "",
    asksRoutes: Bool = false,
    hasDetailedMap: Bool = false,
    headquartersSource: HeadquartersSource = .builtIn, confirmedHeadquarters: Coordinate? = nil
  ) {
    self.language = language
    self.mode = mode
    self.role = role ?? .dispatcher
    configuredRole = role
    self.theme = theme
    self.themes = themes
    self.hasMouse = hasMouse
    self.headquarters = confirmedHeadquarters ?? headquarters
    self.headquartersSource = confirmedHeadquarters == nil ? headquartersSource : .confirmed
    unconfirmedHeadquarters = headquarters
    unconfirmedSource = headquartersSource
    self.team = team
    self.asksRoutes = asksRoutes
    self.hasDetailedMap = hasDetailedMap
  }

  package var symbols: Symbols { mode == .unicode ? .unicode : .ascii }
}
