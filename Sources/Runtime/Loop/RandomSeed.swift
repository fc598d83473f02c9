import Console

/// The one place where chance comes in; everything below is handed its seeds.
enum RandomSeed {
  static func number() -> UInt64 { UInt64.random(in: .min ... .max) }

  /// A fresh UUID.
  static func identifier() -> String {
    var source = IdentifierSource(seed: number(), number())
    return source.next()
  }
}
