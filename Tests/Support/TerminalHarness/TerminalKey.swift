/// What a person presses, encoded as xterm encodes it.
package enum TerminalKey: Hashable, Sendable {
  case text(String)
  case enter, escape, tab, backTab, backspace, delete, insert
  case up, down, left, right, home, end, pageUp, pageDown
  /// F1 to F12.
  case function(Int)
  /// Ctrl with a letter.
  case control(Character)
  case alt(Character)
  case shiftLeft, shiftRight, shiftUp, shiftDown

  /// The bytes that the key sends, given the modes that the program has set.
  package func bytes(in screen: Screen) -> [UInt8] {
    let application = screen.modes.contains(1)
    func cursor(_ final: String) -> String { (application ? "\u{1B}O" : "\u{1B}[") + final }
    let text: String
    switch self {
    case .text(let typed): text = typed
    case .enter: text = "\r"
    case .escape: text = "\u{1B}"
    case .tab: text = "\t"
    case .backTab: text = "\u{1B}[Z"
    case .backspace: text = "\u{7F}"
    case .delete: text = "\u{1B}[3~"
    case .insert: text = "\u{1B}[2~"
    case .up: text = cursor("A")
    case .down: text = cursor("B")
    case .right: text = cursor("C")
    case .left: text = cursor("D")
    case .home: text = cursor("H")
    case .end: text = cursor("F")
    case .pageUp: text = "\u{1B}[5~"
    case .pageDown: text = "\u{1B}[6~"
    case .function(let number):
      let numbered = [5: 15, 6: 17, 7: 18, 8: 19, 9: 20, 10: 21, 11: 23, 12: 24]
      if let code = numbered[number] {
        text = "\u{1B}[\(code)~"
      } else {
        text = "\u{1B}O" + ["P", "Q", "R", "S"][(number - 1) & 3]
      }
    case .control(let letter): return [(letter.asciiValue ?? 0) & 0x1F]
    case .alt(let letter): text = "\u{1B}\(letter)"
    case .shiftUp: text = "\u{1B}[1;2A"
    case .shiftDown: text = "\u{1B}[1;2B"
    case .shiftRight: text = "\u{1B}[1;2C"
    case .shiftLeft: text = "\u{1B}[1;2D"
    }
    return Array(text.utf8)
  }
}

package enum MouseButton: Int, Sendable {
  case left = 0
  case middle = 1
  case right = 2
  case wheelUp = 64
  case wheelDown = 65

  /// Press (and release, but for the wheel) in SGR form (mode 1006); nothing when the program has not asked for the mouse.
  func bytes(at point: ScreenPoint, in screen: Screen) -> [UInt8] {
    guard screen.modes.contains(1006), !screen.modes.isDisjoint(with: [1000, 1002, 1003]) else { return [] }
    let place = "\(rawValue);\(point.column + 1);\(point.row + 1)"
    return Array((rawValue >= 64 ? "\u{1B}[<\(place)M" : "\u{1B}[<\(place)M\u{1B}[<\(place)m").utf8)
  }
}
