import Domain
import ERPNext

/// An edit met by what somebody else wrote meanwhile, field by field.
enum ThreeWayMerge {
  enum Result: Equatable {
    /// The site holds all of it already.
    case satisfied
    /// These changes against the site's document.
    case rebased([FieldChange])
    /// `rest`: the changes that nobody stands against, against the site's document.
    case conflict([FieldConflict], rest: [FieldChange])
  }

  static func merge(_ changes: [FieldChange], onto document: Document) -> Result {
    var rebased: [FieldChange] = []
    var conflicts: [FieldConflict] = []
    for change in changes {
      let type = document.kind.field(change.field)?.type ?? .data
      let theirs = document[change.field]
      if Canonical.same(theirs, change.after, type: type) { continue }
      if Canonical.same(theirs, change.before, type: type) {
        rebased.append(FieldChange(change.field, before: theirs, after: change.after))
      } else if let merged = mergedText(change, theirs: theirs, type: type) {
        rebased.append(FieldChange(change.field, before: theirs, after: merged))
      } else {
        conflicts.append(FieldConflict(field: change.field, mine: change.after, theirs: theirs, base: change.before))
      }
    }
    if !conflicts.isEmpty { return .conflict(conflicts, rest: rebased) }
    return rebased.isEmpty ? .satisfied : .rebased(rebased)
  }

  /// What differs where a write may have been applied and overwritten since: nothing of it may be sent again unasked.
  static func differences(_ changes: [FieldChange], from document: Document) -> [FieldConflict] {
    changes.compactMap { change in
      let type = document.kind.field(change.field)?.type ?? .data
      let theirs = document[change.field]
      if Canonical.same(theirs, change.after, type: type) { return nil }
      return FieldConflict(field: change.field, mine: change.after, theirs: theirs, base: change.before)
    }
  }

  private static func mergedText(_ change: FieldChange, theirs: FieldValue, type: FieldType) -> FieldValue? {
    guard type == .text,
      let merged = appended(base: change.before.text ?? "", mine: change.after.text ?? "", theirs: theirs.text ?? "")
    else { return nil }
    return .text(merged)
  }

  /// Both sides added lines below `base`: theirs first, then mine. nil where either changed what was there.
  static func appended(base: String, mine: String, theirs: String) -> String? {
    let base = lines(base)
    let mine = lines(mine)
    let theirs = lines(theirs)
    guard mine.count > base.count, theirs.count > base.count, mine.starts(with: base, by: same),
      theirs.starts(with: base, by: same)
    else { return nil }
    return (theirs + mine.dropFirst(base.count)).joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    guard !text.isEmpty else { return [] }
    var lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines
  }

  private static func same(_ left: Substring, _ right: Substring) -> Bool { left.utf8.elementsEqual(right.utf8) }
}
