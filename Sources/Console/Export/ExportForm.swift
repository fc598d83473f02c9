import Canvas
import Domain

/// What can go out, and in which form.
package enum ExportForm: String, CaseIterable, Sendable {
  case routeText = "text"
  case routePage = "html"
  case routePrint = "ps"
  case jobTable = "jobs"
  case technicianTable = "technicians"
  case shownTable = "view"
  case calendar = "ics"

  package var isOfTechnicians: Bool {
    switch self {
    case .routeText, .routePage, .routePrint, .calendar: true
    case .jobTable, .technicianTable, .shownTable: false
    }
  }

  package var fileEnding: String {
    switch self {
    case .routeText: "txt"
    case .routePage: "html"
    case .routePrint: "ps"
    case .jobTable, .technicianTable, .shownTable: "csv"
    case .calendar: "ics"
    }
  }
}

/// Makes what goes out of a board.
package struct Exporter {
  package var board: Board
  package var zone: SiteZone
  package var now: Instant
  package var words: Words
  package var headquarters: Coordinate
  package var travel: TravelMatrix
  /// What the view shows, and how it is called.
  var shown: CommaSeparated?
  var shownStem = ""

  package init(
    board: Board, zone: SiteZone, now: Instant, words: Words, headquarters: Coordinate, travel: TravelMatrix = .estimate
  ) {
    self.board = board
    self.zone = zone
    self.now = now
    self.words = words
    self.headquarters = headquarters
    self.travel = travel
  }

  /// `technician` nil is everybody; `jobs` are the rows of a list, in order.
  package func text(_ form: ExportForm, technician: DocumentName?, jobs: [Job], withByteOrderMark: Bool = false) -> String {
    switch form {
    case .routeText: RouteSheetText.text(sheets(technician), words)
    case .routePage: RouteSheetHTML.text(sheets(technician), words)
    case .routePrint: RouteSheetPostScript.text(sheets(technician), words)
    case .jobTable: JobTable(board, zone: zone, words: words).table(of: jobs).text(withByteOrderMark: withByteOrderMark)
    case .technicianTable:
      JobTable(board, zone: zone, words: words).table(of: technicians, now: now).text(withByteOrderMark: withByteOrderMark)
    case .calendar: calendar(technician)
    case .shownTable: shown?.text(withByteOrderMark: withByteOrderMark) ?? ""
    }
  }

  package var technicians: [Technician] {
    board.technicians.values.sorted { (CollationKey($0.fullName), $0.name) < (CollationKey($1.fullName), $1.name) }
  }

  private func sheets(_ technician: DocumentName?) -> [RouteSheet] {
    RouteSheets(board, zone: zone, now: now, words: words, headquarters: headquarters, travel: travel)
      .sheets(of: technician)
  }

  private func calendar(_ technician: DocumentName?) -> String {
    var calendar = CalendarText(name: calendarName(technician), zone: zone, now: now, words: words)
    add(to: &calendar, technician)
    return calendar.text
  }

  package func calendarName(_ technician: DocumentName?) -> String {
    technician.flatMap { board.technicians[$0]?.fullName } ?? words.everybody
  }

  /// The jobs of the board's own day that somebody drives to.
  package func add(to calendar: inout CalendarText, _ technician: DocumentName?) {
    let jobs = board.jobs.values.filter { job in
      guard job.technician != nil, let start = job.scheduledStart, zone.local(start).date == board.day else { return false }
      return technician == nil || job.technician == technician || job.crew.contains { $0.resource == technician }
    }
    for job in jobs.sorted(by: { BoardOrder.DayKey($0) < BoardOrder.DayKey($1) }) { calendar.add(job, on: board) }
  }

  /// Letters and digits with hyphens between.
  static func fileWord(_ text: String) -> String {
    let folded = SearchFolding.fold(text)
    let letters = folded.unicodeScalars.map { ("a"..."z").contains($0) || ("0"..."9").contains($0) ? String($0) : "-" }.joined()
    return letters.split(separator: "-").joined(separator: "-")
  }

  /// `feuille-de-route-2026-05-06-marc-tremblay.txt`.
  package func fileName(_ form: ExportForm, technician: DocumentName?) -> String {
    var parts = [form == .shownTable ? shownStem : words.fileStem(form), board.day.siteText]
    if form.isOfTechnicians, let technician {
      parts.append(Self.fileWord(board.technicians[technician]?.fullName ?? technician.text))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "-") + "." + form.fileEnding
  }
}

extension Words {
  var everybody: String { say("tous", "everybody") }

  func fileStem(_ form: ExportForm) -> String {
    switch form {
    case .routeText, .routePage, .routePrint: say("feuille-de-route", "route-sheet")
    case .jobTable: say("bons", "jobs")
    case .technicianTable: say("techniciens", "technicians")
    case .calendar: say("agenda", "calendar")
    case .shownTable: say("liste", "list")
    }
  }

  func exportForm(_ form: ExportForm) -> String {
    switch form {
    case .routeText: say("feuille de route, texte", "route sheet, text")
    case .routePage: say("feuille de route, page web", "route sheet, web page")
    case .routePrint: say("feuille de route, à imprimer (PostScript)", "route sheet, to print (PostScript)")
    case .jobTable: say("bons de la liste, tableur (CSV)", "jobs of the list, table (CSV)")
    case .technicianTable: say("techniciens, tableur (CSV)", "technicians, table (CSV)")
    case .calendar: say("agenda (ICS)", "calendar (ICS)")
    case .shownTable: say("ce que la vue montre, tableur (CSV)", "what the view shows, table (CSV)")
    }
  }
}
