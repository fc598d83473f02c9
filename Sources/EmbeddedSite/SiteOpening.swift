import GRDB
import Glibc
import SampleWeek

/// A site's data, open and seeded.
struct OpenedSite {
  let engine: SiteEngine
  let week: SampleWeek
  let isOfEarlierDay: Bool
  let hubToken: String
  let controlToken: String
}

/// Opens the site's file, and seeds it where it is new, of another sample, or of an earlier day that nobody has edited.
struct SiteOpening {
  let options: EmbeddedSiteOptions

  /// The setting that holds how many stamps a clock that stands still has given.
  static let stamps = "clock stamps"

  init(_ options: EmbeddedSiteOptions) { self.options = options }

  func open() throws -> OpenedSite {
    let database = try openDatabase()
    let frozen = options.frozenClock.flatMap(EmbeddedSiteOptions.instant(ofClock:))
    let today = frozen?.day ?? options.today ?? Self.userToday()
    let wanted = SampleWeek(scale: options.scale, seed: options.seed, today: today)
    let stored = try database.setting("sample")
    var week = wanted
    var isOfEarlierDay = false
    if try stored == nil || mayReplace(database, stored, wanted) {
      try seed(database, wanted)
    } else if let stored, let kept = Self.sample(stored) {
      week = kept
      isOfEarlierDay = kept.today != today
    }
    let clock: SiteClock
    if let frozen {
      clock = SiteClock(
        frozenAt: frozen.seconds, stamps: try database.setting(Self.stamps).flatMap { Int($0) } ?? 0)
    } else {
      clock = SiteClock(offset: try database.setting("clock offset").flatMap { Int($0) } ?? 0)
    }
    let hub = EventHub(epoch: try database.setting("epoch") ?? "0", capacity: options.eventLogCapacity)
    let engine = SiteEngine(database: database, clock: clock, hub: hub, users: try users(database))
    try restore(hub, database)
    return OpenedSite(
      engine: engine, week: week, isOfEarlierDay: isOfEarlierDay, hubToken: try kept("hub token", database),
      controlToken: try kept("control token", database))
  }

  /// A file that cannot be read, or that another version made, is put aside and never deleted.
  private func openDatabase() throws -> SiteDatabase {
    let path = options.location.database(options.manners, isBare: options.isBare)
    func attempt() throws -> SiteDatabase {
      defer { chmod(path, 0o600) }
      let schema = options.isBare ? SiteSchema([]) : options.schema
      return try SiteDatabase(path: path, schema: schema, manners: options.manners)
    }
    do {
      return try attempt()
    } catch is SiteDatabase.OtherSchema {
      try putAside(path, "of another version")
    } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
      try putAside(path, "damaged")
    } catch let error as DatabaseError {
      throw EmbeddedSiteFailure.database("\(path): \(error.message ?? "\(error.resultCode)")")
    }
    return try attempt()
  }

  private func putAside(_ path: String, _ reason: String) throws {
    let aside = "\(path).\(SiteClock.machineMicroseconds())"
    for ending in ["", "-wal", "-shm"] {
      guard rename(path + ending, aside + ending) == 0 || errno == ENOENT else {
        throw EmbeddedSiteFailure.file(path, code: errno)
      }
    }
    let line = Array("\(path) is \(reason); kept as \(aside)\n".utf8)
    _ = line.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }

  /// Another sample replaces one that holds no edits of a person.
  private func mayReplace(_ database: SiteDatabase, _ stored: String?, _ wanted: SampleWeek) throws -> Bool {
    guard options.documents == nil, !options.isBare, stored != Self.text(wanted) else { return false }
    return try !database.pool.read { db in try Journal.hasHumanWrites(db) }
  }

  private func seed(_ database: SiteDatabase, _ week: SampleWeek) throws {
    let begin = TorontoTime.instant(week.today, secondOfDay: SampleWeek.minuteOfDay * 60) * 1_000_000
    try database.pool.write { db in
      let seeder = SampleSeeder(schema: database.schema, manners: options.manners)
      if let documents = options.isBare ? [] : options.documents {
        try seeder.seed(db, rowSeed: week.seed) { body in try documents.forEach(body) }
      } else {
        try seeder.seed(db, rowSeed: week.seed) { body in try week.forEachDocument(body) }
      }
      let offset = begin - SiteClock.machineMicroseconds()
      try db.execute(sql: "PRAGMA cache_size = -2000")
      try db.execute(sql: "PRAGMA shrink_memory")
      try SiteDatabase.set(db, "sample", Self.text(week))
      try SiteDatabase.set(db, "clock offset", String(offset))
      try SiteDatabase.set(db, Self.stamps, "0")
      try SiteDatabase.set(db, "epoch", String(PrivateFile.token().prefix(8)))
    }
  }

  private static func text(_ week: SampleWeek) -> String { "\(week.scale.rawValue) \(week.seed) \(week.today.text)" }

  private static func sample(_ text: String) -> SampleWeek? {
    let parts = text.split(separator: " ").map(String.init)
    guard parts.count == 3, let scale = SampleWeek.Scale(rawValue: parts[0]), let seed = UInt64(parts[1]),
      let day = SampleDay(parts[2])
    else { return nil }
    return SampleWeek(scale: scale, seed: seed, today: day)
  }

  private func restore(_ hub: EventHub, _ database: SiteDatabase) throws {
    let capacity = options.eventLogCapacity
    let (events, forgotten) = try database.pool.write { db -> ([(id: Int64, data: String)], Int64) in
      let newest = try Int64.fetchOne(db, sql: "SELECT MAX(id) FROM hub_event") ?? 0
      let forgotten = max(0, newest - Int64(capacity))
      try db.execute(sql: "DELETE FROM hub_event WHERE id <= ?", arguments: [forgotten])
      let rows = try Row.fetchAll(db, sql: "SELECT id, data FROM hub_event ORDER BY id")
      return (rows.map { ($0["id"], $0["data"]) }, forgotten)
    }
    hub.restore(epoch: try database.setting("epoch") ?? "0", events, forgotten: forgotten)
  }

  /// The users and their keys, made once for a site.
  private func users(_ database: SiteDatabase) throws -> [SiteUser] {
    if let given = options.users { return given }
    return try SampleUsers.all.map { user in
      SiteUser(
        email: user.email, fullName: user.fullName, apiKey: String(try kept("key \(user.email)", database).prefix(15)),
        apiSecret: String(try kept("secret \(user.email)", database).prefix(30)),
        access: (user.email == SampleUsers.console ? options.consoleAccess ?? (options.isBare ? .manage : nil) : nil)
          ?? SiteUser.Access(rawValue: user.access)
          ?? .none)
    }
  }

  private func kept(_ name: String, _ database: SiteDatabase) throws -> String {
    if let value = try database.setting(name) { return value }
    let value = PrivateFile.token()
    try database.set(name, value)
    return value
  }

  /// The day that the machine's user has now.
  private static func userToday() -> SampleDay {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return SampleDay(year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }
}
