import Canvas
import Configuration
import Domain
import Testing

@testable import Console

/// What the filter takes for a status, and what the hint bar says of undoing.
@Suite struct FilterAndUndoHintTests {
  private func found(_ text: String, _ language: Language = .french) -> Set<String> {
    var desk = Desk(language: language)
    desk.press("/")
    desk.type(text)
    var found: Set<String> = []
    for case .job(let reference) in desk.state.list.layout.rows { found.insert(reference.number) }
    return found
  }

  private func numbers(_ status: JobStatus) -> Set<String> {
    Set(SampleDay.jobs.filter { $0.status == status }.map(\.number))
  }

  @Test func statusesAreFoundByTheirBeginnings() {
    #expect(found("spl") == numbers(.onSite))
    #expect(found("ons") == numbers(.onSite))
    #expect(found("sur pl") == numbers(.onSite))
    #expect(found("planif") == numbers(.planned))
    #expect(found("publ") == numbers(.published))
  }

  @Test func theirMiddlesAreNotTheirs() {
    // Planifié, Planned; Publié, Published; Terminé; Sur place.
    for text in ["anifi", "lanned", "ublish", "ermine", "verti"] { #expect(found(text).isEmpty, "\(text)") }
  }

  @Test func otherTextIsFoundAnywhere() {
    #expect(found("afleur") == ["1043"])
    #expect(found("043") == ["1043"])
    #expect(found("lafleur ouv") == ["1043"])
  }

  @Test func undoIsDimWhereThereIsNothingToUndo() {
    var desk = Desk()
    #expect(availability(of: .undo, in: desk.state).isEnabled)
    desk.send(.undoSteps(undo: 0, redo: 0))
    #expect(availability(of: .undo, in: desk.state) == .because("rien à défaire"))
    #expect(availability(of: .redo, in: desk.state) == .because("rien à refaire"))
    // What is being saved can be taken back.
    desk.go(to: 1051)
    desk.press("a")
    desk.type("karine")
    desk.press("Enter")
    #expect(availability(of: .undo, in: desk.state).isEnabled)
    desk.commit()
    desk.send(.undoSteps(undo: 1, redo: 2))
    #expect(availability(of: .undo, in: desk.state).isEnabled && availability(of: .redo, in: desk.state).isEnabled)
  }
}
