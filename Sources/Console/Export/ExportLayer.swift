import Canvas
import Domain
import Widgets

/// What goes out, for whom, and into which file; Enter writes it. A file that is there is never replaced without F2.
struct ExportLayer: Layer {
  private enum Part { case forms, file }

  private var index = 0
  private var part = Part.forms
  /// The technician of the selection, where there is one; `isForAll` passes them over.
  private let technician: DocumentName?
  private var isForAll: Bool
  private var file = TextField(limit: 400)
  private var isNamed = false
  private var complaint: String?
  private var mayReplace = false

  init?(_ state: State) {
    guard state.board != nil else { return nil }
    technician = Self.technician(of: state)
    isForAll = technician == nil
    index = ExportForm.allCases.firstIndex(of: state.likeliestExport) ?? 0
    name(state)
  }

  private static func technician(of state: State) -> DocumentName? {
    switch state.list.scroll.selected {
    case .group(.resource(let name))?: state.board?.technicians[name] == nil ? nil : name
    case .job(let reference)?: state.board?.jobs[reference]?.technician
    default: nil
    }
  }

  private var form: ExportForm { ExportForm.allCases[index] }
  private var whom: DocumentName? { form.isOfTechnicians && !isForAll ? technician : nil }

  private mutating func name(_ state: State) {
    complaint = nil
    mayReplace = false
    if !isNamed { file.text = state.exporter?.fileName(form, technician: whom) ?? "" }
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    switch input {
    case .key(let key):
      switch (key.code, part) {
      case (.escape, _): return .closes
      case (.character("c"), _) where key.modifiers.contains(.control): return .closes
      case (.enter, _): return write(state, replaces: false)
      case (.function(2), _): return mayReplace ? write(state, replaces: true) : .ignored
      case (.tab, _): part = part == .forms ? .file : .forms
      case (.up, _), (.character("k"), .forms): choose(index - 1, state)
      case (.down, _), (.character("j"), .forms): choose(index + 1, state)
      case (.left, .forms), (.right, .forms), (.character("h"), .forms), (.character("l"), .forms):
        guard technician != nil, form.isOfTechnicians else { return .ignored }
        isForAll.toggle()
        name(state)
      case (_, .file): edit { $0.handle(key) }
      default: return .ignored
      }
    case .paste(let text):
      part = .file
      edit { $0.insert(text) }
    case .click(-1): return write(state, replaces: false)
    case .click(-2): return mayReplace ? write(state, replaces: true) : .ignored
    case .click(-3): return .closes
    case .click(-4): part = .file
    case .click(let row):
      part = .forms
      choose(row, state)
    case .wheel(let rows): choose(index + (rows < 0 ? -1 : 1), state)
    }
    return .stays
  }

  private mutating func edit(_ change: (inout TextField) -> Outcome) {
    guard change(&file) == .changed else { return }
    isNamed = true
    complaint = nil
    mayReplace = false
  }

  private mutating func choose(_ wanted: Int, _ state: State) {
    index = max(0, min(wanted, ExportForm.allCases.count - 1))
    name(state)
  }

  private mutating func write(_ state: State, replaces: Bool) -> LayerAnswer {
    guard var exporter = state.exporter else { return .closes }
    if form == .shownTable { exporter.shown = state.shownTable }
    if file.isEmpty {
      complaint = state.words.whichFile
      part = .file
      return .stays
    }
    let text = exporter.text(form, technician: whom, jobs: state.listedJobs)
    return .stays([.write(OutgoingFile(path: file.text, text: text, replaces: replaces))])
  }

  /// true: it is done, and the layer goes.
  mutating func take(_ outcome: OutgoingFile.Outcome, of file: OutgoingFile, _ words: Words) -> Bool {
    guard file.path == self.file.text else { return false }
    switch outcome {
    case .written: return true
    case .exists:
      complaint = words.fileExists
      mayReplace = true
    case .failed(let code): complaint = words.notWritten(words.systemError(code))
    }
    return false
  }

  // MARK: Drawing

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let forms = ExportForm.allCases
    let width = max(16, min(66, area.width - 4))
    var hints = [(Hint(words.enterKey, words.writeFile), -1)]
    if mayReplace { hints.append((Hint("F2", words.replaceFile), -2)) }
    hints.append((Hint("Tab", part == .forms ? words.fileLabel.lowercased() : words.formsLabel), -4))
    if technician != nil, form.isOfTechnicians { hints.append((Hint("← →", words.oneOrAll), -5)) }
    hints.append((Hint(words.escapeKey, words.closeHint), -3))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: width, height: forms.count + 4),
      title: words.exportTitle(state), hints: hints.map(\.0))
    hits.add(layout.outer, .layerBox)
    for region in layout.hints where hints[region.index].1 != -5 { hits.add(region.rect, .layer(hints[region.index].1)) }
    let content = layout.content
    for (number, form) in forms.enumerated() where number < content.height {
      let line = content.row(number)
      let paper: Role = number == index ? (part == .forms ? .selectedRow : .selectedRowUnfocused) : .dialog
      frame.fill(line, style: Style(.dialog, on: paper))
      if number == index {
        frame.put(.cursorBar, x: line.x, y: line.y, style: Style(part == .forms ? .cursorBar : .dim, on: paper), in: line)
      }
      frame.put(
        words.exportForm(form), x: line.x + 1, y: line.y, columns: line.width - 7, style: Style(.dialog, on: paper), in: line)
      let ending = "." + form.fileEnding
      frame.put(ending, x: line.maxX - 6, y: line.y, style: Style(.dim, on: paper), in: line)
      hits.add(line, .layer(number))
    }
    let label = 10
    var y = content.y + forms.count + 1
    let whose = !form.isOfTechnicians ? words.wholeList(form, state) : whom.map { state.name(of: $0) } ?? words.everybody
    frame.put(words.forLabel, x: content.x + 1, y: y, style: Style(.dim, on: .dialog), in: content)
    frame.put(whose, x: content.x + label, y: y, columns: content.width - label, style: Style(.dialog, on: .dialog), in: content)
    y += 1
    frame.put(words.fileLabel, x: content.x + 1, y: y, style: Style(.dim, on: .dialog), in: content)
    let field = Rect(x: content.x + label, y: y, width: content.width - label - 1, height: 1).intersection(content)
    file.draw(into: &frame, in: field, focused: part == .file)
    hits.add(field, .layer(-4))
    y += 1
    if let complaint {
      frame.put(complaint, x: content.x + 1, y: y, columns: content.width - 1, style: Style(.warning, on: .dialog), in: content)
    }
  }
}

extension State {
  var exporter: Exporter? {
    board.map {
      var exporter = Exporter(
        board: $0, zone: zone, now: now, words: words, headquarters: preferences.headquarters, travel: travel.matrix)
      exporter.shownStem = Exporter.fileWord(words.viewName(view))
      return exporter
    }
  }

  /// The jobs of the list as it stands: its filter and its order, folded groups unfolded.
  var listedJobs: [Job] {
    guard let board else { return [] }
    return list.layout.groups.flatMap { $0.matching.compactMap { board.jobs[$0] } }
  }

  mutating func take(_ outcome: OutgoingFile.Outcome, of file: OutgoingFile) -> [Effect] {
    for index in layers.indices {
      guard var layer = layers[index] as? ExportLayer else { continue }
      if layer.take(outcome, of: file, words) {
        layers.remove(at: index)
        break
      }
      layers[index] = layer
      // The dialog says it.
      return []
    }
    switch outcome {
    case .written(let path): return inform(words.fileIsWritten(path))
    case .exists: return warn(words.fileExists)
    case .failed(let code): return alarm(words.notWritten(words.systemError(code)))
    }
  }
}

extension Words {
  func exportTitle(_ state: State) -> String { say("Exporter", "Export") + " · " + shortDay(state.day) }
  var writeFile: String { say("écrire", "write") }
  var replaceFile: String { say("remplacer", "replace") }
  var formsLabel: String { say("forme", "form") }
  var fileLabel: String { say("Fichier", "File") }
  var forLabel: String { say("Pour", "For") }
  var oneOrAll: String { say("lui ou tous", "one or all") }
  var whichFile: String { say("donnez un nom de fichier", "give a file name") }
  var fileExists: String {
    say(
      "existe déjà, laissé tel quel : F2 le remplace",
      "exists, left as it is: F2 replaces it")
  }
  package func notWritten(_ reason: String) -> String { say("rien n'est écrit : \(reason)", "nothing is written: \(reason)") }
  package func fileIsWritten(_ path: String) -> String { say("écrit : \(path)", "written: \(path)") }
  var noBoardToExport: String { say("pas encore de tableau à exporter", "no board to export yet") }

  func wholeList(_ form: ExportForm, _ state: State) -> String {
    switch form {
    case .technicianTable: technicians
    case .shownTable: shownList(state)
    default: jobs(state.list.layout.matchCount)
    }
  }
}
