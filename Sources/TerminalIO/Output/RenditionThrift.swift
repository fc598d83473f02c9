/// Makes ncurses' bytes fewer without changing what they show. terminfo's usual strings select the ASCII character set with every
/// change of attributes, though nothing here ever leaves it, and ncurses sends colours and attributes one by one, each time from a
/// reset.
struct RenditionThrift {
  private static let escape = UInt8(ascii: "\u{1B}")

  /// How glyphs are drawn; nil while it is not known.
  private var present: Rendition?

  /// Tidies what stands from `start` on: drops `ESC ( B`, and says of SGR sequences that stand side by side only what they change.
  mutating func tidy(_ bytes: inout [UInt8], from start: Int) {
    let length = bytes.count
    var read = start
    var write = start
    bytes.withUnsafeMutableBufferPointer { bytes in
      while read < length {
        let run = Self.run(bytes, from: read, length, after: present)
        if run.end > read {
          if let after = run.rendition {
            write = after.write(from: present, into: bytes, at: write)
          } else {
            write = Self.copySequences(bytes, read..<run.end, to: write)
          }
          present = run.rendition
          read = run.end
        } else {
          bytes[write] = bytes[read]
          write += 1
          read += 1
        }
      }
    }
    bytes.removeLast(length - write)
  }

  /// The SGR sequences that stand side by side from `start` on, with what they come to; where they set out from what is not known and
  /// do not reset it, that is not known either.
  private static func run(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int, _ length: Int, after rendition: Rendition?
  ) -> (end: Int, rendition: Rendition?) {
    var rendition = rendition
    var end = start
    while end + 2 < length, bytes[end] == escape {
      if selectsASCII(bytes, end) {
        end += 3
      } else if let last = endOfRendition(bytes, from: end, length) {
        Rendition.apply(UnsafeBufferPointer(rebasing: bytes[end + 2..<last]), to: &rendition)
        end = last + 1
      } else {
        break
      }
    }
    return (end, rendition)
  }

  private static func copySequences(
    _ bytes: UnsafeMutableBufferPointer<UInt8>, _ range: Range<Int>, to start: Int
  ) -> Int {
    var read = range.lowerBound
    var write = start
    while read < range.upperBound {
      if read + 2 < range.upperBound, selectsASCII(bytes, read) {
        read += 3
        continue
      }
      bytes[write] = bytes[read]
      write += 1
      read += 1
    }
    return write
  }

  private static func selectsASCII(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ index: Int) -> Bool {
    bytes[index] == escape && bytes[index + 1] == UInt8(ascii: "(") && bytes[index + 2] == UInt8(ascii: "B")
  }

  /// The index of the `m` that ends `ESC [ digits and semicolons m`.
  private static func endOfRendition(_ bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int, _ length: Int) -> Int? {
    guard bytes[start + 1] == UInt8(ascii: "[") else { return nil }
    var index = start + 2
    while index < length {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): index += 1
      case UInt8(ascii: "m"): return index
      default: return nil
      }
    }
    return nil
  }
}
