import Canvas
import Console
import Domain
import Replica
import Transport

/// `search "texte"`: the jobs of all days that hold the words.
package struct SearchRun: Sendable {
  package var text: String
  package var asJSON: Bool
  /// Seconds.
  package var patience: Double
  private static let batch = 5_000

  package init(_ text: String, asJSON: Bool = false, patience: Double = 10) {
    self.text = text
    self.asJSON = asJSON
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let words = headless.words
    let session = headless.session
    if SearchQuery(text).isEmpty {
      return HeadlessSession.Answer(code: ExitCode.usage, complaint: words.searchForWhat)
    }
    switch await headless.board(on: nil, waiting: patience) {
    case .failure(let failure): return HeadlessSession.Answer(code: failure.code, complaint: failure.sentence)
    case .success(let read):
      do throws(ReplicaFailure) {
        let (replica, zone, text) = (session.replica, session.zone, text)
        let found = try await BlockingWork("search")({ () throws(ReplicaFailure) -> SearchAnswer in
          // Nobody waits here for the next letter: what waits for the index is taken in first.
          while try replica.fillSearch(limit: Self.batch) > 0 {}
          return try replica.search(text, zone: zone)
        })
        let output = asJSON ? json(found, zone) : self.text(found, read.board, headless)
        var warnings = [read.warning].compactMap { $0 }
        if found.isCut { warnings.append(words.searchIsCut(found.hits.count)) }
        return HeadlessSession.Answer(output: output, warnings: warnings)
      } catch {
        return HeadlessSession.Answer(code: ExitCode.failed, complaint: words.replicaFailed(error))
      }
    }
  }

  private func text(_ found: SearchAnswer, _ board: Board, _ headless: HeadlessSession) -> String {
    let words = headless.words
    let zone = headless.session.zone
    return found.hits.map { hit in
      let job = hit.job
      let start = job.scheduledStart.map { zone.local($0) }
      return [
        job.number, words.statusCode(job.status), start.map { $0.date.siteText + " " + words.clock($0) } ?? "-",
        job.technician.map { words.technician($0, on: board) } ?? "-", words.searchField(hit.field), hit.text, job.customerName,
        job.city,
      ].map { Sanitise.line($0) }.joined(separator: "\t") + "\n"
    }.joined()
  }

  private func json(_ found: SearchAnswer, _ zone: SiteZone) -> String {
    JSONValue.array(
      found.hits.map { hit -> JSONValue in
        let job = hit.job
        return [
          "name": .string(job.reference.key.text), "number": .string(job.number), "status": .string(job.status.rawValue),
          "scheduled_start": job.scheduledStart.map { .string(zone.local($0).siteText) } ?? .null,
          "technician": job.technician.map { .string($0.text) } ?? .null, "matched_field": .string("\(hit.field)"),
          "matched_text": .string(hit.text), "customer": .string(job.customerName), "address": .string(job.address),
          "city": .string(job.city), "type": .string(job.type), "subject": .string(job.subject),
        ]
      }
    ).text + "\n"
  }
}

extension Words {
  var searchForWhat: String {
    say("dites quoi chercher, par exemple « lafleur »", "say what to look for, for example “lafleur”")
  }
  func searchIsCut(_ count: Int) -> String {
    say(
      "seulement les \(count) premiers : un mot de plus en laisse moins.", "only the first \(count): one more word leaves fewer.")
  }
}
