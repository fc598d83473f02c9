/// The order that PMTiles counts tiles in: zoom by zoom, along a Hilbert curve.
package enum HilbertCurve {
  package static func place(of number: TileNumber) -> UInt64 {
    // All tiles of the zooms before: (4^z - 1) / 3.
    var place = ((UInt64(1) << UInt64(2 * number.z)) - 1) / 3
    var x = number.x
    var y = number.y
    var side = (1 << number.z) >> 1
    while side > 0 {
      let isEast = x & side != 0
      let isSouth = y & side != 0
      let quarter: UInt64 = isEast ? (isSouth ? 2 : 3) : (isSouth ? 1 : 0)
      place += UInt64(side) * UInt64(side) * quarter
      x &= side - 1
      y &= side - 1
      if !isSouth {
        if isEast { (x, y) = (side - 1 - x, side - 1 - y) }
        swap(&x, &y)
      }
      side >>= 1
    }
    return place
  }
}
