import GRDB
import SampleWeek

/// Gives the sample a life of its own: technicians drive, jobs advance along their lifecycle, and Julie edits.
/// The same seed on the same data makes the same steps.
package actor FleetSimulator {
  private let engine: SiteEngine
  private let week: SampleWeek
  private var random: SampleRandom
  private var spots: [String: SampleSpot] = [:]
  private var edits = 0

  package init(engine: SiteEngine, week: SampleWeek) {
    self.engine = engine
    self.week = week
    random = SampleRandom(seed: week.seed &+ 0xF1EE7)
    for position in week.positions { spots[position.technician] = position.spot }
  }

  private static let crew = SiteUser(
    email: "terrain@gigafibre.example", apiKey: "", apiSecret: "", access: .write, isEnabled: false)

  private struct Candidate: Sendable {
    let name: String
    let status: String
    let technician: String
    let spot: SampleSpot
    let notes: String
  }

  /// Steps until cancelled, `rate` of them a second.
  func run(rate: Double) async {
    guard rate > 0 else { return }
    while !Task.isCancelled {
      try? await Task.sleep(for: .milliseconds(Int64(1000 / rate)))
      if Task.isCancelled { return }
      // A simulator that meets a fault or a conflict goes on with its next step.
      try? await step()
    }
  }

  /// One move, one advance or one edit.
  package func step() async throws {
    switch random.below(10) {
    case 0..<5: try await drive()
    case 5..<8: try await advance()
    default: try await edit()
    }
  }

  // MARK: - Positions

  /// What the hub tells a new subscriber: where each device was last.
  func publishFirstPositions() {
    let now = engine.clock.now / 1_000_000
    for position in week.positions {
      publish(position.technician, position.spot, at: now - position.minutesOld * 60, isValid: position.isValid, course: 0)
    }
  }

  private func drive() async throws {
    let jobs = try await candidates(["En Route", "On Site"])
    let now = engine.clock.now / 1_000_000
    for technician in spots.keys.sorted() where technician != "TECH-006" && technician != "TECH-007" {
      guard let spot = spots[technician], let job = jobs.first(where: { $0.technician == technician }) else { continue }
      let share = 0.05 + random.fraction() * 0.15
      let next = SampleSpot(
        spot.latitude + (job.spot.latitude - spot.latitude) * share,
        spot.longitude + (job.spot.longitude - spot.longitude) * share)
      spots[technician] = next
      publish(technician, next, at: now, isValid: true, course: random.below(360))
    }
  }

  private func publish(_ technician: String, _ spot: SampleSpot, at seconds: Int, isValid: Bool, course: Int) {
    let device = 100 + (Int(technician.dropFirst(5)) ?? 0)
    let day = SampleDay(number: floorDivide(seconds, 86_400))
    let rest = seconds - day.number * 86_400
    let time = day.at(rest / 60, second: rest % 60).split(separator: " ")
    let position: JSON = [
      "id": .int(Int64(seconds)), "deviceId": .int(Int64(device)), "protocol": "osmand",
      "fixTime": .string("\(time[0])T\(time[1]).000+00:00"), "valid": .bool(isValid), "latitude": .double(spot.latitude),
      "longitude": .double(spot.longitude), "altitude": 52.0, "speed": .double(isValid ? 24.3 : 0), "course": .int(Int64(course)),
      "accuracy": .double(isValid ? 8 : 900), "attributes": ["motion": .bool(isValid), "batteryLevel": 81],
    ]
    engine.hub.publish(position: position, of: Int64(device))
  }

  // MARK: - Documents

  private func advance() async throws {
    let jobs = try await candidates(["Published", "En Route", "On Site"])
    guard !jobs.isEmpty else { return }
    let job = random.pick(jobs)
    let now = String(SiteClock.naive(engine.clock.now).prefix(19))
    var changes: [JSON.Member]
    switch job.status {
    case "Published": changes = [.init("status", "En Route")]
    case "En Route": changes = [.init("status", "On Site"), .init("actual_start", .string(now))]
    default:
      changes = [.init("status", "Done"), .init("actual_end", .string(now)), .init("resolution", "Travail complété.")]
    }
    try await write(job.name, &changes, by: Self.crew)
  }

  private func edit() async throws {
    let jobs = try await candidates(["Open", "Planned", "Published"])
    guard !jobs.isEmpty, let julie = engine.users.first(where: { $0.email == SampleUsers.julie }) else { return }
    let job = random.pick(jobs)
    edits += 1
    engine.hub.look(julie.email, at: ("Dispatch Job", job.name))
    var changes: [JSON.Member]
    switch random.below(3) {
    case 0: changes = [.init("notes", .string("\(job.notes)\nJulie : client rappelé, note \(edits)."))]
    case 1: changes = [.init("priority", .string(random.pick(["P1", "P2", "P3", "P4"])))]
    default: changes = [.init("duration_minutes", .int(Int64(random.between(2, 16) * 15)))]
    }
    try await write(job.name, &changes, by: julie)
  }

  private func write(_ name: String, _ changes: inout [JSON.Member], by user: SiteUser) async throws {
    guard let doctype = engine.schema["Dispatch Job"] else { return }
    let options = SiteEngine.WriteOptions(requestID: nil, isSimulator: true)
    _ = try await engine.update(doctype, name, changes, by: user, options)
  }

  private func candidates(_ statuses: [String]) async throws -> [Candidate] {
    let day = week.today.text
    let marks = statuses.map { _ in "?" }.joined(separator: ",")
    return try await engine.database.pool.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT name, status, COALESCE(technician, '') AS technician, latitude, longitude, COALESCE(notes, '') AS notes
          FROM "tabDispatch Job"
          WHERE status IN (\(marks)) AND (scheduled_start IS NULL OR scheduled_start >= ?) ORDER BY name LIMIT 400
          """, arguments: StatementArguments(statuses + [day])
      ).map {
        Candidate(
          name: $0["name"], status: $0["status"], technician: $0["technician"],
          spot: SampleSpot($0["latitude"] ?? 0, $0["longitude"] ?? 0), notes: $0["notes"])
      }
    }
  }
}
