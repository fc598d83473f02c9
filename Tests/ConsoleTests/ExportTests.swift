import Canvas
import Configuration
import Domain
import Scheduling
import Testing

@testable import Console

/// What goes out is data to whatever reads it, whatever stands in the names and notes.
@Suite struct ExportTests {
  private static let hostile = [
    "=HYPERLINK(\"http://x\")", "+1+1", "-2", "@SUM(A1)", "\tx", "a\"b,c;d", "<script>alert('x')</script>&amp;",
    ") showpage (", "\\", "a\\", "fin)\n%%EOF", "BEGIN:VEVENT\r\nEND:VCALENDAR", "ligne\u{2028}deux", "\u{1B}[31mrouge",
    "\u{202E}gauche", "👨‍👩‍👧 œuvre – « é » €",
  ]

  private func exporter(_ change: (inout Job) -> Void = { _ in }, language: Language = .french) -> Exporter {
    var board = SampleDay.board
    var job = board.jobs[SampleDay.reference(1021)]!
    change(&job)
    board.jobs[job.reference] = job
    return Exporter(
      board: board, zone: SampleDay.zone, now: SampleDay.now, words: Words(language), headquarters: .headquarters)
  }

  private func hostileExporter(_ text: String) -> Exporter {
    exporter {
      $0.customerName = text
      $0.type = text
      $0.address = text
      $0.city = text
      $0.customerPhone = text
      $0.notes = text
    }
  }

  // MARK: CSV

  @Test func cellsThatWouldBeFormulasBeginWithAnApostrophe() {
    for text in ["=1", "+1", "-1", "@a", "\tx", "\rx"] {
      #expect(CommaSeparated.cell(text).unicodeScalars.drop { $0 == "\"" }.first == "'", "\(text)")
    }
    #expect(CommaSeparated.cell("a=1") == "a=1")
  }

  @Test func whatAViewShowsGoesOut() throws {
    for (verb, heading, count) in [
      ("backlog", "bon", 5), ("technicians", "code", 8), ("checks", "gravité", nil), ("statistics", "technicien", 9),
    ] as [(String, String, Int?)] {
      var desk = Desk()
      desk.send(.verb(verb))
      let table = try #require(desk.state.shownTable, "\(verb)")
      #expect(table.heading[0] == heading && table.rows.allSatisfy { $0.count == table.heading.count })
      if let count {
        #expect(table.rows.count == count, "\(verb)")
      } else {
        #expect(table.rows.count == desk.state.checkList?.count)
      }
      desk.send(.verb("export"))
      #expect(desk.screen.contains("ce que la vue montre"))
      let effects = desk.press("Enter")
      let text = effects.compactMap { if case .write(let file) = $0 { file.text } else { nil } }.first
      #expect(text == table.text())
    }
  }

  @Test func theWeekGoesOutInMinutes() throws {
    var desk = Desk.inWeek()
    let table = try #require(desk.state.shownTable)
    let samuel = try #require(table.rows.first { $0[0] == "Samuel Roy" })
    #expect(table.heading.count == 8 && table.heading[1] == "2026-05-04_min" && samuel[4] == "540")
    #expect(desk.state.table(of: .week, isWeek: true, on: SampleDay.week)?.rows == table.rows, "from the shell as well")
    #expect(desk.state.table(of: .checks, on: SampleDay.board)?.rows.contains { $0[1] == "1034" } == true)
  }

  @Test func rowsAreAsTheStandardHasThem() {
    let table = CommaSeparated(heading: ["a", "b"], rows: [["x,y", "say \"no\""], ["", "l1\nl2"]])
    #expect(table.text() == "a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n,\"l1\nl2\"\r\n")
    #expect(table.text(withByteOrderMark: true).unicodeScalars.first == "\u{FEFF}")
  }

  /// As RFC 4180 has it.
  private func parsed(_ text: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var scalars = Array(text.unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar == "\"", scalars.first == "\"" {
          scalars.removeFirst()
          cell += "\""
        } else if scalar == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(scalar)
        }
        continue
      }
      switch scalar {
      case "\"": isQuoted = true
      case ",":
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\r": break
      case "\n":
        rows[rows.count - 1].append(cell)
        cell = ""
        rows.append([])
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return rows.filter { !$0.isEmpty }
  }

  @Test(arguments: hostile) func noTextBreaksATableOrBecomesAFormula(text: String) throws {
    let exporter = hostileExporter(text)
    let jobs = exporter.board.jobs.values.sorted { $0.number < $1.number }
    let rows = parsed(exporter.text(.jobTable, technician: nil, jobs: jobs))
    #expect(rows.count == jobs.count + 1)
    #expect(rows.allSatisfy { $0.count == rows[0].count })
    for cell in rows.dropFirst().joined() {
      #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.unicodeScalars.first ?? " "), "\(cell)")
      #expect(!cell.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" }, "\(cell)")
    }
    #expect(rows.contains { $0[0] == "1021" })
  }

  @Test func theTableIsOfTheListAsItStands() {
    var desk = Desk()
    desk.press("/")
    desk.type("mercier")
    desk.press("Enter")
    #expect(!desk.state.listedJobs.isEmpty)
    #expect(desk.state.listedJobs.allSatisfy { $0.city == "Mercier" })
    let rows = parsed(desk.state.exporter!.text(.jobTable, technician: nil, jobs: desk.state.listedJobs))
    #expect(rows.count == desk.state.listedJobs.count + 1)
    #expect(rows[0][0] == "bon" && rows[0].last == "notes")
  }

  // MARK: HTML

  @Test(arguments: hostile) func noTextBecomesMarkup(text: String) {
    let page = hostileExporter(text).text(.routePage, technician: SampleDay.technician(1), jobs: [])
    let plain = exporter().text(.routePage, technician: SampleDay.technician(1), jobs: [])
    func tags(_ page: String) -> Set<String> {
      Set(page.split(separator: "<").dropFirst().map { String($0.prefix { $0 != ">" && $0 != " " }) })
    }
    #expect(tags(page).isSubset(of: tags(plain).union(["a", "/a", "pre", "/pre", "br"])))
    #expect(!page.contains("<script") && !page.contains("\u{1B}"))
    #expect(!page.contains("href=\"") || page.contains("href=\"tel:"))
    #expect(page.split(separator: "href=\"").dropFirst().allSatisfy { $0.hasPrefix("tel:") })
  }

  @Test func onlyTelephonesAreLinks() {
    #expect(RouteSheets.dialled("+14505550123") == "+14505550123")
    #expect(RouteSheets.dialled("450 555-0123") == "4505550123")
    #expect(RouteSheets.dialled("javascript:1234567\"") == "1234567")
    #expect(RouteSheets.dialled("aucun") == "")
  }

  // MARK: PostScript

  @Test(arguments: hostile) func noTextEndsAPostScriptString(text: String) {
    let sheet = hostileExporter(text).text(.routePrint, technician: SampleDay.technician(1), jobs: [])
    #expect(sheet.hasPrefix("%!PS-Adobe-3.0\n"))
    #expect(sheet.utf8.allSatisfy { $0 == 0x0A || (0x20...0x7E).contains($0) })
    for line in sheet.split(separator: "\n") where line.hasPrefix("F") && line.hasSuffix(" T") {
      // One string, from the first bracket to the last, and no bare bracket in it.
      guard let open = line.firstIndex(of: "("), let close = line.lastIndex(of: ")") else {
        Issue.record("no string: \(line)")
        continue
      }
      var isEscaped = false
      for character in line[line.index(after: open)..<close] {
        if isEscaped {
          isEscaped = false
        } else if character == "\\" {
          isEscaped = true
        } else {
          #expect(character != "(" && character != ")")
        }
      }
      #expect(!isEscaped)
      #expect(line[line.index(after: close)...].allSatisfy { " .0123456789T".contains($0) }, "\(line)")
    }
    #expect(
      sheet.split(separator: "\n").count { $0 == "showpage" } == sheet.split(separator: "\n").count { $0.hasPrefix("%%Page: ") })
  }

  @Test func lettersHaveTheirGlyphs() {
    #expect(RouteSheetPostScript.string("é(œ)\\") == "(\\351\\(\\201\\)\\\\)")
    let names = RouteSheetPostScript.Glyphs.encodingVector.split { $0 == " " || $0 == "\n" }
    #expect(names.count == 256)
    #expect(names[0x41] == "/A" && names[0x7E] == "/asciitilde" && names[0xE9] == "/eacute" && names[0xFF] == "/ydieresis")
  }

  // MARK: ICS

  private func unfolded(_ text: String) -> [String] {
    #expect(text.utf8.split(separator: 0x0A).allSatisfy { $0.last == 0x0D && $0.count <= 76 })
    let scalars = Array(text.unicodeScalars)
    var lines: [String] = []
    for line in String(String.UnicodeScalarView(scalars)).split(separator: "\r\n") {
      if line.hasPrefix(" "), !lines.isEmpty { lines[lines.count - 1] += line.dropFirst() } else { lines.append(String(line)) }
    }
    return lines
  }

  @Test(arguments: hostile) func noTextEndsACalendarLine(text: String) {
    let lines = unfolded(hostileExporter(text).text(.calendar, technician: SampleDay.technician(1), jobs: []))
    let plain = unfolded(exporter().text(.calendar, technician: SampleDay.technician(1), jobs: []))
    #expect(lines.count { $0 == "BEGIN:VEVENT" } == plain.count { $0 == "BEGIN:VEVENT" })
    #expect(lines.count { $0 == "END:VCALENDAR" } == 1 && lines.last == "END:VCALENDAR")
    let names: Set<Substring> = [
      "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "X-WR-CALNAME", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND",
      "SUMMARY",
      "LOCATION", "GEO", "DESCRIPTION", "STATUS",
    ]
    for line in lines { #expect(names.contains(line.prefix { $0 != ":" }), "\(line)") }
  }

  @Test func aJobKeepsItsIdentityAndCountsItsChanges() {
    let before = unfolded(exporter().text(.calendar, technician: SampleDay.technician(1), jobs: []))
    let after = unfolded(
      exporter {
        $0.modified = "2026-05-06 10:45:00.000001"
        $0.scheduledStart = SampleDay.at(14)
      }.text(.calendar, technician: SampleDay.technician(1), jobs: []))
    #expect(before.filter { $0.hasPrefix("UID:") } == after.filter { $0.hasPrefix("UID:") })
    #expect(before.contains("UID:BT-01021@gigafibre-dispatch"))
    #expect(before.contains("DTSTART:20260506T170000Z"), "13:00 in Toronto")
    func sequence(_ lines: [String]) -> Int {
      let start = lines.firstIndex(of: "UID:BT-01021@gigafibre-dispatch")!
      return Int(lines[start + 1].dropFirst("SEQUENCE:".count))!
    }
    #expect(sequence(after) > sequence(before))
    #expect(CalendarText.sequence("2087-12-31 23:59:59") <= Int64(Int32.max))
  }

  @Test func calendarTextIsEscapedAndFoldedBetweenCharacters() {
    #expect(CalendarText.escaped("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne")
    let folded = CalendarText.folded(String(repeating: "é", count: 100))
    #expect(folded.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    #expect(folded.unicodeScalars.count { $0 == "é" } == 100)
  }

  // MARK: The route sheet

  @Test func aRouteSheetSaysWhereToBeWhenAndWithWhat() {
    let text = exporter().text(.routeText, technician: SampleDay.technician(1), jobs: [])
    let plain = String(text.map { $0 == "\u{A0}" ? " " : $0 })
    for part in [
      "Feuille de route · Marc Tremblay", "mercredi 6 mai 2026", "quart 07:30–16:00", "départ : Sainte-Clotilde",
      "13:00–17:00  1021", "plage 12–16", "Jean Bergeron · 450-555-0123", "Saint-Chrysostome", "Camion-nacelle",
    ] { #expect(plain.contains(part), "\(part)") }
    #expect(plain.split(separator: "\n").allSatisfy { TextWidth.columns(of: $0) <= 78 })
    #expect(exporter(language: .english).text(.routeText, technician: SampleDay.technician(1), jobs: []).contains("Route sheet"))
  }

  @Test func everybodyWithWorkHasASheet() {
    let all = RouteSheets(
      SampleDay.board, zone: SampleDay.zone, now: SampleDay.now, words: Words(.french), headquarters: .headquarters
    ).sheets()
    #expect(
      all.map(\.technician) == ["Félix Gauthier", "Julie Gagnon", "Karine Côté", "Marc Tremblay", "Samuel Roy", "Zoé Bélanger"])
    #expect(all.first { $0.technician == "Karine Côté" }?.stops.map(\.number) == ["1017", "1018", "1025", "1034", "1035"])
  }

  // MARK: The dialog

  private func written(_ effects: [Effect]) -> OutgoingFile? {
    effects.compactMap { if case .write(let file) = $0 { file } else { nil } }.first
  }

  @Test func theSelectedTechniciansSheetIsWrittenByEnter() throws {
    var desk = Desk()
    desk.go(to: 1021)
    desk.send(.verb("export"))
    let file = try #require(written(desk.press("Enter")))
    #expect(file.path == "feuille-de-route-2026-05-06-marc-tremblay.txt" && !file.replaces)
    #expect(file.text.contains("Marc Tremblay") && !file.text.contains("Julie Gagnon"))
    desk.send(.fileWritten(file, .written("/home/x/" + file.path)))
    #expect(desk.state.layers.isEmpty)
    #expect(desk.toasts.last == "écrit : /home/x/feuille-de-route-2026-05-06-marc-tremblay.txt")
  }

  @Test func aFileThatIsThereStaysUntilF2() throws {
    var desk = Desk()
    desk.go(to: 1021)
    desk.send(.verb("export"))
    #expect(written(desk.press("F2")) == nil, "nothing is replaced unseen")
    let first = try #require(written(desk.press("Enter")))
    desk.send(.fileWritten(first, .exists))
    #expect(desk.screen.contains("existe déjà, laissé tel quel"))
    let second = try #require(written(desk.press("F2")))
    #expect(second.replaces && second.path == first.path)
    // Another name is another file: it must be asked again.
    desk.press("Tab")
    desk.type("x")
    #expect(written(desk.press("F2")) == nil)
    #expect(try #require(written(desk.press("Enter"))).path == first.path + "x")
    desk.send(.fileWritten(OutgoingFile(path: first.path + "x", text: ""), .failed(28)))
    #expect(desk.screen.contains("le disque est plein"))
    #expect(desk.state.layers.count == 1)
  }

  @Test func arrowsChooseFormAndScope() throws {
    var desk = Desk()
    desk.go(to: 1021)
    desk.send(.verb("export"))
    desk.press("Down", "Right")
    let page = try #require(written(desk.press("Enter")))
    #expect(page.path == "feuille-de-route-2026-05-06.html")
    #expect(page.text.contains("Julie Gagnon"))
    desk.press("Down", "Down")
    #expect(try #require(written(desk.press("Enter"))).path == "bons-2026-05-06.csv")
  }
}
