import Canvas
import Configuration
import Domain
import Scheduling
import Testing

@testable import Console

/// `O`: the order of a day.
@Suite struct OrderLayerTests {
  /// Samuel's afternoon, driven to and fro between Napierville and Saint-Rémi.
  static var board: Board {
    var board = SampleDay.board
    for job in [
      SampleDay.job(2001, "Réparation TV/téléphonie", "Napierville", 45.184, -73.404, 30, to: 3, at: (12, 30), .planned),
      SampleDay.job(
        2002, "Réparation, lenteur/Wi-Fi", "Saint-Rémi", 45.263, -73.617, 45, to: 3, at: (13, 15), .published, window: (13, 17)),
      SampleDay.job(2003, "Retrait d'équipement", "Napierville", 45.186, -73.402, 30, to: 3, at: (14, 30), .planned),
      SampleDay.job(2004, "Remplacement ONT/routeur", "Saint-Rémi", 45.265, -73.616, 30, to: 3, at: (15, 30), .planned),
    ] { board.jobs[job.reference] = job }
    board.jobs[SampleDay.reference(1022)] = nil
    return board
  }

  private func desk(width: Int = 120, height: Int = 40) -> Desk { Desk(width: width, height: height, board: Self.board) }

  @Test func aVerbAsksForTheOrderOfADay() throws {
    var desk = desk()
    desk.send(.verb("ordre samuel"))
    #expect(desk.screen.contains("Ordre de la journée · Samuel Roy"))
    let layer = try #require(desk.state.layers.first as? OrderLayer)
    let better = try #require(try desk.state.betterOrder(of: SampleDay.technician(3)).get())
    let proposal = try #require(try layer.answer?.get())
    #expect(better.verb == .order(SampleDay.technician(3), starts: proposal.starts))
    desk.press("Enter")
    #expect(Set(desk.waiting[0].edits.map(\.document)) == Set(better.jobs))
    #expect(
      try VerbLineParser(VerbLine.Context(board: Self.board, zone: SampleDay.zone, now: SampleDay.now)).parse(
        "ordre 2003 avant 2001")
        == .edit(.place(.before(SampleDay.reference(2001))), jobs: [SampleDay.reference(2003)], answers: EditAnswers()))
  }

  @Test func anOrderIsProposedAndAppliedAsOneStep() throws {
    var desk = desk()
    desk.go(to: 2003)
    desk.press("O")
    #expect(desk.screen.contains("Ordre de la journée · Samuel Roy"))
    #expect(desk.screen.contains("avant → après"))
    #expect(desk.screen.contains("Route estimée"))
    let layer = try #require(desk.state.layers.first as? OrderLayer)
    let proposal = try #require(try layer.answer?.get())
    #expect(proposal.after.seconds < proposal.before.seconds)
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.waiting.count == 1)
    #expect(Set(desk.waiting[0].edits.map(\.document)) == Set(proposal.starts.keys))
    for (reference, start) in proposal.starts { #expect(desk.state.board?.jobs[reference]?.scheduledStart == start) }
    #expect(desk.toasts.last?.contains("Samuel Roy : journée en ordre") == true)
    // Once in order, there is nothing better.
    desk.press("O")
    #expect(desk.screen.contains("Rien de mieux"))
    #expect(!desk.screen.contains("Entrée appliquer"))
  }

  @Test func escapeLeavesTheDayAsItIs() {
    var desk = desk()
    desk.go(to: 2003)
    desk.press("O", "Esc")
    #expect(desk.waiting.isEmpty && desk.state.layers.isEmpty)
    #expect(desk.job(2003).scheduledStart == SampleDay.at(14, 30))
  }

  @Test func itWorksFromTheHeadingToo() {
    var desk = desk()
    desk.go(to: 2003)
    desk.press("Left", "O")
    #expect(desk.screen.contains("Ordre de la journée · Samuel Roy"))
  }

  @Test func nobodysJobHasNoDay() {
    var desk = desk()
    desk.go(to: 1043)
    desk.press("O")
    #expect(desk.state.layers.isEmpty)
    #expect(desk.toasts.last?.contains("choisissez d'abord un technicien") == true)
  }

  @Test func whyThereIsNothingToOrderIsSaid() {
    var desk = desk()
    desk.go(to: 1030)
    desk.press("O")
    #expect(desk.screen.contains("moins de deux bons"))
    desk.press("Enter")
    #expect(desk.state.layers.isEmpty)
    desk.go(to: 1040)
    desk.press("O")
    #expect(desk.screen.contains("Absent jusqu'à"))
  }

  /// Under the open dialog a job is taken away: what is applied is what is shown.
  @Test func whatOthersChangeMeanwhileIsTakenIntoAccount() throws {
    var desk = desk()
    desk.go(to: 2003)
    desk.press("O")
    desk.send(.boardPatch(BoardPatch(jobs: [SampleDay.reference(2004): nil])))
    #expect(!desk.screen.contains("│  15:30"))
    let layer = try #require(desk.state.layers.first as? OrderLayer)
    let proposal = try #require(try layer.answer?.get())
    #expect(!proposal.visits.contains { $0.job == SampleDay.reference(2004) })
    desk.press("Enter")
    #expect(desk.waiting.allSatisfy { $0.edits.allSatisfy { $0.document != SampleDay.reference(2004) } })
  }

  @Test func theDialogIsPaintedBeforeItIsWorkedOut() {
    var state = desk().state
    _ = reduce(&state, .input(.key("g")))
    for scalar in "2003".unicodeScalars { _ = reduce(&state, .input(.key(Key(scalar)))) }
    _ = reduce(&state, .input(.key(Key(.enter))))
    let effects = reduce(&state, .input(.key("O")))
    #expect(view(state, size: state.size).frame.text().contains("Recherche d'un meilleur ordre"))
    #expect(effects.contains { if case .timer(let id, after: 0) = $0 { id.purpose == .order } else { false } })
  }

  @Test func repeatingDoesNotMeanTheOrder() {
    var desk = desk()
    desk.go(to: 1043)
    desk.press("a")
    desk.type("julie")
    desk.press("Enter")
    let before = desk.state.lastVerb
    desk.go(to: 2003)
    desk.press("O", "Enter")
    #expect(desk.state.lastVerb == before)
  }

  @Test func readOnlyMayNot() {
    var desk = Desk(role: .readOnly, board: Self.board)
    desk.go(to: 2003)
    desk.press("O")
    #expect(desk.state.layers.isEmpty)
  }
}
