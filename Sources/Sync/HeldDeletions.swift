import Domain
import ERPNext

/// Rows that the site no longer shows and that are kept all the same, until a person says that they are gone: a wrong site, a
/// lost permission or a broken filter looks just like a great many deletions (CONTRACT.md, "A sync that converged").
struct HeldDeletions: Sendable {
  private var names: [DocumentKind: Set<DocumentName>] = [:]

  var count: Int { names.values.reduce(0) { $0 + $1.count } }

  func contains(_ kind: DocumentKind, _ name: DocumentName) -> Bool { names[kind]?.contains(name) ?? false }

  mutating func hold(_ kind: DocumentKind, _ missing: [DocumentName]) { names[kind, default: []].formUnion(missing) }

  /// The site shows these, or they are gone from the replica too.
  mutating func forget(_ kind: DocumentKind, _ seen: some Sequence<DocumentName>) {
    guard names[kind] != nil else { return }
    names[kind]?.subtract(seen)
    if names[kind]?.isEmpty == true { names[kind] = nil }
  }

  mutating func forget(_ documents: [Document]) {
    if names.isEmpty { return }
    for document in documents { forget(document.kind, CollectionOfOne(document.name)) }
  }

  var all: [DocumentKind: [DocumentName]] { names.mapValues { $0.sorted() } }
}

extension SyncEngine {
  /// A person has seen `count` of them and says that they are gone. Where it is another number by now, nothing happens: they
  /// would not be those that were seen. They are held until it is done.
  mutating func acceptDeletions(_ count: Int) {
    guard isLeader, count > 0, count == reads.held.count else { return }
    reads.accepted = reads.held.all
  }

  /// Asks for them by name once more: what has come back meanwhile is kept.
  mutating func startAccepted(_ now: SyncTime) -> Bool {
    guard let kind = reads.accepted.keys.min(by: { $0.rawValue < $1.rawValue }), let names = reads.accepted[kind] else {
      return false
    }
    let asked = Array(names.prefix(rhythm.chase))
    reads.accepted[kind] = names.count > asked.count ? Array(names.dropFirst(asked.count)) : nil
    begin(.accepted(kind, asked), .documents(kind, asked), now)
    return true
  }

  mutating func deletionsFound(_ chase: ReadLane.Chase) {
    let kind = chase.slice.kind
    let missing = chase.missing.filter { !reads.isOutdated(kind, $0, since: chase.began) }
    guard !missing.isEmpty else { return }
    let tooMany = missing.count > rhythm.freeDeletions && Double(missing.count) > rhythm.deletionShare * Double(chase.count)
    if tooMany || chase.isEmptySite { return reads.held.hold(kind, missing) }
    // In a larger slice the same rows may be few; they are held all the same.
    let believed = missing.filter { !reads.held.contains(kind, $0) }
    if !believed.isEmpty { remove(kind, believed) }
  }
}
