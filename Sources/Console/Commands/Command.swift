import Canvas

/// Every command by its stable name, which configuration, scripts and the verb line use.
package enum CommandID: String, CaseIterable, Sendable {
  // Acting on jobs
  case assign, move, report, status, publish, notes, unassign
  case cancelJob = "cancel"
  case undo, redo
  case repeatVerb = "repeat"
  case resize, swap, reorder, crew, material, priority, duplicate
  case createJob = "create"
  case editJob = "edit"
  case publishDay = "publish-day"
  case publishAll = "publish-all"
  case settleEdit = "settle"
  case recordMacro = "record-macro"
  case playMacro = "play-macro"
  case copyAddress = "copy-address"
  case copyPhone = "copy-phone"
  // The list
  case mark
  case markRange = "mark-range"
  case markAll = "mark-all"
  case sort, filter
  case goTo = "go-to"
  case foldAll = "fold-all"
  case search
  case saveView = "save-view"
  // Views and days
  case view
  case mainView = "main-view"
  case weekView = "week"
  case techniciansView = "technicians"
  case backlogView = "backlog"
  case planningView = "planning"
  case sync
  case syncNow = "sync-now"
  case acceptDeletions = "accept-deletions"
  case chip
  case checks
  case dayOrder = "order"
  case statistics
  case dayBefore = "day-before"
  case dayAfter = "day-after"
  case today
  case resizePanes = "resize-panes"
  // The planning
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case zoomDay = "zoom-day"
  case zoomWeek = "zoom-week"
  case zoomQuarter = "zoom-quarter"
  case zoomNow = "zoom-now"
  case swapWith = "swap-with"
  // The console
  case help, palette
  case verbLine = "verb-line"
  case more, menu, messages
  case nextPane = "next-pane"
  case previousPane = "previous-pane"
  case language, theme, mouse
  case redraw, suspend, quit
  // Looking back, and what goes out
  case history, export
  case team = "my-team"
  // The map
  case mapZoomIn = "map-zoom-in"
  case mapZoomOut = "map-zoom-out"
  case mapSelection = "map-selection"
  case mapTechnician = "map-technician"
  case mapAll = "map-all"
  case mapHeadquarters = "map-headquarters"
  case mapRaster = "map-raster"
  case mapLayers = "map-layers"
  case follow
  case confirmHeadquarters = "confirm-headquarters"
  case aboutMap = "about-map"
  // Home bases and places
  case homeBase = "home-base"
  case homeByAddress = "home-base-address"
  case homeByMap = "home-base-pick"
  case homeByCoordinates = "home-base-coordinates"
  case confirmHome = "home-base-confirm"
  case clearHome = "home-base-clear"
}

package enum CommandGroup: String, CaseIterable, Sendable { case jobs, list, views, map, console }

/// Where a key means something. No key stands twice in one context.
package enum CommandContext: String, CaseIterable, Sendable {
  /// The panes of the main view, with nothing floating over them.
  case board
  /// The planning; its keys go before the board's.
  case planning
  /// The main view, which has the map; its keys go before the board's.
  case map
}

/// Whether a command can be used now.
package enum Availability: Sendable, Equatable {
  case enabled
  /// Why not, in one sentence.
  case because(String)

  package var isEnabled: Bool { self == .enabled }
  package var reason: String? { if case .because(let reason) = self { reason } else { nil } }
}

/// Two keys, one after the other.
package struct KeyChord: Hashable, Sendable {
  package let prefix: Key
  package let key: Key

  package init(_ prefix: Key, _ key: Key) {
    self.prefix = prefix
    self.key = key
  }
}

/// One thing that the console can be told to do: keymap, palette, menus, hint bar, help and verb line all read it here.
package struct Command: Sendable {
  package let id: CommandID
  package let title: Phrase
  /// One word for the hint bar.
  package let hint: Phrase
  /// The first is the one that is shown.
  package let keys: [Key]
  /// After a prefix; what may follow one is shown in a box.
  package let chords: [KeyChord]
  package let group: CommandGroup
  package let context: CommandContext
  /// It cannot be undone, or reaches a customer.
  package let isDangerous: Bool

  init(
    _ id: CommandID, _ french: String, _ english: String, _ keys: [Key] = [], _ group: CommandGroup,
    context: CommandContext = .board, dangerous: Bool = false, hint: Phrase? = nil, chords: [KeyChord] = []
  ) {
    self.id = id
    title = Phrase(french, english)
    self.hint = hint ?? title
    self.keys = keys
    self.chords = chords
    self.group = group
    self.context = context
    isDangerous = dangerous
  }

  package func availability(in state: State) -> Availability { Console.availability(of: id, in: state) }
}
