import Foundation
import Household
import TerminalHarness

/// The console on a warm replica, on a terminal of its own.
struct ConsoleFigures {
  let household: Household
  let site: RunningSite
  let size: ScreenSize

  /// Prints the figures; answers the times of selection moves, in milliseconds.
  func run() async throws -> Distribution {
    try start()
    let probe = try probe()
    guard probe.wait({ !$0.backlog.isEmpty && $0.linkIs("en direct") }) != nil else {
      throw BenchmarkFailure("the console showed no board")
    }
    probe.settle(quiet: 1_000)
    let moves = selection(probe)
    typing(probe)
    repaint(probe)
    try await events(probe)
    idle(probe)
    report("peak resident size", Double(ProcessFigures(pid: probe.pid).peakResident) / 1_048_576, "MiB", budget: 120, places: 1)
    probe.end()
    return moves
  }

  private func probe(_ size: ScreenSize? = nil) throws -> PtyProbe {
    try PtyProbe(
      Household.program, [], environment: household.environment, directory: household.root.path, size: size ?? self.size)
  }

  /// From exec until a real row's text is painted: the worst of five, since people remember that one.
  private func start() throws {
    var times: [Double] = []
    for _ in 0..<5 {
      let probe = try probe()
      guard let painted = probe.wait({ !$0.backlog.isEmpty }) else { throw BenchmarkFailure("no row was painted") }
      times.append(milliseconds(painted))
      probe.end()
    }
    let distribution = Distribution(times)
    report("first usable frame, p50 of 5 starts", distribution.percentile(50), "ms", budget: 150, places: 1)
    report("first usable frame, worst", distribution.percentile(100), "ms", budget: 150, places: 1)
  }

  private func selection(_ probe: PtyProbe) -> Distribution {
    let responses = freshMoves(probe, presses: 600)
    report("selection move: key to last byte, p50", responses.lastByte.percentile(50), "ms", budget: 1)
    report("selection move: key to last byte, p99", responses.lastByte.percentile(99), "ms", budget: 5)
    report("selection move: bytes, p50", responses.bytes.percentile(50), "B", budget: 600, places: 0)
    report("selection move: bytes, p99", responses.bytes.percentile(99), "B", budget: 1_500, places: 0)
    let scrolling = (0..<100).map { _ in probe.press(.text("j")) }.suffix(50)
    report("move that scrolls: key to last byte, p50", Array(scrolling).lastByte.percentile(50), "ms", budget: 1)
    report("move that scrolls: bytes, p50", Array(scrolling).bytes.percentile(50), "B", places: 0)
    let pages = (0..<60).map { _ in probe.press(.pageDown) }
    report("page: key to last byte, p50", pages.lastByte.percentile(50), "ms", budget: 1)
    report("page: key to last byte, p99", pages.lastByte.percentile(99), "ms", budget: 5)
    return responses.lastByte
  }

  /// Moves the selection row by row within the screen, never over a row that it has stood on before: two pages down, then up from the
  /// lower edge.
  private func freshMoves(_ probe: PtyProbe, presses: Int) -> [PtyProbe.Response] {
    (0..<presses).map { index in
      if index.isMultiple(of: 30) {
        for _ in 0..<2 { _ = probe.press(.pageDown) }
        for _ in 0..<2 { _ = probe.press(.text("k")) }
      }
      return probe.press(.text("k"))
    }
  }

  private func typing(_ probe: PtyProbe) {
    var responses: [PtyProbe.Response] = []
    for _ in 0..<20 {
      _ = probe.press(.text("/"))
      for letter in "remi" { responses.append(probe.press(.text(String(letter)))) }
      for _ in 0..<2 { _ = probe.press(.escape, quiet: 80) }
    }
    report("typed filter: key to its echo, p50", responses.firstByte.percentile(50), "ms", budget: 1)
    report("typed filter: key to its echo, p99", responses.firstByte.percentile(99), "ms", budget: 5)
    report("typed filter: echo to the results' last byte, p50", responses.afterFirst.percentile(50), "ms", budget: 10)
    report("typed filter: echo to the results' last byte, p99", responses.afterFirst.percentile(99), "ms", budget: 10)
  }

  private func repaint(_ probe: PtyProbe) {
    let whole = probe.press(.control("l"), quiet: 150)
    report("full repaint with the map", Double(whole.bytes), "B", budget: 25_000, places: 0)
    _ = probe.resize(ScreenSize(columns: 90, rows: 50))
    let list = probe.press(.control("l"), quiet: 150)
    report("full repaint, 90 columns", Double(list.bytes), "B", budget: 12_000, places: 0)
    _ = probe.resize(size)
    probe.settle()
  }

  /// From the site's answer to another dispatcher's write until the change is painted.
  private func events(_ probe: PtyProbe) async throws {
    _ = probe.press(.home)
    guard let job = probe.emulator.screen.backlog.first else { throw BenchmarkFailure("the backlog is not in sight") }
    for key in [TerminalKey.text("g"), .text(job), .enter] { _ = probe.press(key) }
    var delays: [Double] = []
    for round in 0..<20 {
      let site = site
      let answered = Task.detached {
        try await site.update(
          "Dispatch Job", "BT-\(String(repeating: "0", count: max(0, 5 - job.count)))\(job)", ["notes": "jalon \(round)."])
        return monotonicNow()
      }
      guard probe.wait({ $0.contains("jalon \(round).") }) != nil else { throw BenchmarkFailure("the event was not painted") }
      let painted = monotonicNow()
      let origin = try await answered.value
      delays.append(painted > origin ? milliseconds(painted - origin) : 0)
      probe.settle(quiet: 100)
    }
    let distribution = Distribution(delays)
    report("another's write: answered to painted, p50", distribution.percentile(50), "ms", budget: 20)
    report("another's write: answered to painted, worst of 20", distribution.percentile(100), "ms", budget: 20)
  }

  private func idle(_ probe: PtyProbe) {
    // Toasts and the marks of others' changes have gone by then.
    probe.settle(quiet: 9_000)
    let before = ProcessFigures(pid: probe.pid)
    let quiet = probe.respond(quiet: 10_000, patience: 10_000) {}
    let after = ProcessFigures(pid: probe.pid)
    report("idle for 10 s: bytes", Double(quiet.bytes), "B", places: 0)
    report("idle for 10 s: CPU", Double(after.cpu - before.cpu) / 1e9, "s")
    report("idle for 10 s: wake-ups of the main thread", Double(after.mainThreadSleeps - before.mainThreadSleeps), "", places: 0)
  }
}
