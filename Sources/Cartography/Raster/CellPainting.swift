import Canvas

extension GroundRaster {
  /// The glyphs and styles of all cells. With colours, areas lie under the glyphs; without, they are textures where no line is.
  func cells(usesColourFills: Bool) -> [Cell] {
    let kinds = AreaKind.allCases.filter { hasArea($0) }
    let isColoured = usesColourFills && raster != .ascii
    var cells = [Cell](repeating: .blank, count: columns * rows)
    var index = 0
    for y in 0..<rows {
      for x in 0..<columns {
        defer { index += 1 }
        let hasLine = lines[index].rank != 0
        guard hasLine || kinds.contains(where: { area($0, at: index) != 0 }) else { continue }
        switch (raster, isColoured) {
        case (.braille, true): cells[index] = colouredDots(index, kinds)
        case (.halfBlock, true): cells[index] = colouredHalves(index, kinds)
        default: cells[index] = hasLine ? lineCell(index) : textured(index, isOdd: (x + y) & 1 == 1, kinds)
        }
      }
    }
    return cells
  }

  func lineRole(_ index: Int) -> Role { Role(rawValue: lines[index].role) ?? .normal }

  /// A cell with nothing but its line.
  func lineCell(_ index: Int, on paper: Role = .normal) -> Cell {
    let style = Style(lineRole(index), on: paper)
    switch raster {
    case .braille: return Cell(glyph: 0x2800 + UInt32(steps[index]), style: style)
    case .halfBlock: return Cell(glyph: Self.halves[Int(steps[index] & 3)], style: style)
    case .ascii: return Cell(glyph: UInt32(lines[index].sign), style: style)
    }
  }

  private static let halves: [UInt32] = [0x20, 0x2580, 0x2584, 0x2588]
  private static let upperDots: UInt8 = 0x1B
  private static let lowerDots: UInt8 = 0xE4

  /// The most important area that covers at least its share of the dots in `mask`.
  private func surface(_ index: Int, _ kinds: [AreaKind], within mask: UInt8) -> AreaKind? {
    let share = mask.nonzeroBitCount
    for kind in kinds where (area(kind, at: index) & mask).nonzeroBitCount * 8 >= kind.leastDots * share { return kind }
    return nil
  }

  private func colouredDots(_ index: Int, _ kinds: [AreaKind]) -> Cell {
    let surface = surface(index, kinds, within: 0xFF)
    let paper = surface?.fill ?? .normal
    if lines[index].rank != 0 { return lineCell(index, on: paper) }
    // A shore or a narrow channel, finer than a cell.
    if surface != .water, surface != .building, hasArea(.water), case let dots = area(.water, at: index), dots != 0 {
      return Cell(glyph: 0x2800 + UInt32(dots), style: Style(.mapWater, on: paper))
    }
    return Cell(glyph: 0x20, style: Style(.normal, on: paper))
  }

  private func colouredHalves(_ index: Int, _ kinds: [AreaKind]) -> Cell {
    let upper = halfSurface(index, kinds, within: Self.upperDots)?.fill ?? .normal
    let lower = halfSurface(index, kinds, within: Self.lowerDots)?.fill ?? .normal
    if lines[index].rank != 0 {
      // The half without the line keeps its ground.
      return lineCell(index, on: steps[index] & 3 == 1 ? lower : upper)
    }
    if upper == lower { return Cell(glyph: 0x20, style: Style(.normal, on: upper)) }
    if upper == .normal { return Cell(glyph: 0x2584, style: Style(lower)) }
    return Cell(glyph: 0x2580, style: Style(upper, on: lower))
  }

  /// Half of a half is enough.
  private func halfSurface(_ index: Int, _ kinds: [AreaKind], within mask: UInt8) -> AreaKind? {
    kinds.first { (area($0, at: index) & mask).nonzeroBitCount >= 2 }
  }

  private func textured(_ index: Int, isOdd: Bool, _ kinds: [AreaKind]) -> Cell {
    switch raster {
    case .braille:
      for kind in kinds {
        let dots = area(kind, at: index)
        // A shore is drawn out, what lies behind it only hatched.
        let isOutlined = kind == .water || kind == .building
        if dots == 0 || !isOutlined && dots.nonzeroBitCount < kind.leastDots { continue }
        let drawn = isOutlined && dots != 0xFF ? dots : kind.texture(isOdd: isOdd)
        return Cell(glyph: drawn == 0 ? 0x20 : 0x2800 + UInt32(drawn), style: Style(kind.ink))
      }
    case .halfBlock:
      let upper = halfSurface(index, kinds, within: Self.upperDots)
      let lower = halfSurface(index, kinds, within: Self.lowerDots)
      guard let kind = [upper, lower].compactMap({ $0 }).min(by: { $0.rawValue < $1.rawValue }) else { return .blank }
      let glyph: UInt32
      switch kind {
      case .building: glyph = upper == lower ? 0x2592 : upper == kind ? 0x2580 : 0x2584
      case .water: glyph = upper == lower ? 0x2591 : upper == kind ? 0x2580 : 0x2584
      case .park, .wood, .builtUp: glyph = kind.texture(isOdd: isOdd) == 0 ? 0x20 : 0xB7
      }
      return Cell(glyph: glyph, style: Style(kind.ink))
    case .ascii:
      for kind in kinds where area(kind, at: index).nonzeroBitCount >= min(4, kind.leastDots) {
        let isDrawn = kind == .water || kind == .building || kind.texture(isOdd: isOdd) != 0
        return Cell(glyph: isDrawn ? kind.sign : 0x20, style: Style(kind.ink))
      }
    }
    return .blank
  }
}
