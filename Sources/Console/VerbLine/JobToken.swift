import Domain

/// Jobs and people as they are named in a verb line.
package enum JobToken {
  /// `1043`, `BT-01043`, `bt-01043`; nil where the board has no such job. A number that two jobs share finds none.
  package static func find(_ text: some StringProtocol, _ board: Board, index: VerbIndex? = nil) -> DocumentReference? {
    let exact = DocumentReference(.job, name: DocumentName(String(text)))
    if board.jobs[exact] != nil { return exact }
    let digits = text.utf8.allSatisfy { (48...57).contains($0) } ? text.drop { $0 == "0" } : ""
    if let index, index.day == board.day, !digits.isEmpty {
      let numbered = index.jobs(numbered: digits).filter { board.jobs[$0.job] != nil }
      if numbered.count > 1 { return nil }
      if let only = numbered.first { return only.job }
      if index.jobs.count == board.jobs.count { return nil }
    }
    let lowered = text.lowercased()
    var found: DocumentReference?
    for reference in board.jobs.keys {
      let name = reference.key.text
      let isSame = name.utf8.count == lowered.utf8.count && name.lowercased() == lowered
      guard isSame || isNumber(lowered, of: reference) || reference.isLocal && reference.number == lowered else { continue }
      if found != nil { return nil }
      found = reference
    }
    return found
  }

  private static func isNumber(_ digits: String, of reference: DocumentReference) -> Bool {
    guard !reference.isLocal, !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return false }
    let name = Array(reference.key.text.utf8)
    let trimmed = Array(digits.utf8.drop { $0 == 48 })
    guard !trimmed.isEmpty, name.count >= trimmed.count, name.suffix(trimmed.count).elementsEqual(trimmed) else { return false }
    // What stands before the digits is zeros, then no digit.
    let rest = name.dropLast(trimmed.count)
    return rest.last { $0 != 48 }.map { !(48...57).contains($0) } ?? true
  }

  /// Whether the word looks like a job: digits, or letters, a hyphen and digits.
  static func looksLikeJob(_ word: String) -> Bool {
    guard let last = word.utf8.last, (48...57).contains(last) else { return false }
    let digits = word.utf8.reversed().prefix { (48...57).contains($0) }.count
    let rest = word.utf8.dropLast(digits)
    return rest.isEmpty
      ? digits >= 3 : rest.last == UInt8(ascii: "-") && rest.dropLast().allSatisfy { $0 | 0x20 >= 97 && $0 | 0x20 <= 122 }
  }
}

/// Technicians by what somebody types of their names.
package enum TechnicianToken {
  package enum Found: Sendable, Equatable {
    case one(DocumentName)
    /// In order of name.
    case several([DocumentName])
    case none
  }

  /// The site's name exactly, else words that begin words of one full name only.
  package static func find(
    _ text: String, _ board: Board, among type: Technician.ResourceType = .technician, index: VerbIndex? = nil
  ) -> Found {
    let exact = DocumentName(text)
    if board.technicians[exact] != nil { return .one(exact) }
    let lowered = text.lowercased()
    let upper = board.technicians.keys.first { $0.text.utf8.count == lowered.utf8.count && $0.text.lowercased() == lowered }
    if let upper { return .one(upper) }
    let wanted = SearchFolding.foldedBytes(text).split(separator: 32).map(Array.init)
    guard !wanted.isEmpty else { return .none }
    let known = type == .technician ? index : nil
    let found = (known ?? VerbIndex(people: board, of: type)).people.filter { VerbIndex.matches(wanted, $0.words) }
    if found.count == 1 { return .one(found[0].name) }
    // The whole name beats what goes on after it, and a whole word a beginning: « Marc » is Marc, not Marcel.
    let same = found.filter { $0.words == wanted }
    if same.count == 1 { return .one(same[0].name) }
    let whole = found.filter { wanted.allSatisfy($0.words.contains) }
    if whole.count == 1 { return .one(whole[0].name) }
    return found.isEmpty ? .none : .several(found.map(\.name))
  }
}
