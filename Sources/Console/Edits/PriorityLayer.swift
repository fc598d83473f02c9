import Canvas
import Domain
import Widgets

/// How urgent the selected jobs are.
struct PriorityLayer: Layer {
  private let references: [DocumentReference]
  private var menu: Menu<Priority?>

  init?(_ state: State) {
    let jobs = state.targets
    guard !jobs.isEmpty else { return nil }
    references = jobs.map(\.reference)
    let words = state.words
    var items: [MenuItem<Priority?>] = Priority.allCases.map { priority in
      MenuItem(
        priority, words.priority(priority), key: String(priority.rawValue.dropFirst()),
        disabledReason: jobs.allSatisfy { $0.priority == priority } ? words.hasItAlready : nil)
    }
    items.append(
      MenuItem(nil, words.noPriority, key: "0", disabledReason: jobs.allSatisfy { $0.priority == nil } ? words.hasItAlready : nil)
    )
    menu = Menu(title: jobs.count == 1 ? words.jobTitle(jobs[0]) : words.jobs(jobs.count), items: items)
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let references = references
    return menu.take(input, &state) { priority, state in state.attempt(.priority(priority), on: references) }
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    MenuPlacement.draw(menu, under: state, into: &frame, in: area, hits: &hits)
  }
}

extension Words {
  func priority(_ priority: Priority) -> String {
    priority.rawValue + "  "
      + {
        switch priority {
        case .p1: say("urgence", "emergency")
        case .p2: say("haute", "high")
        case .p3: say("normale", "normal")
        case .p4: say("basse", "low")
        }
      }()
  }
  var noPriority: String { say("sans priorité", "no priority") }
  var hasItAlready: String { say("c'est déjà ainsi", "it is so already") }
}
