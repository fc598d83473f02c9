import Canvas
import Configuration
import Console
import Domain
import ERPNext
import Glibc
import SignIn
import TerminalIO

/// The configuration as one process sees it, with everything that can be derived from it without a network.
package struct Setup: Sendable {
  let launch: LaunchOptions
  let directories: UserDirectories
  /// With the headquarters that have been confirmed on the map.
  let settings: Settings
  package let words: Words
  let zone: SiteZone
  /// What a person should know of the configuration.
  let diagnostics: [Diagnostic]
  /// The configuration's files that were read.
  let files: [String]
  /// A configuration that must not be used: the sentence that says why.
  package let refusal: String?
  private let configuredHeadquarters: Coordinate
  private let hasConfiguredHeadquarters: Bool
  private let confirmedHeadquarters: Coordinate?
  private let themePlace: SettingPlace?
  /// Taken from the environment, where they stand no longer.
  let secrets: Secrets

  package init(_ launch: LaunchOptions) {
    self.launch = launch
    secrets = EnvironmentSecrets.take()
    directories = UserDirectories(environment: launch.environment, home: Self.home())
    let loaded = ConfigurationLayers(
      userFile: launch.configurationFile ?? directories.configurationFile, isUserFileRequired: launch.configurationFile != nil,
      environment: launch.environment, flags: launch.flags
    ).load()
    var settings = loaded.settings
    configuredHeadquarters = settings.headquarters
    hasConfiguredHeadquarters = loaded.places[.latitude] != nil || loaded.places[.longitude] != nil
    if case .memory(let memory) = SessionStore.headquarters(state: directories.state).read() {
      confirmedHeadquarters = memory.headquarters
    } else {
      confirmedHeadquarters = nil
    }
    if let confirmedHeadquarters { settings.headquarters = confirmedHeadquarters }
    self.settings = settings
    files = loaded.files
    themePlace = loaded.places[.theme]
    let words = Words(settings.language ?? .french)
    self.words = words
    refusal = loaded.diagnostics.first { $0.severity == .error }.map { words.typeset(words.configurationRefused($0)) }
    var diagnostics = loaded.diagnostics
    switch ZoneLibrary.zone(named: settings.zone ?? ZoneLibrary.headquartersZone) {
    case .success(let found): zone = found
    case .failure(let failure):
      zone = ZoneLibrary.headquarters()
      diagnostics.append((loaded.places[.zone] ?? SettingPlace(file: ZoneLibrary.directory)).diagnostic(failure.problem))
    }
    self.diagnostics = diagnostics
  }

  /// The theme that is asked for, and what is wrong with it or with its name.
  func theme(of themes: ThemeLibrary) -> ThemeLibrary.Loaded { themes.load(settings.theme, namedIn: themePlace) }

  var preferences: Preferences {
    Preferences(
      language: words.language, mode: settings.symbols,
      role: launch.isReadOnly ? .readOnly : settings.role.flatMap(Preferences.Role.init(rawValue:)), theme: settings.theme,
      themes: ThemeLibrary.builtInNames, hasMouse: settings.usesMouse, headquarters: configuredHeadquarters, team: settings.team,
      asksRoutes: settings.routingURL != nil || settings.siteURL == nil, hasDetailedMap: settings.tiles != nil,
      headquartersSource: hasConfiguredHeadquarters ? .configured : .builtIn, confirmedHeadquarters: confirmedHeadquarters)
  }

  /// What the detailed map is read from.
  var tileLocation: TileLocation? {
    settings.tiles.map {
      TileLocation(
        $0, home: launch.environment["HOME"] ?? Self.home(), cacheDirectory: directories.cache + "/tiles",
        cacheMegabytes: settings.tileCacheMegabytes)
    }
  }

  /// The site's own names, over those that a site gets by default.
  var mapping: SiteMapping {
    settings.mapping.reduce(.standard) { mapping, entry in
      mapping.overriding(
        entry.key, doctype: entry.value.doctype, fields: entry.value.fields, values: entry.value.values,
        tables: entry.value.tables.mapValues { ($0.doctype, $0.fields) })
    }
  }

  func terminalOptions(theme: Theme) -> Terminal.Options {
    var options = Terminal.Options(term: launch.environment["TERM"] ?? "", theme: theme)
    options.monochrome = !(launch.environment["NO_COLOR"] ?? "").isEmpty
    options.mouse = settings.usesMouse
    if let delay = launch.environment["ESCDELAY"].flatMap({ Int($0) }), (1...2_000).contains(delay) {
      options.escapeDelay = delay
    }
    options.errorLog = directories.state + "/console.log"
    options.crashNotice = words.crashNotice
    return options
  }

  private static func home() -> String {
    guard let entry = getpwuid(geteuid()), let home = entry.pointee.pw_dir else { return "/" }
    return String(cString: home)
  }
}

extension Setup {
  package var isFrench: Bool { words.language == .french }
}
