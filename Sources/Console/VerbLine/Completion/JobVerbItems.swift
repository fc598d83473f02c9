import Canvas
import Domain

/// What the verbs for making, placing and crewing jobs take.
extension VerbCompleter {
  func everyone(_ partial: String) -> [VerbCompletion.Item] {
    let word = words.say("tout", "all")
    guard word.hasPrefix(SearchFolding.fold(partial)) else { return [] }
    return [.init(text: word, label: word, aside: words.say("toutes les journées", "every day's"), ends: true)]
  }

  func relations(_ partial: String) -> [VerbCompletion.Item] {
    [words.say("avant", "before"), words.say("après", "after")].filter {
      SearchFolding.fold($0).hasPrefix(SearchFolding.fold(partial))
    }.map { .init(text: $0, label: $0, aside: "") }
  }

  func priorities(_ partial: String) -> [VerbCompletion.Item] {
    Priority.allCases.map(\.rawValue).filter { $0.lowercased().hasPrefix(partial.lowercased()) }.map {
      .init(text: $0, label: $0, aside: "", ends: true)
    }
  }

  /// With the sign that takes them along, or leaves them.
  func members(_ partial: String, of type: Technician.ResourceType) -> [VerbCompletion.Item] {
    let sign = partial.hasPrefix("-") ? "-" : "+"
    let found = VerbIndex(people: board, of: type).people(matching: partial.drop { "+-".contains($0) })
    return found.map { person in
      let name = Sanitise.line(person.fullName)
      return .init(text: sign + name, label: sign + name, aside: "", ends: true)
    }
  }
}
