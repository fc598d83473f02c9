import Canvas
import Domain

/// A technician's days as an iCalendar object (RFC 5545). Times are in UTC, so that no reader needs the site's zone; a job keeps its
/// UID whoever exports it and when, and its SEQUENCE grows with every change at the site.
package struct CalendarText {
  let zone: SiteZone
  let now: Instant
  let words: Words
  private var lines: [String] = []

  package init(name: String, zone: SiteZone, now: Instant, words: Words) {
    self.zone = zone
    self.now = now
    self.words = words
    lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gigafibre//Dispatch//FR", "CALSCALE:GREGORIAN",
      "X-WR-CALNAME:" + Self.escaped(Sanitise.line(name)),
    ]
  }

  package mutating func add(_ job: Job, on board: Board) {
    guard let start = job.scheduledStart else { return }
    let customer = Sanitise.line(job.customerName.isEmpty ? job.customer : job.customerName)
    let type = Sanitise.line(job.type.isEmpty ? job.subject : job.type)
    var description = [customer, words.phone(Sanitise.line(job.customerPhone))].filter { !$0.isEmpty }.joined(separator: " · ")
    if job.window != nil {
      description +=
        "\n" + words.windowLabel + " "
        + words.window(job.window, zone: zone, day: board.day, today: board.day, columns: 13)
    }
    if !job.notes.isEmpty { description += "\n" + Sanitise.lines(job.notes) }
    let address = Sanitise.line(job.address)
    let place = [address, Sanitise.line(job.city)].filter { !$0.isEmpty }.joined(separator: ", ")
    lines += [
      "BEGIN:VEVENT", "UID:" + Self.escaped(Sanitise.line(job.reference.key.text)) + "@gigafibre-dispatch",
      "SEQUENCE:\(Self.sequence(job.modified))", "DTSTAMP:" + Self.utc(now), "DTSTART:" + Self.utc(start),
      "DTEND:" + Self.utc(start + Minutes(max(1, job.duration.count))),
      "SUMMARY:" + Self.escaped([Sanitise.line(job.number), type, customer].filter { !$0.isEmpty }.joined(separator: " · ")),
    ]
    if !place.isEmpty { lines.append("LOCATION:" + Self.escaped(place)) }
    if let coordinate = job.coordinate {
      lines.append("GEO:\(Self.degrees(coordinate.latitude));\(Self.degrees(coordinate.longitude))")
    }
    if !description.isEmpty { lines.append("DESCRIPTION:" + Self.escaped(description)) }
    lines.append("STATUS:" + (job.isWork ? "CONFIRMED" : "CANCELLED"))
    lines.append("END:VEVENT")
  }

  package var text: String { (lines + ["END:VCALENDAR"]).map { Self.folded($0) + "\r\n" }.joined() }

  /// `\`, `;`, `,` and line ends have a meaning in a text value (3.3.11); other controls are not there any more.
  static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": output += "\\" + String(Character(scalar))
      case "\n": output += "\\n"
      case "\r": break
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }

  /// Lines of at most 75 octets (3.1), none of which ends inside a character.
  static func folded(_ line: String) -> String {
    var output = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let length = String(Character(scalar)).utf8.count
      if octets + length > 75 {
        output += "\r\n "
        octets = 1
      }
      output.unicodeScalars.append(scalar)
      octets += length
    }
    return output
  }

  static func utc(_ instant: Instant) -> String {
    let clock = LocalDateTime(clockSeconds: instant.seconds)
    func two(_ number: Int) -> String { Words.twoDigits(number) }
    let date = clock.date.siteText.split(separator: "-").joined()
    return date + "T" + two(clock.hour) + two(clock.minute) + two(clock.secondOfDay % 60) + "Z"
  }

  /// Seconds since 2020 of the site's own stamp: a number that fits everywhere until 2088.
  static func sequence(_ modified: String) -> Int64 {
    LocalDateTime(siteText: modified).map { max(0, $0.clockSeconds - 1_577_836_800) } ?? 0
  }

  /// Six decimals.
  private static func degrees(_ value: Double) -> String {
    let millionths = Int((abs(value) * 1_000_000).rounded())
    let fraction = String(millionths % 1_000_000)
    return (value < 0 ? "-" : "") + "\(millionths / 1_000_000)." + String(repeating: "0", count: 6 - fraction.utf8.count)
      + fraction
  }
}
