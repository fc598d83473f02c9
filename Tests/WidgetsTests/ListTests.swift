import Canvas
import Chance
import Testing
import Widgets

@Suite struct ListTests {
  @Test func keysMoveWithinTheRows() {
    let ids = Array(1...20)
    var list = ListState<Int>()
    list.reconcile(ids, height: 5)
    #expect(list.selected == 1)
    #expect(list.handle(Key(.up), ids, height: 5) == .unchanged)
    #expect(list.handle(Key("j"), ids, height: 5) == .moved)
    #expect(list.selected == 2)
    #expect(list.handle(Key("j"), ids, height: 5, letters: false) == .ignored)
    #expect(list.handle(Key(.pageDown), ids, height: 5) == .moved)
    #expect(list.selected == 6)
    #expect(list.handle(Key(.end), ids, height: 5) == .moved)
    #expect(list.selected == 20 && list.top == 15)
    #expect(list.handle(Key(.down), ids, height: 5) == .unchanged)
    #expect(list.handle(Key(.home), ids, height: 5) == .moved)
    #expect(list.top == 0)
    #expect(list.handle(Key(.enter), ids, height: 5) == .confirmed)
    #expect(list.handle(Key(.tab), ids, height: 5) == .ignored)
    #expect(list.handle(.control("j"), ids, height: 5) == .ignored)
  }

  @Test func aRowStaysBesideTheSelection() {
    let ids = Array(0..<50)
    var list = ListState(selected: 0)
    list.reconcile(ids, height: 10)
    for _ in 0..<9 { _ = list.handle(Key(.down), ids, height: 10) }
    #expect(list.index == 9 && list.top == 1)
  }

  @Test func rowsThatComeAboveDoNotMoveWhatIsRead() {
    var ids = Array(100..<200)
    var list = ListState<Int>()
    list.reconcile(ids, height: 10)
    list.select(130, in: ids, height: 10)
    let offset = list.index - list.top
    ids.insert(contentsOf: 0..<30, at: 0)
    list.reconcile(ids, height: 10)
    #expect(list.selected == 130 && list.index == 60 && list.index - list.top == offset)
    ids.removeAll { $0 < 30 && $0 % 2 == 0 }
    list.reconcile(ids, height: 10)
    #expect(list.selected == 130 && list.index - list.top == offset)
  }

  @Test func scrolledAwayTheFirstRowHoldsThePlace() {
    var ids = Array(100..<200)
    var list = ListState<Int>()
    list.reconcile(ids, height: 10)
    list.scroll(by: 50, in: ids, height: 10)
    #expect(list.top == 50 && list.selected == 100)
    ids.insert(contentsOf: 0..<7, at: 0)
    list.reconcile(ids, height: 10)
    #expect(list.top == 57 && list.selected == 100 && list.index == 7)
    list.scroll(by: 1000, in: ids, height: 10)
    #expect(list.top == 97)
    list.scroll(by: -1000, in: ids, height: 10)
    #expect(list.top == 0)
  }

  @Test func whatIsSelectedAndGoesPassesToItsPlace() {
    var ids = Array(0..<10)
    var list = ListState<Int>()
    list.reconcile(ids, height: 20)
    list.select(4, in: ids, height: 20)
    ids.remove(at: 4)
    list.reconcile(ids, height: 20)
    #expect(list.selected == 5)
    ids.removeAll { $0 >= 5 }
    list.reconcile(ids, height: 20)
    #expect(list.selected == 3)
    list.reconcile([], height: 20)
    #expect(list.index == 0 && list.visible(count: 0, height: 20).isEmpty)
    list.reconcile([7, 8], height: 20)
    #expect(list.selected == 7)
  }

  @Test func aShorterScreenKeepsTheSelectionOnIt() {
    let ids = Array(0..<100)
    var list = ListState<Int>()
    list.reconcile(ids, height: 40)
    list.select(35, in: ids, height: 40)
    list.reconcile(ids, height: 6)
    #expect(list.visible(count: 100, height: 6).contains(list.index))
    for height in [1, 0, 3, 200] {
      list.reconcile(ids, height: height)
      #expect(list.selected == 35)
    }
  }

  @Test(arguments: [UInt64(9), 63])
  func staysConsistentWhateverHappens(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ids: [Int] = []
    var next = 0
    var list = ListState<Int>()
    for _ in 0..<4000 {
      let height = Int.random(in: 1...12, using: &random)
      switch Int.random(in: 0...5, using: &random) {
      case 0:
        for _ in 0..<Int.random(in: 0...8, using: &random) {
          ids.insert(next, at: Int.random(in: 0...ids.count, using: &random))
          next += 1
        }
        list.reconcile(ids, height: height)
      case 1:
        ids.removeAll { _ in Int.random(in: 0...5, using: &random) == 0 }
        list.reconcile(ids, height: height)
      case 2:
        ids.shuffle(using: &random)
        list.reconcile(ids, height: height)
      case 3:
        list.reconcile(ids, height: height)
        list.scroll(by: Int.random(in: -20...20, using: &random), in: ids, height: height)
      default:
        list.reconcile(ids, height: height)
        let code: Key.Code = [.up, .down, .pageUp, .pageDown, .home, .end].randomElement(using: &random)!
        if list.handle(Key(code), ids, height: height) == .moved {
          #expect(list.visible(count: ids.count, height: height).contains(list.index), "seed \(seed)")
        }
      }
      if ids.isEmpty { continue }
      #expect(ids.indices.contains(list.index) && ids[list.index] == list.selected, "seed \(seed)")
      #expect(list.top >= 0 && list.top <= max(0, ids.count - 1), "seed \(seed)")
    }
  }

  @Test func aClickFindsItsRow() {
    let ids = Array(0..<100)
    var list = ListState<Int>()
    list.reconcile(ids, height: 5)
    list.scroll(by: 10, in: ids, height: 5)
    let area = Rect(x: 4, y: 2, width: 20, height: 5)
    #expect(list.index(at: Point(x: 4, y: 2), in: area, count: 100) == 10)
    #expect(list.index(at: Point(x: 10, y: 6), in: area, count: 100) == 14)
    #expect(list.index(at: Point(x: 10, y: 7), in: area, count: 100) == nil)
    #expect(list.index(at: Point(x: 10, y: 4), in: area, count: 12) == nil)
  }

  @Test func columnsDropInTheirOrder() {
    let columns = [
      Column("heure", width: 5), Column("code", width: 3, dropRank: 3), Column("type", width: 12, stretch: 2),
      Column("lieu", width: 10, stretch: 1, dropRank: 2), Column("plage", width: 6, dropRank: 1),
      Column("durée", width: 6, align: .right),
    ]
    func shown(_ width: Int) -> [String] { ColumnLayout(columns, width: width).places.map { columns[$0.column].title } }
    #expect(shown(60) == ["heure", "code", "type", "lieu", "plage", "durée"])
    #expect(shown(46) == ["heure", "code", "type", "lieu", "durée"])
    #expect(shown(36) == ["heure", "code", "type", "durée"])
    #expect(shown(26) == ["heure", "type", "durée"])
    #expect(shown(3) == ["heure", "type", "durée"])
    for width in 0...120 {
      let places = ColumnLayout(columns, width: width).places
      for (left, right) in zip(places, places.dropFirst()) {
        #expect(left.x + left.width < right.x || left.width == 0 || right.width == 0)
      }
      if let last = places.last, last.width > 0 { #expect(last.x + last.width <= width) }
      if width >= 50, let last = places.last { #expect(last.x + last.width == width) }
    }
  }

  @Test func theThumbShowsWhereTheListIs() {
    #expect(Scrollbar.thumb(height: 10, total: 100, visible: 10, top: 0) == 0..<1)
    #expect(Scrollbar.thumb(height: 10, total: 100, visible: 10, top: 90) == 9..<10)
    #expect(Scrollbar.thumb(height: 10, total: 100, visible: 10, top: 1) == 1..<2)
    #expect(Scrollbar.thumb(height: 10, total: 100, visible: 10, top: 89) == 8..<9)
    #expect(Scrollbar.thumb(height: 10, total: 20, visible: 10, top: 5) == 2..<7)
    for total in 1...60 {
      for top in 0...max(0, total - 10) {
        let thumb = Scrollbar.thumb(height: 10, total: total, visible: 10, top: top)
        #expect(thumb.lowerBound >= 0 && thumb.upperBound <= 10 && !thumb.isEmpty)
      }
    }
  }

  private func board(_ symbols: Symbols) -> Frame {
    var frame = Frame(size: Size(width: 44, height: 5), symbols: symbols)
    var list = ListState<Int>()
    let ids = Array(1043..<1051)
    list.reconcile(ids, height: 4)
    _ = list.handle(Key(.down), ids, height: 4)
    let layout = ColumnLayout(
      [
        Column("heure", width: 5), Column("bon", width: 4, align: .right), Column("type", width: 8, stretch: 1),
        Column("lieu", width: 6),
        Column("durée", width: 7, align: .right),
      ], width: 42)
    layout.drawHeader(into: &frame, in: Rect(x: 1, y: 0, width: 42, height: 1))
    ListView.draw(
      list, count: ids.count, into: &frame, in: Rect(x: 0, y: 1, width: 44, height: 4), focused: true, isMarked: { $0 == 3 }
    ) { frame, index, line in
      layout.drawRow(into: &frame, in: line) { column in
        switch column {
        case 0: ("08:00", .normal)
        case 1: ("\(ids[index])", Style(.strong))
        case 2: index == 2 ? nil : ("Épissure – réseau d'accès", .normal)
        case 3: ("日本 x", Style(.dim))
        default: ("⧗4 h 00", Style(.jobLate))
        }
      }
    }
    return frame
  }

  @Test func aTableIsDrawn() {
    #expect(
      board(.unicode).text() == """
         heure  bon type             lieu     durée
         08:00 1043 Épissure – rése… 日本 x ⧗4 h 00┃
        ▌08:00 1044 Épissure – rése… 日本 x ⧗4 h 00┃
         08:00 1045                  日本 x ⧗4 h 00│
         08:00 1046 Épissure – rése… 日本 x ⧗4 h 00│

        """)
    #expect(
      board(.ascii).text() == """
         heure  bon type             lieu     durée
         08:00 1043 Épissure - rése~ 日本 x &4 h 00]
        >08:00 1044 Épissure - rése~ 日本 x &4 h 00]
         08:00 1045                  日本 x &4 h 00|
         08:00 1046 Épissure - rése~ 日本 x &4 h 00|

        """)
    let roles = board(.unicode).roles()
    #expect(
      roles.contains("paper\n2|ppppppppppppppppppppppppppppppppppppppppppp\n4|rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr\n"))
  }
}
