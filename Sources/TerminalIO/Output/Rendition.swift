/// How a terminal draws glyphs, as the parameters of SGR (ECMA-48 8.3.117, with xterm's colours) have left it.
struct Rendition: Equatable {
  /// A bit for each of `attributes`.
  private var attributes: UInt8 = 0
  private var foreground = Ink()
  private var background = Ink()

  /// Bold, dim, italic, underlined, reversed.
  private static let attributes: [UInt32] = [1, 2, 3, 4, 7]

  /// Bytes of the longest sequence that `write` makes.
  static let longest = 64

  /// Bold, dim and italic make no difference to a blank, and without the others its foreground does not either.
  func drawsBlanks(as other: Rendition?) -> Bool {
    guard let other else { return false }
    let visible = UInt8(0b11000)
    if (attributes | other.attributes) & visible != 0 { return self == other }
    return background == other.background
  }

  /// A colour's parameter less 30 or 40 (0...7, 60...67), or what follows 38 or 48.
  private struct Ink: Equatable {
    enum Kind: UInt8 { case terminal, basic, indexed, direct }
    var kind = Kind.terminal
    /// The number, or 0xRRGGBB.
    var value: UInt32 = 0
  }

  /// Follows one list of parameters. nil stays nil until a reset; a parameter that is not known here leads to it.
  static func apply(_ list: UnsafeBufferPointer<UInt8>, to rendition: inout Rendition?) {
    var index = 0
    func number() -> UInt32? {
      guard index <= list.count else { return nil }
      var number: UInt32 = 0
      while index < list.count, list[index] != UInt8(ascii: ";") {
        number = number &* 10 &+ UInt32(list[index] - UInt8(ascii: "0"))
        index += 1
      }
      index += 1
      return number
    }
    while let code = number() {
      switch code {
      case 0: rendition = Rendition()
      case 1...4, 7:
        let bit = attributes.firstIndex(of: code) ?? 0
        rendition?.attributes |= 1 << UInt8(bit)
      case 30...37, 90...97: rendition?.foreground = Ink(kind: .basic, value: code - 30)
      case 40...47, 100...107: rendition?.background = Ink(kind: .basic, value: code - 40)
      case 39: rendition?.foreground = Ink()
      case 49: rendition?.background = Ink()
      case 38, 48:
        let ink: Ink
        switch number() {
        case 5?: ink = Ink(kind: .indexed, value: number() ?? 0)
        case 2?: ink = Ink(kind: .direct, value: (number() ?? 0) << 16 | (number() ?? 0) << 8 | (number() ?? 0))
        default: return rendition = nil
        }
        if code == 38 { rendition?.foreground = ink } else { rendition?.background = ink }
      default: return rendition = nil
      }
    }
  }

  /// Writes the sequence that leads here from `other`: nothing where they are the same, only what comes to it where nothing goes,
  /// else all of it from a reset, since not every terminal can take one attribute away. Returns the index after it.
  func write(from other: Rendition?, into bytes: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    if self == other { return start }
    var output = Output(bytes: bytes, index: start)
    output.put("\u{1B}[")
    if let other, other.attributes & ~attributes == 0, self != Rendition() {
      output.put(attributes: attributes & ~other.attributes)
      if foreground != other.foreground { output.put(foreground, base: 30) }
      if background != other.background { output.put(background, base: 40) }
    } else if self != Rendition() {
      output.parameter(0)
      output.put(attributes: attributes)
      if foreground.kind != .terminal { output.put(foreground, base: 30) }
      if background.kind != .terminal { output.put(background, base: 40) }
    }
    output.put("m")
    return output.index
  }

  private struct Output {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    var index: Int
    private var isFirst = true

    init(bytes: UnsafeMutableBufferPointer<UInt8>, index: Int) {
      self.bytes = bytes
      self.index = index
    }

    mutating func put(_ text: StaticString) {
      for offset in 0..<text.utf8CodeUnitCount {
        bytes[index] = text.utf8Start[offset]
        index += 1
      }
    }

    mutating func parameter(_ number: UInt32) {
      if !isFirst { put(";") }
      isFirst = false
      var unit: UInt32 = 1
      while number / unit >= 10 { unit *= 10 }
      while unit > 0 {
        bytes[index] = UInt8(ascii: "0") + UInt8(number / unit % 10)
        index += 1
        unit /= 10
      }
    }

    mutating func put(attributes: UInt8) {
      for (bit, code) in Rendition.attributes.enumerated() where attributes & 1 << UInt8(bit) != 0 { parameter(code) }
    }

    mutating func put(_ ink: Ink, base: UInt32) {
      switch ink.kind {
      case .terminal: parameter(base + 9)
      case .basic: parameter(base + ink.value)
      case .indexed:
        parameter(base + 8)
        parameter(5)
        parameter(ink.value)
      case .direct:
        parameter(base + 8)
        parameter(2)
        for shift in [UInt32(16), 8, 0] { parameter(ink.value >> shift & 0xFF) }
      }
    }
  }
}
