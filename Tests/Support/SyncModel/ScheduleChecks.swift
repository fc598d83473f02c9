import Domain
import ERPNext
import Replica
import Sync

extension ScheduleRunner {
  /// The line is good, people stop, everything under way ends; time passes until nothing changes any more.
  mutating func comeToRest() throws {
    isBroken = false
    isCalm = true
    site.hidden = []
    while !site.open.isEmpty { site.commitOne() }
    while !strays.isEmpty { _ = site.answer(strays.removeFirst().request) }
    site.clock = max(site.clock, time.wall.seconds * 1_000_000)
    try feed(.outbox(try replica.outbox()))
    try feed(.stream(live: false))
    let end = time.milliseconds + 300_000
    var rounds = 0
    while time.milliseconds < end || !inFlight.isEmpty, rounds < 2_000 {
      rounds += 1
      if let request = inFlight.first {
        inFlight.removeFirst()
        try feed(.answered(request.id, request.answer ?? site.answer(request.request)))
      } else if heldDeletions > 0 {
        try feed(.acceptDeletions(heldDeletions))
      } else if let wake {
        pass(milliseconds: max(1, wake - time.milliseconds))
        self.wake = nil
        try feed(.tick)
      } else {
        break
      }
    }
    if !engine.isSettled { problem("still busy after \(rounds) rounds") }
  }

  mutating func check() throws {
    try checkRows()
    let open = try replica.outbox()
    outcome.parked = open.count { $0.phase == .parked }
    for entry in open where entry.phase != .parked {
      // What waits may only wait behind something that a person has to decide.
      let isBehind = open.contains { other in
        other.phase == .parked && (other.document == entry.document || points(entry, at: other))
          || points(entry, at: other) && other.intent.edit.action == .create
      }
      if !isBehind { problem("\(entry.intent.id) still waits: \(entry.phase) \(entry.document)") }
    }
    let journal = Dictionary(grouping: site.journal, by: \.requestID)
    let openIDs = Set(open.map(\.intent.id))
    for id in accepted.sorted() {
      let times = journal[id]?.count ?? 0
      if times == 0, !openIDs.contains(id), !givenUp.contains(id), !satisfied.contains(id) { problem("\(id) is lost") }
      if times > 1 + (decisions[id] ?? 0), !wasDeleted(journal[id] ?? []) { problem("\(id) was applied \(times) times") }
    }
  }

  /// A create whose document somebody deleted before its answer came is made again, as nothing is left to know it by. While the
  /// document is there, the site takes no second one with its id.
  private func wasDeleted(_ writes: [ModelSite.Applied]) -> Bool {
    writes.allSatisfy { $0.previous.isEmpty && $0.document.kind.field("client_request_id") != nil }
  }

  private func points(_ entry: OutboxEntry, at other: OutboxEntry) -> Bool {
    guard other.document.isLocal else { return false }
    return entry.document == other.document
      || entry.intent.edit.changes.contains { $0.after == .text(other.document.key.text) }
  }

  private mutating func checkRows() throws {
    for kind in Self.kinds {
      let mine = Dictionary(uniqueKeysWithValues: try replica.documents(kind).map { ($0.name, $0) })
      let theirs = Dictionary(uniqueKeysWithValues: site.all(kind).map { ($0.name, $0) })
      for name in Set(mine.keys).union(theirs.keys).sorted() where !same(mine[name], theirs[name]) {
        let fields = kind.fields.map(\.name).filter { mine[name]?[$0] != theirs[name]?[$0] }
        problem(
          "\(kind) \(name): replica \(mine[name]?.modified ?? "-"), site \(theirs[name]?.modified ?? "-") \(fields)")
      }
    }
  }

  private func same(_ left: Document?, _ right: Document?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return left.creation == right.creation && left.modified == right.modified
      && left.kind.fields.allSatisfy { Canonical.same(left[$0.name], right[$0.name], type: $0.type) }
  }
}
