/// What goes wrong on purpose, and how often: `latency=200ms,error=5%,drop=2%,apply-then-504=1%,lost-race-500,late-commit=3s,…`.
package struct FaultPlan: Sendable, Equatable {
  /// Every answer waits this long.
  package var latency: Duration = .zero
  /// Shares, 0 to 1: answered 502, 503 or an HTML 500 without having been done.
  package var error = 0.0
  /// The connection breaks: half of the time before the request is done, half of the time after.
  package var drop = 0.0
  /// A write is done and answered 504.
  package var applyThen504 = 0.0
  /// A stale write is first answered 500 SerializationFailure, as PostgreSQL answers a lost race.
  package var lostRace500 = 0.0
  /// A write is stamped at once and committed this much later.
  package var lateCommit: Duration = .zero
  package var lateCommitShare = 1.0
  /// Seconds that the site's clock is ahead, or behind where negative.
  package var clockSkew = 0.0
  /// Errors of PostgreSQL come as an HTML 500, as with a cold cache of users.
  package var cold = 0.0
  package var rateLimit = 0.0
  /// A write meets a row that another holds, and is not done.
  package var lockTimeout = 0.0
  /// Maintenance: reads pass, writes do not.
  package var isReadOnly = false
  /// Maintenance: nothing passes.
  package var isInMaintenance = false
  package var isDatabaseDown = false
  /// What the geocoder does in place of answering.
  package var geocoder: GeocoderFault?
  /// Of the routing engine alone.
  package var routing: RoutingFault?

  /// Whether Frappe is at work at all; why not.
  package var outage: String? { isDatabaseDown ? "database-down" : isInMaintenance ? "maintenance" : nil }

  package static let none = FaultPlan()

  package init() {}

  package struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
    package let part: String
    package let reason: String
    package var description: String { "--faults: “\(part)” \(reason)" }
  }

  /// Reads the text of `--faults`. An empty text is no fault at all.
  package init(parsing text: String) throws(Mistake) {
    for part in text.split(separator: ",") {
      let halves = part.split(separator: "=", maxSplits: 1)
      let name = String(halves[0]).trimmed
      let value = halves.count == 2 ? String(halves[1]).trimmed : nil
      switch name {
      case "latency": latency = try Self.duration(value, part)
      case "error": error = try Self.share(value, part, otherwise: nil)
      case "drop": drop = try Self.share(value, part, otherwise: nil)
      case "apply-then-504": applyThen504 = try Self.share(value, part, otherwise: nil)
      case "lost-race-500": lostRace500 = try Self.share(value, part, otherwise: 1)
      case "late-commit":
        let pieces = (value ?? "").split(separator: ":", maxSplits: 1).map(String.init)
        lateCommit = try Self.duration(pieces.first, part)
        if pieces.count == 2 { lateCommitShare = try Self.share(pieces[1], part, otherwise: nil) }
      case "clock-skew": clockSkew = try Self.seconds(value, part)
      case "cold": cold = try Self.share(value, part, otherwise: 1)
      case "rate-limit": rateLimit = try Self.share(value, part, otherwise: nil)
      case "lock-timeout": lockTimeout = try Self.share(value, part, otherwise: 1)
      case "read-only": isReadOnly = try Self.flag(value, part)
      case "maintenance": isInMaintenance = try Self.flag(value, part)
      case "database-down": isDatabaseDown = try Self.flag(value, part)
      case "geocoder":
        guard let fault = value.flatMap(GeocoderFault.init(rawValue:)) else {
          let names = GeocoderFault.allCases.map(\.rawValue).joined(separator: ", ")
          throw Mistake(part: String(part), reason: "is no fault of the geocoder; there are \(names)")
        }
        geocoder = fault
      case "routing":
        guard let fault = value.flatMap(RoutingFault.init(rawValue:)) else {
          throw Mistake(part: String(part), reason: "is one of routing=hang, routing=html, routing=500 and routing=garbage")
        }
        routing = fault
      default:
        throw Mistake(
          part: String(part),
          reason:
            "is no fault; there are latency, error, drop, apply-then-504, lost-race-500, late-commit, clock-skew, cold, rate-limit, lock-timeout, read-only, maintenance, database-down, geocoder and routing"
        )
      }
    }
  }

  /// Two faults are PostgreSQL's own: on MariaDB they would do nothing.
  package func check(_ manners: DatabaseManners) throws(Mistake) {
    guard manners == .mariadb else { return }
    let reason = "is a fault of PostgreSQL; it does not go with --database mariadb"
    if lostRace500 > 0 { throw Mistake(part: "lost-race-500", reason: reason) }
    if cold > 0 { throw Mistake(part: "cold", reason: reason) }
  }

  private static func flag(_ text: String?, _ part: Substring) throws(Mistake) -> Bool {
    guard text == nil else { throw Mistake(part: String(part), reason: "takes no value") }
    return true
  }

  private static func share(_ text: String?, _ part: Substring, otherwise: Double?) throws(Mistake) -> Double {
    guard let text else {
      guard let otherwise else { throw Mistake(part: String(part), reason: "needs a share, for example 5%") }
      return otherwise
    }
    guard text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number) else {
      throw Mistake(part: String(part), reason: "is no share from 0% to 100%")
    }
    return number / 100
  }

  private static func seconds(_ text: String?, _ part: Substring) throws(Mistake) -> Double {
    guard let text else { throw Mistake(part: String(part), reason: "needs a duration, for example 200ms or 3s") }
    for (suffix, factor) in [("ms", 0.001), ("s", 1.0), ("min", 60.0), ("h", 3600.0)] where text.hasSuffix(suffix) {
      if let number = Double(text.dropLast(suffix.count)), number.isFinite, abs(number) <= 1_000_000 { return number * factor }
    }
    throw Mistake(part: String(part), reason: "is no duration; write it as 200ms, 3s, 2min or 1h")
  }

  private static func duration(_ text: String?, _ part: Substring) throws(Mistake) -> Duration {
    let seconds = try seconds(text, part)
    guard seconds >= 0 else { throw Mistake(part: String(part), reason: "cannot be negative") }
    return .milliseconds(Int64(seconds * 1000))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
