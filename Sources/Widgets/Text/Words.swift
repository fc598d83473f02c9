/// Where words begin and end, for moving and deleting by word.
enum Words {
  static func start(before place: Int, in scalars: [Unicode.Scalar]) -> Int {
    var index = place
    while index > 0, !isWord(scalars[index - 1]) { index -= 1 }
    while index > 0, isWord(scalars[index - 1]) { index -= 1 }
    return index
  }

  static func end(after place: Int, in scalars: [Unicode.Scalar]) -> Int {
    var index = place
    while index < scalars.count, !isWord(scalars[index]) { index += 1 }
    while index < scalars.count, isWord(scalars[index]) { index += 1 }
    return index
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
