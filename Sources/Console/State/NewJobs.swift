import Domain
import Widgets

/// Jobs that were made here go by a local id until the site has named them; the hand does not notice when it does.
extension State {
  /// Brings a job that has just been made under the cursor, whatever is folded or filtered away.
  mutating func select(new reference: DocumentReference) {
    let view = view
    _ = reveal(reference)
    self.view = view
  }

  /// The selection and the marks pass to the names that jobs have got.
  mutating func follow(_ renamed: [DocumentReference: DocumentReference]) {
    guard !renamed.isEmpty else { return }
    names.merge(renamed) { _, new in new }
    for (local, name) in renamed {
      if list.scroll.selected == .job(local) { list.scroll.rename(.job(local), to: .job(name)) }
      if list.marked.remove(local) != nil { list.marked.insert(name) }
      if list.markAnchor == local { list.markAnchor = name }
      bulk.rename(local, to: name)
    }
  }
}
