import Canvas
import Testing
import Widgets

@Suite struct LayerTests {
  static let menu = Menu(
    title: "1043",
    items: [
      MenuItem("assign", "Assigner", key: "a"), MenuItem("move", "Déplacer", key: "m", disabledReason: "le bon est terminé"),
      MenuItem("cancel", "Annuler le bon", key: "D", beginsGroup: true),
    ])

  @Test func aMenuIsChosenFrom() {
    var menu = Self.menu
    #expect(menu.handle(Key(.enter)) == .chosen("assign"))
    #expect(menu.handle(Key(.down)) == .moved)
    #expect(menu.handle(Key(.enter)) == .refused(reason: "le bon est terminé"))
    #expect(menu.handle(Key("D")) == .chosen("cancel"))
    #expect(menu.handle(Key("j")) == .moved)
    #expect(menu.selected?.id == "assign")
    #expect(menu.handle(Key("k")) == .moved)
    #expect(menu.selected?.id == "cancel")
    #expect(menu.handle(Key("m")) == .refused(reason: "le bon est terminé"))
    #expect(menu.handle(Key("y")) == .ignored)
    #expect(menu.handle(Key(.escape)) == .cancelled)
    #expect(menu.handle(.control("c")) == .cancelled)
    #expect(menu.choose(7) == .ignored)
  }

  @Test func aMenuStaysOnTheScreen() {
    var menu = Self.menu
    for width in 1...40 {
      for height in 1...10 {
        var frame = Frame(size: Size(width: width, height: height))
        for region in menu.draw(into: &frame, in: frame.bounds, at: Point(x: 35, y: 8)) {
          #expect(frame.bounds.intersection(region.rect) == region.rect)
        }
      }
    }
    _ = menu.handle(Key(.down))
    var frame = Frame(size: Size(width: 30, height: 9))
    let regions = menu.draw(into: &frame, in: frame.bounds, at: Point(x: 2, y: 1))
    #expect(regions.map(\.index) == [0, 1, 2])
    #expect(
      frame.text() == """

          ┌─ 1043 ─────────────┐
          │ Assigner         a │
          │▌Déplacer         m │
          │ le bon est terminé │
          │────────────────────│
          │ Annuler le bon   D │
          └────────────────────┘


        """)
  }

  @Test func aDialogHasItsContentAndHints() {
    var frame = Frame(size: Size(width: 44, height: 8), symbols: .ascii)
    let layout = DialogFrame.draw(
      into: &frame, in: frame.bounds, content: Size(width: 36, height: 2), title: "Assigner 1043 · Sans service",
      hints: [Hint("Entrée", "assigner"), Hint("F4", "heure"), Hint("Échap", "")])
    frame.put("x", x: layout.content.x, y: layout.content.y, style: .normal, in: layout.content)
    #expect(layout.content.width == 36 && layout.content.height == 2)
    #expect(layout.hints.map(\.index) == [0, 1, 2])
    #expect(
      frame.text() == """

          +- Assigner 1043 . Sans service -------+
          | x                                    |
          |                                      |
          +--------------------------------------+
          | Entrée assigner  F4 heure  Échap     |
          +--------------------------------------+


        """)
  }

  @Test func aDialogFitsAnyScreen() {
    for width in 0...30 {
      for height in 0...12 {
        var frame = Frame(size: Size(width: width, height: height))
        let layout = DialogFrame.draw(
          into: &frame, in: frame.bounds, content: Size(width: 50, height: 30), title: "Un titre assez long",
          hints: [Hint("q", "quitter")])
        #expect(layout.outer.intersection(frame.bounds) == layout.outer)
        if width >= 4, height >= 3 { #expect(layout.outer.intersection(layout.content) == layout.content) }
      }
    }
  }

  @Test func aPickerFindsAndChooses() {
    var picker = Picker<String>(rows: ["julie", "samuel", "zoé"])
    #expect(picker.selected == "julie")
    #expect(picker.handle(Key(.down), height: 5) == .moved)
    #expect(picker.handle(Key("j"), height: 5) == .queried("j"))
    picker.setRows(["julie"], height: 5)
    #expect(picker.handle(Key(.enter), height: 5) == .chosen("julie"))
    #expect(picker.handle(Key("k"), height: 5) == .queried("jk"))
    picker.setRows([], height: 5)
    #expect(picker.selected == nil)
    #expect(picker.handle(Key(.enter), height: 5) == .unchanged)
    #expect(picker.handle(.control("u"), height: 5) == .queried(""))
    picker.setRows(["a", "b", "c"], height: 5)
    _ = picker.handle(Key(.down), height: 5)
    picker.setRows(["x", "a", "b"], height: 5, keepingSelection: true)
    #expect(picker.selected == "b")
    #expect(picker.paste("li\nse") == .queried("li se"))
    #expect(picker.handle(Key(.escape), height: 5) == .cancelled)
    #expect(picker.handle(Key(.function(1)), height: 5) == .ignored)
  }

  @Test func aPickerShowsQueryAndRows() {
    var picker = Picker<Int>(rows: Array(0..<9))
    _ = picker.handle(Key("j"), height: 3)
    var frame = Frame(size: Size(width: 20, height: 4))
    let rows = picker.draw(into: &frame, in: frame.bounds, placeholder: "nom", empty: "personne") { frame, id, line in
      frame.put("technicien \(id)", x: line.x, y: line.y, columns: line.width, style: .normal, in: line)
    }
    #expect(frame.text() == " j\n▌technicien 0      ┃\n technicien 1      │\n technicien 2      │\n")
    #expect(frame.cursor == Point(x: 2, y: 0))
    #expect(rows == Rect(x: 0, y: 1, width: 19, height: 3))
    #expect(frame[1, 1].style.paper == .selectedRow)
    picker.setRows([], height: 3)
    frame.erase()
    picker.draw(into: &frame, in: frame.bounds, placeholder: "nom", empty: "personne") { _, _, _ in }
    #expect(frame.text() == " j\n personne\n\n\n")
  }

  static func fold(_ text: String) -> String {
    let plain: [Character: Character] = ["é": "e", "É": "e", "à": "a"]
    return String(text.map { plain[$0] ?? $0 }).lowercased()
  }

  @Test func thePaletteFindsByTheLettersOfATitle() {
    var palette = Palette(
      [
        PaletteEntry("assign", "Assigner", key: "a"),
        PaletteEntry("move", "Déplacer", key: "m", disabledReason: "le bon est terminé"),
        PaletteEntry("day", "Ordre de la journée", key: "O"), PaletteEntry("cancel", "Annuler le bon", key: "D"),
      ], fold: Self.fold)
    func type(_ text: String) {
      for scalar in text.unicodeScalars { _ = palette.handle(Key(scalar), height: 9, fold: Self.fold) }
    }
    type("Dép")
    #expect(palette.handle(Key(.enter), height: 9, fold: Self.fold) == .refused(reason: "le bon est terminé"))
    _ = palette.handle(.control("u"), height: 9, fold: Self.fold)
    type("olj")
    #expect(palette.handle(Key(.enter), height: 9, fold: Self.fold) == .chosen("day"))
    _ = palette.handle(.control("u"), height: 9, fold: Self.fold)
    type("an")
    #expect(palette.handle(Key(.enter), height: 9, fold: Self.fold) == .chosen("cancel"))
    _ = palette.handle(.control("u"), height: 9, fold: Self.fold)
    type("xyz")
    #expect(palette.picker.rows.isEmpty)
    _ = palette.handle(.control("u"), height: 9, fold: Self.fold)
    #expect(palette.picker.rows == [0, 1, 2, 3])
    #expect(palette.choose(row: 2, height: 9) == .chosen("day"))
    #expect(palette.choose(row: 9, height: 9) == .ignored)
    var frame = Frame(size: Size(width: 40, height: 5))
    palette.draw(into: &frame, in: frame.bounds, placeholder: "commande", empty: "")
    #expect(
      frame.text() == """
         commande
         Assigner                              a
         Déplacer                              m
        ▌Ordre de la journée                   O
         Annuler le bon                        D

        """)
  }

  @Test func toastsComeAndGo() {
    var toasts = Toasts()
    toasts.push(Toast(.info, "Assigné à\nJulie", expires: 5000))
    toasts.push(Toast(.error, "Refusé \u{1B}[2J"))
    #expect(toasts.nextExpiry == 5000)
    var frame = Frame(size: Size(width: 30, height: 4))
    toasts.draw(into: &frame, in: frame.bounds)
    #expect(
      frame.text() == "\n\n" + String(repeating: " ", count: 14) + "Assigné à Julie\n" + String(repeating: " ", count: 16)
        + "✗ Refusé \u{FFFD}[2J\n")
    #expect(toasts.expire(now: 4999) == false)
    #expect(toasts.expire(now: 5000) == true)
    #expect(toasts.showing.map(\.kind) == [.error] && toasts.nextExpiry == nil && toasts.history.count == 2)
    for number in 0..<300 { toasts.push(Toast(.info, "\(number)")) }
    #expect(toasts.showing.count == 4 && toasts.history.count == 200 && toasts.history.last?.text == "299")
    toasts.push(Toast(.info, "299"))
    #expect(toasts.showing.count == 4)
    toasts.dismissAll()
    #expect(toasts.showing.isEmpty)
    for width in 0...20 {
      for height in 0...4 {
        toasts.push(Toast(.warning, "Une phrase plus longue que l'écran, qui se replie"))
        var small = Frame(size: Size(width: width, height: height))
        toasts.draw(into: &small, in: small.bounds)
      }
    }
  }

  @Test func aFormIsFilledIn() {
    var form = Form<String>([
      FormField("place", label: "Municipalité", .text(TextField("Mercier")), placeholder: "ville"),
      FormField("number", label: "Bon", .fixed("1043")),
      FormField("type", label: "Type", .choice(options: ["Installation", "Réparation"], index: 0)),
      FormField("urgent", label: "Urgent", .toggle(false)),
    ])
    #expect(form.focused == "place")
    #expect(form.handle(Key("q")) == .changed)
    #expect(form.text("place") == "Mercierq")
    #expect(form.handle(Key(.tab)) == .moved)
    #expect(form.focused == "type")
    #expect(form.handle(Key(.left)) == .changed)
    #expect(form.text("type") == "Réparation" && form.choice("type") == 1)
    #expect(form.handle(Key("q")) == .ignored)
    #expect(form.handle(Key(.tab)) == .moved)
    #expect(form.handle(Key(" ")) == .changed)
    #expect(form.isOn("urgent"))
    #expect(form.handle(Key(.tab)) == .moved)
    #expect(form.focused == "place")
    #expect(form.handle(Key(.tab, .shift)) == .moved)
    #expect(form.focused == "urgent")
    form.focus(on: "number")
    #expect(form.focused == "urgent")
    form["place"]?.problem = "inconnue"
    var frame = Frame(size: Size(width: 40, height: 6))
    let regions = form.draw(into: &frame, in: frame.bounds)
    #expect(regions.map(\.id) == ["place", "number", "type", "urgent"])
    #expect(
      frame.text() == """
        Municipalité  Mercierq
                      inconnue
        Bon           1043
        Type          ‹ Réparation ›
        Urgent        [x]


        """)
    form.focus(on: "place")
    #expect(form.paste("\nEst") == .changed)
    #expect(form.text("place") == "Mercierq Est" && form["place"]?.problem == "inconnue")
    _ = form.handle(Key("x"))
    #expect(form["place"]?.problem == nil)
    #expect(form.handle(Key(.enter)) == .confirmed)
    #expect(form.handle(Key(.escape)) == .cancelled)
  }

  @Test func barsShowHowFull() {
    #expect(LoadBar.filledCells(0, of: 8, columns: 8) == 0)
    #expect(LoadBar.filledCells(0.1, of: 8, columns: 8) == 1)
    #expect(LoadBar.filledCells(4, of: 8, columns: 8) == 4)
    #expect(LoadBar.filledCells(7.9, of: 8, columns: 8) == 7)
    #expect(LoadBar.filledCells(8, of: 8, columns: 8) == 8)
    #expect(LoadBar.filledCells(3, of: 0, columns: 8) == 8)
    var frame = Frame(size: Size(width: 12, height: 2))
    LoadBar.draw(7.7, of: 8, into: &frame, x: 0, y: 0, columns: 8, in: frame.bounds)
    LoadBar.draw(9.8, of: 8, into: &frame, x: 0, y: 1, columns: 8, in: frame.bounds)
    #expect(frame.text() == "███████░\n█████████\n")
    #expect(frame[0, 1].style.ink == .loadOver)
    var ascii = Frame(size: Size(width: 12, height: 1), symbols: .ascii)
    LoadBar.draw(4, of: 8, into: &ascii, x: 0, y: 0, columns: 8, in: ascii.bounds)
    #expect(ascii.text() == "####....\n")
  }

  @Test func hintsThatDoNotFitAreLeftOutWhole() {
    let hints = [Hint("a", "assigner"), Hint("m", "déplacer", enabled: false), Hint("F4", "")]
    var frame = Frame(size: Size(width: 27, height: 1))
    #expect(HintBar.draw(hints, into: &frame, in: frame.bounds).map(\.rect.x) == [1, 13, 25])
    #expect(frame.text() == " a assigner  m déplacer  F4\n")
    #expect(frame[13, 0].style.ink == .disabled && frame[1, 0].style.ink == .key)
    // The last one stays: it is the way out.
    frame = Frame(size: Size(width: 22, height: 1))
    #expect(HintBar.draw(hints, into: &frame, in: frame.bounds).map(\.index) == [0, 2])
    #expect(frame.text() == " a assigner  F4\n")
    frame = Frame(size: Size(width: 8, height: 1))
    #expect(HintBar.draw(hints, into: &frame, in: frame.bounds).map(\.index) == [2])
  }
}
