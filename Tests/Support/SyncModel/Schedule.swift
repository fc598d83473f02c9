import Domain
import ERPNext
import Replica
import Sync

/// What a schedule does wrong on purpose, to show that the checks would see it.
package enum Mutation: String, CaseIterable, Sendable {
  /// A write whose answer did not come is taken for done.
  case lostAnswerMeansApplied
  /// A write whose answer did not come is taken for not done, and sent again on what the site holds by then.
  case lostAnswerMeansFailed
  /// Writes go out on the newest version instead of the one that was seen.
  case lockIgnored
  /// Nothing is compared with the site.
  case nothingReconciled
  /// Rows are compared by their versions and never read again.
  case unbumpedOverlooked
  /// Writes are not marked before they leave.
  case sendingForgotten
  /// Edits are taken in memory only.
  case acceptedWithoutStoring
}

package struct ScheduleParameters: Sendable {
  package var seed: UInt64
  package var steps = 150
  package var mutation: Mutation?
  /// Keep every event and action in the outcome.
  package var isTraced = false

  package init(seed: UInt64, steps: Int = 150, mutation: Mutation? = nil) {
    self.seed = seed
    self.steps = steps
    self.mutation = mutation
  }
}

/// What came of one schedule.
package struct ScheduleOutcome: Sendable {
  /// Empty when every promise held.
  package var problems: [String] = []
  package var accepted = 0
  package var applied = 0
  package var parked = 0
  package var crashes = 0
  package var requests = 0
  package var trace: [String] = []

  package init() {}
}

/// Runs one random schedule of a site, its other users, a dispatcher, a bad line and crashes against the engine and a real
/// replica, then lets everything come to rest and checks what was promised.
package struct ScheduleRunner {
  struct InFlight {
    let id: Int
    let request: SyncRequest
    /// What the edit saw in the fields that it writes, when it was sent.
    let seen: [String: FieldValue]
    var answer: SyncAnswer?
  }

  let parameters: ScheduleParameters
  let replica: Replica
  var site: ModelSite
  var engine: SyncEngine
  var random: SplitMix64
  var time: SyncTime
  var wake: Int64?
  var heldDeletions = 0
  var inFlight: [InFlight] = []
  /// Requests whose answer nobody waits for any more, and which the site may still do.
  var strays: [InFlight] = []
  var heldEvents: [DocumentReference] = []
  var isCalm = false
  var isBroken = false
  var outcome = ScheduleOutcome()
  /// Every edit that was accepted.
  var accepted: Set<String> = []
  var satisfied: Set<String> = []
  var givenUp: Set<String> = []
  /// How often a person sent an edit again.
  var decisions: [String: Int] = [:]
  var undone: Set<String> = []
  var serial = 0

  static let kinds: [DocumentKind] = [.technician, .serviceLocation, .job]
  /// 2026-05-06 14:40 UTC.
  static let start: Int64 = 1_778_078_400

  package static func run(_ parameters: ScheduleParameters, replica: Replica) throws -> ScheduleOutcome {
    try replica.erase()
    var runner = ScheduleRunner(parameters, replica)
    try runner.run()
    return runner.outcome
  }

  private init(_ parameters: ScheduleParameters, _ replica: Replica) {
    self.parameters = parameters
    self.replica = replica
    random = SplitMix64(seed: parameters.seed)
    time = SyncTime(milliseconds: 1_000, wall: Instant(seconds: Self.start))
    site = ModelSite(clock: Self.start * 1_000_000)
    engine = SyncEngine(watermarks: [:], zone: .utc, kinds: Self.kinds, rhythm: Self.rhythm, seed: parameters.seed)
  }

  static var rhythm: SyncRhythm {
    var rhythm = SyncRhythm()
    rhythm.page = 3
    rhythm.firstPage = 4
    rhythm.chase = 3
    // Less than a schedule lasts, or a pull would read everything again and no comparison would be needed.
    rhythm.overlap = 5
    rhythm.history = 60_000
    rhythm.freeDeletions = 2
    rhythm.hotWhileLive = 20_000
    rhythm.reread = 40_000
    return rhythm
  }

  mutating func chance(_ percent: UInt64) -> Bool { random.next() % 100 < percent }
  mutating func number(_ count: Int) -> Int { Int(random.next() % UInt64(max(1, count))) }
  mutating func pick<T>(_ all: [T]) -> T? { all.isEmpty ? nil : all[number(all.count)] }

  private mutating func run() throws {
    for index in 1...3 { site.insert(.technician, ["full_name": .text("Tech \(index)"), "active": .int(1)]) }
    for index in 1...3 { site.insert(.serviceLocation, ["address": .text("\(index) rue"), "city": .text("Huntingdon")]) }
    for index in 1...8 {
      site.insert(
        .job,
        [
          "subject": .text("Job \(index)"), "status": .text("Open"), "priority": .text("P3"), "notes": .text("start"),
          "scheduled_start": index % 3 == 0 ? .text("2025-01-0\(index) 08:00:00") : .text("2026-05-06 0\(index):00:00"),
        ])
    }
    try restart()
    for _ in 0..<parameters.steps { try step() }
    try comeToRest()
    try check()
    outcome.accepted = accepted.count
    outcome.applied = Set(site.journal.map(\.requestID)).count
  }

  private mutating func step() throws {
    pass(milliseconds: Int64(number(400)))
    switch number(20) {
    case 0...4: try process()
    case 5...9: try deliver()
    case 10, 11: otherPeople()
    case 12: site.commitOne()
    case 13, 14: try dispatcher()
    case 15: if heldDeletions > 0, chance(30) { try feed(.acceptDeletions(heldDeletions)) } else { try decide() }
    case 16: try processStray()
    case 17: try announce()
    case 18:
      if chance(30) { isBroken.toggle() }
      if chance(10) { try feed(.stream(live: chance(50))) }
    default:
      if chance(50) { try tick() } else if chance(25) { try crash() } else if chance(10) { try stop() }
    }
  }

  mutating func pass(milliseconds: Int64) {
    time.milliseconds += milliseconds
    time.wall = Instant(seconds: Self.start + time.milliseconds / 1_000)
    site.clock += milliseconds * 1_000
  }

  private mutating func tick() throws {
    guard let wake else { return }
    pass(milliseconds: max(0, wake - time.milliseconds))
    self.wake = nil
    try feed(.tick)
  }

  // MARK: The engine's hands

  mutating func feed(_ event: SyncEvent) throws {
    var isOutboxTouched = false
    var isWithdrawn = false
    trace { "\(event)" }
    for action in engine.handle(event, now: time) {
      trace { "  \(action)" }
      // A process can end between any two actions.
      if !isCalm, random.next() % 400 == 0 { return try crash() }
      switch action {
      case .send(let id, let request):
        if isWithdrawn {
          isWithdrawn = false
          try feed(.withdrawn(id))
          continue
        }
        outcome.requests += 1
        inFlight.append(InFlight(id: id, request: mutated(request), seen: try seen(request), answer: nil))
      case .commit(.beginSending(let id)):
        if parameters.mutation != .sendingForgotten { isWithdrawn = try !replica.beginSending(id) }
        isOutboxTouched = true
      case .commit(let commit):
        try note(commit)
        _ = try replica.commit(commit)
        isOutboxTouched = true
      case .compare(let id, let kind, let slice, let versions):
        var comparison = try replica.compare(kind, in: slice, with: versions)
        if parameters.mutation == .nothingReconciled { comparison = RowComparison(changed: [], unmatched: [], count: 0) }
        if parameters.mutation == .unbumpedOverlooked {
          comparison = RowComparison(changed: comparison.changed, unmatched: comparison.unmatched, count: comparison.count)
        }
        try feed(.compared(id, comparison))
      case .wake(let moment): wake = moment
      case .status(let status): heldDeletions = status.heldDeletions
      }
    }
    if isOutboxTouched { try feed(.outbox(try replica.outbox())) }
  }

  /// The process ends and starts again: only the replica is left.
  private mutating func crash() throws {
    outcome.crashes += 1
    trace { "crash" }
    for request in inFlight where request.answer == nil && chance(70) { strays.append(request) }
    inFlight = []
    try restart()
  }

  /// The process gives the lease up, as before it is suspended, and takes it again.
  private mutating func stop() throws {
    let crashes = outcome.crashes
    try feed(.follow(LeaderState(pid: 1)))
    if outcome.crashes != crashes { return }
    for request in inFlight where request.answer == nil && chance(70) { strays.append(request) }
    inFlight = []
    try feed(.outbox(try replica.outbox()))
    try feed(.lease)
  }

  private mutating func restart() throws {
    var watermarks: [DocumentKind: String] = [:]
    var oldest: [DocumentKind: String] = [:]
    for kind in Self.kinds {
      watermarks[kind] = try replica.watermark(kind)
      oldest[kind] = try replica.oldestCreation(kind)
    }
    engine = SyncEngine(
      watermarks: watermarks, oldest: oldest, zone: .utc, kinds: Self.kinds, rhythm: Self.rhythm,
      seed: random.next())
    wake = nil
    try feed(.outbox(try replica.outbox()))
    try feed(.lease)
  }

  // MARK: The line and the site

  private mutating func process() throws {
    let waiting = inFlight.indices.filter { inFlight[$0].answer == nil }
    guard let index = pick(waiting) else { return }
    inFlight[index].answer = answer(inFlight[index])
  }

  private mutating func deliver() throws {
    let ready = inFlight.indices.filter { inFlight[$0].answer != nil }
    guard let index = pick(ready), let answer = inFlight[index].answer else { return try process() }
    let request = inFlight.remove(at: index)
    try feed(.answered(request.id, mutated(answer, to: request.request)))
  }

  private mutating func processStray() throws {
    if strays.isEmpty { return }
    _ = apply(strays.remove(at: number(strays.count)))
  }

  private mutating func answer(_ request: InFlight) -> SyncAnswer {
    if isCalm { return apply(request) }
    if isBroken { return .failure(chance(70) ? .unreachable("no route") : .ambiguous("reset")) }
    let isWrite = request.request.isWrite
    switch number(isWrite ? 16 : 40) {
    case 0: return .failure(.unreachable("refused"))
    case 1: return .failure(.retry(after: nil, isWrite ? "SerializationFailure" : "503"))
    case 2: return .failure(.ambiguous("HTML 500"))
    case 3:
      _ = apply(request)
      return .failure(.ambiguous("504"))
    case 4:
      if isWrite { strays.append(request) }
      return .failure(.ambiguous("time-out"))
    case 5:
      // Repeated on the way. Of an update the first answer comes: the second would say that somebody else has written, so
      // nothing below the engine may repeat an update by itself; nor a create that carries no id of its own.
      let first = apply(request)
      if case .create(let kind, _, _) = request.request, kind.field("client_request_id") == nil { return first }
      let second = apply(request)
      if case .update = request.request { return first }
      return second
    default: return apply(request)
    }
  }

  /// The site does it. A write may only replace what its author saw, or set what is there already.
  private mutating func apply(_ request: InFlight) -> SyncAnswer {
    guard case .update(let kind, let name, let fields, _, let requestID) = request.request else {
      return site.answer(request.request)
    }
    let before = site.document(kind, name)
    let answer = site.answer(request.request)
    trace { "site: \(request.request) -> \(answer)" }
    guard case .receipt = answer, let before else { return answer }
    for (field, value) in fields {
      let type = kind.field(field)?.type ?? .data
      let wasSeen = Canonical.same(before[field], request.seen[field] ?? .null, type: type)
      if !wasSeen, !Canonical.same(before[field], value, type: type) {
        problem("\(requestID) overwrote \(field) of \(name) unseen: \(before[field]), believed \(request.seen[field] ?? .null)")
      }
    }
    return answer
  }

  private func seen(_ request: SyncRequest) throws -> [String: FieldValue] {
    guard case .update(_, _, _, _, let requestID) = request else { return [:] }
    let entry = try replica.outbox().first { $0.intent.id == requestID }
    return Dictionary((entry?.intent.edit.changes ?? []).map { ($0.field, $0.before) }) { first, _ in first }
  }

  private func mutated(_ request: SyncRequest) -> SyncRequest {
    guard parameters.mutation == .lockIgnored, case .update(let kind, let name, let fields, let modified, let id) = request else {
      return request
    }
    return .update(kind, name, fields: fields, modified: site.document(kind, name)?.modified ?? modified, requestID: id)
  }

  private func mutated(_ answer: SyncAnswer, to request: SyncRequest) -> SyncAnswer {
    guard case .failure(.ambiguous(let words)) = answer, case .update(let kind, let name, _, let modified, _) = request else {
      return answer
    }
    switch parameters.mutation {
    case .lostAnswerMeansApplied: return .receipt(WriteReceipt(name: name, creation: nil, modified: modified))
    case .lostAnswerMeansFailed:
      _ = kind
      return .failure(.retry(after: nil, words))
    default: return answer
    }
  }

  private mutating func announce() throws {
    heldEvents += site.events
    site.events = []
    guard !heldEvents.isEmpty else { return }
    let event = heldEvents[number(heldEvents.count)]
    if chance(70) { heldEvents.removeAll { $0 == event } }
    if chance(85) { try feed(.mark(event)) }
  }

  private mutating func otherPeople() {
    guard let reference = pick(site.all(.job).map { DocumentReference(.job, name: $0.name) }) else { return }
    // Somebody takes back what was just written here: then a second time would show.
    if let last = site.journal.last, !last.previous.isEmpty, chance(20) { return site.edit(last.document, last.previous) }
    switch number(27) {
    case 24, 25: if isLookedAt(reference.key) { site.editUnbumped(reference, ["subject": .text("Unbumped \(number(100))")]) }
    case 26:
      guard let technician = pick(site.all(.technician).map(\.name)) else { return }
      site.editUnbumped(DocumentReference(.technician, name: technician), ["full_name": .text("Unbumped \(number(100))")])
    case 0: site.delete(reference)
    case 1: site.rename(reference, to: DocumentName("\(reference.key.text)-bis"))
    case 2, 3: site.insert(.job, ["subject": .text("New"), "status": .text("Open")], late: chance(30))
    case 4:
      // The last of the series goes and its name comes again.
      site.delete(reference)
      site.insert(.job, named: reference.key, ["subject": .text("Reused"), "status": .text("Open"), "priority": .text("P3")])
    case 5: site.clock -= 3_600_000_000
    case 6: if chance(50) { site.hidden = Set(site.all(.job).prefix(5).map { DocumentReference(.job, name: $0.name) }) }
    case 7, 8: site.hidden = []
    case 9: site.edit(reference, ["tags": .rows([["tag": .text("Fibre")], ["tag": .text("B\(number(3))")]])], late: chance(30))
    case 10:
      let notes = site.document(.job, reference.key)?["notes"].text ?? ""
      site.edit(reference, ["notes": .text(notes + "\ntheirs \(number(100))")], late: chance(20))
    default:
      let (field, value) = pickField()
      site.edit(reference, [field: value], late: chance(25))
    }
  }

  /// Old and finished jobs are compared by their versions only: what bumps nothing is not looked for there.
  private func isLookedAt(_ name: DocumentName) -> Bool {
    guard let job = site.document(.job, name) else { return false }
    let isFinished = job["status"].text.flatMap(JobStatus.init(rawValue:))?.isFinished ?? false
    return !isFinished || job["scheduled_start"].text ?? "" > "2026-05-01"
  }

  mutating func pickField() -> (String, FieldValue) {
    switch number(5) {
    case 0: ("priority", .text(["P1", "P2", "P3"][number(3)]))
    case 1: ("technician", number(4) == 0 ? .null : .text("TECHNICIAN-\(1 + number(3))"))
    case 2: ("status", .text(["Open", "Planned", "Published", "Done", "Cancelled"][number(5)]))
    case 3: ("duration_minutes", .int(Int64(30 * number(4))))
    default: ("scheduled_start", .text("2026-05-0\(6 + number(2)) 1\(number(3)):00:00"))
    }
  }

  mutating func trace(_ words: () -> String) {
    if parameters.isTraced { outcome.trace.append("\(time.milliseconds) \(words())") }
  }

  mutating func problem(_ words: String) {
    if outcome.problems.count < 10 { outcome.problems.append("\(words) [seed \(parameters.seed)]") }
  }
}

extension SyncRequest {
  var isWrite: Bool {
    switch self {
    case .update, .create: true
    default: false
    }
  }
}
