/// How shapes are drawn in cells.
package enum MapRaster: String, CaseIterable, Sendable {
  /// Eight dots a cell.
  case braille
  /// Two halves a cell, each of a colour.
  case halfBlock
  /// Letters and signs.
  case ascii

  /// Powers of two of the steps that a line makes in a cell: across, and down.
  var lineSteps: (across: Int, down: Int) {
    switch self {
    case .braille: (1, 2)
    case .halfBlock: (0, 1)
    case .ascii: (0, 0)
    }
  }
}
