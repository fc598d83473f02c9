/// A field that no longer holds what the step to be undone, or done again, left there.
package struct ChangedField: Sendable, Hashable {
  package let document: DocumentReference
  package let field: String
  /// What the step wrote, what is there now, and what undoing would put there.
  package let wrote: FieldValue
  package let present: FieldValue
  package let restored: FieldValue

  package init(document: DocumentReference, field: String, wrote: FieldValue, present: FieldValue, restored: FieldValue) {
    self.document = document
    self.field = field
    self.wrote = wrote
    self.present = present
    self.restored = restored
  }
}
