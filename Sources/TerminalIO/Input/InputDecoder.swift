import Canvas

/// Makes keys, mouse events and pastes of the bytes that a terminal sends, however they are split; replies of the terminal to questions
/// are taken out wherever they come.
///
/// Sources: ECMA-48 (control sequences), xterm's "ctlseqs" (modifiers, SGR mouse, bracketed paste, focus), the Linux console's F1...F5.
package struct InputDecoder: Sendable {
  /// Bytes of a sequence that is not complete.
  private var held: [UInt8] = []
  private var paste: [UInt8]?
  /// A paste beyond this is cut: nothing that a field takes is longer.
  private static let longestPaste = 1 << 20
  /// A string reply (OSC, DCS) beyond this is not one.
  private static let longestString = 1 << 16

  /// How long a lone Escape may be the beginning of a sequence, in milliseconds.
  package let escapeDelay: Int
  /// Whether the terminal has said that it knows synchronised output (mode 2026); nil until it has answered.
  package private(set) var synchronisedOutput: Bool?
  /// Whether the terminal has answered what every terminal answers (DA1), and so all that was asked before.
  package private(set) var hasAnswered = false

  package init(escapeDelay: Int = 25) { self.escapeDelay = escapeDelay }

  /// How long to wait for more bytes before `expire`, in milliseconds; nil when nothing is held.
  package var patience: Int? {
    if paste != nil { return 2000 }
    switch held.count {
    case 0: return nil
    case 1: return escapeDelay
    case 2: return held[0] == 0x1B ? max(escapeDelay, 100) : escapeDelay
    default: return held[0] == 0x1B ? 1000 : escapeDelay
    }
  }

  package mutating func feed(_ bytes: some Collection<UInt8>) -> [Input] {
    // One plain key, which is nearly always what comes.
    if bytes.count == 1, held.isEmpty, paste == nil, let byte = bytes.first, byte >= 0x20, byte < 0x7F {
      return [.key(Key(Unicode.Scalar(byte)))]
    }
    held.append(contentsOf: bytes)
    return decode(final: false)
  }

  /// What is held will not be continued: a lone Escape is the key, the rest is dropped.
  package mutating func expire() -> [Input] {
    if let unfinished = paste {
      paste = nil
      let inputs = Self.pasted(unfinished + held)
      held.removeAll()
      return inputs
    }
    return decode(final: true)
  }

  private mutating func decode(final: Bool) -> [Input] {
    var inputs: [Input] = []
    var at = 0
    while at < held.count {
      if paste != nil {
        guard let next = continuePaste(from: at, into: &inputs) else {
          at = max(at, held.count - (Self.pasteEnd.count - 1))
          break
        }
        at = next
        continue
      }
      guard let step = Self.step(held[at...], final: final) else { break }
      at += step.length
      switch step.meaning {
      case .nothing: break
      case .input(let input): inputs.append(input)
      case .pasteBegins: paste = []
      case .synchronisedOutput(let known): synchronisedOutput = known
      case .deviceAttributes: hasAnswered = true
      }
    }
    held.removeFirst(min(at, held.count))
    return inputs
  }

  // MARK: Paste

  private static let pasteEnd: [UInt8] = Array("\u{1B}[201~".utf8)

  /// Takes pasted bytes in from `start`; the place after the end mark, or nil when it has not come yet.
  private mutating func continuePaste(from start: Int, into inputs: inout [Input]) -> Int? {
    let end = Self.pasteEnd
    var at = start
    while at + end.count <= held.count {
      if held[at] == 0x1B, held[at..<(at + end.count)].elementsEqual(end) {
        let whole = (paste ?? []) + held[start..<at]
        paste = nil
        inputs += Self.pasted(whole)
        return at + end.count
      }
      at += 1
    }
    let safe = max(start, held.count - (end.count - 1))
    paste?.append(contentsOf: held[start..<safe])
    if let count = paste?.count, count > Self.longestPaste { paste?.removeLast(count - Self.longestPaste) }
    return nil
  }

  private static func pasted(_ bytes: [UInt8]) -> [Input] {
    let text = Sanitise.lines(String(decoding: bytes.prefix(longestPaste), as: UTF8.self))
    return text.isEmpty ? [] : [.paste(text)]
  }

  // MARK: One step

  enum Meaning {
    case nothing
    case input(Input)
    case pasteBegins
    case synchronisedOutput(Bool)
    case deviceAttributes
  }

  struct Step {
    var length: Int
    var meaning: Meaning

    init(_ length: Int, _ meaning: Meaning = .nothing) {
      self.length = length
      self.meaning = meaning
    }

    init(_ length: Int, key: Key?) {
      self.init(length, key.map { .input(.key($0)) } ?? .nothing)
    }
  }

  /// What the first bytes mean; nil when more are needed (never with `final`).
  private static func step(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step? {
    let first = bytes[bytes.startIndex]
    guard first == 0x1B else { return character(bytes, modifiers: [], final: final) }
    guard bytes.count > 1 else { return final ? Step(1, key: Key(.escape)) : nil }
    let rest = bytes.dropFirst()
    switch rest[rest.startIndex] {
    case UInt8(ascii: "["): return ControlSequence.step(bytes, final: final)
    case UInt8(ascii: "O"): return singleShift(bytes, final: final)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      return string(bytes, final: final)
    case 0x1B: return Step(1, key: Key(.escape))
    default:
      guard let step = character(rest, modifiers: .alt, final: final) else { return nil }
      return Step(step.length + 1, step.meaning)
    }
  }

  /// A character or a control character.
  private static func character(_ bytes: ArraySlice<UInt8>, modifiers: Key.Modifiers, final: Bool) -> Step? {
    let first = bytes[bytes.startIndex]
    switch first {
    case 0x0D, 0x0A: return Step(1, key: Key(.enter, modifiers))
    case 0x09: return Step(1, key: Key(.tab, modifiers))
    case 0x08, 0x7F: return Step(1, key: Key(.backspace, modifiers))
    case 0x00: return Step(1, key: Key(.character(" "), modifiers.union(.control)))
    case 0x01...0x1A: return Step(1, key: Key(.character(Unicode.Scalar(first + 0x60)), modifiers.union(.control)))
    case 0x1B: return Step(1, key: Key(.escape, modifiers))
    case 0x1C...0x1F: return Step(1, key: Key(.character(Unicode.Scalar(first + 0x40)), modifiers.union(.control)))
    case 0x20..<0x7F: return Step(1, key: Key(.character(Unicode.Scalar(first)), modifiers))
    default: break
    }
    let length = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0
    guard length > 0 else { return Step(1) }
    let available = bytes.prefix(length)
    if let wrong = available.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) { return Step(wrong - bytes.startIndex) }
    guard available.count == length else { return final ? Step(available.count) : nil }
    // Overlong forms and surrogates decode to the replacement; C1 controls are not keys.
    let decoded = String(decoding: available, as: UTF8.self).unicodeScalars
    guard decoded.count == 1, let scalar = decoded.first, scalar.value >= 0xA0, scalar != "\u{FFFD}" else { return Step(length) }
    return Step(length, key: Key(.character(scalar), modifiers))
  }

  /// SS3: cursor and keypad keys in application mode, F1...F4.
  private static func singleShift(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step? {
    var at = bytes.startIndex + 2
    var modifier = 0
    while at < bytes.endIndex, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      modifier = min(99, modifier * 10 + Int(bytes[at] - 0x30))
      at += 1
    }
    guard at < bytes.endIndex else {
      if !final { return nil }
      return bytes.count == 2 ? Step(2, key: Key(.character("O"), .alt)) : Step(bytes.count)
    }
    let length = at - bytes.startIndex + 1
    let modifiers = ControlSequence.modifiers(modifier)
    switch bytes[at] {
    case UInt8(ascii: "M"): return Step(length, key: Key(.enter, modifiers))
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      return Step(length, key: Key(.character(Unicode.Scalar(bytes[at] - 0x40)), modifiers))
    case UInt8(ascii: "X"): return Step(length, key: Key(.character("="), modifiers))
    case 0x1B: return Step(length - 1, key: length == 3 ? Key(.character("O"), .alt) : nil)
    default: return Step(length, key: ControlSequence.cursorKey(bytes[at]).map { Key($0, modifiers) })
    }
  }

  /// OSC, DCS, SOS, PM, APC: a reply, up to ST or BEL.
  private static func string(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step? {
    var at = bytes.startIndex + 2
    while at < bytes.endIndex {
      if bytes[at] == 0x07 { return Step(at - bytes.startIndex + 1) }
      if bytes[at] == 0x1B {
        guard at + 1 < bytes.endIndex else { break }
        return Step(at - bytes.startIndex + (bytes[at + 1] == UInt8(ascii: "\\") ? 2 : 0))
      }
      at += 1
    }
    if bytes.count > longestString { return Step(bytes.count) }
    guard final else { return nil }
    return bytes.count == 2 ? Step(2, key: Key(.character(Unicode.Scalar(bytes[bytes.startIndex + 1])), .alt)) : Step(bytes.count)
  }
}
