import Canvas

/// Lines and areas of a pane before they become cells: what each cell's line is, and which of its eight dots each kind of area covers.
///
/// Coordinates are fixed-point: dots from the top left corner of the pane in 256ths, eight dots a cell as braille has them. Nothing is
/// allocated for a feature.
struct GroundRaster {
  static let fraction = 8
  static let one = 1 << fraction

  let columns: Int
  let rows: Int
  let raster: MapRaster
  /// Steps of a cell that its line takes; bit n of braille is dot n + 1 (U+2800), of halves the upper is bit 0.
  private(set) var steps: [UInt8]
  /// Rank, role and ASCII sign of a cell's line; rank 0 where there is none.
  private(set) var lines: [CellLine]
  /// A plane of dots for each kind of area.
  private(set) var areas: [UInt8]
  /// Kinds of area of which something was drawn.
  private(set) var drawnAreas: UInt8 = 0

  /// What is drawn into: fixed-point, the ends excluded.
  private(set) var window: Window
  private var crossings = Crossings()
  private var style = LineStyle(band: 0, .normal)
  private var phase = 0
  private var x = 0
  private var y = 0

  struct Window: Equatable {
    var left: Int
    var top: Int
    var right: Int
    var bottom: Int

    var isEmpty: Bool { left >= right || top >= bottom }

    func intersection(_ other: Window) -> Window {
      Window(
        left: max(left, other.left), top: max(top, other.top), right: min(right, other.right), bottom: min(bottom, other.bottom))
    }
  }

  struct CellLine: Equatable {
    var rank: UInt8 = 0
    var role: UInt8 = 0
    var sign: UInt8 = 0
  }

  var width: Int { columns * MapView.dotsPerColumn }
  var height: Int { rows * MapView.dotsPerRow }
  var whole: Window { Window(left: 0, top: 0, right: width << Self.fraction, bottom: height << Self.fraction) }

  init(columns: Int, rows: Int, raster: MapRaster, hasAreas: Bool = true) {
    self.columns = columns
    self.rows = rows
    self.raster = raster
    let count = columns * rows
    steps = Array(repeating: 0, count: count)
    lines = Array(repeating: CellLine(), count: count)
    areas = Array(repeating: 0, count: hasAreas ? count * AreaKind.allCases.count : 0)
    window = Window(left: 0, top: 0, right: 0, bottom: 0)
    window = whole
  }

  mutating func clip(to window: Window) { self.window = whole.intersection(window) }

  // MARK: Lines

  mutating func begin(_ style: LineStyle) { self.style = style }

  mutating func move(x: Int, y: Int) {
    self.x = x
    self.y = y
    phase = 0
  }

  mutating func line(x nextX: Int, y nextY: Int) {
    let (fromX, fromY) = (x, y)
    x = nextX
    y = nextY
    var start = (x: fromX, y: fromY)
    var end = (x: nextX, y: nextY)
    let (across, down) = raster.lineSteps
    let shiftX = Self.fraction + 1 - across
    let shiftY = Self.fraction + 2 - down
    guard Self.clip(&start, &end, to: window) else {
      if style.off > 0 { phase += max(abs((nextX >> shiftX) - (fromX >> shiftX)), abs((nextY >> shiftY) - (fromY >> shiftY))) }
      return
    }
    if style.off > 0 {
      phase += max(abs((start.x >> shiftX) - (fromX >> shiftX)), abs((start.y >> shiftY) - (fromY >> shiftY)))
    }
    plot(
      from: (start.x >> shiftX, start.y >> shiftY), to: (end.x >> shiftX, end.y >> shiftY),
      sign: style.sign != 0 ? style.sign : LineStyle.sign(dx: nextX - fromX, dy: nextY - fromY))
    if style.off > 0 {
      phase += max(abs((nextX >> shiftX) - (end.x >> shiftX)), abs((nextY >> shiftY) - (end.y >> shiftY)))
    }
  }

  /// A step at a time along the longer side (Bresenham).
  private mutating func plot(from: (x: Int, y: Int), to: (x: Int, y: Int), sign: UInt8) {
    let dx = abs(to.x - from.x)
    let dy = -abs(to.y - from.y)
    let stepX = from.x < to.x ? 1 : -1
    let stepY = from.y < to.y ? 1 : -1
    let isBroad = style.weight > 1 && raster == .braille
    let isFlat = dx >= -dy
    var error = dx + dy
    var (x, y) = from
    while true {
      if style.off == 0 || phase % (style.on + style.off) < style.on {
        set(x, y, sign)
        if isBroad { set(isFlat ? x : x + 1, isFlat ? y + 1 : y, sign) }
      }
      if x == to.x, y == to.y { break }
      phase += 1
      let twice = 2 * error
      if twice >= dy {
        error += dy
        x += stepX
      }
      if twice <= dx {
        error += dx
        y += stepY
      }
    }
  }

  /// Dots 1-2-3-7 down the left, 4-5-6-8 down the right.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  private mutating func set(_ x: Int, _ y: Int, _ sign: UInt8) {
    let (across, down) = raster.lineSteps
    let column = x >> across
    let row = y >> down
    guard x >= 0, y >= 0, column < columns, row < rows else { return }
    let index = row * columns + column
    let bit: UInt8
    switch raster {
    case .braille: bit = 1 << Self.bitNumber(x & 1, y & 3)
    case .halfBlock: bit = UInt8(1 + (y & 1))
    case .ascii: bit = 1
    }
    let rank = lines[index].rank
    let own = style.rank >> LineStyle.bandShift
    let other = rank >> LineStyle.bandShift
    if rank != 0, own < other { return }
    steps[index] = rank == 0 || own > other ? bit : steps[index] | bit
    if style.rank > rank { lines[index] = CellLine(rank: style.rank, role: style.role.rawValue, sign: sign) }
  }

  private static func bitNumber(_ x: Int, _ y: Int) -> UInt8 {
    y == 3 ? UInt8(6 + x) : UInt8(y + 3 * x)
  }

  /// The part of a line inside of a window (Cohen and Sutherland), in whole numbers; false where there is none.
  static func clip(_ start: inout (x: Int, y: Int), _ end: inout (x: Int, y: Int), to window: Window) -> Bool {
    if window.isEmpty { return false }
    func side(_ point: (x: Int, y: Int)) -> Int {
      (point.x < window.left ? 1 : point.x >= window.right ? 2 : 0)
        | (point.y < window.top ? 4 : point.y >= window.bottom ? 8 : 0)
    }
    var first = side(start)
    var last = side(end)
    // Each turn clears one side of one end; rounding can bring a side back once.
    for _ in 0..<8 {
      if first | last == 0 { return true }
      if first & last != 0 { return false }
      let out = first != 0 ? first : last
      let (dx, dy) = (end.x - start.x, end.y - start.y)
      var cut: (x: Int, y: Int)
      if out & 4 != 0 {
        cut = (start.x + dx * (window.top - start.y) / dy, window.top)
      } else if out & 8 != 0 {
        cut = (start.x + dx * (window.bottom - 1 - start.y) / dy, window.bottom - 1)
      } else if out & 1 != 0 {
        cut = (window.left, start.y + dy * (window.left - start.x) / dx)
      } else {
        cut = (window.right - 1, start.y + dy * (window.right - 1 - start.x) / dx)
      }
      if first != 0 {
        start = cut
        first = side(cut)
      } else {
        end = cut
        last = side(cut)
      }
    }
    return false
  }

  // MARK: Areas

  /// One edge of the area that `fill` closes.
  mutating func edge(fromX: Int, fromY: Int, toX: Int, toY: Int) {
    guard fromY != toY else { return }
    let isDown = fromY < toY
    let (topX, topY) = isDown ? (fromX, fromY) : (toX, toY)
    let (bottomX, bottomY) = isDown ? (toX, toY) : (fromX, fromY)
    // The rows whose middle lies between the ends.
    let half = Self.one / 2
    let first = max(window.top >> Self.fraction, (topY + half - 1) >> Self.fraction)
    let end = min((window.bottom + Self.one - 1) >> Self.fraction, (bottomY + half - 1) >> Self.fraction)
    guard first < end else { return }
    crossings.prepare(rows: height)
    let (dx, dy) = (bottomX - topX, bottomY - topY)
    for row in first..<end {
      let at = topX + dx * ((row << Self.fraction) + half - topY) / dy
      // The first dot whose middle lies right of the crossing.
      let dot = min(max((at + half) >> Self.fraction, 0), width)
      crossings.add(Int32(dot), row: row)
    }
  }

  /// Covers what lies inside of the edges given since the last time, by the even-odd rule at the middle of each dot.
  mutating func fill(_ kind: AreaKind) {
    guard let span = crossings.touched else { return }
    let plane = Int(kind.rawValue) * columns * rows
    let least = window.left >> Self.fraction
    let most = (window.right + Self.one - 1) >> Self.fraction
    for row in span {
      let count = crossings.take(row: row)
      var index = 0
      while index + 1 < count {
        cover(
          row: row, from: max(least, Int(crossings.taken[index])), to: min(most, Int(crossings.taken[index + 1])), plane: plane)
        index += 2
      }
    }
    crossings.forget()
    drawnAreas |= 1 << kind.rawValue
  }

  private mutating func cover(row: Int, from: Int, to: Int, plane: Int) {
    guard from < to else { return }
    let line = plane + (row >> 2) * columns
    let left = UInt8(1) << Self.bitNumber(0, row & 3)
    let right = UInt8(1) << Self.bitNumber(1, row & 3)
    let (firstCell, lastCell) = (from >> 1, (to - 1) >> 1)
    for cell in firstCell...lastCell {
      var bits = left | right
      if cell == firstCell, from & 1 == 1 { bits = right }
      if cell == lastCell, to & 1 == 1 { bits &= left }
      areas[line + cell] |= bits
    }
  }

  func area(_ kind: AreaKind, at index: Int) -> UInt8 { areas[Int(kind.rawValue) * columns * rows + index] }
  func hasArea(_ kind: AreaKind) -> Bool { drawnAreas & 1 << kind.rawValue != 0 }
}
