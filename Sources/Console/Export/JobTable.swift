import Canvas
import Configuration
import Domain

/// Lists of the board as tables, for a spreadsheet. Times are the site's, as `2026-05-06 08:00`; headings are in the person's language.
package struct JobTable {
  let board: Board
  let zone: SiteZone
  let words: Words

  package init(_ board: Board, zone: SiteZone, words: Words) {
    self.board = board
    self.zone = zone
    self.words = words
  }

  package func table(of jobs: [Job]) -> CommaSeparated {
    CommaSeparated(
      heading: words.jobColumns,
      rows: jobs.map { job in
        [
          job.number, words.status(job.status), job.priority?.rawValue ?? "", text(job.type), text(job.subject),
          text(job.customerName.isEmpty ? job.customer : job.customerName), text(job.customerPhone), text(job.address),
          text(job.city), time(job.window?.start), time(job.window?.end), time(job.scheduledStart),
          job.duration.count > 0 ? String(job.duration.count) : "", job.technician.map(name) ?? "",
          job.crew.map { name($0.resource) }.joined(separator: ", "), job.tags.map { text($0.text) }.joined(separator: ", "),
          Sanitise.lines(job.notes),
        ]
      })
  }

  package func table(of technicians: [Technician], now: Instant) -> CommaSeparated {
    let index = BoardIndex(board, now: now)
    return CommaSeparated(
      heading: words.technicianColumns,
      rows: technicians.map { technician in
        [
          text(technician.name.text), text(technician.fullName), text(technician.phone), clock(technician.shiftStart),
          clock(technician.shiftEnd), String(index.load(of: technician.name).count),
          technician.shiftLength.map { String($0.count) } ?? "", String(index.places(of: technician.name).count),
          technician.tags.map { text($0.text) }.joined(separator: ", "), text(technician.homeAddress),
        ]
      })
  }

  private func text(_ text: String) -> String { Sanitise.line(text) }
  private func name(_ resource: DocumentName) -> String { text(board.technicians[resource]?.fullName ?? resource.text) }

  private func time(_ instant: Instant?) -> String {
    guard let local = instant.map({ zone.local($0) }) else { return "" }
    return local.date.siteText + " " + Words.clock(local)
  }

  private func clock(_ time: Minutes?) -> String {
    time.map { Words.twoDigits($0.count / 60) + ":" + Words.twoDigits($0.count % 60) } ?? ""
  }
}

extension Words {
  var jobColumns: [String] {
    language == .french
      ? [
        "bon", "statut", "priorité", "type", "objet", "client", "téléphone", "adresse", "municipalité", "plage_début",
        "plage_fin", "début", "durée_min", "technicien", "équipe", "compétences", "notes",
      ]
      : [
        "job", "status", "priority", "type", "subject", "customer", "phone", "address", "city", "window_start", "window_end",
        "start", "duration_min", "technician", "crew", "tags", "notes",
      ]
  }

  var technicianColumns: [String] {
    language == .french
      ? [
        "code", "nom", "téléphone", "quart_début", "quart_fin", "charge_min", "quart_min", "bons", "compétences",
        "point_de_départ",
      ]
      : ["code", "name", "phone", "shift_start", "shift_end", "load_min", "shift_min", "jobs", "tags", "home_base"]
  }
}
