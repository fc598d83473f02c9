import SampleWeek

/// How an embedded site is run: the flags of `embedded-site serve`.
package struct EmbeddedSiteOptions: Sendable {
  package var location: EmbeddedSiteLocation
  /// The version of the program; consoles compare it with their own.
  package var version: String
  /// Loopback TCP instead of the Unix socket; 0 takes a free one.
  package var port: Int?
  package var scale = SampleWeek.Scale.one
  package var seed = SampleWeek.defaultSeed
  /// Naive site time, `YYYY-MM-DDTHH:MM:SS`: the clock stands there, and the sample is told from that day.
  package var frozenClock: String?
  package var manners = DatabaseManners.postgresql
  package var faults = FaultPlan.none
  /// Steps of the fleet simulator a second; 0 is off.
  package var simulationRate = 0.0
  /// How long the site outlives its last connection; nil for ever.
  package var idleExit: Duration? = .seconds(60)
  /// Consoles started it and start it again; otherwise that is for the person who did.
  package var isKeptByConsoles = false
  package var heartbeat = Duration.seconds(15)
  /// Document events that a stream can be resumed over.
  package var eventLogCapacity = 2_000
  /// The user's today; nil reads the machine's clock.
  package var today: SampleDay?
  package var schema = SiteSchema.gigafibre
  /// As Frappe is before anything is installed on it: no doctype of the console's, and no document.
  package var isBare = false
  /// What the console's user may do, in place of what the sample says.
  package var consoleAccess: SiteUser.Access?
  /// Users in place of the sample's, whose keys are made anew.
  package var users: [SiteUser]?
  /// Documents in place of the sample's.
  package var documents: [SampleDocument]?

  package init(location: EmbeddedSiteLocation, version: String = "0") {
    self.location = location
    self.version = version
  }

  /// The instant of `--clock`, in seconds since 1970, and its day; nil where the text is no date and time.
  package static func instant(ofClock text: String) -> (seconds: Int, day: SampleDay)? {
    guard let stored = try? TemporalText(manners: .mariadb).datetime(text), let day = SampleDay(String(stored.prefix(10))) else {
      return nil
    }
    let parts = stored.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int($0) }
    guard parts.count == 3 else { return nil }
    return (TorontoTime.instant(day, secondOfDay: parts[0] * 3600 + parts[1] * 60 + parts[2]), day)
  }
}
