import Domain

/// What the person may do: as the configuration says, as the site says, and as `--read-only` says; the narrowest of them holds.
extension State {
  mutating func take(siteRole: Preferences.Role?) -> [Effect] {
    self.siteRole = siteRole
    let role = [preferences.configuredRole, siteRole].compactMap(\.self).min() ?? .dispatcher
    guard role != preferences.role else { return [] }
    preferences.role = role
    if role == .supervisor, !preferences.team.isEmpty { list.team = teamMembers }
    rebuildList()
    return role == .readOnly ? warn(words.siteLetsReadOnly) : []
  }

  /// Why nothing can be changed.
  var readOnlyReason: String { siteRole == .readOnly ? words.siteLetsReadOnly : words.readOnly }

  /// Whether jobs may be given to the technician: a supervisor with a team gives them to that team.
  func permits(_ technician: DocumentName) -> Bool {
    preferences.role != .supervisor || preferences.team.isEmpty || teamMembers.contains(technician)
  }

  /// Finds the team among the board's technicians. A supervisor's list starts with it.
  mutating func refreshTeam() {
    guard !preferences.team.isEmpty, let board, !board.technicians.isEmpty else { return }
    let isFirst = teamMembers.isEmpty
    teamMembers = Team(preferences.team).members(among: board.technicians.values)
    if list.team != nil || isFirst && preferences.role == .supervisor { list.team = teamMembers }
  }

  mutating func showTeam(_ shows: Bool) {
    list.team = shows ? teamMembers : nil
    rebuildList()
  }

  mutating func toggleTeam() -> [Effect] {
    showTeam(list.team == nil)
    return inform(list.team == nil ? words.everybodyShown : words.teamShown(teamMembers.count))
  }
}

extension Preferences {
  /// The same for the shell, where there is no console.
  package func permits(_ technician: DocumentName, on board: Board) -> Bool {
    role != .supervisor || team.isEmpty || Team(team).members(among: board.technicians.values).contains(technician)
  }
}

/// A group of technicians as configuration names it.
struct Team {
  private let wanted: Set<String>

  init(_ text: String) {
    wanted = Set(text.split(separator: ",").map { SearchFolding.fold(Self.trimmed($0)) }.filter { !$0.isEmpty })
  }

  /// By a tag, a code or a full name.
  func members(among technicians: some Sequence<Technician>) -> Set<DocumentName> {
    Set(
      technicians.filter { technician in
        wanted.contains(SearchFolding.fold(technician.fullName)) || wanted.contains(SearchFolding.fold(technician.name.text))
          || technician.tags.contains { wanted.contains(SearchFolding.fold($0.text)) }
      }.map(\.name))
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

extension Words {
  var siteLetsReadOnly: String {
    say("lecture seule : le site ne vous laisse rien modifier", "read-only: the site lets you change nothing")
  }
  var noTeamConfigured: String {
    say(
      "aucune équipe : ajoutez « team: » à config.yaml (une étiquette ou des noms)",
      "no team: add “team:” to config.yaml (a tag or names)")
  }
  package func outsideTeam(_ name: String) -> String { say("\(name) n'est pas de votre équipe", "\(name) is not in your team") }
  var myTeam: String { say("Mon équipe", "My team") }
  var everybodyShown: String { say("tout le monde", "everybody") }
  func teamShown(_ count: Int) -> String {
    say(
      "mon équipe : \(count) \(isOne(count) ? "personne" : "personnes")",
      "my team: \(count) \(isOne(count) ? "person" : "people")")
  }
}
