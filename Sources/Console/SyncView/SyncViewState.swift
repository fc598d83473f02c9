import Widgets

/// Where the synchronisation view stands, by the ids of the edits.
package struct SyncViewState: Sendable, Equatable {
  package internal(set) var scroll = ListState<String>()
  package init() {}
}
