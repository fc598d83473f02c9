import Domain
import GRDB
import Synchronization

extension Replica {
  /// Days as the screen shows them: the jobs that start on them by the site's clock, every unfinished job without a technician or a
  /// start, and the unfinished ones from before; open edits are laid over the site's rows. `today` tells what is before, and is
  /// `day` where it is not given.
  package func board(
    on day: LocalDate, days: Int = 1, zone: SiteZone, today: LocalDate? = nil
  ) throws(ReplicaFailure) -> Board {
    try read { db in
      var reader = BoardReader(replica: self, db: db, span: DaySpan(day, days: days), zone: zone, today: today)
      var board = try reader.outline()
      board.apply(try reader.details(of: board))
      return board
    }
  }

  /// The same without the equipment, subscriptions and second places of the jobs, which are rows in as many places: `details` brings them.
  package func outline(
    on day: LocalDate, days: Int = 1, zone: SiteZone, today: LocalDate? = nil
  ) throws(ReplicaFailure) -> Board {
    try read { db in
      var reader = BoardReader(replica: self, db: db, span: DaySpan(day, days: days), zone: zone, today: today)
      return try reader.outline()
    }
  }

  package func details(of board: Board, zone: SiteZone) throws(ReplicaFailure) -> BoardPatch {
    try read { db in try BoardReader(replica: self, db: db, span: board.span, zone: zone, today: nil).details(of: board) }
  }

  /// What changed on the board of `day`, or of so many days, where the documents of `changed` did. Costs by the number of them, not by the board's, but
  /// where a service location is among them.
  package func patch(
    on day: LocalDate, days: Int = 1, zone: SiteZone, today: LocalDate? = nil, changed: some Collection<DocumentReference>
  ) throws(ReplicaFailure) -> BoardPatch {
    try read { db in
      var reader = BoardReader(replica: self, db: db, span: DaySpan(day, days: days), zone: zone, today: today)
      return try reader.patch(Set(changed))
    }
  }

  /// One job as the screen shows it, on whatever day it is.
  package func job(_ reference: DocumentReference, zone: SiteZone) throws(ReplicaFailure) -> Job? {
    try read { db in
      var reader = BoardReader(replica: self, db: db, span: DaySpan(LocalDate(epochDay: 0)), zone: zone, today: nil)
      return try reader.job(reference, edits: Overlay(try self.outbox(db)))
    }
  }
}

/// The open edits that show: those on their way, and creates whatever became of them. A parked change of a document that the
/// site has does not show as if it held; the screen marks the document instead.
struct Overlay {
  private(set) var edits: [DocumentReference: [OutboxEntry]] = [:]
  let intents: [Intent]

  init(_ entries: [OutboxEntry]) {
    intents = entries.map(\.intent)
    for entry in entries where entry.phase != .parked || entry.intent.edit.action == .create {
      edits[entry.document, default: []].append(entry)
    }
  }
}

struct BoardReader {
  let replica: Replica
  let db: Database
  let span: DaySpan
  let zone: SiteZone
  let today: LocalDate?
  let rows: JobRows
  /// `YYYY-MM-DD`: jobs before this that are not finished are overdue.
  private let overdueBefore: String
  private let from: String
  private let to: String
  private(set) var locations: [DocumentName: ServiceLocation] = [:]
  private static let overdueLimit = 2_000

  init(replica: Replica, db: Database, span: DaySpan, zone: SiteZone, today: LocalDate?) {
    self.replica = replica
    self.db = db
    self.span = span
    self.zone = zone
    self.today = today
    rows = JobRows(zone: zone)
    from = span.first.siteText
    to = span.end.siteText
    overdueBefore = min(span.first, today ?? span.first).siteText
  }

  mutating func outline() throws -> Board {
    var board = Board(day: span.first, days: span.days)
    let overlay = Overlay(try replica.outbox(db))
    board.intents = overlay.intents
    try collectJobs(&board)
    for reference in overlay.edits.keys where reference.kind == .job {
      let job = try job(reference, edits: overlay)
      board.jobs[reference] = job.flatMap { belongs($0) ? $0 : nil }
    }
    board.technicians = try technicians()
    for reference in overlay.edits.keys where reference.kind == .technician {
      board.technicians[reference.key] = try technician(reference, overlay)
    }
    board.tags = try tags()
    board.leaves = try leaves(overlay)
    board.locations = locations
    return board
  }

  func details(of board: Board) throws -> BoardPatch {
    var patch = BoardPatch(intents: Overlay(try replica.outbox(db)).intents)
    for job in board.jobs.values {
      if let name = job.secondLocation, board.locations[name] == nil, patch.locations[name] == nil {
        patch.locations[name] = try Replica.document(.serviceLocation, name, db).map { ServiceLocation(document: $0) }
      }
      if let name = job.equipment, patch.equipment[name] == nil {
        patch.equipment[name] = try Replica.document(.equipment, name, db).map { Equipment(document: $0) }
      }
      if let name = job.subscription, patch.subscriptions[name] == nil {
        patch.subscriptions[name] = try Replica.document(.subscription, name, db).map { Subscription(document: $0) }
      }
    }
    return patch
  }

  /// Spelled as in the index `job_unfinished`, which is used only where the terms are the same.
  private static let unfinished = "(job.status IS NULL OR job.status NOT IN ('Done', 'Cancelled'))"
  static let conditions = [
    "WHERE job.scheduled_start >= ? AND job.scheduled_start < ?",
    "WHERE job.scheduled_start IS NULL AND \(unfinished)",
    "WHERE job.scheduled_start IS NOT NULL AND job.technician IS NULL AND \(unfinished) LIMIT \(overdueLimit)",
    "WHERE job.scheduled_start < ? AND \(unfinished) ORDER BY job.scheduled_start DESC LIMIT \(overdueLimit)",
  ]

  /// The site's rows of the board's jobs.
  private mutating func collectJobs(_ board: inout Board) throws {
    let arguments: [StatementArguments] = [[from, to], [], [], [overdueBefore]]
    for (condition, arguments) in zip(Self.conditions, arguments) { try collect(&board, condition, arguments) }
  }

  private mutating func collect(_ board: inout Board, _ condition: String, _ arguments: StatementArguments) throws {
    let cursor = try Row.fetchCursor(
      db.cachedStatement(sql: "\(JobRows.select) \(condition)"), arguments: arguments)
    while let row = try cursor.next() {
      let job = rows.job(row, locations: &locations)
      board.jobs[job.reference] = job
    }
  }

  mutating func patch(_ changed: Set<DocumentReference>) throws -> BoardPatch {
    let overlay = Overlay(try replica.outbox(db))
    var patch = BoardPatch(intents: overlay.intents)
    for reference in changed {
      switch reference.kind {
      case .job:
        let job = try job(reference, edits: overlay).flatMap { belongs($0) ? $0 : nil }
        patch.jobs.updateValue(job, forKey: reference)
        if job == nil, reference.isLocal, let name = try named(reference) {
          patch.renamed[reference] = name
          let job = try self.job(name, edits: overlay).flatMap { belongs($0) ? $0 : nil }
          patch.jobs.updateValue(job, forKey: name)
        }
        if job?.secondLocation != nil { _ = try location(job?.secondLocation?.text) }
        if let name = job?.equipment {
          patch.equipment[name] = try Replica.document(.equipment, name, db).map { Equipment(document: $0) }
        }
        if let name = job?.subscription {
          patch.subscriptions[name] = try Replica.document(.subscription, name, db).map { Subscription(document: $0) }
        }
      case .technician:
        patch.technicians.updateValue(try technician(reference, overlay), forKey: reference.key)
      case .leave: patch.leaves = try leaves(overlay)
      case .tag: patch.tags = try tags()
      // Only as far as the board shows them: a first load brings tens of thousands.
      case .serviceLocation, .equipment, .subscription: break
      }
    }
    try addWhatPointsAt(
      changed.filter { $0.kind == .serviceLocation || $0.kind == .equipment || $0.kind == .subscription }, &patch, overlay)
    patch.locations = locations
    return patch
  }

  /// Jobs take their municipality, and often their coordinate, from where they are; the sheet shows their equipment and
  /// subscription.
  private mutating func addWhatPointsAt(
    _ changed: Set<DocumentReference>, _ patch: inout BoardPatch, _ overlay: Overlay
  ) throws {
    if changed.isEmpty { return }
    func isChanged(_ kind: DocumentKind, _ name: DocumentName?) -> Bool {
      name.map { changed.contains(DocumentReference(kind, name: $0)) } ?? false
    }
    var reader = BoardReader(replica: replica, db: db, span: span, zone: zone, today: today)
    var board = Board(day: span.first, days: span.days)
    try reader.collectJobs(&board)
    for reference in overlay.edits.keys where reference.kind == .job {
      let job = try reader.job(reference, edits: overlay)
      board.jobs[reference] = job.flatMap { belongs($0) ? $0 : nil }
    }
    for (reference, job) in board.jobs {
      if patch.jobs[reference] == nil, isChanged(.serviceLocation, job.serviceLocation) {
        patch.jobs.updateValue(job, forKey: reference)
        if let name = job.serviceLocation { locations[name] = reader.locations[name] }
      }
      if let name = job.secondLocation, isChanged(.serviceLocation, name) {
        locations[name] = nil
        _ = try location(name.text)
      }
      if let name = job.equipment, isChanged(.equipment, name) {
        patch.equipment[name] = try Replica.document(.equipment, name, db).map { Equipment(document: $0) }
      }
      if let name = job.subscription, isChanged(.subscription, name) {
        patch.subscriptions[name] = try Replica.document(.subscription, name, db).map { Subscription(document: $0) }
      }
    }
  }

  /// What the site has named a job that was made here.
  private func named(_ reference: DocumentReference) throws -> DocumentReference? {
    try String.fetchOne(db.cachedStatement(sql: "SELECT name FROM alias WHERE local = ?"), arguments: [reference.key.text]).map {
      DocumentReference(reference.kind, name: DocumentName($0))
    }
  }

  /// The site's row with the open edits over it; nil where there is neither.
  mutating func job(_ reference: DocumentReference, edits overlay: Overlay) throws -> Job? {
    guard let edits = overlay.edits[reference], !edits.isEmpty else {
      guard !reference.isLocal else { return nil }
      let row = try Row.fetchOne(
        db.cachedStatement(sql: "\(JobRows.select) WHERE job.name = ?"), arguments: [reference.key.text])
      return row.map { rows.job($0, locations: &locations) }
    }
    let document = reference.isLocal ? nil : try Replica.document(.job, reference.key, db)
    guard document != nil || edits[0].intent.edit.action == .create else { return nil }
    var fields = document?.fields ?? [:]
    for entry in edits { for change in entry.intent.edit.changes { fields[change.field] = change.after } }
    let place = try location(fields["service_location"]?.text)
    var job = Job(reference: reference, fields: fields, zone: zone, location: place)
    if let document {
      job.modified = document.modified
      job.modifiedBy = document.modifiedBy
      job.creation = document.creation
    }
    return job
  }

  private mutating func location(_ name: String?) throws -> ServiceLocation? {
    guard let name, !name.isEmpty else { return nil }
    let key = DocumentName(name)
    if let known = locations[key] { return known }
    let place = try Replica.document(.serviceLocation, key, db).map { ServiceLocation(document: $0) }
    locations[key] = place
    return place
  }

  func belongs(_ job: Job) -> Bool { Board.holds(job, span: span, zone: zone, today: today) }

  private func technicians() throws -> [DocumentName: Technician] {
    let revision = try Topic.all(db)[DocumentKind.technician.rawValue] ?? 0
    if let kept = replica.decoded.withLock({ $0.technicians }), kept.revision == revision { return kept.value }
    let table = DocumentTable.of(.technician)
    var all: [DocumentName: Technician] = [:]
    let cursor = try Row.fetchCursor(db.cachedStatement(sql: table.selectSQL))
    while let row = try cursor.next() {
      let technician = Technician(document: table.document(row))
      all[technician.name] = technician
    }
    replica.decoded.withLock { $0.technicians = .init(revision: revision, value: all) }
    return all
  }

  private func tags() throws -> [DocumentName] {
    try String.fetchAll(db.cachedStatement(sql: "SELECT name FROM tag ORDER BY name")).map { DocumentName($0) }
  }

  private func technician(_ reference: DocumentReference, _ overlay: Overlay) throws -> Technician? {
    try document(reference, overlay).map { Technician(document: $0) }
  }

  /// The site's document with the open edits over it; what is only made here has neither creation nor version.
  private func document(_ reference: DocumentReference, _ overlay: Overlay) throws -> Document? {
    let edits = overlay.edits[reference] ?? []
    let row = reference.isLocal ? nil : try Replica.document(reference.kind, reference.key, db)
    guard row != nil || edits.first?.intent.edit.action == .create else { return nil }
    var document = row ?? Document(kind: reference.kind, name: reference.key, creation: "", modified: "", fields: [:])
    for entry in edits { for change in entry.intent.edit.changes { document.fields[change.field] = change.after } }
    return document
  }

  /// Leaves that touch the days, by their start.
  private func leaves(_ overlay: Overlay) throws -> [Leave] {
    let table = DocumentTable.of(.leave)
    let cursor = try Row.fetchCursor(
      db.cachedStatement(sql: "\(table.selectSQL) WHERE from_datetime < ? AND to_datetime >= ?"), arguments: [to, from])
    var all: [DocumentName: Document] = [:]
    while let row = try cursor.next() {
      let document = table.document(row)
      all[document.name] = document
    }
    for reference in overlay.edits.keys where reference.kind == .leave {
      all[reference.key] = try document(reference, overlay)
    }
    let touching = all.values.filter { ($0["from_datetime"].text ?? "") < to && ($0["to_datetime"].text ?? "") >= from }
    return touching.compactMap { Leave(document: $0, zone: zone) }.sorted { ($0.start, $0.name) < ($1.start, $1.name) }
  }
}
