import Canvas
import Console
import Domain
import Transport

/// `jobs` and `technicians`: a day's board as lines or as JSON.
package struct Listing: Sendable {
  package enum Subject: Sendable { case jobs, technicians }

  package var subject: Subject
  package var day: String?
  package var asJSON: Bool
  /// Seconds.
  package var patience: Double

  package init(_ subject: Subject, day: String? = nil, asJSON: Bool = false, patience: Double = 10) {
    self.subject = subject
    self.day = day
    self.asJSON = asJSON
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let zone = headless.session.zone
    var shown: LocalDate?
    if let day {
      guard let parsed = DayText.day(day, today: zone.local(headless.session.clock.now()).date) else {
        return HeadlessSession.Answer(
          code: ExitCode.usage, complaint: headless.words.verbError(.notADay(day), board: nil, zone: zone))
      }
      shown = parsed
    }
    switch await headless.board(on: shown, waiting: patience) {
    case .failure(let failure): return HeadlessSession.Answer(code: failure.code, complaint: failure.sentence)
    case .success(let read):
      let board = read.board
      let index = BoardIndex(board, now: headless.session.clock.now())
      let output =
        switch subject {
        case .jobs: jobs(board, index, zone, headless.words)
        case .technicians: technicians(board, index, headless.words)
        }
      return HeadlessSession.Answer(output: output, warnings: [read.warning].compactMap { $0 })
    }
  }

  private func jobs(_ board: Board, _ index: BoardIndex, _ zone: SiteZone, _ words: Words) -> String {
    let resources = board.technicians.values.sorted { CollationKey($0.fullName) < CollationKey($1.fullName) }
    let jobs = index.backlog + resources.flatMap { index.jobs(of: $0.name) }
    if asJSON {
      let values = jobs.map { job -> JSONValue in
        [
          "name": .string(job.reference.key.text), "number": .string(job.number), "subject": .string(job.subject),
          "type": .string(job.type), "status": .string(job.status.rawValue),
          "priority": job.priority.map { .string($0.rawValue) } ?? .null, "customer": .string(job.customerName),
          "address": .string(job.address), "city": .string(job.city),
          "technician": job.technician.map { .string($0.text) } ?? .null,
          "scheduled_start": job.scheduledStart.map { .string(zone.local($0).siteText) } ?? .null,
          "duration_minutes": .int(Int64(job.duration.count)),
        ]
      }
      return JSONValue.array(values).text + "\n"
    }
    return jobs.map { job in
      let start = job.scheduledStart.map { words.clock(zone.local($0)) } ?? "-"
      let technician = job.technician.flatMap { board.technicians[$0]?.fullName } ?? "-"
      return [job.number, words.statusCode(job.status), start, technician, job.subject, job.city]
        .map { Sanitise.line($0) }.joined(separator: "\t") + "\n"
    }.joined()
  }

  private func technicians(_ board: Board, _ index: BoardIndex, _ words: Words) -> String {
    let resources = board.technicians.values.sorted { CollationKey($0.fullName) < CollationKey($1.fullName) }
    if asJSON {
      let values = resources.map { resource -> JSONValue in
        [
          "name": .string(resource.name.text), "full_name": .string(resource.fullName),
          "resource_type": .string(resource.resourceType.rawValue), "active": .bool(resource.isActive),
          "load_minutes": .int(Int64(index.load(of: resource.name).count)),
          "shift_minutes": resource.shiftLength.map { .int(Int64($0.count)) } ?? .null,
          "tags": .array(resource.tags.map { .string($0.text) }),
        ]
      }
      return JSONValue.array(values).text + "\n"
    }
    return resources.map { resource in
      let shift = resource.shiftLength.map { words.length($0) } ?? "-"
      return [
        resource.name.text, resource.fullName, words.length(index.load(of: resource.name)), shift,
        resource.tags.map(\.text).joined(separator: ", "),
      ].map { Sanitise.line($0) }.joined(separator: "\t") + "\n"
    }.joined()
  }
}
