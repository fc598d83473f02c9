import Canvas
import Configuration
import Domain
import Widgets

/// What each command does.
extension State {
  mutating func perform(_ id: CommandID) -> [Effect] {
    if case .because(let reason) = availability(of: id, in: self) {
      lastAttempt = .refused
      return warn(reason)
    }
    record(id)
    if let own = view.page?.perform(id, &self) { return own }
    if [.assign, .move, .report, .resize, .swap, .reorder, .crew, .material].contains(id) { preparePlan() }
    // On a large board the line opens at once, and tells consequences as soon as the plan is there.
    if id == .verbLine, (board?.jobs.count ?? 0) <= JobListState.filteredAtOnce { preparePlan() }
    switch id {
    case .assign: return push(AssignLayer(self))
    case .unassign: return attempt(.unassign, on: targets.map(\.reference))
    case .undo: return [.undo]
    case .redo: return [.redo]
    case .repeatVerb:
      if let lost = unaccepted.popLast() { return submitAgain(lost) }
      return lastVerb.map { attempt($0, on: targets.map(\.reference)) } ?? []
    case .publish:
      return targets.isEmpty ? choosePublishing() : attempt(.status(.published), on: targets.map(\.reference))
    case .publishDay: return publish(dayOf: selectedTechnician)
    case .publishAll: return publish(dayOf: nil)
    case .swap: return swap()
    case .resize: return pushIfAny(ResizeLayer(self))
    case .reorder: return pushIfAny(JobPickLayer(self, for: .placing))
    case .crew: return pushIfAny(CrewLayer(self, of: .technician))
    case .material: return pushIfAny(CrewLayer(self, of: .material))
    case .priority: return pushIfAny(PriorityLayer(self))
    case .createJob: return push(JobFormLayer(creatingIn: self))
    case .duplicate: return duplicate()
    case .editJob: return pushIfAny(selectedTarget.map { JobFormLayer(editing: $0, in: self) })
    case .mark: return mark()
    case .markRange: return markRange()
    case .markAll: return markAll()
    case .foldAll: return foldAll()
    case .mainView, .planningView, .weekView, .techniciansView, .backlogView: return ViewTable.view(of: id).map { show($0) } ?? []
    // Their keys lead back as well.
    case .checks, .statistics: return show(ViewTable.view(of: id).flatMap { $0 == view ? nil : $0 } ?? .main)
    case .sync:
      let effects = show(view == .sync ? .main : .sync)
      // Where the site has not been answering as it should, whoever looks there wants to know whether it does now.
      switch sync.link {
      case .signInNeeded, .offline, .polling: return effects + [.syncNow]
      case .starting, .loading, .live, .follower: return effects
      }
    case .dayOrder: return proposeOrder()
    case .syncNow: return [.syncNow]
    case .acceptDeletions: return push(HeldDeletionsLayer(count: sync.heldDeletions))
    case .dayBefore: return go(to: day.adding(days: -span.days))
    case .dayAfter: return go(to: day.adding(days: span.days))
    case .today: return go(to: today)
    case .nextPane: cyclePane(by: 1)
    case .previousPane: cyclePane(by: -1)
    case .language: preferences.language = preferences.language == .french ? .english : .french
    case .mouse:
      preferences.hasMouse.toggle()
      return [.setMouse(preferences.hasMouse)] + inform(words.mouseIs(preferences.hasMouse))
    case .redraw: return [.redrawAll]
    case .suspend: return [.suspend]
    case .quit: return saving.isEmpty ? [.quit] : push(ConfirmQuitLayer())
    case .copyAddress: return copy(selectedJob?.address ?? "")
    case .copyPhone: return copy(words.phone(selectedJob?.customerPhone ?? ""))
    case .move: return pushIfAny(MoveLayer(self))
    case .report: return ReportLayer(self).map { push($0) + lookAhead(to: $0.day) } ?? []
    case .status: return pushIfAny(StatusLayer(self))
    case .notes: return pushIfAny(NotesLayer(self))
    case .cancelJob: return attempt(.status(.cancelled), on: targets.map(\.reference))
    case .settleEdit: return view == .sync ? openSyncRow() : selectedParkedIntent.map { settle($0) } ?? []
    case .sort: return chooseSort()
    case .filter: return view == .search ? openSearch(search.text) : push(FilterLayer(self))
    case .search: return openSearch(view == .search ? search.text : "")
    case .saveView: return push(SaveViewLayer())
    case .recordMacro: return toggleRecording()
    case .playMacro: return push(MacroLetterLayer(purpose: .play))
    case .goTo: return push(GoToLayer(self))
    case .view: return chooseView()
    case .chip: return chooseResource()
    case .help: return push(HelpLayer())
    case .palette: return push(PaletteLayer(self))
    case .verbLine: return push(VerbLineLayer(self))
    case .more: return openMore()
    case .menu: return openMenu()
    case .messages: return push(MessagesLayer())
    case .theme: return chooseTheme()
    case .resizePanes: return push(PaneResizeLayer(sizes: paneSizes))
    case .history: return push(HistoryLayer()) + [.loadSteps]
    case .export: return pushIfAny(ExportLayer(self))
    case .team: return toggleTeam()
    case .homeBase, .homeByAddress, .homeByMap, .homeByCoordinates, .confirmHome, .clearHome: return openHomeBase(by: id)
    // The planning's own, done there.
    case .zoomIn, .zoomOut, .zoomDay, .zoomWeek, .zoomQuarter, .zoomNow, .swapWith: break
    case .mapZoomIn, .mapZoomOut, .mapSelection, .mapTechnician, .mapAll, .mapHeadquarters, .mapRaster, .mapLayers, .follow,
      .confirmHeadquarters, .aboutMap:
      return performOnMap(id)
    }
    return []
  }

  private mutating func pushIfAny(_ layer: (any Layer)?) -> [Effect] { layer.map { push($0) } ?? [] }

  mutating func push(_ layer: any Layer) -> [Effect] {
    layers.append(layer)
    return []
  }

  /// Another day: what is shown of it comes with its board.
  mutating func go(to day: LocalDate) -> [Effect] {
    guard day != self.day else { return [] }
    let before = span
    self.day = day
    followsToday = day == today
    // Within the week that is shown, only the cursor moves.
    if span == before { return requestChecks(after: 1) }
    clearBoard()
    return [loadBoard]
  }

  mutating func focus(_ pane: Pane) {
    self.pane = pane
    if pane != .map { map.found = nil }
    list.scroll.reconcile(list.layout.rows, height: listHeight)
  }

  private mutating func cyclePane(by step: Int) {
    if let page = view.page {
      _ = page.turn(by: step, &self)
    } else {
      focus(pane(after: pane, by: step))
    }
  }

  func pane(after pane: Pane, by step: Int) -> Pane {
    let panes: [Pane] = preferences.mode == .plain ? [.list, .sheet] : [.list, .map, .sheet]
    let index = panes.firstIndex(of: pane) ?? 0
    return panes[(index + step + panes.count) % panes.count]
  }

  private mutating func copy(_ text: String) -> [Effect] {
    let line = Sanitise.line(text)
    return [.copy(line)] + inform(words.sentToTerminal(line))
  }
}

extension Words {
  func mouseIs(_ on: Bool) -> String {
    on
      ? say("souris activée (Maj pour sélectionner du texte)", "mouse on (hold Shift to select text)")
      : say("souris désactivée : le terminal sélectionne le texte", "mouse off: the terminal selects text")
  }
  func sentToTerminal(_ text: String) -> String { say("envoyé au terminal : \(text)", "sent to the terminal: \(text)") }
}
