/// What one control sequence or character asks of a terminal.
enum ControlAction: Equatable {
  case print(Unicode.Scalar)
  /// A C0 control.
  case execute(UInt8)
  /// `ESC`, intermediates, final.
  case escape(intermediates: [UInt8], final: UInt8)
  case csi(ControlSequence)
  /// The text of an operating system command.
  case osc(String)
  /// DCS, SOS, PM and APC strings: the introducer and the text.
  case string(UInt8, String)
}

/// `CSI`, a private prefix, parameters, intermediates, final.
struct ControlSequence: Equatable {
  /// One of `<=>?`, or 0.
  var prefix: UInt8 = 0
  /// Each parameter with its sub-parameters; nil where left out.
  var parameters: [[Int?]] = []
  var intermediates: [UInt8] = []
  var final: UInt8 = 0

  /// Parameter `index`, or `fallback` where it is left out or 0.
  func count(_ index: Int, or fallback: Int = 1) -> Int {
    let value = self[index] ?? 0
    return value == 0 ? fallback : value
  }

  subscript(_ index: Int) -> Int? { parameters.indices.contains(index) ? parameters[index].first ?? nil : nil }
}

/// Splits a stream of bytes into what a terminal acts on, after ECMA-48 and the state machine of DEC's terminals.
/// Any split of the bytes gives the same actions.
struct ControlParser {
  private enum State {
    case ground
    case escape
    case escapeIntermediate
    case csi
    case osc
    case string(UInt8)
  }

  private var state = State.ground
  private var sequence = ControlSequence()
  private var parameter: [Int?] = [nil]
  private var hasParameters = false
  private var intermediates: [UInt8] = []
  private var text: [UInt8] = []
  /// ESC was read inside a string: `\` must follow to end it.
  private var stringEscape = false
  private var utf8: [UInt8] = []
  private var utf8Missing = 0

  mutating func feed(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    switch state {
    case .osc, .string: return feedString(byte, act)
    default: break
    }
    if utf8Missing > 0 {
      if byte & 0xC0 == 0x80 { return continueScalar(byte, act) }
      utf8Missing = 0
      act(.print("\u{FFFD}"))
    }
    switch byte {
    case 0x1B:
      state = .escape
      intermediates = []
    case 0x18, 0x1A: state = .ground
    case 0..<0x20: act(.execute(byte))
    case 0x7F: break
    default: feedInState(byte, act)
    }
  }

  private mutating func feedInState(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    switch state {
    case .ground: startScalar(byte, act)
    case .escape, .escapeIntermediate: feedEscape(byte, act)
    case .csi: feedSequence(byte, act)
    case .osc, .string: break
    }
  }

  private mutating func feedEscape(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    if intermediates.isEmpty {
      switch byte {
      case UInt8(ascii: "["):
        state = .csi
        sequence = ControlSequence()
        parameter = [nil]
        hasParameters = false
        return
      case UInt8(ascii: "]"):
        state = .osc
        text = []
        return
      case UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
        state = .string(byte)
        text = []
        return
      default: break
      }
    }
    if (0x20...0x2F).contains(byte) {
      intermediates.append(byte)
      state = .escapeIntermediate
    } else {
      state = .ground
      act(.escape(intermediates: intermediates, final: byte))
    }
  }

  private mutating func feedSequence(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    switch byte {
    case 0x30...0x39:
      hasParameters = true
      let last = parameter.count - 1
      parameter[last] = min(65_535, (parameter[last] ?? 0) * 10 + Int(byte - 0x30))
    case UInt8(ascii: ":"):
      hasParameters = true
      parameter.append(nil)
    case UInt8(ascii: ";"):
      hasParameters = true
      sequence.parameters.append(parameter)
      parameter = [nil]
    case 0x3C...0x3F: sequence.prefix = byte
    case 0x20...0x2F: sequence.intermediates.append(byte)
    case 0x40...0x7E:
      if hasParameters { sequence.parameters.append(parameter) }
      sequence.final = byte
      state = .ground
      act(.csi(sequence))
    default: state = .ground
    }
  }

  private mutating func feedString(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    if stringEscape {
      stringEscape = false
      endString(act)
      // Anything but the string terminator begins a sequence of its own.
      if byte != UInt8(ascii: "\\") {
        state = .escape
        intermediates = []
        feed(byte, act)
      }
      return
    }
    switch byte {
    case 0x1B: stringEscape = true
    case 0x18, 0x1A:
      state = .ground
    case 0x07:
      if case .osc = state { endString(act) } else { text.append(byte) }
    default: if text.count < 100_000 { text.append(byte) }
    }
  }

  private mutating func endString(_ act: (ControlAction) -> Void) {
    let string = String(decoding: text, as: UTF8.self)
    switch state {
    case .osc: act(.osc(string))
    case .string(let introducer): act(.string(introducer, string))
    default: break
    }
    state = .ground
  }

  private mutating func startScalar(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    switch byte {
    case 0x20..<0x7F: act(.print(Unicode.Scalar(byte)))
    case 0xC2...0xDF: utf8Missing = 1
    case 0xE0...0xEF: utf8Missing = 2
    case 0xF0...0xF4: utf8Missing = 3
    default: act(.print("\u{FFFD}"))
    }
    utf8 = [byte]
  }

  private mutating func continueScalar(_ byte: UInt8, _ act: (ControlAction) -> Void) {
    utf8.append(byte)
    utf8Missing -= 1
    guard utf8Missing == 0 else { return }
    for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars { act(.print(scalar)) }
  }
}
