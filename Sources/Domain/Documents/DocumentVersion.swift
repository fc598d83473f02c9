/// What identifies a document and its version, for reconciling.
package struct DocumentVersion: Sendable, Hashable {
  package let name: DocumentName
  package let creation: String
  package let modified: String

  package init(name: DocumentName, creation: String, modified: String) {
    self.name = name
    self.creation = creation
    self.modified = modified
  }
}
