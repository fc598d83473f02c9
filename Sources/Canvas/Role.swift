/// What a cell means; a theme says how that looks.
///
/// A role is used as ink (the glyph's colour and attributes) or as paper (the background); see `Style`.
package enum Role: UInt8, CaseIterable, Sendable {
  // Text
  case normal
  case dim
  case strong
  case title
  case placeholder
  case match
  case key
  case disabled
  // Chrome
  case toolbar
  case toolbarItem
  case hintBar
  case rule
  case scrollbar
  // Focus
  case focusTitle
  case focusBorder
  case cursorBar
  case selectedRow
  case selectedRowUnfocused
  case marked
  // Floating layers
  case dialog
  case dialogBorder
  case dialogTitle
  case field
  case fieldFocused
  case toastInfo
  case toastWarning
  case toastError
  // Jobs
  case jobOpen
  case jobPlanned
  case jobPublished
  case jobEnRoute
  case jobOnSite
  case jobPaused
  case jobDone
  case jobToReschedule
  case jobAbsent
  case jobCancelled
  case jobUrgent
  case jobLate
  case jobChanged
  case loadNormal
  case loadFull
  case loadOver
  case loadEmpty
  // Edits
  case editSaving
  case editPending
  case editRefused
  case editConflict
  // Sync
  case syncLive
  case syncPolling
  case syncOffline
  case syncQueued
  case syncParked
  // Checks
  case good
  case warning
  case bad
  // Map
  case mapWater
  case mapRiver
  case mapBorder
  case mapRoad
  case mapRoadMajor
  case mapPark
  case mapBuilding
  case mapLabel
  case mapGrid
  case mapHome
  case mapHeadquarters
  case mapPin
  case mapRoute
  case mapCrosshair
  // Map: areas, whose two colours are the same, and what else is told apart on it
  case mapWaterFill
  case mapParkFill
  case mapBuiltUpFill
  case mapBuildingFill
  case mapMotorway
  case mapStreet
  case mapWaterName
  case mapRoadNumber

  /// The name that a theme file writes.
  package var name: String {
    switch self {
    case .normal: "text.normal"
    case .dim: "text.dim"
    case .strong: "text.strong"
    case .title: "text.title"
    case .placeholder: "text.placeholder"
    case .match: "text.match"
    case .key: "text.key"
    case .disabled: "text.disabled"
    case .toolbar: "chrome.toolbar"
    case .toolbarItem: "chrome.toolbar.item"
    case .hintBar: "chrome.hint"
    case .rule: "chrome.rule"
    case .scrollbar: "chrome.scrollbar"
    case .focusTitle: "focus.title"
    case .focusBorder: "focus.border"
    case .cursorBar: "focus.cursor"
    case .selectedRow: "focus.selection"
    case .selectedRowUnfocused: "focus.selection.unfocused"
    case .marked: "focus.marked"
    case .dialog: "dialog.text"
    case .dialogBorder: "dialog.border"
    case .dialogTitle: "dialog.title"
    case .field: "dialog.field"
    case .fieldFocused: "dialog.field.focused"
    case .toastInfo: "toast.info"
    case .toastWarning: "toast.warning"
    case .toastError: "toast.error"
    case .jobOpen: "job.open"
    case .jobPlanned: "job.planned"
    case .jobPublished: "job.published"
    case .jobEnRoute: "job.en-route"
    case .jobOnSite: "job.on-site"
    case .jobPaused: "job.paused"
    case .jobDone: "job.done"
    case .jobToReschedule: "job.to-reschedule"
    case .jobAbsent: "job.customer-absent"
    case .jobCancelled: "job.cancelled"
    case .jobUrgent: "job.urgent"
    case .jobLate: "job.late"
    case .jobChanged: "job.changed"
    case .loadNormal: "load.normal"
    case .loadFull: "load.full"
    case .loadOver: "load.over"
    case .loadEmpty: "load.empty"
    case .editSaving: "edit.saving"
    case .editPending: "edit.pending"
    case .editRefused: "edit.refused"
    case .editConflict: "edit.conflict"
    case .syncLive: "sync.live"
    case .syncPolling: "sync.polling"
    case .syncOffline: "sync.offline"
    case .syncQueued: "sync.queued"
    case .syncParked: "sync.parked"
    case .good: "check.good"
    case .warning: "check.warning"
    case .bad: "check.bad"
    case .mapWater: "map.water"
    case .mapRiver: "map.river"
    case .mapBorder: "map.border"
    case .mapRoad: "map.road"
    case .mapRoadMajor: "map.road.major"
    case .mapPark: "map.park"
    case .mapBuilding: "map.building"
    case .mapLabel: "map.label"
    case .mapGrid: "map.grid"
    case .mapHome: "map.home"
    case .mapHeadquarters: "map.headquarters"
    case .mapPin: "map.pin"
    case .mapRoute: "map.route"
    case .mapCrosshair: "map.crosshair"
    case .mapWaterFill: "map.water.fill"
    case .mapParkFill: "map.park.fill"
    case .mapBuiltUpFill: "map.built-up.fill"
    case .mapBuildingFill: "map.building.fill"
    case .mapMotorway: "map.motorway"
    case .mapStreet: "map.street"
    case .mapWaterName: "map.water.name"
    case .mapRoadNumber: "map.road.number"
    }
  }

  package init?(name: some StringProtocol) {
    guard let role = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = role
  }
}

/// How a cell is drawn: what its glyph means and what the surface under it means.
package struct Style: Hashable, Sendable {
  package var ink: Role
  package var paper: Role

  package init(_ ink: Role, on paper: Role = .normal) {
    self.ink = ink
    self.paper = paper
  }

  package static let normal = Style(.normal)

  package func on(_ paper: Role) -> Style { Style(ink, on: paper) }

  /// A small number for each style, below `count`: an index into tables.
  package var number: Int { Int(ink.rawValue) << 7 | Int(paper.rawValue) }
  package static let count = 1 << 14
}
