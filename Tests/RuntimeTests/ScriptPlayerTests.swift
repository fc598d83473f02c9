import Canvas
import Console
import Testing

@testable import Runtime

@Suite struct ScriptPlayerTests {
  private func frame(_ lines: String...) -> Frame {
    var frame = Frame(size: Size(width: 40, height: 5))
    for (row, line) in lines.enumerated() { frame.put(line, x: 0, y: row, style: .normal, in: frame.bounds) }
    return frame
  }

  @Test func playsKeysTextAndVerbsInOrder() throws {
    var player = try ScriptPlayer(
      """
      # a morning
      keys a
      type ju

      keys Enter Ctrl-R
      verb s 1043 rte
      size 80x24
      save screen.txt
      quit
      """)
    let empty = frame()
    var turns: [ScriptPlayer.Turn] = []
    while turns.last != .end { turns.append(player.next(on: empty, now: 0)) }
    #expect(
      turns == [
        .input(.key(Key("a"))), .input(.key(Key("j"))), .input(.key(Key("u"))), .input(.key(Key(.enter))),
        .input(.key(.control("r"))), .verb("s 1043 rte"), .resize(Size(width: 80, height: 24)), .save("screen.txt"), .end,
      ])
  }

  @Test func waitsForTheScreenAndGivesUpInTheEnd() throws {
    var player = try ScriptPlayer("wait en direct\nkeys a\nwait-gone en direct")
    #expect(player.next(on: frame("hors ligne"), now: 0) == .wait)
    #expect(player.next(on: frame("hors ligne"), now: 29_999) == .wait)
    #expect(player.next(on: frame("en direct"), now: 29_999) == .input(.key(Key("a"))))
    #expect(player.next(on: frame("en direct"), now: 30_000) == .wait)
    #expect(
      player.next(on: frame("en direct"), now: 60_000) == .failed(.neverGone(line: 3, text: "en direct")))
  }

  @Test(arguments: ["fly", "keys Hyper-Q", "size 0x5", "size 80", "verb", "quit now", "wait"])
  func refusesAStepItDoesNotKnowWithItsLine(_ step: String) {
    #expect(throws: ScriptFailure.unknownStep(line: 2, text: step)) { try ScriptPlayer("keys a\n" + step) }
  }
}
