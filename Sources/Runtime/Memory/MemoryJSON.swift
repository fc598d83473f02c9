import Canvas
import Console
import Domain
import Transport

extension HandMemory {
  /// nil for anything but what `json` writes; a view whose values mean nothing here is left out.
  init?(_ json: JSONValue) {
    guard case .object = json, json["version"]?.int == 1 else { return nil }
    self.init()
    for value in json["views"]?.array ?? [] { if let view = SavedView(value) { views.append(view) } }
    for value in json["macros"]?.array ?? [] {
      guard let letter = value["letter"]?.string else { continue }
      let lines = (value["lines"]?.array ?? []).compactMap(\.string).map { Sanitise.line($0) }
      macros.append(Macro(letter: letter, lines: lines))
    }
    history = (json["history"]?.array ?? []).compactMap(\.string).map { Sanitise.line($0) }.suffix(Self.longestHistory)
  }

  var json: JSONValue {
    [
      "version": .int(1), "views": .array(views.map(\.json)),
      "macros": .array(macros.map { ["letter": .string($0.letter), "lines": .array($0.lines.map { .string($0) })] }),
      "history": .array(history.map { .string($0) }),
    ]
  }
}

extension SavedView {
  fileprivate init?(_ json: JSONValue) {
    guard let name = json["name"]?.string, !name.isEmpty else { return nil }
    self.init(
      name: Sanitise.line(name), filter: Sanitise.line(json["filter"]?.string ?? ""),
      sort: json["sort"]?.string.flatMap(JobSort.init(rawValue:)) ?? .time,
      resource: json["resource"]?.string.flatMap(Technician.ResourceType.init(rawValue:)) ?? .technician,
      folded: Set((json["folded"]?.array ?? []).compactMap { $0.string.flatMap(GroupKey.init(text:)) }),
      view: json["view"]?.string.flatMap(State.View.init(rawValue:)) ?? .main)
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "filter": .string(filter), "sort": .string(sort.rawValue), "resource": .string(resource.rawValue),
      "folded": .array(folded.map(\.text).sorted().map { .string($0) }), "view": .string(view.rawValue),
    ]
  }
}
