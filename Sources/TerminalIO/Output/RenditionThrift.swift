/// Makes ncurses' bytes fewer without changing what they show. terminfo's usual strings select the ASCII character set with every
/// change of attributes, though nothing here ever leaves it, and ncurses sends colours and attributes (SGR, ECMA-48 8.3.117) one by one.
enum RenditionThrift {
  private static let escape = UInt8(ascii: "\u{1B}")

  /// Tidies what stands from `start` on: drops `ESC ( B`, and joins SGR sequences that stand side by side into one; what a reset would
  /// undo at once is dropped.
  static func tidy(_ bytes: inout [UInt8], from start: Int) {
    let length = bytes.count
    var read = start
    var write = start
    // Where the parameters of an SGR sequence begin that ends at `write`.
    var open = -1
    bytes.withUnsafeMutableBufferPointer { bytes in
      while read < length {
        guard bytes[read] == escape, read + 2 < length else {
          bytes[write] = bytes[read]
          write += 1
          read += 1
          open = -1
          continue
        }
        if bytes[read + 1] == UInt8(ascii: "("), bytes[read + 2] == UInt8(ascii: "B") {
          read += 3
          continue
        }
        guard let end = endOfRendition(bytes, from: read, length) else {
          bytes[write] = escape
          write += 1
          read += 1
          open = -1
          continue
        }
        let parameters = read + 2..<end
        if open < 0 {
          bytes[write] = escape
          bytes[write + 1] = UInt8(ascii: "[")
          write += 2
          open = write
        } else if parameters.isEmpty || isReset(bytes, parameters) {
          write = open
        } else {
          bytes[write - 1] = UInt8(ascii: ";")
        }
        for index in parameters {
          bytes[write] = bytes[index]
          write += 1
        }
        bytes[write] = UInt8(ascii: "m")
        write += 1
        read = end + 1
        // Nothing can be joined to an empty list: `ESC [ m` and a colour would read as `ESC [ ;31 m`, which is the same to the standard,
        // but not to every terminal.
        if parameters.isEmpty { open = -1 }
      }
    }
    bytes.removeLast(length - write)
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

  private static func isReset(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ parameters: Range<Int>) -> Bool {
    bytes[parameters.lowerBound] == UInt8(ascii: "0")
      && (parameters.count == 1 || bytes[parameters.lowerBound + 1] == UInt8(ascii: ";"))
  }
}
