import Domain

/// One thing to see to: a check, whose day and which job it is about.
package struct CheckEntry: Sendable, Equatable {
  package enum Subject: Hashable, Sendable {
    case job(DocumentReference)
    case technician(DocumentName)
  }

  /// The same thing at the same place, whatever its numbers have become.
  package struct ID: Hashable, Sendable {
    package let subject: Subject
    package let kind: Check.Kind
    let other: DocumentReference?
    let companion: DocumentName?
  }

  package let subject: Subject
  package let check: Check
  /// Whose day it is in; nil for what nobody has.
  package let technician: DocumentName?
  package let start: Instant?
  /// By what it stands among the others: the start, or when the window of what waits is over.
  let due: Instant?

  package var id: ID { ID(subject: subject, kind: check.kind, other: check.other, companion: check.companion) }
  package var job: DocumentReference? { if case .job(let reference) = subject { reference } else { nil } }
}

/// One entry, or several of one technician that are the same thing.
package struct CheckGroup: Sendable, Equatable {
  package enum ID: Hashable, Sendable {
    case entry(CheckEntry.ID)
    case technician(DocumentName, Check.Kind, Check.Severity)
  }

  package let id: ID
  /// In order of start; never empty.
  package let entries: [CheckEntry]

  package var first: CheckEntry { entries[0] }
  package var severity: Check.Severity { first.check.severity }
  package var jobs: [DocumentReference] { entries.compactMap(\.job) }
}

/// All of a day's checks, the worst first, then by time.
package struct CheckList: Sendable, Equatable {
  package let groups: [CheckGroup]
  /// Entries, not groups.
  package let counts: [Check.Severity: Int]

  package init(groups: [CheckGroup] = []) {
    self.groups = groups
    counts = groups.reduce(into: [:]) { $0[$1.severity, default: 0] += $1.entries.count }
  }

  package var count: Int { groups.reduce(0) { $0 + $1.entries.count } }
}

extension DayPlan {
  /// What the checks come to as a list. Jobs that wait are listed on today's board and where their window is: not on every day that
  /// somebody looks at.
  package func list(of checks: DayChecks) -> CheckList {
    var entries: [CheckEntry] = []
    for (reference, found) in checks.jobs {
      guard let job = index.job(reference), isListed(job) else { continue }
      for check in found where !(check.isMutual && isTold(by: check.other, of: reference, check, checks)) {
        entries.append(
          CheckEntry(
            subject: .job(reference), check: check, technician: job.isInBacklog ? nil : job.technician, start: job.scheduledStart,
            due: job.scheduledStart ?? job.window?.end))
      }
    }
    for (technician, found) in checks.technicians {
      for check in found {
        entries.append(CheckEntry(subject: .technician(technician), check: check, technician: technician, start: nil, due: nil))
      }
    }
    return CheckList(groups: grouped(entries).sorted { Rank($0) < Rank($1) })
  }

  private var isToday: Bool { bounds.contains(now) }

  private func isListed(_ job: Job) -> Bool {
    guard job.isInBacklog, !isToday else { return true }
    return job.window.map { $0.start < bounds.upperBound && bounds.lowerBound < $0.end } ?? false
  }

  /// The later of the two jobs says it: that is the one which can still move.
  private func isTold(by other: DocumentReference?, of reference: DocumentReference, _ check: Check, _ checks: DayChecks) -> Bool
  {
    guard let other, let later = index.job(other), let job = index.job(reference), isListed(later),
      BoardOrder.DayKey(job) < BoardOrder.DayKey(later)
    else { return false }
    return checks.jobs[other]?.contains { $0.kind == check.kind && $0.other == reference && $0.companion == check.companion }
      == true
  }

  private func grouped(_ entries: [CheckEntry]) -> [CheckGroup] {
    var groups: [CheckGroup] = []
    var shared: [CheckGroup.ID: [CheckEntry]] = [:]
    for entry in entries {
      if let technician = entry.technician, entry.check.isSharedByJobs, entry.job != nil {
        shared[.technician(technician, entry.check.kind, entry.check.severity), default: []].append(entry)
      } else {
        groups.append(CheckGroup(id: .entry(entry.id), entries: [entry]))
      }
    }
    for (id, entries) in shared {
      let ordered = entries.sorted { EntryRank($0) < EntryRank($1) }
      groups.append(CheckGroup(id: entries.count == 1 ? .entry(entries[0].id) : id, entries: ordered))
    }
    return groups
  }
}

/// By hour (none last), then job or technician, then what it is.
private struct EntryRank: Comparable {
  let due: Int64
  let name: DocumentName
  let kind: Int
  let other: DocumentName?

  init(_ entry: CheckEntry) {
    due = entry.due?.seconds ?? Int64.max
    switch entry.subject {
    case .job(let reference): name = reference.key
    case .technician(let technician): name = technician
    }
    kind = entry.check.kind.rawValue
    other = entry.check.other?.key ?? entry.check.companion
  }

  static func < (left: Self, right: Self) -> Bool {
    if left.due != right.due { return left.due < right.due }
    if left.name != right.name { return left.name < right.name }
    if left.kind != right.kind { return left.kind < right.kind }
    guard let one = left.other, let two = right.other else { return left.other == nil && right.other != nil }
    return one < two
  }
}

private struct Rank: Comparable {
  let severity: Int
  let first: EntryRank

  init(_ group: CheckGroup) {
    severity = group.severity.rawValue
    first = EntryRank(group.first)
  }

  static func < (left: Self, right: Self) -> Bool {
    left.severity != right.severity ? left.severity > right.severity : left.first < right.first
  }
}
