import Canvas
import Configuration
import Domain
import Testing
import Widgets

@testable import Console

/// What the site and the configuration let a person do, and a supervisor's team.
@Suite struct RoleTests {
  private func desk(_ role: Preferences.Role?, team: String = "") -> Desk {
    var desk = Desk(width: 120, height: 60, board: nil)
    desk.state.preferences = Preferences(role: role, themes: ["terminal"], team: team)
    desk.send(.board(SampleDay.board))
    return desk
  }

  @Test(
    arguments: [
      (nil, nil, .dispatcher), (nil, .supervisor, .supervisor), (nil, .readOnly, .readOnly), (.supervisor, nil, .supervisor),
      (.supervisor, .dispatcher, .dispatcher), (.dispatcher, .supervisor, .dispatcher), (.readOnly, .supervisor, .readOnly),
    ] as [(Preferences.Role?, Preferences.Role?, Preferences.Role)])
  func theNarrowerWins(configured: Preferences.Role?, site: Preferences.Role?, result: Preferences.Role) {
    var desk = desk(configured)
    desk.send(.siteRole(site))
    #expect(desk.state.preferences.role == result)
    // And comes back where the site lets go.
    desk.send(.siteRole(.readOnly))
    desk.send(.siteRole(site))
    #expect(desk.state.preferences.role == result)
  }

  @Test func whatTheSiteForbidsIsShownWithItsReason() {
    var desk = desk(nil)
    desk.go(to: 1058)
    desk.send(.siteRole(.readOnly))
    for id in [CommandID.assign, .move, .report, .status, .notes, .publish, .cancelJob, .undo, .redo] {
      #expect(availability(of: id, in: desk.state).reason?.contains("le site ne vous laisse rien modifier") == true, "\(id)")
    }
    desk.press("a")
    #expect(desk.state.layers.isEmpty && desk.waiting.isEmpty)
    desk.send(.verb("a 1058 julie"))
    #expect(desk.waiting.isEmpty)
    desk.press("F9")
    #expect(desk.screen.contains("le site ne vous laisse rien"))
  }

  @Test func aSupervisorStartsWithTheTeam() {
    let desk = desk(.supervisor, team: "épissure, Julie Gagnon")
    #expect(desk.state.teamMembers == [SampleDay.technician(1), SampleDay.technician(2), SampleDay.technician(6)])
    #expect(desk.screen.contains("Mon équipe"))
    for name in ["MARC TREMBLAY", "JULIE GAGNON", "NATHALIE MORIN", "FILE D'ATTENTE"] { #expect(desk.screen.contains(name)) }
    for name in ["KARINE CÔTÉ", "SAMUEL ROY"] { #expect(!desk.screen.contains(name)) }
  }

  @Test func onlyTheTeamIsGivenWork() {
    var desk = desk(.supervisor, team: "TECH-001,TECH-002")
    desk.go(to: 1058)
    desk.press("a")
    let candidates = (desk.state.layers.last as? AssignLayer)?.picker.rows ?? []
    #expect(Set(candidates) == [SampleDay.technician(1), SampleDay.technician(2)])
    desk.type("jul")
    desk.press("Enter")
    #expect(desk.job(1058).technician == SampleDay.technician(2))
    let before = desk.waiting.count
    desk.send(.verb("a 1043 samuel"))
    #expect(desk.waiting.count == before)
    #expect(desk.toasts.last == "Samuel Roy n'est pas de votre équipe")
  }

  @Test func theTeamIsLeftAndComesBack() {
    var desk = desk(.supervisor, team: "TECH-001")
    desk.send(.verb("my-team"))
    #expect(desk.screen.contains("KARINE CÔTÉ"))
    desk.send(.verb("my-team"))
    #expect(!desk.screen.contains("KARINE CÔTÉ"))
    // A job of somebody else is shown all the same where it is asked for.
    desk.go(to: 1025)
    #expect(desk.selected == "1025")
  }

  @Test func whatOthersDoMovesRowsInAndOutOfTheTeamsList() {
    var desk = desk(.supervisor, team: "TECH-001")
    let rebuilds = desk.state.list.layout.rebuilds
    var job = desk.job(1025)
    job.modified = "2026-05-06 10:44:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.state.list.layout.rebuilds == rebuilds, "a job of another team costs nothing")
    #expect(desk.row(1025) == nil)
    job.technician = SampleDay.technician(1)
    job.modified = "2026-05-06 10:45:00.000000"
    desk.send(.boardPatch(BoardPatch(jobs: [job.reference: job])))
    #expect(desk.row(1025) != nil)
  }

  @Test func withoutATeamTheCommandSaysHowToNameOne() {
    var desk = desk(.supervisor)
    desk.send(.verb("my-team"))
    #expect(desk.toasts.last?.contains("config.yaml") == true)
  }
}
