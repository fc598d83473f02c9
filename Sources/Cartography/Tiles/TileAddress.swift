/// A tile of the XYZ scheme: at zoom `z` the Web Mercator square is 2^z tiles wide, `x` counts eastwards and `y` southwards.
package struct TileAddress: Hashable, Sendable {
  /// 0...22
  package let z: Int
  package let x: Int
  package let y: Int

  /// nil outside of the world.
  package init?(z: Int, x: Int, y: Int) {
    guard (0...22).contains(z), (0..<(1 << z)).contains(x), (0..<(1 << z)).contains(y) else { return nil }
    self.z = z
    self.x = x
    self.y = y
  }

  /// The tile a zoom farther out that covers this one; nil at zoom 0.
  package var parent: TileAddress? { TileAddress(z: z - 1, x: x >> 1, y: y >> 1) }
}
