import Canvas

/// One layer of a tile being read. What a value means is worked out once for each value and kept, not for each feature.
struct LayerDecoding {
  /// Which attribute of `LayerMeaning` a slot of a feature holds, best first within each group.
  private struct Slots {
    let kinds: Range<Int>
    let names: Range<Int>
    let references: Range<Int>
    let ranks: Range<Int>
    let vetoes: Range<Int>
    let keys: [String]

    init(_ meaning: LayerMeaning) {
      let groups = [meaning.kindKeys, meaning.names.keys, meaning.references, meaning.rank.keys, meaning.vetoes]
      keys = groups.flatMap { $0 }
      var ends: [Int] = [0]
      for group in groups { ends.append(ends[ends.count - 1] + group.count) }
      kinds = ends[0]..<ends[1]
      names = ends[1]..<ends[2]
      references = ends[2]..<ends[3]
      ranks = ends[3]..<ends[4]
      vetoes = ends[4]..<ends[5]
    }
  }

  /// Answers that are kept by value: not asked yet, not listed, or a number.
  private static let unasked: Int32 = -2
  private static let none: Int32 = -1

  private let range: Range<Int>
  private let meaning: LayerMeaning
  private let limits: TileLimits
  private let slots: Slots
  private var extent = MapTile.extent
  /// The slot of each key; -1 for those that nobody asks for.
  private var slotOfKey: [Int8] = []
  private var values: [Range<Int>] = []
  /// By value, three for each, one a geometry: kind and rank; `leftOut` for what is listed as not worth drawing.
  private var kindOfValue: [Int32] = []
  private var textOfValue: [Int32] = []
  private static let leftOut: Int32 = -3

  /// Reads everything but the features.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>, _ meaning: LayerMeaning, limits: TileLimits) throws(TileDamage) {
    self.range = range
    self.meaning = meaning
    self.limits = limits
    slots = Slots(meaning)
    var reader = ProtobufReader(range)
    while let (number, wire) = try reader.field(bytes) {
      switch (number, wire) {
      case (3, .bytes):
        let key = bytes.text(try reader.range(bytes), upTo: 64)
        guard slotOfKey.count < limits.attributes else { throw .tooMany(.attributes) }
        slotOfKey.append(slots.keys.firstIndex(of: key).map { Int8($0) } ?? -1)
      case (4, .bytes):
        guard values.count < limits.attributes else { throw .tooMany(.attributes) }
        values.append(try reader.range(bytes))
      case (5, .varint):
        let value = try reader.varint(bytes)
        guard (1...1 << 20).contains(value) else { throw .malformed }
        extent = Int(value)
      case (15, .varint):
        let version = try reader.varint(bytes)
        guard version <= 2 else { throw .version(Int(clamping: version)) }
      default: try reader.skip(wire, bytes)
      }
    }
    kindOfValue = [Int32](repeating: Self.unasked, count: values.count * 3)
    textOfValue = [Int32](repeating: Self.unasked, count: values.count)
  }

  mutating func collect(_ bytes: Span<UInt8>, into collection: inout TileCollection) throws(TileDamage) {
    var reader = ProtobufReader(range)
    while let (number, wire) = try reader.field(bytes) {
      if number == 2, wire == .bytes {
        try feature(bytes, try reader.range(bytes), into: &collection)
      } else {
        try reader.skip(wire, bytes)
      }
    }
  }

  private mutating func feature(
    _ bytes: Span<UInt8>, _ range: Range<Int>, into collection: inout TileCollection
  ) throws(TileDamage) {
    var reader = ProtobufReader(range)
    var tags = 0..<0
    var commands = 0..<0
    var type: UInt64 = 0
    while let (number, wire) = try reader.field(bytes) {
      switch (number, wire) {
      case (2, .bytes): tags = try reader.range(bytes)
      case (3, .varint): type = try reader.varint(bytes)
      case (4, .bytes): commands = try reader.range(bytes)
      default: try reader.skip(wire, bytes)
      }
    }
    guard !commands.isEmpty, let geometry = Self.geometry(type), isWanted(geometry) else { return }
    let held = try slotValues(bytes, tags)
    guard !(try isVetoed(bytes, held)), let (kind, kindRank) = try kind(bytes, held, geometry) else { return }
    let name = try firstText(bytes, held, slots.names, &collection)
    let reference = try firstText(bytes, held, slots.references, &collection)
    if meaning.isForNames || geometry == .points, name < 0, reference < 0 { return }
    let rank = try rank(bytes, held) ?? kindRank
    let firstPart = Int32(collection.parts.count)
    guard try collection.addGeometry(bytes, commands, geometry, extent: extent) else { return }
    try collection.add(
      MapTile.Feature(
        kind: kind, geometry: geometry, parts: firstPart..<Int32(collection.parts.count), name: name, reference: reference,
        rank: rank, isForName: meaning.isForNames))
  }

  private static func geometry(_ type: UInt64) -> MapTile.Geometry? {
    switch type {
    case 1: .points
    case 2: .lines
    case 3: .areas
    default: nil
    }
  }

  private func isWanted(_ geometry: MapTile.Geometry) -> Bool {
    switch geometry {
    case .points: meaning.points != nil
    case .lines: meaning.lines != nil
    case .areas: meaning.areas != nil
    }
  }

  /// More slots than any schema has.
  private typealias Held = InlineArray<24, Int32>

  /// Which value stands in each slot; -1 where the feature has none.
  private func slotValues(_ bytes: Span<UInt8>, _ tags: Range<Int>) throws(TileDamage) -> Held {
    var held = Held(repeating: -1)
    if slots.keys.isEmpty { return held }
    var reader = ProtobufReader(tags)
    while !reader.isAtEnd {
      let key = try reader.varint(bytes)
      let value = try reader.varint(bytes)
      guard key < UInt64(slotOfKey.count), value < UInt64(values.count) else { throw .malformed }
      let slot = slotOfKey[Int(key)]
      if slot >= 0 { held[Int(slot)] = Int32(value) }
    }
    return held
  }

  private func isVetoed(_ bytes: Span<UInt8>, _ held: Held) throws(TileDamage) -> Bool {
    for slot in slots.vetoes where held[slot] >= 0 {
      if try TileValue(bytes, values[Int(held[slot])]).isSet(bytes) { return true }
    }
    return false
  }

  private mutating func kind(
    _ bytes: Span<UInt8>, _ held: Held, _ geometry: MapTile.Geometry
  ) throws(TileDamage) -> (FeatureKind, rank: UInt8)? {
    for slot in slots.kinds where held[slot] >= 0 {
      let value = Int(held[slot])
      let place = value * 3 + Int(geometry.rawValue)
      if kindOfValue[place] == Self.unasked { kindOfValue[place] = try listing(bytes, value, geometry) }
      let kept = kindOfValue[place]
      if kept == Self.leftOut { return nil }
      if kept >= 0 { return FeatureKind(rawValue: UInt8(kept >> 8)).map { ($0, UInt8(kept & 0xFF)) } }
    }
    return kinds(geometry)?.otherwise.map { ($0, 255) }
  }

  private func listing(_ bytes: Span<UInt8>, _ value: Int, _ geometry: MapTile.Geometry) throws(TileDamage) -> Int32 {
    guard let text = try TileValue(bytes, values[value]).text(bytes, upTo: 64), let listed = kinds(geometry)?.listed[text] else {
      return Self.none
    }
    return listed.kind.map { Int32($0.rawValue) << 8 | Int32(listed.rank) } ?? Self.leftOut
  }

  private func kinds(_ geometry: MapTile.Geometry) -> LayerMeaning.Kinds? {
    switch geometry {
    case .points: meaning.points
    case .lines: meaning.lines
    case .areas: meaning.areas
    }
  }

  /// The first of the slots that holds a text, as its index; -1 where none does.
  private mutating func firstText(
    _ bytes: Span<UInt8>, _ held: Held, _ slots: Range<Int>, _ collection: inout TileCollection
  ) throws(TileDamage) -> Int32 {
    for slot in slots where held[slot] >= 0 {
      let value = Int(held[slot])
      if textOfValue[value] == Self.unasked { textOfValue[value] = try newText(bytes, value, &collection) }
      if textOfValue[value] >= 0 { return textOfValue[value] }
    }
    return -1
  }

  private func newText(
    _ bytes: Span<UInt8>, _ value: Int, _ collection: inout TileCollection
  ) throws(TileDamage) -> Int32 {
    guard let text = try TileValue(bytes, values[value]).text(bytes, upTo: limits.textBytes) else { return Self.none }
    let line = Sanitise.line(text)
    guard !line.isEmpty else { return Self.none }
    guard collection.texts.count < limits.texts else { throw .tooMany(.texts) }
    collection.texts.append(line)
    return Int32(collection.texts.count - 1)
  }

  /// nil where the kind's own rank holds.
  private func rank(_ bytes: Span<UInt8>, _ held: Held) throws(TileDamage) -> UInt8? {
    for slot in slots.ranks where held[slot] >= 0 {
      let value = try TileValue(bytes, values[Int(held[slot])])
      switch meaning.rank {
      case .none: return nil
      case .link:
        if value.isSet(bytes) { return Self.linkRank }
      case .small:
        if let number = value.number(bytes) { return UInt8(clamping: number) }
      case .large(_, let most):
        if let number = value.number(bytes) { return UInt8(clamping: Int(most) - min(Int(most), max(0, number))) }
      case .population:
        // A rank for each doubling, 0 from eight millions on.
        if let number = value.number(bytes) { return UInt8(max(0, 23 - (Int.bitWidth - max(0, number).leadingZeroBitCount))) }
      }
    }
    return nil
  }

  private static let linkRank: UInt8 = 200
}
