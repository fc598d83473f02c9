import Canvas
import Domain
import Scheduling

/// What edits would come to, job by job, for where there is no screen to see it on.
package struct VerbReport: Sendable {
  package struct Remark: Sendable, Equatable {
    package let text: String
    package let severity: Check.Severity
  }

  package struct Line: Sendable, Equatable {
    package let job: DocumentReference
    /// The day on whose board the job stands with the edit.
    package let day: LocalDate
    /// `technicien Julie Gagnon, début 10:45`.
    package let changes: String
    package let remarks: [Remark]
  }

  package let lines: [Line]

  /// The day on which each edited job stands with its edit: the boards of these are wanted.
  package static func days(of group: EditGroup, on board: Board, zone: SiteZone) -> Set<LocalDate> {
    Set(group.edits.compactMap { job($0, on: board, zone).map { day(of: $0, on: board, zone) } })
  }

  /// `boards`: of every one of `days`, as they are without the edits.
  package init(_ group: EditGroup, on board: Board, boards: [LocalDate: Board], state: State) {
    let zone = state.zone
    var changed = boards
    changed[board.day] = board
    for day in changed.keys {
      for edit in group.edits {
        guard let job = Self.job(edit, on: board, zone) else { continue }
        changed[day]?.jobs[edit.document] = Self.day(of: job, on: board, zone) == day ? job : nil
      }
    }
    let checks = changed.mapValues { DayPlan(board: $0, zone: zone, now: state.now, travel: state.travel.matrix).checks() }
    lines = group.edits.compactMap { edit in
      if edit.document.kind == .technician {
        return Line(
          job: edit.document, day: board.day,
          changes: state.longTitle(of: edit.document) + state.words.changes(edit.changes, state: state), remarks: [])
      }
      guard let job = Self.job(edit, on: board, zone) else { return nil }
      let day = Self.day(of: job, on: board, zone)
      let ofDay = checks[day] ?? DayChecks()
      var found = ofDay.jobs[edit.document] ?? []
      if job.isWork, let technician = job.technician {
        found += (ofDay.technicians[technician] ?? []).filter { if case .overHours = $0 { true } else { false } }
      }
      return Line(
        job: edit.document, day: day, changes: state.words.changes(edit.changes, state: state),
        remarks: found.sorted { $0.severity > $1.severity }.map {
          Remark(text: state.words.check($0, state: state), severity: $0.severity)
        })
    }
  }

  private static func job(_ edit: Edit, on board: Board, _ zone: SiteZone) -> Job? {
    board.jobs[edit.document]?.applying(edit.changes, zone: zone)
  }

  private static func day(of job: Job, on board: Board, _ zone: SiteZone) -> LocalDate {
    job.scheduledStart.map { zone.local($0).date } ?? board.day
  }

  /// A line for each job, and under it what there is to say against it.
  package func text(_ words: Words) -> String {
    lines.map { line in
      let remarks =
        line.remarks.isEmpty ? ["✓ " + words.noObjection] : line.remarks.map { Self.sign($0.severity) + " " + $0.text }
      return (line.job.kind == .technician ? "" : Sanitise.line(line.job.number) + "  ") + line.changes + "\n"
        + remarks.map { "    \($0)\n" }.joined()
    }.joined()
  }

  private static func sign(_ severity: Check.Severity) -> String {
    switch severity {
    case .error: "✕"
    case .warning: "!"
    case .notice: "·"
    }
  }
}
