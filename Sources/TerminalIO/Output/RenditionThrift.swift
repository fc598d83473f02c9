/// Makes ncurses' bytes fewer without changing what they show. terminfo's usual strings select the ASCII character set with every
/// change of attributes, though nothing here ever leaves it, and ncurses sends colours and attributes one by one, each time from a
/// reset, and for blanks and cursor moves too, which look the same without.
struct RenditionThrift {
  private static let escape = UInt8(ascii: "\u{1B}")

  /// How the terminal draws; nil while it is not known.
  private var present: Rendition?
  /// How it should, once there is something to be seen of it.
  private var wanted: Rendition?
  private var room: [UInt8] = []

  /// Tidies what stands from `start` on: drops `ESC ( B`, and of SGR sequences says only what changes, where that shows. What does not
  /// show by the end is said with what comes next.
  mutating func tidy(_ bytes: inout [UInt8], from start: Int) {
    // What is left out pays for what is said instead, but for what the last call left unsaid.
    let most = 2 * (bytes.count - start) + Rendition.longest
    var room: [UInt8] = []
    swap(&room, &self.room)
    defer { swap(&room, &self.room) }
    if room.count < most { room = Array(repeating: 0, count: most) }
    var length = 0
    room.withUnsafeMutableBufferPointer { output in
      bytes.withUnsafeBufferPointer { length = tidy(UnsafeBufferPointer(rebasing: $0[start...]), into: output) }
    }
    bytes.replaceSubrange(start..., with: room[..<length])
  }

  /// Says what is still unsaid, for whoever draws next.
  mutating func settle(_ bytes: inout [UInt8]) {
    let start = bytes.count
    bytes += Array(repeating: 0, count: Rendition.longest)
    let end = bytes.withUnsafeMutableBufferPointer { settle(into: $0, at: start) }
    bytes.removeLast(bytes.count - end)
  }

  private mutating func tidy(_ bytes: UnsafeBufferPointer<UInt8>, into output: UnsafeMutableBufferPointer<UInt8>) -> Int {
    var read = 0
    var write = 0
    while read < bytes.count {
      let run = Self.run(bytes, from: read, after: wanted)
      if run.end > read {
        if run.rendition == nil {
          write = settle(into: output, at: write)
          write = Self.copySequences(bytes, read..<run.end, to: output, at: write)
          present = nil
        }
        wanted = run.rendition
        read = run.end
        continue
      }
      let mark = Mark(bytes, at: read)
      if shows(in: mark.sight) { write = settle(into: output, at: write) }
      for index in read..<mark.end {
        output[write] = bytes[index]
        write += 1
      }
      read = mark.end
    }
    return write
  }

  private mutating func settle(into output: UnsafeMutableBufferPointer<UInt8>, at index: Int) -> Int {
    guard let wanted else { return index }
    defer { present = wanted }
    return wanted.write(from: present, into: output, at: index)
  }

  /// Whether what is wanted would look otherwise than what is there.
  private func shows(in sight: Mark.Sight) -> Bool {
    switch sight {
    case .none: false
    case .glyph: true
    case .blank: wanted.map { !$0.drawsBlanks(as: present) } ?? false
    }
  }

  /// One glyph's first byte or one control function.
  private struct Mark {
    enum Sight { case none, blank, glyph }
    var sight: Sight
    var end: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
      end = index + 1
      switch bytes[index] {
      case escape:
        guard end < bytes.count, bytes[end] == UInt8(ascii: "[") else {
          // Of some the terminal remembers how it draws.
          sight = .glyph
          return
        }
        end += 1
        while end < bytes.count, !(0x40...0x7E).contains(bytes[end]) { end += 1 }
        sight = end < bytes.count ? Self.sight(ofControl: bytes[end]) : .glyph
        end = min(end + 1, bytes.count)
      case 0x20, 0x0A: sight = .blank
      case ..<0x20: sight = .none
      default: sight = .glyph
      }
    }

    /// Of a control sequence by its final byte: a repeated glyph is seen, what is erased or comes in shows its background.
    private static func sight(ofControl final: UInt8) -> Sight {
      switch final {
      case UInt8(ascii: "A")...UInt8(ascii: "H"), UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "h"), UInt8(ascii: "l"),
        UInt8(ascii: "r"), UInt8(ascii: "t"):
        .none
      case UInt8(ascii: "b"): .glyph
      default: .blank
      }
    }
  }

  /// The SGR sequences that stand side by side from `start` on, with what they come to; where they set out from what is not known and
  /// do not reset it, that is not known either.
  private static func run(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, after rendition: Rendition?
  ) -> (end: Int, rendition: Rendition?) {
    var rendition = rendition
    var end = start
    while end + 2 < bytes.count, bytes[end] == escape {
      if selectsASCII(bytes, end) {
        end += 3
      } else if let last = endOfRendition(bytes, from: end) {
        Rendition.apply(UnsafeBufferPointer(rebasing: bytes[end + 2..<last]), to: &rendition)
        end = last + 1
      } else {
        break
      }
    }
    return (end, rendition)
  }

  private static func copySequences(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, to output: UnsafeMutableBufferPointer<UInt8>, at start: Int
  ) -> Int {
    var read = range.lowerBound
    var write = start
    while read < range.upperBound {
      if read + 2 < range.upperBound, selectsASCII(bytes, read) {
        read += 3
        continue
      }
      output[write] = bytes[read]
      write += 1
      read += 1
    }
    return write
  }

  private static func selectsASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    bytes[index] == escape && bytes[index + 1] == UInt8(ascii: "(") && bytes[index + 2] == UInt8(ascii: "B")
  }

  /// The index of the `m` that ends `ESC [ digits and semicolons m`.
  private static func endOfRendition(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    var index = start + 2
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): index += 1
      case UInt8(ascii: "m"): return index
      default: return nil
      }
    }
    return nil
  }
}
