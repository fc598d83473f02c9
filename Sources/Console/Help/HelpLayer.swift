import Canvas
import Configuration
import Domain
import Widgets

/// All keys, as the registry and the person's own keymap have them.
struct HelpLayer: Layer {
  private var top = 0

  static func lines(_ state: State) -> [(key: String, title: String, isHeading: Bool)] {
    let words = state.words
    var lines: [(String, String, Bool)] = []
    func heading(_ text: String) {
      if !lines.isEmpty { lines.append(("", "", false)) }
      lines.append(("", text, true))
    }
    heading(words.movementHeading)
    lines += words.movements.map { ($0.0, $0.1, false) }
    for group in CommandGroup.allCases {
      heading(words.group(group))
      for command in Registry.commands where command.group == group {
        let keys = state.keyMap.labels(of: command.id, words)
        lines.append((keys.isEmpty ? ":" + command.id.rawValue : keys, command.title(state.preferences.language), false))
      }
    }
    if !state.memory.macros.isEmpty {
      heading(words.macrosHeading)
      let play = state.keyMap.label(of: .playMacro, words)
      lines += state.memory.macros.sorted { $0.letter < $1.letter }.map {
        (play + " " + $0.letter, $0.lines.joined(separator: " · "), false)
      }
    }
    heading(words.lineHeading)
    lines += words.linePhrases.map { ($0.0, $0.1, false) }
    heading(words.symbolsHeading)
    lines += words.symbolMeanings.map { (state.preferences.symbols[$0.0], $0.1, false) }
    heading(words.timelineHeading)
    lines += (words.timelineKeys + words.timelineSigns).map { ($0.0, $0.1, false) }
    heading(words.mapTitle)
    lines += words.mapKeys.map { ($0.0, $0.1, false) }
    heading(words.statusHeading)
    lines += JobStatus.allCases.map { (words.statusCode($0), words.status($0), false) }
    heading(words.pickerHeading)
    lines += words.pickerKeys.map { ($0.0, $0.1, false) }
    heading(words.mouseHeading)
    lines += (words.mouseGestures + words.mapGestures).map { ($0.0, $0.1, false) }
    heading(words.dragHeading)
    let language = state.preferences.language
    lines += DragTwin.all.map { ($0.gesture(language), $0.keys(words) + " · " + $0.outcome(language), false) }
    return lines
  }

  mutating func handle(_ input: LayerInput, _ state: inout State) -> LayerAnswer {
    let count = Self.lines(state).count
    let page = max(1, state.size.height - 8)
    switch input {
    case .key(let key):
      switch key.code {
      case .up, .character("k"): top -= 1
      case .down, .character("j"): top += 1
      case .pageUp: top -= page
      case .pageDown, .character(" "): top += page
      case .home: top = 0
      case .end: top = count
      case .escape, .enter, .function(1), .character("?"), .character("q"): return .closes
      case .character("c") where key.modifiers.contains(.control): return .closes
      default: return .ignored
      }
    case .wheel(let rows): top += rows
    case .click, .paste: return .ignored
    }
    top = max(0, min(top, count - max(1, state.size.height - 6)))
    return .stays
  }

  func draw(into frame: inout Frame, in area: Rect, state: State, hits: inout HitMap) {
    let words = state.words
    let lines = Self.lines(state)
    let height = min(lines.count, max(1, area.height - 6))
    let layout = DialogFrame.draw(
      into: &frame, in: area, content: Size(width: min(66, area.width - 4), height: height), title: words.helpTitle,
      hints: [Hint("↑ ↓", words.scrollHint), Hint(words.escapeKey, words.closeHint)])
    hits.add(layout.outer, .layerBox)
    let content = layout.content
    let first = max(0, min(top, lines.count - content.height))
    for (row, line) in lines.dropFirst(first).prefix(content.height).enumerated() {
      let y = content.y + row
      if line.isHeading {
        frame.put(line.title.uppercased(), x: content.x, y: y, style: Style(.title, on: .dialog), in: content)
      } else {
        frame.put(line.key, x: content.x + 1, y: y, columns: 16, style: Style(.key, on: .dialog), in: content)
        frame.put(
          line.title, x: content.x + 18, y: y, columns: content.width - 19, style: Style(.dialog, on: .dialog), in: content)
      }
    }
    Scrollbar.draw(
      into: &frame, in: Rect(x: layout.outer.maxX - 1, y: content.y, width: 1, height: content.height), total: lines.count,
      visible: content.height, top: first)
  }
}

extension Words {
  var helpTitle: String { say("Aide", "Help") }
  var scrollHint: String { say("défiler", "scroll") }
  var closeHint: String { say("fermer", "close") }
  var movementHeading: String { say("se déplacer", "moving") }
  var symbolsHeading: String { say("symboles", "symbols") }
  var statusHeading: String { say("statuts", "statuses") }
  var macrosHeading: String { say("macros", "macros") }
  var lineHeading: String { say("ligne de commande", "verb line") }
  var linePhrases: [(String, String)] {
    [
      ("Tab", say("prendre dans la liste, puis le suivant", "take from the list, then the next")),
      ("↑ ↓", say("lignes d'avant", "earlier lines")), ("?1043", say("qui peut faire 1043", "who can do 1043")),
      (
        say("chercher mot", "search word"),
        say("dans les bons de tous les jours (ou Ctrl-F dans le filtre)", "all jobs of all days (or Ctrl-F in the filter)")
      ),
      (say("garder nom", "keep name"), say("garder la vue ; « vue nom » la remet", "keep the view; “view name” brings it back")),
    ]
  }
  var pickerHeading: String { say("en assignant", "while assigning") }
  var pickerKeys: [(String, String)] {
    [
      (say("lettres", "letters"), say("chercher un nom", "find a name")), ("F4", say("fixer l'heure", "set the hour")),
      ("F1", say("pourquoi cet ordre", "why this order")),
    ]
  }
  var mouseHeading: String { say("souris", "mouse") }

  var movements: [(String, String)] {
    [
      ("↑ ↓  k j", say("ligne précédente, suivante", "previous, next row")),
      ("← →  h l", say("replier, déplier", "fold, unfold")),
      ("PgUp PgDn", say("page", "page")),
      ("Home End", say("début, fin", "start, end")),
      (enterKey, say("ouvrir, confirmer", "open, confirm")),
      (escapeKey + ", Ctrl-C", say("fermer ce qui est ouvert ; ne quitte jamais", "close what is open; never quits")),
    ]
  }

  var symbolMeanings: [(Symbol, String)] {
    [
      (.late, say("urgent ou en retard", "urgent or late")), (.saving, say("enregistrement en cours", "being saved")),
      (.pending, say("enregistré, en attente du site", "saved, waiting for the site")),
      (.conflict, say("conflit à régler", "conflict to settle")),
      (.refused, say("refusé par le site", "refused by the site")), (.windowMissed, say("plage manquée", "window missed")),
      (.forecast, say("plage qui se ferme bientôt", "window about to close")),
      (.marked, say("marqué", "marked")),
      (.changed, say("vient d'être modifié par quelqu'un d'autre", "just changed by somebody else")),
      (.watched, say("quelqu'un d'autre le regarde", "somebody else looks at it")),
      (.queuedUp, say("modifications en attente", "edits waiting")),
      (.attention, say("modifications à régler", "edits to settle")),
    ]
  }

  var mouseGestures: [(String, String)] {
    [
      (say("clic", "click"), say("choisir ; sur un titre, replier", "select; on a heading, fold")),
      (say("clic droit", "right click"), say("menu (F9)", "menu (F9)")),
      (say("roulette", "wheel"), say("défiler ce qui est sous le pointeur", "scroll what is under the pointer")),
      (say("Maj + glisser", "Shift + drag"), say("sélectionner du texte dans le terminal", "select text in the terminal")),
    ]
  }
}
