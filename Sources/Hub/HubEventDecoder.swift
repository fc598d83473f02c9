import Domain
import Transport

/// Makes sense of the hub's events. An event only marks what to look at: what is shown of a document comes from the site.
package struct HubEventDecoder: Sendable {
  private let kinds: [[UInt8]: DocumentKind]

  /// - Parameter doctypes: the site's doctype names; they compare byte by byte.
  package init(doctypes: [DocumentKind: String]) {
    kinds = Dictionary(doctypes.map { (Array($0.value.utf8), $0.key) }) { first, _ in first }
  }

  /// One event of a stream may carry several positions.
  package func decode(_ event: ServerSentEvent) -> [HubEvent] {
    if event.type == "reset" { return [.reset] }
    guard let json = try? JSONValue(parsing: Array(event.data.utf8), maximumDepth: 32) else {
      return [.unknown(type: event.type)]
    }
    switch event.type {
    case "position", "positions": return positions(json) ?? [.unknown(type: event.type)]
    case "presence":
      let users = json.array ?? json["users"]?.array ?? []
      return [.presence(users.compactMap(presence))]
    case "service", "service-state":
      guard let service = json["service"]?.string else { return [.unknown(type: event.type)] }
      return [.serviceState(service: service, isUp: isUp(json), detail: json["detail"]?.string ?? "")]
    default: return document(json).map { [$0] } ?? [.unknown(type: event.type)]
    }
  }

  /// A name alone, or an object that may say what is being looked at.
  private func presence(_ json: JSONValue) -> UserPresence? {
    guard let user = json.string ?? json["user"]?.string, !user.isEmpty else { return nil }
    let viewing = (json["viewing"]?.array ?? []).compactMap { document -> DocumentReference? in
      guard let doctype = document["doctype"]?.string, let name = document["name"]?.string, !name.isEmpty,
        let kind = kinds[Array(doctype.utf8)]
      else { return nil }
      return DocumentReference(kind, name: DocumentName(name))
    }
    return UserPresence(user: user, viewing: viewing)
  }

  // MARK: Documents

  /// Whatever the event is called: one whose JSON names a doctype and a document marks that document.
  private func document(_ json: JSONValue) -> HubEvent? {
    guard let doctype = json["doctype"]?.string, let name = (json["name"] ?? json["docname"])?.string, !name.isEmpty else {
      return nil
    }
    guard let kind = kinds[Array(doctype.utf8)] else { return .irrelevant }
    return .documentChanged(
      kind, DocumentName(name), modified: json["modified"]?.string, modifiedBy: (json["modified_by"] ?? json["user"])?.string)
  }

  private func isUp(_ json: JSONValue) -> Bool {
    if let up = json["up"]?.bool { return up }
    return ["up", "ok", "online", "healthy"].contains(json["state"]?.string ?? "")
  }

  // MARK: Positions

  /// One position, a list, or Traccar's `{"positions": […]}`. nil where there is none that makes sense.
  private func positions(_ json: JSONValue) -> [HubEvent]? {
    let found = (json["positions"]?.array ?? json.array ?? [json]).compactMap { position($0) }
    return found.isEmpty ? nil : found.map { .position($0) }
  }

  private func position(_ json: JSONValue) -> DevicePosition? {
    guard let device = json["deviceId"]?.int, let latitude = json["latitude"]?.double, let longitude = json["longitude"]?.double,
      let coordinate = Coordinate(latitude: latitude, longitude: longitude),
      let fixTime = json["fixTime"]?.string.flatMap({ TimestampText.instant($0) }), let number = Int(exactly: device)
    else { return nil }
    let speed = json["speed"]?.double ?? 0
    let course = json["course"]?.double
    return DevicePosition(
      device: number, coordinate: coordinate, speedKnots: speed.isFinite ? max(0, speed) : 0,
      course: course.flatMap { (0...360).contains($0) ? $0 : nil }, fixTime: fixTime, isValid: json["valid"]?.bool ?? true)
  }
}

/// ISO 8601 as Traccar writes it: `2026-11-23T15:04:05.000+00:00`, `…Z`.
enum TimestampText {
  static func instant(_ text: String) -> Instant? {
    guard text.utf8.count >= 20, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
    let characters = Array(text)
    guard characters[10] == "T" || characters[10] == " ",
      let reading = LocalDateTime(siteText: String(characters[0..<10]) + " " + String(characters[11..<19]))
    else { return nil }
    var rest = characters[19...]
    if rest.first == "." { rest = rest.dropFirst().drop { $0.isNumber } }
    guard let offset = offset(String(rest)) else { return nil }
    return Instant(seconds: reading.clockSeconds - Int64(offset))
  }

  /// Seconds ahead of UTC.
  private static func offset(_ text: String) -> Int? {
    if text == "Z" { return 0 }
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard digits.count == 4, let number = Int(digits), number % 100 < 60, number / 100 <= 14 else { return nil }
    let seconds = (number / 100) * 3_600 + (number % 100) * 60
    return sign == "-" ? -seconds : seconds
  }
}
