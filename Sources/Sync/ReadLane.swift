import Domain
import ERPNext
import Replica

/// What the engine reads, one request at a time: marked documents first, then pulls, then comparisons.
struct ReadLane: Sendable {
  struct Slice: Sendable, Hashable {
    let kind: DocumentKind
    let rows: RowSlice
    /// Every row is fetched, those of a known version too.
    var isWhole = false

    func covers(_ other: Slice) -> Bool { kind == other.kind && rows == other.rows && (isWhole || !other.isWhole) }
  }

  struct Page: Sendable {
    let kind: DocumentKind
    var cursor: PullCursor
    var limit: Int
    var greatest: String?
    /// The site's clock when the pull began, where it took more than one page: what commits late during a long pull lies behind
    /// its end by more than the overlap.
    var began: String?
  }

  /// Fetching what a comparison found, some at a time, so that the first rows show early and events get between.
  struct Chase: Sendable {
    let slice: Slice
    var asked: [DocumentName] = []
    var rest: [DocumentName]
    var missing: [DocumentName] = []
    /// Rows that the replica has in the slice.
    let count: Int
    let isEmptySite: Bool
    /// Writes confirmed after this are newer than the comparison.
    let began: Int
  }

  enum Step: Sendable {
    case page(Page)
    /// Marked documents, fetched by name.
    case marked(DocumentKind, [DocumentName])
    /// A marked document that was not in the answer: is it gone, or hidden?
    case checkMarked(DocumentReference, others: [DocumentName])
    case versions(Slice)
    /// The replica is comparing.
    case comparing(Slice, siteCount: Int)
    case chase(Chase)
    /// Deletions that a person has accepted: asked for once more before the rows go.
    case accepted(DocumentKind, [DocumentName])
  }

  struct Current: Sendable {
    let id: Int
    let step: Step
    /// Writes confirmed after this are newer than what this reads.
    let began: Int
    let startedAt: Int64
  }

  var current: Current?
  var marked: [DocumentKind: Set<DocumentName>] = [:]
  var pulls: [DocumentKind] = []
  /// The next page of a pull under way.
  var nextPage: Page?
  /// The rest of a comparison's findings.
  var nextChase: Chase?
  var slices: [Slice] = []
  var held = HeldDeletions()
  /// Deletions accepted and not yet done.
  var accepted: [DocumentKind: [DocumentName]] = [:]
  /// Rows that a page may have while the line is slow; nil: as many as the rhythm says.
  var pageLimit: Int?
  var history: [Slice] = []
  /// By kind, the `creation` of the oldest document.
  var oldest: [DocumentKind: String]
  var nextPoll: Int64?
  var nextHot: Int64?
  var nextReread: Int64?
  var nextHistory: Int64?
  /// Kinds that the site refuses, until when.
  var refusedUntil: [DocumentKind: Int64] = [:]
  /// By kind, answers in a row that were not of the contract.
  var malformed: [DocumentKind: Int] = [:]
  var isFirstPull = false
  /// Counts confirmed writes; `lastWrite` says which was the last of a document.
  var writeCount = 0
  var lastWrite: [DocumentReference: Int] = [:]

  init(oldest: [DocumentKind: String]) { self.oldest = oldest }

  var isBusy: Bool { current != nil }
  var hasWork: Bool {
    !marked.isEmpty || nextPage != nil || nextChase != nil || !accepted.isEmpty || !pulls.isEmpty || !slices.isEmpty
  }
  var nextDue: Int64? { isBusy ? nil : [nextPoll, nextHot, nextReread, nextHistory].compactMap { $0 }.min() }

  mutating func mark(_ reference: DocumentReference) {
    if !reference.isLocal { marked[reference.kind, default: []].insert(reference.key) }
  }

  mutating func requestDelta(_ kinds: [DocumentKind]) {
    for kind in kinds where !pulls.contains(kind) { pulls.append(kind) }
  }

  mutating func request(_ slice: Slice) {
    if slices.contains(where: { $0.covers(slice) }) { return }
    slices.removeAll(where: slice.covers)
    slices.append(slice)
  }

  mutating func abandon() {
    current = nil
    marked = [:]
    pulls = []
    nextPage = nil
    nextChase = nil
    slices = []
    held = HeldDeletions()
    accepted = [:]
    nextPoll = nil
    nextHot = nil
    nextReread = nil
    nextHistory = nil
  }

  /// A page did not come whole: on a slow line the same page would fail for ever. The limit from now on.
  mutating func shrinkPages(from limit: Int, _ rhythm: SyncRhythm) -> Int {
    let smaller = max(min(limit, rhythm.smallestPage), limit / 2)
    pageLimit = smaller
    return smaller
  }

  /// A full page came: the next may be a quarter larger, up to `full`.
  mutating func growPages(from limit: Int, to full: Int) -> Int {
    guard let pageLimit else { return limit }
    let larger = max(limit, min(full, pageLimit + max(1, pageLimit / 4)))
    self.pageLimit = larger < full ? larger : nil
    return larger
  }

  mutating func noteWrite(_ reference: DocumentReference) {
    writeCount += 1
    if !isBusy, nextChase == nil { lastWrite = [:] }
    lastWrite[reference] = writeCount
  }

  /// Whether what a read that began at `began` says of the document may be older than what a write left.
  func isOutdated(_ kind: DocumentKind, _ name: DocumentName, since began: Int) -> Bool {
    lastWrite[DocumentReference(kind, name: name)].map { $0 > began } ?? false
  }
}

extension ReadLane.Step {
  var kind: DocumentKind? {
    switch self {
    case .page(let page): page.kind
    case .marked(let kind, _): kind
    case .checkMarked(let reference, _): reference.kind
    case .accepted(let kind, _): kind
    case .versions(let slice), .comparing(let slice, _): slice.kind
    case .chase(let chase): chase.slice.kind
    }
  }
}

extension DocumentSlice {
  init(_ rows: RowSlice) {
    switch rows {
    case .all: self = .all
    case .range(let field, let from, let to): self = .range(field: field, from: from, to: to)
    case .among(let field, let values): self = .among(field: field, values: values)
    }
  }
}
