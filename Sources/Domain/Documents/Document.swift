/// A document as the site holds it, in canonical values.
package struct Document: Sendable, Equatable {
  package let kind: DocumentKind
  package var name: DocumentName
  /// Verbatim. With the name it is the document's identity: a name is given anew after a delete (CONTRACT.md, 06g).
  package var creation: String
  /// Verbatim, because the site's lock compares it as a string (CONTRACT.md, 04c).
  package var modified: String
  package var modifiedBy: String
  /// By the console's field names; an absent field is null.
  package var fields: [String: FieldValue]

  package init(
    kind: DocumentKind, name: DocumentName, creation: String, modified: String, modifiedBy: String = "",
    fields: [String: FieldValue]
  ) {
    self.kind = kind
    self.name = name
    self.creation = creation
    self.modified = modified
    self.modifiedBy = modifiedBy
    self.fields = fields
  }

  package subscript(field: String) -> FieldValue { fields[field] ?? .null }
}

/// A document as this console points at it: by the site's name once there is one, by a local id until then.
package struct DocumentReference: Hashable, Sendable, Codable {
  package let kind: DocumentKind
  /// A UUID for a document created here and not yet known to the site; otherwise the site's name.
  package let key: DocumentName
  package let isLocal: Bool

  package init(_ kind: DocumentKind, name: DocumentName) {
    self.kind = kind
    key = name
    isLocal = false
  }

  package init(_ kind: DocumentKind, localID: String) {
    self.kind = kind
    key = DocumentName(localID)
    isLocal = true
  }
}
