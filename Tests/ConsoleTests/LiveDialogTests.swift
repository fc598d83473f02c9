import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// What others change while a dialog is open: it is said on the dialog's edge, and nothing that the hand is doing moves.
@Suite struct LiveDialogTests {
  /// Julie changes a job: its notes, unless told otherwise.
  static func patch(_ desk: Desk, _ number: Int, _ change: (inout Job) -> Void = { $0.notes += " Chien." }) -> Message {
    var job = desk.job(number)
    change(&job)
    job.modified = "2026-05-06 10:42:00.000000"
    job.modifiedBy = "julie.brault@gigafibre.example"
    return .boardPatch(BoardPatch(jobs: [job.reference: job]))
  }

  static let note = "modifié par Julie 10:42"

  @Test func theChoiceOfATechnicianKeepsLettersAndSelection() {
    var desk = Desk()
    desk.go(to: 1051)
    desk.press("a")
    desk.type("a")
    desk.press("Down", "Down")
    let layer = desk.state.layers.last as? AssignLayer
    let (selected, rows) = (layer?.picker.selected, layer?.picker.rows)
    desk.send(Self.patch(desk, 1051) { $0.duration = 90 })
    desk.send(Self.patch(desk, 1021) { $0.technician = SampleDay.technician(2) })
    let after = desk.state.layers.last as? AssignLayer
    #expect(after?.picker.query.text == "a" && after?.picker.selected == selected && after?.picker.rows == rows)
    #expect(desk.screen.contains(Self.note))
    desk.press("Enter")
    #expect(desk.job(1051).technician == selected)
  }

  @Test func theTimeThatIsTypedStays() {
    var desk = Desk()
    desk.go(to: 1034)
    desk.press("m")
    desk.type("13h")
    desk.send(Self.patch(desk, 1034))
    #expect(desk.screen.contains(Self.note))
    desk.type("45")
    desk.press("Enter")
    #expect(desk.job(1034).scheduledStart == SampleDay.at(13, 45))
    #expect(desk.waiting.last?.edits[0].baseModified == "2026-05-06 10:42:00.000000")
  }

  @Test func theNotesThatAreTypedStay() {
    var desk = Desk()
    desk.go(to: 1021)
    desk.press("n")
    desk.type(" Code 45")
    desk.send(Self.patch(desk, 1021))
    #expect(desk.screen.contains(Self.note))
    desk.type("12.")
    desk.press("F2")
    #expect(desk.job(1021).notes.hasSuffix("Code 4512."))
    // Based on what was read, so that Julie's words are merged and not lost.
    #expect(desk.waiting.last?.edits[0].baseModified == "2026-05-06 09:12:33.123456")
  }

  @Test func theStatusMenuKeepsItsRowAndKnowsWhatCanBeDoneNow() throws {
    var desk = Desk()
    desk.go(to: 1022)
    desk.press("s", "Down")
    let before = try #require(desk.state.layers.last as? StatusLayer)
    desk.send(Self.patch(desk, 1022) { $0.status = .onSite })
    let after = try #require(desk.state.layers.last as? StatusLayer)
    #expect(after.menu.selected?.id == before.menu.selected?.id)
    #expect(after.menu.items.map(\.id) == before.menu.items.map(\.id), "no row moves")
    #expect(after.menu.items.first { $0.id == .paused }?.disabledReason == nil)
    #expect(before.menu.items.first { $0.id == .paused }?.disabledReason != nil)
    #expect(desk.screen.contains(Self.note))
  }

  @Test func theDayThatIsTypedStays() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("r")
    desk.type("ve")
    desk.send(Self.patch(desk, 1030))
    #expect(desk.screen.contains(Self.note))
    desk.type("n")
    desk.press("Enter")
    #expect(desk.waiting.last?.verb == "report BT-01030 2026-05-08")
  }

  @Test func theReasonThatIsTypedStays() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("D")
    desk.type("client ab")
    desk.send(Self.patch(desk, 1030))
    #expect(desk.screen.contains(Self.note))
    desk.type("sent")
    desk.press("Enter")
    #expect(desk.job(1030).statusReason == "client absent")
  }

  @Test func aConflictKeepsWhatIsDecided() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("m")
    desk.type("15h")
    desk.press("Enter")
    desk.commit()
    desk.park(
      1030,
      .conflict([
        FieldConflict(
          field: "scheduled_start", mine: .text("2026-05-06 15:00:00"), theirs: .text("2026-05-06 16:00:00"),
          base: .text("2026-05-06 13:30:00"))
      ]))
    desk.press("Enter", "Right")
    func field() -> Substring? {
      desk.screen.split(separator: "\n").first { $0.contains("début") }?.split(separator: "│")[1]
    }
    let before = field()
    desk.send(Self.patch(desk, 1012))
    #expect(before != nil && field() == before)
    let effects = desk.press("Enter")
    #expect(
      effects.contains {
        if case .resolveConflict(_, let choices) = $0 { choices == ["scheduled_start": .theirs] } else { false }
      })
  }

  @Test func theVerbLineAndTheFilterKeepTheirText() {
    var desk = Desk()
    desk.press(":")
    desk.type("a 1058 ju")
    desk.send(Self.patch(desk, 1058))
    desk.type("lie")
    desk.press("Enter")
    #expect(desk.job(1058).technician == SampleDay.technician(2))
    desk.press("/")
    desk.type("mer")
    desk.send(Self.patch(desk, 1051))
    desk.type("cier")
    #expect(desk.state.list.filter == "mercier")
  }

  @Test func severalMarkedJobsAreCounted() {
    var desk = Desk()
    desk.go(to: 1043)
    desk.press("Space", "Space", "a")
    desk.send(Self.patch(desk, 1043))
    desk.send(Self.patch(desk, 1047))
    #expect(desk.screen.contains("2 bons modifiés entre-temps"))
  }

  @Test func theNoteGoesWithTheDialog() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("r")
    desk.send(Self.patch(desk, 1030))
    desk.send(.timer(TimerID(.changes, generation: desk.state.changesGeneration)))
    #expect(desk.screen.contains(Self.note), "it outlasts the glow of the row")
    desk.press("Esc", "r")
    #expect(!desk.screen.split(separator: "\n").contains { $0.contains("┌─") && $0.contains(Self.note) })
  }

  @Test func aJobThatIsGoneLeavesTheDialogStandingAndSaysSo() {
    var desk = Desk()
    desk.go(to: 1030)
    desk.press("n")
    desk.type("Texte que je garde")
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(1030): nil])))
    desk.press("F2")
    #expect(desk.screen.contains("Texte que je garde"))
    #expect(desk.toasts.last == "ce bon n'est plus sur le tableau")
  }

  // MARK: Glow and presence

  @Test func aRowThatChangedIsBoldUntilItsTimer() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1043)
    func ink() -> Role? {
      let frame = desk.frame
      guard let y = (0..<frame.size.height).first(where: { frame.text(row: $0).contains(" 1021 ") }),
        let x = (0..<60).first(where: {
          Unicode.Scalar(frame[$0, y].glyph) == "1" && Unicode.Scalar(frame[$0 + 1, y].glyph) == "0"
            && Unicode.Scalar(frame[$0 + 2, y].glyph) == "2"
        })
      else { return nil }
      return frame[x, y].style.ink
    }
    #expect(ink() == .normal)
    desk.send(Self.patch(desk, 1021))
    #expect(ink() == .strong)
    #expect(desk.row(1021)!.hasPrefix("◦"))
    desk.send(.timer(TimerID(.changes, generation: desk.state.changesGeneration)))
    #expect(ink() == .normal)
  }

  @Test func theSheetSaysWhoLooksAndWhoChanged() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1021)
    desk.send(.presence([SampleDay.reference(1021): ["julie.brault@gigafibre.example"]]))
    #expect(desk.screen.contains("Julie regarde"))
    #expect(desk.row(1021)!.contains("1021"))
    desk.send(Self.patch(desk, 1021))
    #expect(desk.screen.contains(Self.note) && !desk.screen.contains("Julie regarde"), "news comes first")
    desk.send(.timer(TimerID(.changes, generation: desk.state.changesGeneration)))
    #expect(desk.screen.contains("Julie regarde"))
    desk.send(.presence([:]))
    #expect(!desk.screen.contains("Julie regarde"))
  }

  @Test func aRowThatSomebodyLooksAtIsMarked() {
    var desk = Desk(width: 120, height: 60)
    desk.go(to: 1043)
    let scroll = desk.state.list.scroll
    desk.send(.presence([SampleDay.reference(1021): ["julie.brault@gigafibre.example", "marc@x"]]))
    #expect(desk.row(1021)!.hasPrefix("◉"))
    #expect(desk.state.list.scroll == scroll)
    desk.go(to: 1021)
    #expect(desk.screen.contains("Julie, Marc regardent"))
    desk.press("r")
    #expect(
      desk.screen.split(separator: "\n").contains {
        $0.contains("regardent ─┐") || $0.contains("regardent ┐") || $0.contains("regardent ┘")
      })
  }
}
