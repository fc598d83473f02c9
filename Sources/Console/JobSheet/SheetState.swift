/// How far the sheet of the selected job has been scrolled.
package struct SheetState: Sendable, Equatable {
  package internal(set) var top = 0
  package init() {}
}
