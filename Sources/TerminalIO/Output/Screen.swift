import CNcurses
import Canvas
import Glibc

/// What the terminal shows, kept by ncurses: takes frames, gives the bytes that bring the terminal to them.
///
/// ncurses writes into a file in memory and never to the terminal itself, so that a frame leaves in one piece, can be measured, and is
/// never lost to a signal or a full line. One at a time in a process, used from one thread.
package final class Screen {
  package private(set) var size: Size
  package let depth: ColorDepth
  package var theme: Theme {
    didSet {
      if theme != oldValue {
        forgetStyles()
        shown = nil
      }
    }
  }

  /// What ncurses has been told, as cells.
  private var shown: Frame?
  /// Rows touched in frames that were never rendered.
  private var overlooked: RowSet?
  /// By style number, `Style.count` of them: attributes, and the pair or -1 while unknown.
  private var attributes: [UInt32]
  private var pairs: [Int32]
  private var line: [cn_cell]
  private var thrift = RenditionThrift()
  private let file: Int32

  /// Makes the C library's characters UTF-8, before the first screen. Returns whether the environment asks for that itself.
  @discardableResult
  package static func takeLocale() -> Bool { cn_set_locale() }

  /// Nil when terminfo does not know `term`.
  package init?(term: String, size: Size, theme: Theme, monochrome: Bool = false) {
    file = cn_memory_file("screen")
    guard file >= 0 else { return nil }
    let size = Size(width: max(1, size.width), height: max(1, size.height))
    guard cn_start(term, file, Int32(size.width), Int32(size.height)) else {
      Glibc.close(file)
      return nil
    }
    self.size = size
    self.theme = theme
    depth = monochrome ? .mono : ColorDepth(colors: Int(cn_colors()), direct: cn_direct_color())
    attributes = Array(repeating: 0, count: Style.count)
    pairs = Array(repeating: -1, count: Style.count)
    line = Array(repeating: cn_cell(), count: size.width)
  }

  deinit {
    cn_stop()
    Glibc.close(file)
  }

  /// Whether the cursor can be put anywhere, without which nothing can be drawn.
  package var isAddressable: Bool { cn_addressable() }

  package func resize(to size: Size) {
    let size = Size(width: max(1, size.width), height: max(1, size.height))
    self.size = size
    line = Array(repeating: cn_cell(), count: size.width)
    cn_resize(Int32(size.width), Int32(size.height))
    invalidate()
  }

  /// The terminal may show anything: the next frame is sent whole.
  package func invalidate() {
    shown = nil
    cn_forget()
  }

  /// A frame like `frame` is not going to be rendered: what was touched in it is compared with the next one.
  package func overlook(_ frame: borrowing Frame) {
    if overlooked == nil { overlooked = RowSet(count: frame.size.height) }
    overlooked?.formUnion(frame.touched)
  }

  /// Hands `frame` to ncurses and appends what has to be sent to `bytes`. A frame of another size than the screen's is cut at its edges.
  /// Rows that are not touched in `frame` must be as they were in the frame before.
  package func render(_ frame: borrowing Frame, into bytes: inout [UInt8]) {
    let columns = min(frame.size.width, size.width)
    let rows = min(frame.size.height, size.height)
    var touched = frame.touched
    if let overlooked { touched.formUnion(overlooked) }
    overlooked = nil
    frame.forEachChange(since: shown, in: touched) { y, range in
      let range = range.clamped(to: 0..<columns)
      if y < rows, !range.isEmpty { put(frame.cells, row: y, stride: frame.size.width, range) }
    }
    if shown?.size == frame.size { shown?.restore(touched, from: frame) } else { shown = copy frame }
    if let cursor = frame.cursor, cursor.x >= 0, cursor.x < columns, cursor.y >= 0, cursor.y < rows {
      cn_cursor(Int32(cursor.y), Int32(cursor.x))
    } else {
      cn_cursor(-1, 0)
    }
    cn_flush()
    drain(into: &bytes)
  }

  /// What leaves full screen; the next frame enters it again.
  package func leave(into bytes: inout [UInt8]) {
    cn_leave()
    drain(into: &bytes)
    thrift.settle(&bytes)
    thrift = RenditionThrift()
    shown = nil
  }

  private func put(_ cells: [Cell], row: Int, stride: Int, _ range: Range<Int>) {
    var count = 0
    for x in range {
      let cell = cells[row * stride + x]
      if cell.width == 0 { continue }
      let style = cell.style.number
      if pairs[style] < 0 { resolve(cell.style) }
      // A wide glyph cut by the edge of a smaller screen.
      let glyph = cell.width == 2 && x + 1 >= size.width ? 0x20 : cell.glyph
      line[count] = cn_cell(glyph: glyph, attributes: attributes[style], pair: pairs[style])
      count += 1
    }
    cn_put(Int32(row), Int32(range.lowerBound), line, Int32(count))
  }

  private func resolve(_ style: Style) {
    let rendering = depth.rendering(of: theme.appearance(of: style), style: style)
    attributes[style.number] = cn_attributes(UInt32(rendering.attributes.rawValue))
    pairs[style.number] = cn_pair(Int32(rendering.foreground), Int32(rendering.background))
  }

  private func forgetStyles() {
    for index in pairs.indices { pairs[index] = -1 }
  }

  /// Takes what ncurses wrote out of the file.
  private func drain(into bytes: inout [UInt8]) {
    let length = Int(lseek(file, 0, SEEK_CUR))
    guard length > 0 else { return }
    let before = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: length))
    let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress! + before, length, 0) }
    if got < length { bytes.removeLast(length - max(0, got)) }
    lseek(file, 0, SEEK_SET)
    thrift.tidy(&bytes, from: before)
  }
}
