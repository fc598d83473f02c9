import Canvas
import Widgets

/// Where a key, a click or a paste goes: the topmost layer, else the pane that has the focus, else the command that the key stands for.
extension State {
  mutating func take(_ input: Input) -> [Effect] {
    defer { if layers.isEmpty { changedUnderLayers.removeAll() } }
    switch input {
    case .key(let key):
      hasBeenTouched = true
      return take(key)
    case .paste(let text): return layers.isEmpty ? [] : give(.paste(text))
    case .mouse(let mouse):
      hasBeenTouched = true
      return take(mouse)
    case .resize(let size):
      self.size = size
      list.scroll.reconcile(list.layout.rows, height: listHeight)
      for index in layers.indices { layers[index].boardChanged(self) }
      return [.redrawAll]
    case .focus(let hasFocus):
      self.hasFocus = hasFocus
      return []
    case .hangUp: return [.quit]
    }
  }

  private mutating func take(_ key: Key) -> [Effect] {
    if !layers.isEmpty { return give(.key(key)) }
    if key.code == .escape || key == .control("c") {
      toasts.dismiss()
      if view.page?.cancel(&self) == true { return [] }
      if !list.filter.isEmpty { return setFilter("") }
      if !list.marked.isEmpty {
        list.marked.removeAll()
      } else if pane != .list {
        focus(.list)
      } else if view == .search {
        return closeSearch()
      } else if view != .main {
        return show(.main)
      }
      return []
    }
    if movesInPane(key) { return [] }
    if key.code == .enter { return open() }
    if let id = keyMap.command(for: key, in: contexts) { return perform(id) }
    return keyMap.continuations(of: key, in: contexts).isEmpty ? [] : push(PrefixLayer(key))
  }

  /// Hands the input to the topmost layer and does what it answers.
  mutating func give(_ input: LayerInput) -> [Effect] {
    guard var layer = layers.popLast() else { return [] }
    let place = layers.count
    switch layer.handle(input, &self) {
    case .stays(let effects):
      layers.insert(layer, at: min(place, layers.count))
      return effects
    case .closes(let effects): return effects
    case .ignored:
      layers.insert(layer, at: min(place, layers.count))
      return []
    }
  }

  /// Arrows and their letters in the pane that has the focus. True when the key was one of them.
  private mutating func movesInPane(_ key: Key) -> Bool {
    if let page = view.page { return page.move(key, &self) }
    if resizePanes(key) { return true }
    return pane == .sheet ? scrollSheet(key) : pane == .map ? moveOnMap(key) : moveInList(key)
  }

  private mutating func take(_ mouse: Mouse) -> [Effect] {
    guard mouse.phase == .press else { return drag(mouse) }
    paneDrag = nil
    if layers.isEmpty, let effects = view.page?.press(mouse, &self) { return effects }
    if let effects = pressOnMap(mouse) { return effects }
    let target = Console.view(self, size: size).hits.target(at: mouse.position)
    let wheel = mouse.button == .wheelUp ? -3 : mouse.button == .wheelDown ? 3 : 0
    if let top = layers.last {
      if wheel != 0 { return give(.wheel(wheel)) }
      switch target {
      case .layer(let row): return give(.click(row))
      case .layerBox: return []
      default: if top.closesOnOutsideClick { layers.removeLast() }
      }
      return []
    }
    if wheel != 0 { return scroll(by: wheel, over: target) }
    switch target {
    case .row(let row):
      focus(.list)
      list.scroll.select(row, in: list.layout.rows, height: listHeight)
      sheet = SheetState()
      if mouse.button == .right { return openMenu(at: mouse.position) }
      if case .group(let key) = row { return fold(key) }
    case .pageRow(let row):
      if mouse.button == .right, view.page?.pointAt(row, &self) == true { return openMenu(at: mouse.position) }
      return view.page?.select(row, &self) ?? []
    case .command(let id): return perform(id)
    case .paneRule(let rule): paneDrag = PaneDrag(rule: rule)
    case .pane(let pane): focus(pane)
    default: break
    }
    return []
  }

  /// A button is held or let go: a rule between panes follows it, or what the page has in hand.
  private mutating func drag(_ mouse: Mouse) -> [Effect] {
    guard layers.isEmpty, mouse.button == .left else { return [] }
    if map.drag != nil {
      dragMap(mouse)
      return []
    }
    if let drag = paneDrag {
      moveRule(drag.rule, to: mouse.position)
      if mouse.phase == .release { paneDrag = nil }
      return []
    }
    guard let page = view.page else { return [] }
    return page.drag(mouse, over: Console.view(self, size: size).hits.target(at: mouse.position), &self)
  }

  private mutating func scroll(by rows: Int, over target: HitMap.Target?) -> [Effect] {
    switch target {
    case .pane(.sheet): scrollSheet(by: rows)
    case .row, .pane(.list): list.scroll.scroll(by: rows, in: list.layout.rows, height: listHeight)
    default: view.page?.scroll(by: rows, &self)
    }
    return []
  }
}
