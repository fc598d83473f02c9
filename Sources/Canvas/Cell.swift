/// One place on the screen. Trivial and without padding, so that frames are copied and compared as memory.
package struct Cell: Hashable, Sendable {
  /// A Unicode scalar; 0 in the right half of a wide glyph.
  package var glyph: UInt32
  package var style: Style
  /// Columns taken: 1 or 2; 0 in the right half of a wide glyph.
  package var width: UInt8
  /// Always 0: fills the cell up to eight bytes.
  private let filler: UInt8 = 0

  package init(glyph: UInt32, style: Style, width: UInt8 = 1) {
    self.glyph = glyph
    self.style = style
    self.width = width
  }

  /// The whole cell as one number, to be compared as such.
  var bits: UInt64 { unsafeBitCast(self, to: UInt64.self) }

  package static let blank = Cell(glyph: 0x20, style: .normal)
  package static func continuation(_ style: Style) -> Cell { Cell(glyph: 0, style: style, width: 0) }
}
