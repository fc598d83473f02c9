import Configuration
import Console
import Domain
import Replica

/// `export`: a day's board as a route sheet, a table or a calendar, into a file.
package struct Export: Sendable {
  package enum Product: String, CaseIterable, Sendable {
    case text, html, ps
    case jobs, backlog, technicians
    case calendar
    case checks, week, statistics
    case weekStatistics = "statistics-week"

    /// A list that a view of the console shows.
    fileprivate var view: (view: State.View, isWeek: Bool)? {
      switch self {
      case .checks: (.checks, false)
      case .week: (.week, true)
      case .statistics: (.statistics, false)
      case .weekStatistics: (.statistics, true)
      default: nil
      }
    }

    fileprivate var form: ExportForm {
      switch self {
      case .text: .routeText
      case .html: .routePage
      case .ps: .routePrint
      case .jobs, .backlog: .jobTable
      case .technicians: .technicianTable
      case .calendar: .calendar
      case .checks, .week, .statistics, .weekStatistics: .shownTable
      }
    }
  }

  package var product: Product
  package var day: String?
  /// From that day on; a calendar only.
  package var days: Int
  package var technician: String?
  package var output: String
  package var replaces: Bool
  package var withByteOrderMark: Bool
  /// Seconds.
  package var patience: Double

  package init(
    _ product: Product, day: String? = nil, days: Int = 1, technician: String? = nil, output: String,
    replaces: Bool = false, withByteOrderMark: Bool = false, patience: Double = 10
  ) {
    self.product = product
    self.day = day
    self.days = days
    self.technician = technician
    self.output = output
    self.replaces = replaces
    self.withByteOrderMark = withByteOrderMark
    self.patience = patience
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let (words, zone) = (headless.words, headless.session.zone)
    let today = zone.local(headless.session.clock.now()).date
    var first = today
    if let day {
      guard let parsed = DayText.day(day, today: today) else {
        return usage(words.verbError(.notADay(day), board: nil, zone: zone))
      }
      first = parsed
    }
    var boards: [Board] = []
    var warning: String?
    for offset in 0..<max(1, days) {
      // Once the site has been asked, the other days are read as they are.
      switch await headless.board(on: first.adding(days: offset), waiting: offset == 0 ? patience : 0) {
      case .failure(let failure): return HeadlessSession.Answer(code: failure.code, complaint: failure.sentence)
      case .success(let read):
        boards.append(read.board)
        if offset == 0 { warning = read.warning }
      }
    }
    var whom: DocumentName?
    if let technician {
      switch VerbLine.technician(named: technician, on: boards[0]) {
      case .success(let found): whom = found
      case .failure(let error):
        return HeadlessSession.Answer(code: error.exitCode, complaint: headless.complaint(error, boards[0]))
      }
    }
    let warnings = [warning].compactMap { $0 }
    if let (view, isWeek) = product.view {
      do throws(ReplicaFailure) {
        return put(out: try await table(of: view, isWeek, boards[0], today, headless), warnings: warnings, headless)
      } catch {
        return HeadlessSession.Answer(code: ExitCode.failed, complaint: words.replicaFailed(error))
      }
    }
    let travel = await headless.knownTravel(on: boards)
    return put(out: text(boards, whom, travel, headless), warnings: warnings, headless)
  }

  /// As a console on that view would show it.
  private func table(
    of view: State.View, _ isWeek: Bool, _ read: Board, _ today: LocalDate, _ headless: HeadlessSession
  ) async throws(ReplicaFailure) -> String {
    let (replica, zone) = (headless.session.replica, headless.session.zone)
    var board = read
    if isWeek {
      let week = DaySpan.week(of: read.day)
      board = try await BlockingWork("week")({ () throws(ReplicaFailure) -> Board in
        try replica.board(on: week.first, days: week.days, zone: zone, today: today)
      })
    }
    var desk = headless.desk(read, headless.setup.preferences)
    return desk.table(of: view, isWeek: isWeek, on: board)?.text(withByteOrderMark: withByteOrderMark) ?? ""
  }

  private func text(_ boards: [Board], _ technician: DocumentName?, _ travel: TravelMatrix, _ headless: HeadlessSession) -> String
  {
    let now = headless.session.clock.now()
    let exporters = boards.map {
      Exporter(
        board: $0, zone: headless.session.zone, now: now, words: headless.words,
        headquarters: headless.setup.settings.headquarters, travel: travel)
    }
    if product == .calendar {
      var calendar = CalendarText(
        name: exporters[0].calendarName(technician), zone: headless.session.zone, now: now, words: headless.words)
      for exporter in exporters { exporter.add(to: &calendar, technician) }
      return calendar.text
    }
    let index = BoardIndex(boards[0], now: now)
    var jobs = index.backlog
    if product == .jobs { jobs += exporters[0].technicians.flatMap { index.jobs(of: $0.name) } }
    if let technician { jobs = jobs.filter { $0.technician == technician } }
    return exporters[0].text(product.form, technician: technician, jobs: jobs, withByteOrderMark: withByteOrderMark)
  }

  private func put(out text: String, warnings: [String], _ headless: HeadlessSession) -> HeadlessSession.Answer {
    let words = headless.words
    if output == "-" { return HeadlessSession.Answer(output: text, warnings: warnings) }
    switch FileWriting.write(OutgoingFile(path: output, text: text, replaces: replaces)) {
    case .written(let path): return HeadlessSession.Answer(output: words.fileIsWritten(path) + "\n", warnings: warnings)
    case .exists: return HeadlessSession.Answer(code: ExitCode.failed, complaint: words.fileKept(output), warnings: warnings)
    case .failed(let code):
      return HeadlessSession.Answer(
        code: ExitCode.failed, complaint: "\(output) : " + words.notWritten(words.systemError(code)), warnings: warnings)
    }
  }

  private func usage(_ sentence: String) -> HeadlessSession.Answer {
    HeadlessSession.Answer(code: ExitCode.usage, complaint: sentence)
  }
}

extension Words {
  func fileKept(_ path: String) -> String {
    say("\(path) existe déjà et reste tel quel : --force le remplace", "\(path) exists and stays as it is: --force replaces it")
  }
}
