import Canvas
import Domain
import Widgets

/// `w` on a heading: a technician's day, or everybody's.
struct PublishLayer: Layer {
  enum Choice: Hashable, Sendable {
    case technician(DocumentName)
    case everyone
  }

  private var menu: Menu<Choice>

  init?(_ state: State) {
    guard let board = state.board else { return nil }
    let words = state.words
    func item(_ choice: Choice, _ title: String, _ jobs: Int, key: String) -> MenuItem<Choice> {
      MenuItem(
        choice, title + words.colon + (jobs == 0 ? words.noPlannedJob : words.plannedJobs(jobs)), key: key,
        disabledReason: jobs == 0 ? words.nothingToPublish : nil)
    }
    let all = Publishing.jobs(of: nil, on: board, zone: state.zone)
    var items: [MenuItem<Choice>] = []
    if let technician = state.selectedTechnician {
      let own = all.count { board.jobs[$0]?.technician == technician }
      items.append(item(.technician(technician), state.name(of: technician), own, key: "w"))
    }
    items.append(item(.everyone, words.everyone, all.count, key: words.everyoneKey))
    menu = Menu(title: words.publishTitle, items: items)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    menu.take(input, &state) { choice, state in
      switch choice {
      case .technician(let name): state.publish(dayOf: name)
      case .everyone: state.publish(dayOf: nil)
      }
    }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, into: &frame, in: area, hits: &hits)
  }
}

extension State {
  /// The heading under the cursor.
  var selectedHeading: GroupKey? { if case .group(let key)? = list.scroll.selected { key } else { nil } }

  /// Whose heading is selected, or who leads the selected job.
  var selectedTechnician: DocumentName? {
    switch list.scroll.selected {
    case .group(.resource(let name))?: name
    case .job?: selectedJob?.technician
    default: nil
    }
  }

  mutating func choosePublishing() -> [Effect] { PublishLayer(self).map { push($0) } ?? [] }

  /// One step, whoever's day it is; nil is everybody's.
  mutating func publish(dayOf technician: DocumentName?) -> [Effect] {
    guard let board else { return [] }
    let jobs = Publishing.jobs(of: technician, on: board, zone: zone)
    return jobs.isEmpty ? inform(words.nothingToPublish) : attempt(.status(.published), on: jobs)
  }
}

extension Words {
  var publishTitle: String { say("Publier", "Publish") }
  var everyone: String { say("Tout le monde", "Everybody") }
  var everyoneKey: String { say("t", "e") }
  var noPlannedJob: String { say("aucun bon planifié", "no planned job") }
  func plannedJobs(_ count: Int) -> String {
    say("\(jobs(count)) planifié\(isOne(count) ? "" : "s")", "\(number(count))\u{A0}planned \(isOne(count) ? "job" : "jobs")")
  }
}
