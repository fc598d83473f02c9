import Canvas
import Configuration
import Domain
import Widgets

/// All that the console knows and shows. It changes only in `reduce`.
package struct State: Sendable {
  package enum View: String, CaseIterable, Sendable {
    case main, planning, week, technicians, backlog, sync, checks, search, statistics
  }
  package enum Pane: String, CaseIterable, Sendable { case list, map, sheet }

  /// Counts the changes of what panes are drawn from, but for the list's own (`list.revision`), selection and scroll: a pane drawn
  /// at the same counts looks the same. Whatever a pane comes to read has to count here.
  private(set) var revision = 0

  package var preferences: Preferences { didSet { revision += 1 } }
  package var words: Words { Words(preferences.language) }
  package var keyMap: KeyMap { didSet { revision += 1 } }
  package var size: Size { didSet { revision += 1 } }
  package var hasFocus = true

  // Time
  package var now: Instant { didSet { revision += 1 } }
  package var zone: SiteZone { didSet { revision += 1 } }
  package var today: LocalDate { zone.local(now).date }
  /// The site keeps another zone: no time is written while it does.
  package internal(set) var zoneMismatch: ZoneMismatch?

  // The board
  package var day: LocalDate { didSet { revision += 1 } }
  /// The day was the current one when it was chosen: it is not remembered as a date.
  var followsToday = true
  /// Somebody has pressed a key or a button: what they look at is theirs.
  var hasBeenTouched = false
  /// nil until the first one has come, or while another day is being read.
  package internal(set) var board: Board? { didSet { revision += 1 } }
  var people = PeopleNames() { didSet { revision += 1 } }
  /// Why there will be no board until somebody has done something about it; it stands in the list's place.
  package internal(set) var boardFailure: String? { didSet { revision += 1 } }
  /// Customers' data is not shown, because nobody knows whether this user may still see it.
  var lock: BoardLock? { didSet { revision += 1 } }
  /// When the site last answered, in this run or one before.
  var lastAnswerAt: Instant?
  /// Edits shown but not yet accepted by the replica, oldest first.
  package internal(set) var saving: [EditGroup] = [] { didSet { revision += 1 } }
  /// The rows that edits in `saving` have been laid over, as the replica last told them.
  var underlying: [DocumentReference: Job] = [:]
  var underlyingTechnicians: [DocumentName: Technician] = [:]
  /// Edits that the replica could not take; their text is kept until the dispatcher is done with them.
  package internal(set) var unaccepted: [EditGroup] = [] { didSet { revision += 1 } }
  /// Jobs that others have changed a moment ago.
  package internal(set) var changedElsewhere: Set<DocumentReference> = [] { didSet { revision += 1 } }
  var changesGeneration = 0
  /// What became of the steps that were about several jobs.
  package internal(set) var bulk = BulkAnswers() { didSet { revision += 1 } }
  /// What the site has named the jobs that were made here.
  var names: [DocumentReference: DocumentReference] = [:]
  package internal(set) var marks = EditMarks() { didSet { revision += 1 } }
  package internal(set) var sync = SyncStatus() { didSet { revision += 1 } }
  package internal(set) var positions: [DocumentName: Position] = [:] { didSet { revision += 1 } }

  // What is looked at
  package internal(set) var view: View = .main { didSet { revision += 1 } }
  package internal(set) var pane: Pane = .list { didSet { revision += 1 } }
  package internal(set) var list = JobListState()
  package internal(set) var sheet = SheetState()
  /// Drawn by what `MapShown` holds of it.
  package internal(set) var map = MapPaneState()
  package internal(set) var planning = PlanCache() { didSet { revision += 1 } }
  package internal(set) var syncList = SyncViewState()
  package internal(set) var syncLog = SyncLog()
  package internal(set) var week = WeekState()
  package internal(set) var weekMode = WeekMode() { didSet { revision += 1 } }
  package internal(set) var technicians = TechniciansState()
  package internal(set) var backlog = BacklogState()
  package internal(set) var paneSizes = PaneSizes() { didSet { revision += 1 } }
  var paneDrag: PaneDrag?
  var session = SessionUpkeep()
  package internal(set) var checksPage = ChecksPageState()
  package internal(set) var statisticsPage = StatisticsPageState()
  package internal(set) var timeline = TimelineState()
  package internal(set) var travel = TravelState() { didSet { revision += 1 } }
  var travelUpkeep = TravelUpkeep()
  /// Views that show their day's whole week just now.
  package internal(set) var wholeWeeks: Set<View> = [] { didSet { revision += 1 } }
  package internal(set) var layers: [any Layer] = []
  package internal(set) var toasts = ToastState()
  var orderGeneration = 0
  /// Of the job whose sheet has the focus.
  package internal(set) var history = JobHistory() { didSet { revision += 1 } }
  /// Who else looks at which document.
  package internal(set) var viewers: [DocumentReference: [String]] = [:] { didSet { revision += 1 } }
  /// Jobs that others have changed since the dialogs above them were opened.
  var changedUnderLayers: Set<DocumentReference> = []
  /// What the site lets this user do, as far as it says.
  var siteRole: Preferences.Role?
  /// Of the board's technicians, those of the person's team.
  var teamMembers: Set<DocumentName> = []

  // Memory of the hand
  /// nil until the replica has told.
  var undoSteps: UndoSteps? { didSet { revision += 1 } }
  package internal(set) var lastVerb: Verb? { didSet { revision += 1 } }
  package internal(set) var memory = HandMemory()
  var recording: Recording? { didSet { revision += 1 } }
  var lastAttempt = AttemptOutcome.done
  package internal(set) var search = SearchState()
  /// The job that the next board is to be shown at.
  var awaited: AwaitedJob?
  var locating = 0
  /// Counts what has been asked of the geocoder.
  var geocoderGeneration = 0
  var ids: IdentifierSource

  package init(
    preferences: Preferences = Preferences(), keymap: KeymapOverrides = KeymapOverrides(), size: Size, now: Instant,
    zone: SiteZone,
    day: LocalDate? = nil, ids: IdentifierSource
  ) {
    self.preferences = preferences
    keyMap = KeyMap(keymap)
    self.size = size
    self.now = now
    self.zone = zone
    self.day = day ?? zone.local(now).date
    followsToday = self.day == zone.local(now).date
    self.ids = ids
  }

  /// What to ask for before the first message.
  package static func startingEffects(of state: State) -> [Effect] { [state.loadBoard, .recallMemory] }
}

extension State {
  package var selectedJob: Job? {
    if view == .checks { return checkedJobs.first.flatMap { board?.jobs[$0] } }
    guard case .job(let reference)? = list.scroll.selected else { return nil }
    return board?.jobs[reference]
  }

  /// What an action applies to: the marked jobs, else the selected one; among the checks the jobs of the row.
  package var targets: [Job] {
    if view == .checks { return checkedJobs.compactMap { board?.jobs[$0] } }
    if list.marked.isEmpty { return selectedJob.map { [$0] } ?? [] }
    guard let board else { return [] }
    return list.layout.rows.compactMap { row in
      guard case .job(let reference) = row, list.marked.contains(reference) else { return nil }
      return board.jobs[reference]
    }
  }

  /// Marked jobs that a fold or the filter hides.
  package var hiddenMarks: Int {
    if list.marked.isEmpty { return 0 }
    let shown = list.layout.rows.count { row in
      guard case .job(let reference) = row else { return false }
      return list.marked.contains(reference)
    }
    return list.resource == .material ? max(0, list.marked.count - shown) : list.marked.count - shown
  }

  package var editContext: EditContext {
    EditContext(
      zone: zone, now: now, isSupervisor: preferences.role == .supervisor, leaves: board?.leaves ?? [],
      zoneMismatch: zoneMismatch,
      headquarters: preferences.headquarters, travel: travel.matrix
    )
  }

  /// The refused or conflicting edit of the selected job, the oldest first.
  package var selectedParkedIntent: Intent? {
    guard let job = selectedJob else { return selectedTechnicianIntent }
    return board?.intents.first { $0.edit.document == job.reference && $0.state.isParked }
  }

  var usesMaterials: Bool { list.layout.usesMaterials }

  package func name(of technician: DocumentName) -> String {
    let name = board?.technicians[technician]?.fullName ?? ""
    return Sanitise.line(name.isEmpty ? technician.text : name)
  }
}

/// How many steps there are to take back, and to do again.
struct UndoSteps: Sendable, Equatable {
  let undo: Int
  let redo: Int
}

extension EditState {
  /// It waits for a person.
  package var isParked: Bool {
    switch self {
    case .refused, .conflict, .documentDeleted: true
    case .saving, .pending: false
    }
  }
}
