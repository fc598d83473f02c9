/// SGR.
extension TerminalEmulator {
  mutating func selectGraphics(_ sequence: ControlSequence) {
    let parameters = sequence.parameters.isEmpty ? [[0]] : sequence.parameters
    var index = 0
    while index < parameters.count {
      let parameter = parameters[index]
      index += 1
      let code = (parameter.first ?? nil) ?? 0
      switch code {
      case 38, 48:
        let color: ScreenColor?
        if parameter.count > 1 {
          color = Self.color(parameter.dropFirst().map { $0 ?? 0 }, colonForm: true)
        } else {
          let rest = parameters[index...].map { ($0.first ?? nil) ?? 0 }
          color = Self.color(Array(rest), colonForm: false)
          index += rest.first == 5 ? 2 : rest.first == 2 ? 4 : 0
        }
        guard let color else { continue }
        if code == 38 { style.foreground = color } else { style.background = color }
      default: selectGraphic(code, detail: parameter.count > 1 ? parameter[1] : nil)
      }
    }
  }

  private static func color(_ values: [Int], colonForm: Bool) -> ScreenColor? {
    switch values.first {
    case 5 where values.count > 1: return .indexed(UInt8(truncatingIfNeeded: values[1]))
    case 2:
      // `38:2::r:g:b` has a place for a colour space; `38;2;r;g;b` has none.
      let rgb = values.dropFirst(colonForm && values.count > 4 ? 2 : 1).prefix(3).map { UInt8(truncatingIfNeeded: $0) }
      return rgb.count == 3 ? .rgb(rgb[0], rgb[1], rgb[2]) : nil
    default: return nil
    }
  }

  private mutating func selectGraphic(_ code: Int, detail: Int?) {
    switch code {
    case 0: style = .plain
    case 1: style.attributes.insert(.bold)
    case 2: style.attributes.insert(.dim)
    case 3: style.attributes.insert(.italic)
    case 4: if detail == 0 { style.attributes.remove(.underline) } else { style.attributes.insert(.underline) }
    case 5, 6: style.attributes.insert(.blink)
    case 7: style.attributes.insert(.reverse)
    case 8: style.attributes.insert(.invisible)
    case 9: style.attributes.insert(.struck)
    case 21, 24: if code == 24 { style.attributes.remove(.underline) } else { style.attributes.insert(.underline) }
    case 22: style.attributes.subtract([.bold, .dim])
    case 23: style.attributes.remove(.italic)
    case 25: style.attributes.remove(.blink)
    case 27: style.attributes.remove(.reverse)
    case 28: style.attributes.remove(.invisible)
    case 29: style.attributes.remove(.struck)
    case 30...37: style.foreground = .indexed(UInt8(code - 30))
    case 39: style.foreground = .standard
    case 40...47: style.background = .indexed(UInt8(code - 40))
    case 49: style.background = .standard
    case 90...97: style.foreground = .indexed(UInt8(code - 90 + 8))
    case 100...107: style.background = .indexed(UInt8(code - 100 + 8))
    default: noteUnrecognised("SGR \(code)")
    }
  }
}
