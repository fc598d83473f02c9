import Domain
import ERPNext
import Sync

/// A site in memory that answers as CONTRACT.md and POSTGRESQL.md say: locks by `modified`, late commits, names given anew,
/// documents hidden from a user. It keeps a journal of what was written, which no client can read: the oracle of every check.
package struct ModelSite: Sendable {
  package struct Stored: Sendable, Equatable {
    package var creation: String
    package var modified: String
    package var modifiedBy: String
    package var fields: [String: FieldValue]
  }

  /// One write that came through the client's door and was applied.
  package struct Applied: Sendable {
    package let requestID: String
    package let document: DocumentReference
    package let fields: [String: FieldValue]
    /// What the site held in those fields just before.
    package let previous: [String: FieldValue]
  }

  struct OpenTransaction: Sendable {
    let document: DocumentReference
    let stored: Stored
  }

  package private(set) var tables: [DocumentKind: [DocumentName: Stored]] = [:]
  package var hidden: Set<DocumentReference> = []
  package private(set) var journal: [Applied] = []
  /// Documents that a committed transaction touched since this was last emptied.
  package var events: [DocumentReference] = []
  private(set) var open: [OpenTransaction] = []
  /// Microseconds since 1970 by the site's clock, which people can set back.
  package var clock: Int64
  private var serial: [DocumentKind: Int] = [:]

  package init(clock: Int64) { self.clock = clock }

  package mutating func stamp() -> String {
    clock += 1 + clock % 7
    let seconds = LocalDateTime(clockSeconds: clock / 1_000_000).siteText
    let fraction = String(clock % 1_000_000)
    return clock % 1_000_000 == 0 ? seconds : seconds + "." + String(repeating: "0", count: 6 - fraction.count) + fraction
  }

  package func document(_ kind: DocumentKind, _ name: DocumentName) -> Document? {
    tables[kind]?[name].map { stored in
      Document(
        kind: kind, name: name, creation: stored.creation, modified: stored.modified, modifiedBy: stored.modifiedBy,
        fields: stored.fields)
    }
  }

  package func all(_ kind: DocumentKind) -> [Document] {
    (tables[kind] ?? [:]).keys.sorted().compactMap { document(kind, $0) }
  }

  /// The visible documents that `include` wants, in no order.
  private func visible(_ kind: DocumentKind, _ include: (DocumentName, Stored) -> Bool) -> [DocumentName] {
    (tables[kind] ?? [:]).compactMap { name, stored in
      include(name, stored) && (hidden.isEmpty || !hidden.contains(DocumentReference(kind, name: name))) ? name : nil
    }
  }

  func isLocked(_ reference: DocumentReference) -> Bool { open.contains { $0.document == reference } }
}

// What people do on the site.
extension ModelSite {
  /// A fresh name of the series; that of a deleted last document comes again.
  package mutating func nextName(_ kind: DocumentKind) -> DocumentName {
    let number = (serial[kind] ?? 0) + 1
    serial[kind] = number
    return DocumentName("\(kind.rawValue.uppercased())-\(String(number))")
  }

  @discardableResult
  package mutating func insert(
    _ kind: DocumentKind, named chosen: DocumentName? = nil, _ fields: [String: FieldValue], by user: String = "other",
    late: Bool = false
  ) -> DocumentName {
    let name = chosen ?? nextName(kind)
    let now = stamp()
    let stored = Stored(creation: now, modified: now, modifiedBy: user, fields: complete(kind, fields))
    save(DocumentReference(kind, name: name), stored, late: late)
    return name
  }

  package mutating func edit(
    _ reference: DocumentReference, _ fields: [String: FieldValue], by user: String = "other", late: Bool = false
  ) {
    guard var stored = tables[reference.kind]?[reference.key], !isLocked(reference) else { return }
    stored.fields.merge(fields) { _, new in new }
    stored.modified = stamp()
    stored.modifiedBy = user
    save(reference, stored, late: late)
  }

  /// Leaves the version as it was and tells nobody, as raw SQL does, or the rename of a document that others link to.
  package mutating func editUnbumped(_ reference: DocumentReference, _ fields: [String: FieldValue]) {
    guard !isLocked(reference) else { return }
    tables[reference.kind]?[reference.key]?.fields.merge(fields) { _, new in new }
  }

  package mutating func delete(_ reference: DocumentReference) {
    guard !isLocked(reference), tables[reference.kind]?.removeValue(forKey: reference.key) != nil else { return }
    if reference.key.text == "\(reference.kind.rawValue.uppercased())-\(serial[reference.kind] ?? 0)" {
      serial[reference.kind, default: 1] -= 1
    }
    events.append(reference)
  }

  /// Bumps nothing and leaves no trace of the old name.
  package mutating func rename(_ reference: DocumentReference, to name: DocumentName) {
    guard !isLocked(reference), tables[reference.kind]?[name] == nil,
      let stored = tables[reference.kind]?.removeValue(forKey: reference.key)
    else { return }
    tables[reference.kind]?[name] = stored
  }

  package mutating func commitOne() { if !open.isEmpty { publish(open.removeFirst()) } }

  private mutating func save(_ reference: DocumentReference, _ stored: Stored, late: Bool) {
    let transaction = OpenTransaction(document: reference, stored: stored)
    if late { open.append(transaction) } else { publish(transaction) }
  }

  private mutating func publish(_ transaction: OpenTransaction) {
    tables[transaction.document.kind, default: [:]][transaction.document.key] = transaction.stored
    events.append(transaction.document)
  }

  private func complete(_ kind: DocumentKind, _ fields: [String: FieldValue]) -> [String: FieldValue] {
    var complete: [String: FieldValue] = [:]
    for field in kind.fields {
      let empty: FieldValue =
        switch field.type {
        case .int, .check: .int(0)
        case .float: .float(0)
        case .table: .rows([])
        default: .null
        }
      complete[field.name] = fields[field.name] ?? empty
    }
    return complete
  }
}

// The client's door.
extension ModelSite {
  package mutating func answer(_ request: SyncRequest) -> SyncAnswer {
    switch request {
    case .changes(let kind, let cursor, let limit):
      let names = visible(kind) { name, stored in
        guard let last = cursor.name else { return stored.modified >= cursor.modified }
        return stored.modified > cursor.modified || stored.modified == cursor.modified && name > last
      }
      let documents = names.compactMap { document(kind, $0) }
      return .documents(Array(documents.sorted { ($0.modified, $0.name) < ($1.modified, $1.name) }.prefix(limit)))
    case .versions(let kind, let slice):
      let names = visible(kind) { _, stored in slice.holds(stored) }
      return .versions(
        names.sorted().map { name in
          let stored = tables[kind]![name]!
          return DocumentVersion(name: name, creation: stored.creation, modified: stored.modified)
        })
    case .documents(let kind, let names):
      let wanted = Set(names)
      return .documents(visible(kind) { name, _ in wanted.contains(name) }.sorted().compactMap { document(kind, $0) })
    case .document(let kind, let name):
      if hidden.contains(DocumentReference(kind, name: name)) { return .failure(Self.forbidden) }
      return document(kind, name).map { .document($0) } ?? .failure(.notFound)
    case .created(let kind, let requestID):
      return .document(all(kind).first { $0["client_request_id"] == .text(requestID) })
    case .update(let kind, let name, let fields, let modified, let requestID):
      return update(DocumentReference(kind, name: name), fields, modified, requestID)
    case .create(let kind, let fields, let requestID): return create(kind, fields, requestID)
    }
  }

  static let forbidden = SiteFailure.refused(status: 403, exceptionType: "PermissionError", words: "Not permitted")

  private mutating func update(
    _ reference: DocumentReference, _ fields: [String: FieldValue], _ modified: String, _ requestID: String
  ) -> SyncAnswer {
    if hidden.contains(reference) { return .failure(Self.forbidden) }
    guard var stored = tables[reference.kind]?[reference.key] else { return .failure(.notFound) }
    if isLocked(reference) { return .failure(.retry(after: nil, "SerializationFailure")) }
    guard stored.modified == modified else { return .failure(.stale) }
    if fields["status"] == .text("Cancelled"), stored.fields["status"] == .text("Done") {
      return .failure(.refused(status: 417, exceptionType: "ValidationError", words: "A job that is done cannot be cancelled."))
    }
    let previous = fields.keys.map { ($0, stored.fields[$0] ?? .null) }
    stored.fields.merge(fields) { _, new in new }
    stored.modified = stamp()
    stored.modifiedBy = "me"
    journal.append(
      Applied(requestID: requestID, document: reference, fields: fields, previous: Dictionary(uniqueKeysWithValues: previous)))
    tables[reference.kind]?[reference.key] = stored
    events.append(reference)
    return .receipt(WriteReceipt(name: reference.key, creation: stored.creation, modified: stored.modified))
  }

  private mutating func create(_ kind: DocumentKind, _ fields: [String: FieldValue], _ requestID: String) -> SyncAnswer {
    var fields = fields
    if kind.field("client_request_id") != nil {
      if all(kind).contains(where: { $0["client_request_id"] == .text(requestID) }) { return .failure(.alreadyCreated) }
      fields["client_request_id"] = .text(requestID)
    }
    let name = insert(kind, fields, by: "me")
    let reference = DocumentReference(kind, name: name)
    journal.append(Applied(requestID: requestID, document: reference, fields: fields, previous: [:]))
    let stored = tables[kind]![name]!
    return .receipt(WriteReceipt(name: name, creation: stored.creation, modified: stored.modified))
  }
}

extension DocumentSlice {
  func holds(_ stored: ModelSite.Stored) -> Bool {
    switch self {
    case .all: return true
    case .range(let field, let from, let to):
      guard let value = field == "creation" ? stored.creation : stored.fields[field]?.text else { return false }
      return value >= from && value < to
    case .among(let field, let values): return stored.fields[field]?.text.map { values.contains($0) } ?? false
    }
  }
}
