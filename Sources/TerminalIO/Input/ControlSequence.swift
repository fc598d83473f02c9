import Canvas

/// Sequences that begin with CSI (`ESC [`).
enum ControlSequence {
  static func step(_ bytes: ArraySlice<UInt8>, final isFinal: Bool) -> InputDecoder.Step? {
    let start = bytes.startIndex
    var at = start + 2
    var marker: UInt8?
    var parameters: [Int] = []
    var number: Int?
    var intermediate: UInt8?
    if at < bytes.endIndex, bytes[at] == UInt8(ascii: "[") {
      // The Linux console's F1...F5.
      guard at + 1 < bytes.endIndex else { return isFinal ? InputDecoder.Step(bytes.count) : nil }
      let letter = bytes[at + 1]
      let known = letter >= UInt8(ascii: "A") && letter <= UInt8(ascii: "E")
      return InputDecoder.Step(4, key: known ? Key(.function(Int(letter) - 0x40)) : nil)
    }
    while at < bytes.endIndex {
      let byte = bytes[at]
      switch byte {
      case 0x30...0x39: number = min(1_000_000, (number ?? 0) * 10 + Int(byte - 0x30))
      case 0x3B, 0x3A:
        if parameters.count < 32 { parameters.append(number ?? -1) }
        number = nil
      case 0x3C...0x3F: marker = byte
      case 0x20...0x2F: intermediate = byte
      case 0x40...0x7E:
        if let number { parameters.append(number) } else if !parameters.isEmpty { parameters.append(-1) }
        let length = at - start + 1
        if byte == UInt8(ascii: "M"), length == 3 { return legacyMouse(bytes, final: isFinal) }
        return InputDecoder.Step(length, meaning(final: byte, parameters, marker: marker, intermediate: intermediate))
      case 0x1B:
        // Cut off by the next sequence.
        return InputDecoder.Step(at - start)
      default:
        // A control character or rubbish ends what cannot be a sequence.
        return InputDecoder.Step(at - start + 1)
      }
      at += 1
      if at - start > 128 { return InputDecoder.Step(at - start) }
    }
    guard isFinal else { return nil }
    return bytes.count == 2 ? InputDecoder.Step(2, key: Key(.character("["), .alt)) : InputDecoder.Step(bytes.count)
  }

  private static func meaning(
    final: UInt8, _ parameters: [Int], marker: UInt8?, intermediate: UInt8?
  ) -> InputDecoder.Meaning {
    func parameter(_ index: Int, or fallback: Int) -> Int {
      index < parameters.count && parameters[index] >= 0 ? parameters[index] : fallback
    }
    if marker == UInt8(ascii: "<") {
      guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m"), parameters.count == 3, intermediate == nil else {
        return .nothing
      }
      return mouse(
        code: parameter(0, or: -1), column: parameter(1, or: 1), row: parameter(2, or: 1), released: final == UInt8(ascii: "m"))
    }
    if marker == UInt8(ascii: "?") {
      if final == UInt8(ascii: "y"), intermediate == UInt8(ascii: "$"), parameter(0, or: 0) == 2026 {
        return .synchronisedOutput((1...2).contains(parameter(1, or: 0)))
      }
      return final == UInt8(ascii: "c") ? .deviceAttributes : .nothing
    }
    guard marker == nil, intermediate == nil else { return .nothing }
    func key(_ code: Key.Code?, _ modifiers: Key.Modifiers) -> InputDecoder.Meaning {
      code.map { .input(.key(Key($0, modifiers))) } ?? .nothing
    }
    let modifiers = modifiers(parameter(1, or: 1))
    switch final {
    case UInt8(ascii: "I") where parameters.isEmpty: return .input(.focus(true))
    case UInt8(ascii: "O") where parameters.isEmpty: return .input(.focus(false))
    case UInt8(ascii: "Z"): return key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "a")...UInt8(ascii: "d") where parameters.isEmpty:
      return key(cursorKey(final - 0x20), .shift)
    case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "@"):
      let first = parameter(0, or: 0)
      if first == 200 { return .pasteBegins }
      if first == 27 { return character(parameter(2, or: 0), modifiers) }
      let more: Key.Modifiers =
        final == UInt8(ascii: "^") ? .control : final == UInt8(ascii: "@") ? [.control, .shift] : []
      return key(numberedKey(first), modifiers.union(more))
    case UInt8(ascii: "u"): return character(parameter(0, or: 0), modifiers)
    case UInt8(ascii: "R") where parameters.count == 2 && parameters[0] != 1: return .nothing
    default: return key(cursorKey(final), modifiers)
    }
  }

  /// A key given by its code point (xterm's modifyOtherKeys, CSI u).
  private static func character(_ code: Int, _ modifiers: Key.Modifiers) -> InputDecoder.Meaning {
    switch code {
    case 13: return .input(.key(Key(.enter, modifiers)))
    case 9: return .input(.key(Key(.tab, modifiers)))
    case 27: return .input(.key(Key(.escape, modifiers)))
    case 8, 127: return .input(.key(Key(.backspace, modifiers)))
    case 32..<127, 160..<0xE000, 0xF900..<0x110000:
      guard let scalar = Unicode.Scalar(UInt32(code)) else { return .nothing }
      return .input(.key(Key(.character(scalar), modifiers)))
    default: return .nothing
    }
  }

  static func cursorKey(_ letter: UInt8) -> Key.Code? {
    switch letter {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "P")...UInt8(ascii: "S"): .function(Int(letter - UInt8(ascii: "P")) + 1)
    default: nil
    }
  }

  private static func numberedKey(_ number: Int) -> Key.Code? {
    switch number {
    case 1, 7: .home
    case 2: .insert
    case 3: .delete
    case 4, 8: .end
    case 5: .pageUp
    case 6: .pageDown
    case 11...15: .function(number - 10)
    case 17...21: .function(number - 11)
    case 23...24: .function(number - 12)
    default: nil
    }
  }

  /// xterm's modifier parameter: 1 + a sum of 1 Shift, 2 Alt, 4 Control, 8 Meta.
  static func modifiers(_ parameter: Int) -> Key.Modifiers {
    guard parameter > 1 else { return [] }
    let bits = parameter - 1
    var modifiers: Key.Modifiers = []
    if bits & 1 != 0 { modifiers.insert(.shift) }
    if bits & (2 | 8) != 0 { modifiers.insert(.alt) }
    if bits & 4 != 0 { modifiers.insert(.control) }
    return modifiers
  }

  // MARK: Mouse

  private static func legacyMouse(_ bytes: ArraySlice<UInt8>, final isFinal: Bool) -> InputDecoder.Step? {
    guard bytes.count >= 6 else { return isFinal ? InputDecoder.Step(bytes.count) : nil }
    let code = Int(bytes[bytes.startIndex + 3]) - 32
    let column = Int(bytes[bytes.startIndex + 4]) - 32
    let row = Int(bytes[bytes.startIndex + 5]) - 32
    guard code >= 0, column > 0, row > 0 else { return InputDecoder.Step(6) }
    // Button 3 is "released", of whichever it was.
    let released = code & 0x43 == 3
    return InputDecoder.Step(6, mouse(code: released ? code & ~3 : code, column: column, row: row, released: released))
  }

  private static func mouse(code: Int, column: Int, row: Int, released: Bool) -> InputDecoder.Meaning {
    guard code >= 0, code < 128, column > 0, row > 0 else { return .nothing }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let button: Mouse.Button
    switch (code & 64 != 0, code & 3) {
    case (false, 0): button = .left
    case (false, 1): button = .middle
    case (false, 2): button = .right
    case (true, 0): button = .wheelUp
    case (true, 1): button = .wheelDown
    default: return .nothing
    }
    let isWheel = code & 64 != 0
    if isWheel, released { return .nothing }
    let phase: Mouse.Phase = released ? .release : code & 32 != 0 && !isWheel ? .drag : .press
    return .input(.mouse(Mouse(button, phase, at: Point(x: column - 1, y: row - 1), modifiers: modifiers)))
  }
}
