import TerminalHarness

/// What the margin of a job's row says of the edits on it.
package enum RowMark: String, Sendable, CaseIterable {
  case saving = "·"
  case pending = "~"
  case conflict = "≠"
  case refused = "✗"
}

extension Screen {
  /// Row of the screen that shows job `number` in the list, from 0.
  package func rowIndex(ofJob number: String) -> Int? {
    rows.indices.first { row in
      // The list stands left of the map, and the toolbar above both.
      row > 0 && listPart(row).split(whereSeparator: { $0 == " " || $0 == "▌" }).contains(Substring(number))
    }
  }

  package func row(ofJob number: String) -> String? { rowIndex(ofJob: number).map(listPart) }

  /// The marks of edits in the row of a job; nil when the job is not in sight.
  package func marks(ofJob number: String) -> Set<RowMark>? {
    guard let row = row(ofJob: number) else { return nil }
    let words = Set(row.split(separator: " "))
    return Set(RowMark.allCases.filter { words.contains(Substring($0.rawValue)) })
  }

  /// The job's row has the cursor.
  package func isSelected(job number: String) -> Bool {
    guard let row = rowIndex(ofJob: number) else { return false }
    return listPart(row).contains("▌")
  }

  private func listPart(_ row: Int) -> String {
    let line = line(row)
    return line.split(separator: "│", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init) ?? line
  }
}

extension TerminalSession {
  /// Waits until the board is drawn and its rows are there.
  @discardableResult
  package func waitForBoard() async throws -> Screen { try await waitFor("FILE D'ATTENTE") }

  /// Puts the cursor on a job by its number.
  package func goTo(job number: String) async throws {
    send(.text("g"), .text(number), .enter)
    try await waitFor("the cursor on \(number)") { $0.isSelected(job: number) }
  }

  /// Assigns the selected job to the technician that `typed` finds first.
  package func assign(job number: String, typing typed: String) async throws {
    try await goTo(job: number)
    send(.text("a"))
    try await waitFor("the choice of a technician") { $0.contains("Assigner \(number)") }
    send(.text(typed))
    try await waitFor("a technician found by “\(typed)”") { screen in
      screen.lines.contains { $0.contains("▌") && $0.lowercased().contains(typed.lowercased()) }
    }
    send(.enter)
  }

  /// Waits until an edit of the job is accepted, however briefly it shows as pending.
  @discardableResult
  package func waitForPending(job number: String) async throws -> Screen {
    try await waitFor("job \(number) pending") { $0.marks(ofJob: number)?.contains(.pending) == true }
  }

  /// Waits until no edit of the job is open.
  @discardableResult
  package func waitForConfirmed(job number: String) async throws -> Screen {
    try await waitFor("job \(number) confirmed") { $0.marks(ofJob: number) == [] }
  }
}
