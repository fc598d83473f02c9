import Canvas

/// Writes names where nothing else is: each whole or not at all.
struct LabelPlacement {
  struct Placed: Equatable {
    /// What is written, from here on.
    let text: String
    let area: Rect
    let role: Role
  }

  private let size: Size
  private let dot: String
  private var isTaken: [Bool]
  private let pins: [Rect]
  private(set) var placed: [Placed] = []
  private var written: [(text: String, middle: Point)] = []

  /// Nothing is written onto `taken`, nor right beside it.
  init(size: Size, avoiding taken: [Rect], dot: String) {
    self.size = size
    self.dot = dot
    pins = taken
    isTaken = Array(repeating: false, count: size.width * size.height)
    for area in taken { take(Rect(x: area.x - 1, y: area.y, width: area.width + 2, height: area.height)) }
  }

  /// As many as leave the ground to be seen; `labels` are in the order of their importance.
  mutating func place(_ labels: [MapLabel], atMost limit: Int) {
    for label in labels {
      if placed.count >= limit { return }
      if label.kind == .place { placeBesideDot(label) } else { placeOver(label) }
    }
  }

  private mutating func placeBesideDot(_ label: MapLabel) {
    let (x, y) = (label.cell.x, label.cell.y)
    guard isFar(label) else { return }
    if isFree(Rect(x: x, y: y, width: 1, height: 1)) {
      let columns = label.columns + TextWidth.columns(of: dot)
      if write(dot + label.text, label, x: x, y: y, columns: columns) { return }
      if write(label.text + dot, label, x: x - label.columns, y: y, columns: columns) { return }
    }
    // A pin stands on the dot or right beside it: the name stands beside, under or over the pin.
    let near = { (pin: Rect) in Rect(x: pin.x - 1, y: pin.y, width: pin.width + 2, height: pin.height) }
    guard let pin = pins.first(where: { near($0).contains(label.cell) }) else { return }
    for (place, row) in [(pin.maxX + 1, y), (pin.x - label.columns - 1, y)] {
      if write(label.text, label, x: place, y: row, columns: label.columns) { return }
    }
    for row in [y + 1, y - 1] where write(label.text, label, x: x - label.columns / 2, y: row, columns: label.columns) { return }
  }

  private mutating func placeOver(_ label: MapLabel) {
    guard isFar(label) else { return }
    let x = label.cell.x - label.columns / 2
    // A lake's name may stand a little off its middle.
    let shifts = label.kind == .water ? [(0, 0), (0, -1), (0, 1), (-4, 0), (4, 0), (-4, -1), (4, -1), (-4, 1), (4, 1)] : [(0, 0)]
    for (dx, dy) in shifts where write(label.text, label, x: x + dx, y: label.cell.y + dy, columns: label.columns) { return }
  }

  private func isFar(_ label: MapLabel) -> Bool {
    let (columns, rows) = label.repeatDistance
    return !written.contains {
      abs($0.middle.x - label.cell.x) < columns && abs($0.middle.y - label.cell.y) < rows && $0.text == label.text
    }
  }

  private mutating func write(_ text: String, _ label: MapLabel, x: Int, y: Int, columns: Int) -> Bool {
    let area = Rect(x: x, y: y, width: columns, height: 1)
    guard area.intersection(Rect(size)) == area, isFree(area) else { return false }
    placed.append(Placed(text: text, area: area, role: label.role))
    written.append((label.text, label.cell))
    let margin = label.margin
    take(
      Rect(
        x: x - margin.columns, y: y - margin.rows, width: columns + 2 * margin.columns, height: 1 + 2 * margin.rows))
    return true
  }

  private func isFree(_ area: Rect) -> Bool {
    let area = area.intersection(Rect(size))
    guard !area.isEmpty else { return false }
    for x in area.x..<area.maxX where isTaken[area.y * size.width + x] { return false }
    return true
  }

  private mutating func take(_ area: Rect) {
    let area = area.intersection(Rect(size))
    for y in area.y..<area.maxY { for x in area.x..<area.maxX { isTaken[y * size.width + x] = true } }
  }
}
