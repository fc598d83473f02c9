/// Turns the bytes of a Mapbox Vector Tile (versions 1 and 2) into shapes of the console's own kinds. What the console does not draw is
/// passed over without its geometry being looked at.
package struct TileDecoder: Sendable {
  /// nil: recognised by each tile's own layers.
  package let schema: TileSchema?
  package let limits: TileLimits

  package init(schema: TileSchema? = nil, limits: TileLimits = TileLimits()) {
    self.schema = schema
    self.limits = limits
  }

  /// `bytes` are no longer compressed. Takes time in proportion to their number, whatever they say.
  package func decode(_ bytes: [UInt8]) throws(TileDamage) -> MapTile {
    guard bytes.count <= limits.bytes else { throw .tooMany(.bytes) }
    let span = bytes.span
    let layers = try self.layers(span)
    guard !layers.isEmpty else { return MapTile() }
    guard let schema = schema ?? TileSchema.recognised(byLayers: layers.lazy.map(\.name)) else {
      throw .unknownSchema(layers: layers.prefix(4).map(\.name))
    }
    var collection = TileCollection(limits: limits)
    for layer in layers {
      guard let meaning = schema.layers[layer.name] else { continue }
      var decoding = try LayerDecoding(span, layer.range, meaning, limits: limits)
      try decoding.collect(span, into: &collection)
    }
    return collection.tile()
  }

  private func layers(_ bytes: Span<UInt8>) throws(TileDamage) -> [(name: String, range: Range<Int>)] {
    var layers: [(String, Range<Int>)] = []
    var reader = ProtobufReader(0..<bytes.count)
    while let (number, wire) = try reader.field(bytes) {
      guard number == 3, wire == .bytes else {
        try reader.skip(wire, bytes)
        continue
      }
      let range = try reader.range(bytes)
      guard layers.count < limits.layers else { throw .tooMany(.layers) }
      layers.append((try Self.name(bytes, range), range))
    }
    return layers
  }

  private static func name(_ bytes: Span<UInt8>, _ layer: Range<Int>) throws(TileDamage) -> String {
    var reader = ProtobufReader(layer)
    while let (number, wire) = try reader.field(bytes) {
      if number == 1, wire == .bytes { return bytes.text(try reader.range(bytes), upTo: 64) }
      try reader.skip(wire, bytes)
    }
    throw .malformed
  }
}

extension Span<UInt8> {
  /// UTF-8, repaired; cut to so many bytes, not within a character.
  func text(_ range: Range<Int>, upTo most: Int) -> String {
    var range = range
    if range.count > most {
      var end = range.lowerBound + most
      while end > range.lowerBound, self[end] & 0xC0 == 0x80 { end -= 1 }
      range = range.lowerBound..<end
    }
    return String(unsafeUninitializedCapacity: range.count) { target in
      for (place, index) in range.enumerated() { target[place] = self[index] }
      return range.count
    }
  }
}

/// What the layers of a tile have yielded so far.
struct TileCollection {
  var points: [MapTile.Point] = []
  var parts: [Range<Int32>] = []
  var texts: [String] = []
  private(set) var features: [MapTile.Feature] = []
  let limits: TileLimits

  init(limits: TileLimits) { self.limits = limits }

  mutating func add(_ feature: MapTile.Feature) throws(TileDamage) {
    guard features.count < limits.features else { throw .tooMany(.features) }
    features.append(feature)
  }

  /// The features by kind, and among a kind as the tile has them.
  func tile() -> MapTile {
    var places = [Int](repeating: 0, count: FeatureKind.allCases.count + 1)
    for feature in features { places[Int(feature.kind.rawValue) + 1] += 1 }
    for kind in 1..<places.count { places[kind] += places[kind - 1] }
    guard let filler = features.first else { return MapTile() }
    var sorted = [MapTile.Feature](repeating: filler, count: features.count)
    for feature in features {
      let kind = Int(feature.kind.rawValue)
      sorted[places[kind]] = feature
      places[kind] += 1
    }
    return MapTile(features: sorted, points: points, parts: parts, texts: texts)
  }
}
