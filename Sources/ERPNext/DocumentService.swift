import Domain

/// Where a pull stands: the last row seen. Both compared by the site, never here (its collation orders the names).
package struct PullCursor: Sendable, Hashable {
  package let modified: String
  /// nil before the first page of a pull: rows from `modified` on, inclusive.
  package let name: DocumentName?

  package init(modified: String, name: DocumentName?) {
    self.modified = modified
    self.name = name
  }
}

/// Which documents a reconcile compares: all, or those whose `field` lies in a range of naive site datetimes.
package enum DocumentSlice: Sendable, Hashable {
  case all
  /// `from` inclusive, `to` exclusive, `YYYY-MM-DD HH:MM:SS`.
  case range(field: String, from: String, to: String)
  /// `field` is one of `values`.
  case among(field: String, values: [String])
}

/// What the site answered to a write: the only two things in the answer that can be trusted (CONTRACT.md, "A document").
package struct WriteReceipt: Sendable, Hashable {
  package let name: DocumentName
  package let creation: String?
  package let modified: String

  package init(name: DocumentName, creation: String?, modified: String) {
    self.name = name
    self.creation = creation
    self.modified = modified
  }
}

/// A site's documents, in the console's field names and canonical values.
package protocol DocumentService: Sendable {
  /// One page in order of (modified, name), child rows included.
  func changes(of kind: DocumentKind, after cursor: PullCursor, limit: Int) async throws(SiteFailure) -> [Document]
  /// (name, creation, modified) of a slice, paged inside.
  func versions(of kind: DocumentKind, in slice: DocumentSlice) async throws(SiteFailure) -> [DocumentVersion]
  /// The named documents; those that are gone are simply not in the answer. Asked in chunks inside.
  func documents(of kind: DocumentKind, named names: [DocumentName]) async throws(SiteFailure) -> [Document]
  func document(of kind: DocumentKind, named name: DocumentName) async throws(SiteFailure) -> Document
  /// Writes `fields` under the lock `modified`; `requestID` goes along in the header `X-Client-Request-Id`.
  func update(
    _ kind: DocumentKind, named name: DocumentName, fields: [String: FieldValue], modified: String, requestID: String
  ) async throws(SiteFailure) -> WriteReceipt
  /// Creates with `client_request_id` = `requestID`.
  func create(_ kind: DocumentKind, fields: [String: FieldValue], requestID: String) async throws(SiteFailure) -> WriteReceipt
  /// The document that an earlier create with this id made, if there is one.
  func document(_ kind: DocumentKind, createdBy requestID: String) async throws(SiteFailure) -> Document?
}
