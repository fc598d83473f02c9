import Canvas

/// What stands where in the dialog's content. The box keeps its size whichever way in is taken.
struct HomeBaseAreas: Equatable {
  let content: Size
  /// Rows from the content's top; nil where there is no room for them.
  let currentRow: Int?
  let fieldRow: Int
  let body: Range<Int>
  let map: Range<Int>
  let travelRow: Int?

  private static let widest = 96
  private static let tallest = 28

  init(_ screen: Size) {
    let width = max(1, min(Self.widest, screen.width - 4))
    // Toolbar and hints stay in sight where there is room.
    let outer = screen.height >= 20 ? screen.height - 2 : screen.height
    let height = max(1, min(Self.tallest, outer - 4))
    content = Size(width: width, height: height)
    currentRow = height >= 4 ? 0 : nil
    fieldRow = height >= 4 ? 1 : 0
    let first = fieldRow + 1
    travelRow = height >= 3 ? height - 1 : nil
    let end = travelRow ?? height
    let rows = max(0, end - first)
    // Five candidates and what stands beneath them.
    let bodyRows = rows >= 11 ? 6 : rows
    body = first..<(first + bodyRows)
    map = (first + bodyRows)..<end
  }

  /// Where the map is drawn on the screen.
  func mapRect(in screen: Rect, isPicking: Bool) -> Rect {
    let box = screen.centred(Size(width: content.width + 4, height: content.height + 4))
    let rows = isPicking ? pickRows : map
    return Rect(x: box.x + 2, y: box.y + 1 + rows.lowerBound, width: min(content.width, box.width - 4), height: rows.count)
  }

  var candidateRows: Int { max(1, body.count - (body.count > 3 ? 1 : 0)) }

  /// Where the cross-hair is: all but the lines that say what it points at.
  var pickRows: Range<Int> { min(fieldRow + 1, max(0, content.height - 1))..<max(1, travelRow ?? content.height) }
  var pickMap: Size { Size(width: content.width, height: max(1, pickRows.count)) }
}

/// The numbers that clicks come as; those of candidates are their places in the list.
enum HomeBaseClick {
  static let confirm = -1
  static let map = -2
  static let coordinates = -3
  static let clear = -4
  static let turn = -5
  static let consent = -6
  static let address = -8
  static let close = -9
  static let none = -10
  /// Cells of the map, row by row.
  static let firstCell = 1_000
}
