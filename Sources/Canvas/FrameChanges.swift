extension Frame {
  /// Calls `body` with each run of columns in which this frame differs from `previous`, row by row. Runs that are fewer than four
  /// columns apart are one; a run never begins or ends inside a wide glyph of either frame. With another size, or without a previous
  /// frame, every row is one run. Where `rows` is given, only those are compared.
  package func forEachChange(
    since previous: Frame?, in rows: RowSet? = nil, _ body: (_ y: Int, _ columns: Range<Int>) -> Void
  ) {
    let width = size.width
    guard width > 0 else { return }
    guard let previous, previous.size == size else {
      for y in 0..<size.height { body(y, 0..<width) }
      return
    }
    cells.withUnsafeBytes { new in
      previous.cells.withUnsafeBytes { old in
        let stride = MemoryLayout<Cell>.stride
        func same(_ index: Int) -> Bool {
          new.loadUnaligned(fromByteOffset: index * stride, as: UInt64.self)
            == old.loadUnaligned(fromByteOffset: index * stride, as: UInt64.self)
        }
        for y in 0..<size.height where rows?.contains(y) ?? true {
          let row = y * width
          var x = 0
          while x < width {
            while x < width, same(row + x) { x += 1 }
            if x == width { break }
            var start = x
            var end = x + 1
            var probe = end
            while probe < width, probe - end < 4 {
              if !same(row + probe) { end = probe + 1 }
              probe += 1
            }
            while start > 0, cells[row + start].width == 0 || previous.cells[row + start].width == 0 { start -= 1 }
            while end < width, cells[row + end].width == 0 || previous.cells[row + end].width == 0 { end += 1 }
            body(y, start..<end)
            x = end
          }
        }
      }
    }
  }
}
