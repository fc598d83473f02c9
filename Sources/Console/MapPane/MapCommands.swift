import Canvas
import Configuration
import Domain

/// The map's commands. Their keys hold in the main view, whichever pane has the focus.
enum MapCommands {
  static let all: [Command] = [
    Command(
      .mapZoomIn, "carte : plus près", "map: closer", ["+", "="], .map, context: .map, hint: Phrase("près", "closer"),
      chords: [KeyChord("z", "+"), KeyChord("z", "i")]),
    Command(
      .mapZoomOut, "carte : plus loin", "map: farther", ["-"], .map, context: .map, hint: Phrase("loin", "farther"),
      chords: [KeyChord("z", "-"), KeyChord("z", "o")]),
    Command(
      .mapSelection, "carte : la sélection", "map: the selection", [], .map, context: .map,
      hint: Phrase("sélection", "selection"),
      chords: [KeyChord("z", "s")]),
    Command(
      .mapTechnician, "carte : la journée du technicien", "map: the technician's day", [], .map, context: .map,
      hint: Phrase("technicien", "technician"), chords: [KeyChord("z", "t")]),
    Command(
      .mapAll, "carte : tout", "map: everything", [], .map, context: .map, hint: Phrase("tout", "all"),
      chords: [KeyChord("z", "a")]),
    Command(
      .mapHeadquarters, "carte : le siège", "map: headquarters", [], .map, context: .map, hint: Phrase("siège", "HQ"),
      chords: [KeyChord("z", "h")]),
    Command(
      .mapRaster, "carte : points, blocs ou ASCII", "map: dots, blocks or ASCII", ["b"], .map, context: .map,
      hint: Phrase("trame", "raster")),
    Command(.mapLayers, "carte : calques…", "map: layers…", ["L"], .map, context: .map, hint: Phrase("calques", "layers")),
    Command(
      .follow, "carte : suivre le technicien, ou non", "map: follow the technician, or not", ["f"], .map, context: .map,
      hint: Phrase("suivre", "follow")),
    Command(
      .confirmHeadquarters, "confirmer le siège au milieu de la carte…", "confirm headquarters in the middle of the map…", [],
      .map,
      hint: Phrase("confirmer le siège", "confirm HQ")),
    Command(.aboutMap, "à propos de la carte", "about the map", [], .map),
  ]

  /// What the hint bar offers while the map has the focus.
  static func hints(_ state: State) -> [CommandID] {
    if state.size.width < 100 { return [.mapZoomIn, .mapZoomOut, .mapSelection, .goTo, .mapLayers, .follow, .nextPane, .help] }
    return [
      .mapZoomIn, .mapZoomOut, .mapSelection, .mapTechnician, .mapAll, .mapHeadquarters, .goTo, .mapLayers, .mapRaster, .follow,
      .nextPane, .help,
    ]
  }

  static func availability(of id: CommandID, in state: State) -> Availability {
    if id != .aboutMap, state.preferences.mode == .plain { return .because(state.words.noMapInPlainMode) }
    switch id {
    case .mapTechnician: return state.selectedTechnician == nil ? .because(state.words.selectATechnician) : .enabled
    case .follow:
      return state.selectedTechnician == nil && !state.map.follows ? .because(state.words.selectATechnician) : .enabled
    case .mapSelection:
      return state.targets.isEmpty && state.selectedTechnician == nil ? .because(state.words.selectAJob) : .enabled
    default: return .enabled
    }
  }
}

extension Words {
  var noMapInPlainMode: String { say("le mode sobre n'a pas de carte", "plain mode has no map") }

  /// How the map is moved about on, for the help.
  var mapKeys: [(String, String)] {
    [
      ("← ↓ ↑ →", say("déplacer la carte, la croix reste au milieu", "move the map, the cross-hair stays in the middle")),
      (enterKey, say("ouvrir ce qui est au milieu, ou au plus près", "open what is in the middle, or nearest")),
      (say("Début, Fin", "Home, End"), say("le siège, tout", "headquarters, everything")),
      ("m3 · M3", say("planifié · publié", "planned · published")),
      ("M3→ M3• M3=", say("en route, sur place, en pause", "en route, on site, paused")),
      ("M3✓ M3✕ M3!", say("terminé, manqué, pressant", "finished, failed, pressing")),
      ("J1+2", say("trois au même endroit", "three at one place")),
    ]
  }
  var mapGestures: [(String, String)] {
    [
      (say("carte : roulette", "map: wheel"), say("zoom sous le pointeur", "zoom at the pointer")),
      (say("carte : glisser", "map: drag"), say("déplacer", "move")),
      (say("carte : clic", "map: click"), say("choisir ; droit, menu", "select; right, menu")),
    ]
  }
}
