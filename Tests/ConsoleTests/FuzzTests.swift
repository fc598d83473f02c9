import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// Whatever is pressed, pasted, clicked, resized or written by others: no trap, and every frame fits its screen.
@Suite struct FuzzTests {
  static let seeds = Array(UInt64(1)...8)

  @Test(arguments: seeds) func anything(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var desk = Desk(
      width: 1 + random.next(220), height: 1 + random.next(70), language: random.next(2) == 0 ? .french : .english,
      mode: SymbolSet.allCases[random.next(3)], role: Preferences.Role.allCases[random.next(3)])
    var log: [String] = []
    var memory = ViewMemory()
    for step in 0..<250 {
      let (name, message) = Self.message(&random, desk)
      log.append(name)
      var foresight: Foresight?
      if case .input(let input) = message { foresight = Foresight(of: input, in: desk.state, drawn: memory) }
      desk.send(message)
      if random.next(5) == 0 { desk.commit() }
      let (frame, hits) = view(desk.state, size: desk.state.size)
      if let foresight { memory = foresight.drawn } else { view(desk.state, memory: &memory) }
      let differs = memory.frame != frame ? "the kept frame differs" : memory.hits != hits ? "the kept hits differ" : nil
      if let problem = Self.problem(frame, desk.state.size) ?? differs {
        Issue.record("seed \(seed), step \(step): \(problem) after \(log.suffix(8).joined(separator: " "))")
        return
      }
    }
  }

  static func problem(_ frame: Frame, _ size: Size) -> String? {
    guard frame.size == size else { return "frame of \(frame.size) on a screen of \(size)" }
    if let cursor = frame.cursor, !frame.bounds.contains(cursor) { return "cursor outside" }
    for y in 0..<size.height {
      var width = 0
      for x in 0..<size.width {
        let cell = frame[x, y]
        width += Int(cell.width)
        if cell.glyph < 0x20 && cell.width > 0 || (0x7F..<0xA0).contains(cell.glyph) { return "a control character at \(x),\(y)" }
      }
      if width != size.width { return "row \(y) is \(width) wide" }
    }
    return nil
  }

  private static let keys: [Key] =
    "aasmmnrrsuUwD.vV ogqjkhl/:?,;16 zyx0123456789+-éh".unicodeScalars.filter { $0 != "q" }.map { Key($0) }
    + [
      Key(.enter), Key(.enter), Key(.enter), Key(.escape), Key(.tab), Key(.tab, .shift), Key(.up), Key(.down), Key(.left),
      Key(.right),
      Key(.pageUp), Key(.pageDown), Key(.home), Key(.end), Key(.backspace), Key(.delete), .control("c"), .control("p"),
      .control("u"), .control("r"),
    ] + (1...12).map { Key(.function($0)) }

  private static func message(_ random: inout SeededRandom, _ desk: Desk) -> (String, Message) {
    switch random.next(20) {
    case 0..<11:
      let key = keys[random.next(keys.count)]
      return (KeyNotation.text(key), .input(.key(key)))
    case 11, 12:
      let size = desk.state.size
      let buttons: [Mouse.Button] = [.left, .left, .right, .middle, .wheelUp, .wheelDown]
      let mouse = Mouse(
        buttons[random.next(6)], [.press, .press, .drag, .release][random.next(4)],
        at: Point(x: random.next(size.width + 4) - 2, y: random.next(size.height + 4) - 2))
      return ("\(mouse.button)@\(mouse.position.x),\(mouse.position.y)", .input(.mouse(mouse)))
    case 13:
      return (
        "paste",
        .input(.paste(["m 1043 +30m\nEnter", "\u{1B}[31m", "é👨‍👩‍👧日本語", String(repeating: "x", count: 300)][random.next(4)]))
      )
    case 14:
      let size = Size(width: 1 + random.next(300), height: 1 + random.next(100))
      return ("\(size.width)x\(size.height)", .input(.resize(size)))
    case 15, 16: return ("patch", .boardPatch(patch(&random, desk)))
    case 17:
      if random.next(3) == 0 {
        return (
          "board",
          .board(random.next(4) == 0 ? Board(day: desk.state.span.first, days: desk.state.span.days) : board(on: desk.state.span))
        )
      }
      return ("clock", .clock(desk.state.now + Minutes(random.next(40))))
    case 18:
      let links: [SyncStatus.Link] = [
        .live, .polling, .offline(since: SampleDay.now), .starting, .loading(received: random.next(9_999), total: nil),
        .signInNeeded(words: "\u{1B}]0;x"), .follower(of: 42, stale: random.next(2) == 0),
      ]
      return (
        "sync",
        .syncStatus(
          SyncStatus(link: links[random.next(7)], freshAt: SampleDay.now, queued: random.next(2_000), parked: random.next(3)))
      )
    default:
      let lines = [
        "a 1043 julie", "m 1034 +30m", "s 1030 abs parti", "u", "1043", "zut", "r 1034 ven", "n 1030 chien", "theme dark",
        "language", "week", "resize-panes", "r 1030 ven marc",
      ]
      return ("verb", .verb(lines[random.next(lines.count)]))
    }
  }

  private static func board(on span: DaySpan) -> Board {
    var board = span.days == 1 ? SampleDay.board : SampleDay.week
    board.day = span.first
    return board
  }

  /// Somebody else's edits, and the site's answers to one's own.
  private static func patch(_ random: inout SeededRandom, _ desk: Desk) -> BoardPatch {
    var jobs: [DocumentReference: Job?] = [:]
    for _ in 0..<random.next(4) {
      var job = SampleDay.jobs[random.next(SampleDay.jobs.count)]
      switch random.next(7) {
      case 0:
        jobs[job.reference] = .some(nil)
        continue
      case 1: job.technician = SampleDay.technicians[random.next(8)].name
      case 2: job.scheduledStart = SampleDay.at(random.next(24), random.next(60), days: random.next(3) - 1)
      case 3: job.status = JobStatus.allCases[random.next(10)]
      case 4: job.notes = ["\u{1B}[2J\u{9B}31m", String(repeating: "mot ", count: 200), "日本語\u{202E}\u{0}", ""][random.next(4)]
      case 5: job.customerName = ["👨‍👩‍👧‍👦", "e\u{301}\u{301}\u{301}", String(repeating: "W", count: 90)][random.next(3)]
      default:
        job.city = ["", "Saint-", "St", "-", "Notre-Dame-de-l'Île-Perrot", "日本"][random.next(6)]
        job.type = ["", "(", ")(", ",", "/", "A (b", "Réparation, "][random.next(7)]
        job.duration = Minutes([0, -5, 100_000][random.next(3)])
        job.window = .init(start: SampleDay.at(12), end: SampleDay.at(8 + random.next(60)))
      }
      jobs[job.reference] = .some(job)
    }
    let intents = (desk.state.board?.intents ?? []).compactMap { intent -> Intent? in
      var intent = intent
      switch random.next(5) {
      case 0: return nil
      case 1: intent.state = .refused(words: "Non\u{1B}[0m\n<b>permis</b>")
      case 2:
        intent.state = .conflict(
          intent.edit.changes.map { FieldConflict(field: $0.field, mine: $0.after, theirs: $0.before, base: .null) })
      case 3: intent.state = random.next(3) == 0 ? .documentDeleted : .conflict([])
      default: break
      }
      return intent
    }
    return BoardPatch(
      jobs: jobs, technicians: random.next(8) == 0 ? [SampleDay.technician(2): Technician?.none] : [:],
      leaves: random.next(8) == 0 ? [] : nil, intents: intents)
  }
}
