/// What the layers and attributes of a tile mean.
package struct TileSchema: Sendable {
  package let name: String
  /// By the layer's name. A layer that is absent is passed over unread.
  let layers: [String: LayerMeaning]

  package static let all: [TileSchema] = [openMapTiles, protomaps, shortbread]

  /// The schema that knows most of these layers; nil where none knows any. Of equals the first.
  package static func recognised(byLayers names: some Sequence<String>) -> TileSchema? {
    let names = Set(names)
    var best: (schema: TileSchema, known: Int)?
    for schema in all {
      let known = names.count { schema.layers[$0] != nil }
      if known > best?.known ?? 0 { best = (schema, known) }
    }
    return best?.schema
  }
}

/// What the features of one layer are.
struct LayerMeaning: Sendable {
  /// The attributes that tell the kind, by rank: the first whose value is listed decides.
  var kindKeys: [String] = []
  var areas: Kinds?
  var lines: Kinds?
  var points: Kinds?
  var names: Naming = .none
  var references: [String] = []
  var rank: Ranking = .none
  /// A feature is left out where one of these is set (`1`, `true`, `yes`).
  var vetoes: [String] = []
  /// Its lines repeat those of another layer, and are here for their names: those without one are left out.
  var isForNames = false

  /// A value that is listed means that kind, or nothing worth drawing; the others, and none at all, are `otherwise`.
  struct Kinds: Sendable {
    var listed: [String: Meaning] = [:]
    var otherwise: FeatureKind?

    init(listed: [String: Meaning] = [:], otherwise: FeatureKind? = nil) {
      self.listed = listed
      self.otherwise = otherwise
    }

    static func every(_ kind: FeatureKind) -> Kinds { Kinds(otherwise: kind) }
  }

  struct Meaning: Sendable {
    /// nil: left out.
    let kind: FeatureKind?
    /// Among its kind 0 comes before others; 255 where it does not tell.
    let rank: UInt8
  }

  enum Naming: Sendable {
    case none
    /// French, else local, else in Latin letters.
    case name
    /// What stands in this attribute.
    case attributes([String])

    var keys: [String] {
      switch self {
      case .none: []
      case .name: ["name:fr", "name_fr", "name", "name:latin", "name_en", "name:en"]
      case .attributes(let keys): keys
      }
    }
  }

  enum Ranking: Sendable {
    /// By the kind's meaning alone.
    case none
    /// A number that is small for what matters.
    case small([String])
    /// A number that is large for what matters, up to this.
    case large([String], most: UInt8)
    /// Inhabitants.
    case population([String])
    /// What is set on slip roads, which matter less.
    case link([String])

    var keys: [String] {
      switch self {
      case .none: []
      case .small(let keys), .large(let keys, _), .population(let keys), .link(let keys): keys
      }
    }
  }
}

extension LayerMeaning.Kinds {
  /// Each kind with the values that mean it, parted by blanks; those under nil are left out. Of values in one entry the first rank
  /// highest where `isRanked`.
  init(_ entries: [(kind: FeatureKind?, values: String)], isRanked: Bool = false, otherwise: FeatureKind? = nil) {
    var listed: [String: LayerMeaning.Meaning] = [:]
    for (kind, values) in entries {
      for (place, value) in values.split(separator: " ").enumerated() {
        listed[String(value)] = LayerMeaning.Meaning(kind: kind, rank: isRanked ? UInt8(clamping: place) : 255)
      }
    }
    self.init(listed: listed, otherwise: otherwise)
  }
}
