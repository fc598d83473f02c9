/// Any JSON text (RFC 8259), as servers send it: data of unknown shape that is asked for what it should hold.
package enum JSONValue: Sendable {
  case null
  case bool(Bool)
  /// A number written without fraction and exponent that fits.
  case int(Int64)
  case double(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)

  package var isNull: Bool { if case .null = self { true } else { false } }
  package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
  package var object: JSONObject? { if case .object(let value) = self { value } else { nil } }
  /// Also of a double without a fraction.
  package var int: Int64? {
    switch self {
    case .int(let value): value
    case .double(let value): Int64(exactly: value)
    default: nil
    }
  }
  package var double: Double? {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    default: nil
    }
  }

  /// The member of that name, where this is an object that has it.
  package subscript(key: String) -> JSONValue? { object?[key] }
  package subscript(index: Int) -> JSONValue? { array.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
}

/// The members of an object. Of members with one name the last counts, as in Python and JavaScript; names compare byte by byte.
package struct JSONObject: Sendable {
  package private(set) var members: [(key: String, value: JSONValue)]
  /// Only for objects that are too large to look through.
  private let places: [[UInt8]: Int]?

  package init(_ members: [(key: String, value: JSONValue)] = []) {
    self.members = members
    if members.count > 48 {
      var places: [[UInt8]: Int] = [:]
      places.reserveCapacity(members.count)
      for (place, member) in members.enumerated() { places[Array(member.key.utf8)] = place }
      self.places = places
    } else {
      places = nil
    }
  }

  package var count: Int { members.count }

  package subscript(key: String) -> JSONValue? {
    if let places { return places[Array(key.utf8)].map { members[$0].value } }
    var place = members.count - 1
    while place >= 0 {
      if Self.same(members[place].key, key) { return members[place].value }
      place -= 1
    }
    return nil
  }

  /// Canonically equal strings of the same length in UTF-8 are the same but for exotic pairs, which the second look tells apart.
  private static func same(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left == right && left.utf8.elementsEqual(right.utf8)
  }
}

extension JSONValue: Equatable {
  /// Objects are equal when they have the same members, in whatever order; text is compared byte by byte, 1 and 1.0 are the same number.
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.int(let a), .int(let b)): a == b
    case (.int, .double), (.double, .int), (.double, .double): left.double == right.double
    case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}

extension JSONObject: Equatable {
  package static func == (left: Self, right: Self) -> Bool {
    left.members.allSatisfy { right[$0.key] == left[$0.key] } && right.members.allSatisfy { left[$0.key] != nil }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(JSONObject(elements.map { (key: $0.0, value: $0.1) }))
  }
  package init(nilLiteral: ()) { self = .null }
}
