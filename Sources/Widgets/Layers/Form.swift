import Canvas

/// One thing that a form asks for.
package struct FormField<ID: Hashable & Sendable>: Hashable, Sendable {
  package enum Control: Hashable, Sendable {
    case text(TextField)
    /// One of a few, changed with Left and Right.
    case choice(options: [String], index: Int)
    case toggle(Bool)
    /// Shown, not changed; left out of the order of Tab.
    case fixed(String)
  }

  package var id: ID
  package var label: String
  package var control: Control
  package var placeholder: String
  /// What is wrong with it; shown beneath.
  package var problem: String?

  package init(_ id: ID, label: String, _ control: Control, placeholder: String = "", problem: String? = nil) {
    self.id = id
    self.label = label
    self.control = control
    self.placeholder = placeholder
    self.problem = problem
  }
}

/// Labelled fields, one focused; Tab and Shift-Tab go from one to the next.
package struct Form<ID: Hashable & Sendable>: Hashable, Sendable {
  package private(set) var fields: [FormField<ID>]
  package private(set) var focus: Int

  package init(_ fields: [FormField<ID>]) {
    self.fields = fields
    focus = fields.firstIndex(where: Self.takesFocus) ?? 0
  }

  package subscript(id: ID) -> FormField<ID>? {
    get { fields.first { $0.id == id } }
    set {
      guard let index = fields.firstIndex(where: { $0.id == id }), let newValue else { return }
      fields[index] = newValue
    }
  }

  package func text(_ id: ID) -> String {
    switch self[id]?.control {
    case .text(let field): field.text
    case .choice(let options, let index) where options.indices.contains(index): options[index]
    case .fixed(let text): text
    default: ""
    }
  }

  package func choice(_ id: ID) -> Int? {
    if case .choice(_, let index) = self[id]?.control { index } else { nil }
  }

  package func isOn(_ id: ID) -> Bool { self[id]?.control == .toggle(true) }

  package var focused: ID? { fields.indices.contains(focus) ? fields[focus].id : nil }

  package mutating func focus(on id: ID) {
    if let index = fields.firstIndex(where: { $0.id == id }), Self.takesFocus(fields[index]) { focus = index }
  }

  /// Enter confirms the form, Escape and Ctrl-C cancel it; Up and Down go from field to field like Tab.
  package mutating func handle(_ key: Key) -> Outcome {
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control): return .cancelled
    case (.enter, _): return .confirmed
    case (.tab, []), (.down, []): return moveFocus(by: 1)
    case (.tab, .shift), (.up, []): return moveFocus(by: -1)
    default: break
    }
    guard fields.indices.contains(focus) else { return .ignored }
    switch fields[focus].control {
    case .text(var field):
      let outcome = field.handle(key)
      fields[focus].control = .text(field)
      if outcome == .changed { fields[focus].problem = nil }
      return outcome
    case .choice(let options, let index):
      guard !options.isEmpty else { return .ignored }
      switch key.code {
      case .left: fields[focus].control = .choice(options: options, index: (index + options.count - 1) % options.count)
      case .right, .character(" "): fields[focus].control = .choice(options: options, index: (index + 1) % options.count)
      default: return .ignored
      }
      fields[focus].problem = nil
      return .changed
    case .toggle(let on):
      guard key.code == .character(" ") || key.code == .left || key.code == .right else { return .ignored }
      fields[focus].control = .toggle(!on)
      return .changed
    case .fixed: return .ignored
    }
  }

  package mutating func paste(_ text: String) -> Outcome {
    guard fields.indices.contains(focus), case .text(var field) = fields[focus].control else { return .ignored }
    let outcome = field.insert(text)
    fields[focus].control = .text(field)
    return outcome
  }

  private mutating func moveFocus(by step: Int) -> Outcome {
    let places = fields.indices.filter { Self.takesFocus(fields[$0]) }
    guard let current = places.firstIndex(of: focus), places.count > 1 else { return .unchanged }
    focus = places[(current + step + places.count) % places.count]
    return .moved
  }

  private static func takesFocus(_ field: FormField<ID>) -> Bool {
    if case .fixed = field.control { false } else { true }
  }

  /// The rows that `draw` takes.
  package var height: Int { fields.reduce(0) { $0 + 1 + ($1.problem == nil ? 0 : 1) } }

  package struct Region: Hashable, Sendable {
    package let rect: Rect
    package let id: ID
  }

  /// Draws labels in one column and controls in another. A form taller than `area` shows the part around the focus.
  @discardableResult
  package func draw(into frame: inout Frame, in area: Rect) -> [Region] {
    let labels = min((fields.map { TextWidth.columns(of: $0.label) }.max() ?? 0) + 2, area.width / 2)
    var before = 0
    for field in fields.prefix(focus) { before += field.problem == nil ? 1 : 2 }
    var y = area.y - max(0, min(before - area.height / 2, height - area.height))
    var regions: [Region] = []
    for (index, field) in fields.enumerated() {
      let line = Rect(x: area.x, y: y, width: area.width, height: 1).intersection(area)
      y += 1
      if !line.isEmpty {
        let isFocused = index == focus
        frame.put(
          field.label, x: line.x, y: line.y, columns: labels - 1, style: Style(isFocused ? .strong : .dim, on: .dialog), in: line)
        draw(field, focused: isFocused, into: &frame, in: line.splitLeft(labels).rest)
        regions.append(Region(rect: line, id: field.id))
      }
      if let problem = field.problem {
        let line = Rect(x: area.x, y: y, width: area.width, height: 1).intersection(area)
        y += 1
        frame.put(problem, x: line.x + labels, y: line.y, columns: line.width - labels, style: Style(.bad, on: .dialog), in: line)
      }
    }
    return regions
  }

  private func draw(_ field: FormField<ID>, focused: Bool, into frame: inout Frame, in line: Rect) {
    let style = Style(.normal, on: focused ? .fieldFocused : .dialog)
    switch field.control {
    case .text(let text): text.draw(into: &frame, in: line, focused: focused, placeholder: field.placeholder)
    case .choice(let options, let index):
      let text = options.indices.contains(index) ? options[index] : ""
      let symbols = frame.symbols
      let shown =
        "\(symbols[.previous]) \(TextWidth.truncated(text, to: line.width - 4, ellipsis: symbols[.ellipsis])) \(symbols[.next])"
      frame.put(shown, x: line.x, y: line.y, style: style, in: line)
    case .toggle(let on): frame.put(on ? "[x]" : "[ ]", x: line.x, y: line.y, style: style, in: line)
    case .fixed(let text): frame.put(text, x: line.x, y: line.y, columns: line.width, style: Style(.dim, on: .dialog), in: line)
    }
  }
}
