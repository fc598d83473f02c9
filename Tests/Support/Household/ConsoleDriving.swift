import TerminalHarness

/// What the margin of a job's row says of the edits on it.
package enum RowMark: Character, Sendable, CaseIterable {
  case saving = "·"
  case pending = "~"
  case conflict = "≠"
  case refused = "✗"
}

/// Reading the main view.
extension Screen {
  /// Rows of the screen that the list takes, from 0: from under the toolbar and the titles to the rule above the job's sheet.
  private var listRows: Range<Int> {
    let rule = rows.indices.dropFirst(2).first { line($0).hasPrefix("─────") }
    return min(2, rows.count)..<max(2, rule ?? rows.count)
  }

  /// What stands left of the map.
  private func listPart(_ row: Int) -> String {
    let line = line(row)
    return line.split(separator: "│", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? line
  }

  private func words(_ row: Int) -> [Substring] { listPart(row).split { $0 == " " || $0 == "▌" || $0 == "\u{A0}" } }

  /// Row of the screen that shows job `number` in the list, from 0.
  package func rowIndex(ofJob number: String) -> Int? {
    listRows.first { words($0).contains(Substring(number)) && !isHeading($0) }
  }

  package func row(ofJob number: String) -> String? { rowIndex(ofJob: number).map(listPart) }

  /// The marks of edits in the row of a job; nil when the job is not in sight.
  package func marks(ofJob number: String) -> Set<RowMark>? {
    guard let row = rowIndex(ofJob: number) else { return nil }
    // The mark may stand right behind a check: `!~`, `✕~`.
    let marks = words(row).compactMap { word -> RowMark? in
      let flag = word.count == 2 && word.first.map { "!✕⧗".contains($0) } == true
      return word.count == 1 || flag ? word.last.flatMap(RowMark.init) : nil
    }
    return Set(marks)
  }

  /// The job's row has the cursor.
  package func isSelected(job number: String) -> Bool { row(ofJob: number)?.contains("▌") == true }

  private func isHeading(_ row: Int) -> Bool { ["▾", "▸"].contains(words(row).first) }

  /// The heading under which a job stands: the backlog's or a technician's, in capitals.
  package func heading(ofJob number: String) -> String? {
    guard let row = rowIndex(ofJob: number) else { return nil }
    return listRows.prefix { $0 < row }.last { isHeading($0) }.map(listPart)
  }

  /// Numbers of the jobs in sight that nobody has, in order.
  package var backlog: [String] {
    guard let first = listRows.first(where: { listPart($0).contains("FILE D'ATTENTE") }) else { return [] }
    let rows = listRows.drop { $0 <= first }.prefix { !isHeading($0) }
    return rows.compactMap { row in words(row).first { $0.count == 4 && $0.allSatisfy(\.isNumber) }.map(String.init) }
  }

  /// Whether the toolbar says so of the link to the site.
  package func linkIs(_ text: String) -> Bool { line(0).contains(text) }
}

/// Doing what a dispatcher does.
extension TerminalSession {
  /// Waits until the board is drawn and its rows are there.
  @discardableResult
  package func waitForBoard() async throws -> Screen {
    try await waitFor("the board") { $0.contains("FILE D'ATTENTE") }
  }

  /// Waits until the board is drawn and the site's events flow.
  @discardableResult
  package func waitForLive() async throws -> Screen {
    try await waitFor("the board, live") { !$0.backlog.isEmpty && $0.linkIs("en direct") }
  }

  @discardableResult
  package func waitForOffline() async throws -> Screen { try await waitFor("offline") { $0.linkIs("hors ligne") } }

  /// Puts the cursor on a job by its number.
  package func goTo(job number: String) async throws {
    send(.text("g"))
    try await waitFor("the question for a number") { $0.contains("Aller à") }
    send(.text(number), .enter)
    try await waitFor("the cursor on \(number)") { $0.isSelected(job: number) && !$0.contains("Aller à") }
  }

  /// Opens the choice of a technician for a job, and narrows it to the one that `typed` finds first. Enter then assigns.
  package func chooseTechnician(forJob number: String, typing typed: String) async throws {
    try await goTo(job: number)
    send(.text("a"))
    try await waitFor("the choice of a technician") { $0.contains("Assigner \(number)") }
    send(.text(typed))
    try await waitFor("a technician found by “\(typed)”") { screen in
      screen.lines.contains { $0.contains("▌\(typed)") }
    }
  }

  /// Assigns a job to the technician whose first name is `typed`, and waits until the edit is accepted: the screen that first
  /// showed so. A quick site may confirm it before it is ever drawn as pending.
  @discardableResult
  package func assign(job number: String, typing typed: String) async throws -> Screen {
    try await chooseTechnician(forJob: number, typing: typed)
    let accepted = expect("job \(number) accepted") { screen in
      guard let marks = screen.marks(ofJob: number), !screen.contains("Assigner \(number)") else { return false }
      return marks.contains(.pending) || marks.isEmpty && screen.heading(ofJob: number)?.contains(typed.uppercased()) == true
    }
    send(.enter)
    return try await accepted.seen()
  }

  /// Opens the notes of a job and writes at their end; F2 then saves.
  package func writeNotes(ofJob number: String, _ text: String) async throws {
    try await goTo(job: number)
    send(.text("n"))
    try await waitFor("the notes of \(number)") { $0.contains("Notes · \(number)") }
    send(.text(text))
    try await waitFor("“\(text)” in the notes") { $0.contains(text) }
  }

  package func expectPending(job number: String) -> Expectation {
    expect("job \(number) pending") { $0.marks(ofJob: number)?.contains(.pending) == true }
  }

  /// Waits until no edit of the job is open.
  @discardableResult
  package func waitForConfirmed(job number: String) async throws -> Screen {
    try await waitFor("job \(number) confirmed") { $0.marks(ofJob: number) == [] }
  }
}

extension String {
  /// Whether `word` stands in the text, not as part of a longer word.
  func hasWord(_ word: String) -> Bool { split { !$0.isLetter && !$0.isNumber }.contains(Substring(word)) }
}
