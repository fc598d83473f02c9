import ArgumentParser
import Runtime

struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Feuille de route, tableur ou agenda. / Route sheet, table or calendar.",
    discussion:
      "export route-sheet --format html --technician Marc --output marc.html · export csv --list backlog --output - · export ics --days 5 --output semaine.ics"
  )

  enum What: String, CaseIterable, ExpressibleByArgument { case routeSheet = "route-sheet", csv, ics }

  @OptionGroup var shared: SharedOptions
  @Argument(help: "route-sheet, csv or ics.") var what: What
  @Option(help: "2026-05-06, ven, demain; today without it.") var day: String?
  @Option(help: "ics: so many days from there.") var days = 1
  @Option(help: "A technician's name, or enough of it; everybody without one.") var technician: String?
  @Option(help: "route-sheet: text, html or ps.") var format: RouteSheetFormat = .text
  @Option(help: "csv: jobs, backlog, technicians, checks, week, statistics or statistics-week.") var list: List = .jobs
  @Option(help: "The file; - is standard output.") var output: String
  @Flag(help: "Replace a file that is there.") var force = false
  @Flag(help: "csv: begin with a byte order mark, for Excel.") var bom = false
  @Option(help: "Seconds to wait for the site, as 10 or 10s.") var wait: String?

  enum List: String, CaseIterable, ExpressibleByArgument {
    case jobs, backlog, technicians, checks, week, statistics
    case weekStatistics = "statistics-week"
  }
  enum RouteSheetFormat: String, CaseIterable, ExpressibleByArgument { case text, html, ps }

  private var patience: Double { wait.map { Double($0.hasSuffix("s") ? String($0.dropLast()) : $0) ?? -1 } ?? 10 }

  func validate() throws {
    guard (1...31).contains(days) else { throw ValidationError("--days takes 1 to 31.") }
    guard (0...3_600).contains(patience) else { throw ValidationError("--wait takes 0 to 3600 seconds, not “\(wait ?? "")”.") }
  }

  private var product: Export.Product {
    switch what {
    case .routeSheet:
      switch format {
      case .text: .text
      case .html: .html
      case .ps: .ps
      }
    case .csv:
      switch list {
      case .jobs: .jobs
      case .backlog: .backlog
      case .technicians: .technicians
      case .checks: .checks
      case .week: .week
      case .statistics: .statistics
      case .weekStatistics: .weekStatistics
      }
    case .ics: .calendar
    }
  }

  func run() throws {
    let export = Export(
      product, day: day.map(HyphenatedValues.plain), days: what == .ics ? days : 1,
      technician: technician.map(HyphenatedValues.plain), output: HyphenatedValues.plain(output), replaces: force,
      withByteOrderMark: bom, patience: patience)
    try HeadlessSession.runAndExit(shared.launch()) { await export($0) }
  }
}
