import Domain
import ERPNext
import Replica

// What becomes of what was read.
extension SyncEngine {
  mutating func readAnswered(_ answer: SyncAnswer, _ now: SyncTime) {
    guard let current = reads.current else { return }
    reads.current = nil
    if case .failure(let failure) = answer { return readFailed(current, failure, now) }
    if let kind = current.step.kind {
      reads.malformed[kind] = nil
      totals.unavailable[kind] = nil
    }
    switch (current.step, answer) {
    case (.page(let page), .documents(let documents)): pageCame(page, documents, current, now)
    case (.marked(let kind, let names), .documents(let documents)):
      store(documents, current)
      freshAt = now.wall
      checkNext(of: kind, absent(names, documents), now)
    case (.checkMarked(_, let others), .document(let document)):
      if let document { store([document], current) }
      checkNext(of: current.step.kind, others, now)
    case (.accepted(let kind, let names), .documents(let documents)):
      store(documents, current)
      let gone = absent(names, documents).filter { !reads.isOutdated(kind, $0, since: current.began) }
      if !gone.isEmpty { remove(kind, gone) }
    case (.versions(let slice), .versions(let versions)):
      reads.held.forget(slice.kind, versions.lazy.map(\.name))
      let id = newID()
      reads.current = .init(
        id: id, step: .comparing(slice, siteCount: versions.count), began: current.began, startedAt: now.milliseconds)
      emit(.compare(id, slice.kind, slice.rows, versions))
    case (.chase(var chase), .documents(let documents)):
      store(documents, current)
      chase.missing += absent(chase.asked, documents)
      if !chase.rest.isEmpty {
        reads.nextChase = chase
        return
      }
      deletionsFound(chase)
    default: break
    }
  }

  private func absent(_ names: [DocumentName], _ documents: [Document]) -> [DocumentName] {
    let present = Set(documents.map(\.name))
    return names.filter { !present.contains($0) }
  }

  private mutating func store(_ documents: [Document], _ current: ReadLane.Current, watermark: PullWatermark? = nil) {
    totals.received += documents.count
    reads.held.forget(documents)
    let newer = documents.filter { !reads.isOutdated($0.kind, $0.name, since: current.began) }
    if !newer.isEmpty || watermark != nil {
      commit(.store(newer, watermark: watermark))
      // Rows can settle creates and park edits.
      if !outbox.isEmpty, !newer.isEmpty { outboxIsStale = true }
    }
  }

  private mutating func pageCame(
    _ page: ReadLane.Page, _ documents: [Document], _ current: ReadLane.Current, _ now: SyncTime
  ) {
    let kind = page.kind
    var greatest = ([page.greatest].compactMap { $0 } + documents.map(\.modified)).max()
    if documents.count >= page.limit, let last = documents.last {
      store(documents, current)
      var next = page
      next.limit = reads.growPages(from: page.limit, to: watermarks[kind] == nil ? rhythm.firstPage : rhythm.page)
      next.cursor = PullCursor(modified: last.modified, name: last.name)
      next.greatest = greatest
      reads.nextPage = next
      return
    }
    if page.cursor.name != nil, let began = page.began, let last = greatest, began < last, began > watermarks[kind] ?? "" {
      greatest = began
    }
    if let greatest, greatest != watermarks[kind] {
      store(documents, current, watermark: PullWatermark(kind: kind, modified: greatest))
      watermarks[kind] = greatest
    } else {
      store(documents, current)
    }
    if reads.pulls.isEmpty {
      freshAt = now.wall
      reads.isFirstPull = false
    }
  }

  mutating func compared(_ id: Int, _ comparison: RowComparison, _ now: SyncTime) {
    guard let current = reads.current, current.id == id, case .comparing(let slice, let siteCount) = current.step else { return }
    reads.current = nil
    let found = comparison.changed + comparison.unmatched + (slice.isWhole ? comparison.same : [])
    let names = found.filter { !reads.isOutdated(slice.kind, $0, since: current.began) }
    guard !names.isEmpty else {
      if reads.slices.isEmpty { freshAt = now.wall }
      return
    }
    reads.nextChase = .init(
      slice: slice, rest: names, count: comparison.count, isEmptySite: siteCount == 0 && comparison.count > 0,
      began: current.began)
  }

  mutating func remove(_ kind: DocumentKind, _ names: [DocumentName]) {
    totals.removed += names.count
    reads.held.forget(kind, names)
    commit(.remove(kind, names))
    if !outbox.isEmpty { outboxIsStale = true }
  }

  private mutating func checkNext(of kind: DocumentKind?, _ names: [DocumentName], _ now: SyncTime) {
    guard let kind, let first = names.first else { return }
    let reference = DocumentReference(kind, name: first)
    begin(.checkMarked(reference, others: Array(names.dropFirst())), .document(kind, first), now)
  }

  private mutating func readFailed(_ current: ReadLane.Current, _ failure: SiteFailure, _ now: SyncTime) {
    switch (current.step, failure) {
    case (.checkMarked(let reference, let others), .notFound):
      if !reads.isOutdated(reference.kind, reference.key, since: current.began) { remove(reference.kind, [reference.key]) }
      checkNext(of: reference.kind, others, now)
    case (.checkMarked(let reference, let others), .refused):
      // Hidden, not gone.
      checkNext(of: reference.kind, others, now)
    case (let step, .refused(_, _, let words)): putOff(step, words, now)
    case (let step, .notFound), (let step, .stale), (let step, .alreadyCreated): putOff(step, "", now)
    case (let step, .malformed(let words)):
      // Once may be a proxy's page; again and again it is this kind, and the others need not wait for it.
      guard let kind = step.kind else { return }
      reads.malformed[kind, default: 0] += 1
      if reads.malformed[kind, default: 0] >= 3 { putOff(step, words, now) } else { again(step) }
    case (let step, .unreachable), (let step, .untrusted), (let step, .ambiguous), (let step, .retry), (let step, .signInNeeded):
      again(step)
    }
  }

  /// The site does not give this kind: it is left alone for a while.
  private mutating func putOff(_ step: ReadLane.Step, _ words: String, _ now: SyncTime) {
    if let kind = step.kind {
      totals.unavailable[kind] = words
      reads.refusedUntil[kind] = now.milliseconds + rhythm.refusalPause
      reads.malformed[kind] = nil
    }
    if reads.pulls.isEmpty { reads.isFirstPull = false }
  }

  /// What a failed line interrupted is asked for again when it is back.
  private mutating func again(_ step: ReadLane.Step) {
    switch step {
    case .page(var page):
      page.limit = reads.shrinkPages(from: page.limit, rhythm)
      reads.nextPage = page
    case .marked(let kind, let names): for name in names { reads.mark(DocumentReference(kind, name: name)) }
    case .checkMarked(let reference, let others):
      for name in [reference.key] + others { reads.mark(DocumentReference(reference.kind, name: name)) }
    case .accepted(let kind, let names): reads.accepted[kind, default: []] += names
    case .versions(let slice), .comparing(let slice, _): reads.request(slice)
    case .chase(let chase): reads.request(chase.slice)
    }
  }
}
