/// A file that the console asks for: its text, and whether one that is there may go.
package struct OutgoingFile: Sendable, Equatable {
  package enum Outcome: Sendable, Equatable {
    /// At this path.
    case written(String)
    /// There is one already, and it was left as it is.
    case exists
    /// The system's error number.
    case failed(Int32)
  }

  package let path: String
  package let text: String
  package let replaces: Bool

  package init(path: String, text: String, replaces: Bool = false) {
    self.path = path
    self.text = text
    self.replaces = replaces
  }
}
