/// A value of a sample document's field, as the site stores it.
package enum SampleValue: Sendable, Equatable {
  case text(String)
  case int(Int)
  case float(Double)
  /// Rows of a child table, in order.
  case rows([[SampleField]])
}

package struct SampleField: Sendable, Equatable {
  package let name: String
  package let value: SampleValue

  package init(_ name: String, _ value: SampleValue) {
    self.name = name
    self.value = value
  }
}

/// A document of the sample: plain data, in the doctypes' own field names. Datetimes are naive site time,
/// `YYYY-MM-DD HH:MM:SS`. A field that is absent is empty.
package struct SampleDocument: Sendable, Equatable {
  package let doctype: String
  package let name: String
  package let fields: [SampleField]
  package let creation: String
  package let modified: String
  package let modifiedBy: String

  package init(
    doctype: String, name: String, fields: [SampleField], creation: String, modified: String, modifiedBy: String
  ) {
    self.doctype = doctype
    self.name = name
    self.fields = fields
    self.creation = creation
    self.modified = modified
    self.modifiedBy = modifiedBy
  }

  package subscript(field: String) -> SampleValue? { fields.first { $0.name == field }?.value }

  package func text(_ field: String) -> String? {
    if case .text(let value)? = self[field] { value } else { nil }
  }

  package func int(_ field: String) -> Int? {
    if case .int(let value)? = self[field] { value } else { nil }
  }

  package func float(_ field: String) -> Double? {
    if case .float(let value)? = self[field] { value } else { nil }
  }
}

/// Collects the fields of a document and leaves out the empty ones.
struct FieldList {
  private(set) var fields: [SampleField] = []

  init(capacity: Int = 24) { fields.reserveCapacity(capacity) }

  mutating func text(_ name: String, _ value: String?) {
    if let value, !value.isEmpty { fields.append(SampleField(name, .text(value))) }
  }

  mutating func int(_ name: String, _ value: Int?) {
    if let value { fields.append(SampleField(name, .int(value))) }
  }

  mutating func place(_ place: SampleSpot?, latitude: String, longitude: String) {
    guard let place else { return }
    fields.append(SampleField(latitude, .float(place.latitude)))
    fields.append(SampleField(longitude, .float(place.longitude)))
  }

  mutating func links(_ name: String, field: String, _ values: [String]) {
    if !values.isEmpty { fields.append(SampleField(name, .rows(values.map { [SampleField(field, .text($0))] }))) }
  }

  mutating func rows(_ name: String, _ rows: [[SampleField]]) {
    if !rows.isEmpty { fields.append(SampleField(name, .rows(rows))) }
  }
}
