import Domain

/// What the list showed, under a name: filter, order, kind of resource, folded groups and the view around it.
package struct SavedView: Sendable, Equatable {
  package var name: String
  package var filter: String
  package var sort: JobSort
  package var resource: Technician.ResourceType
  package var folded: Set<GroupKey>
  package var view: State.View

  package init(
    name: String, filter: String = "", sort: JobSort = .time, resource: Technician.ResourceType = .technician,
    folded: Set<GroupKey> = [], view: State.View = .main
  ) {
    self.name = name
    self.filter = filter
    self.sort = sort
    self.resource = resource
    self.folded = folded
    self.view = view
  }
}

extension GroupKey {
  /// How a file spells it.
  package var text: String {
    switch self {
    case .backlog: "backlog"
    case .unassigned: "unassigned"
    case .resource(let name): "resource:" + name.text
    }
  }

  package init?(text: String) {
    switch text {
    case "backlog": self = .backlog
    case "unassigned": self = .unassigned
    default:
      guard text.hasPrefix("resource:"), text.utf8.count > 9 else { return nil }
      self = .resource(DocumentName(String(text.dropFirst(9))))
    }
  }
}

extension State {
  static let longestViewName = 40

  mutating func saveView(named name: String) -> [Effect] {
    let name = String(name.split(separator: " ").joined(separator: " ").prefix(Self.longestViewName))
    guard !name.isEmpty else { return warn(words.viewNeedsName) }
    let known = savedView(named: name)
    let view = SavedView(
      name: known?.name ?? name, filter: list.filter, sort: list.sort, resource: list.resource, folded: list.folded,
      view: self.view == .search ? .main : self.view)
    return keep(.saveView(view)) + inform(words.viewSaved(view, replaced: known != nil))
  }

  mutating func showView(named name: String) -> [Effect] {
    guard let saved = savedView(named: name) else { return warn(words.noSuchView(name, memory.views)) }
    let effects = show(saved.view)
    list.sort = saved.sort
    list.resource = saved.resource
    list.folded = saved.folded
    list.filter = saved.filter
    list.filterGeneration += 1
    rebuildList()
    return effects + inform(words.viewShown(saved))
  }

  mutating func forgetView(named name: String) -> [Effect] {
    guard let saved = savedView(named: name) else { return warn(words.noSuchView(name, memory.views)) }
    return keep(.forgetView(saved.name)) + inform(words.viewForgotten(saved.name))
  }

  /// By its name, without regard to case and accents, or by the beginning that only one has.
  private func savedView(named name: String) -> SavedView? {
    let folded = SearchFolding.fold(name)
    if let same = memory.views.first(where: { $0.name == name || SearchFolding.fold($0.name) == folded }) { return same }
    let begun = memory.views.filter { SearchFolding.fold($0.name).hasPrefix(folded) }
    return begun.count == 1 && !folded.isEmpty ? begun[0] : nil
  }
}

extension Words {
  /// What a view shows, in a few words.
  func summary(of view: SavedView) -> String {
    var parts: [String] = []
    if view.view != .main { parts.append(viewName(view.view)) }
    if !view.filter.isEmpty { parts.append("/" + view.filter) }
    parts.append(say("par ", "by ") + sort(view.sort))
    if view.resource == .material { parts.append(materials) }
    if !view.folded.isEmpty { parts.append(say("\(view.folded.count) replié(s)", "\(view.folded.count) folded")) }
    return parts.joined(separator: " · ")
  }

  var viewNeedsName: String {
    say("donnez un nom à la vue, par exemple « urgences »", "give the view a name, for example “urgent”")
  }
  func viewSaved(_ view: SavedView, replaced: Bool) -> String {
    (replaced
      ? say("vue « \(view.name) » remplacée : ", "view “\(view.name)” replaced: ")
      : say("vue « \(view.name) » gardée : ", "view “\(view.name)” kept: ")) + summary(of: view)
  }
  func viewShown(_ view: SavedView) -> String { say("vue « \(view.name) » : ", "view “\(view.name)”: ") + summary(of: view) }
  func viewForgotten(_ name: String) -> String { say("vue « \(name) » oubliée", "view “\(name)” forgotten") }
  func noSuchView(_ name: String, _ views: [SavedView]) -> String {
    views.isEmpty
      ? say("aucune vue gardée ; « garder \(name) » garde celle-ci", "no view is kept; “keep \(name)” keeps this one")
      : say("aucune vue « \(name) » ; il y a : ", "no view “\(name)”; there are: ") + views.map(\.name).joined(separator: ", ")
  }
}
