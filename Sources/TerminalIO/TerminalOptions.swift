import Canvas
import Glibc

package enum TerminalFailure: Error, Hashable, Sendable {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// A terminal that cannot place its cursor (`dumb`).
  case unaddressable(term: String)
  /// Neither this type nor xterm-256color is in the terminfo database.
  case unknownType(term: String)
  /// The terminal's settings could not be changed.
  case settings(errno: Int32)
}

extension Terminal {
  package struct Options: Sendable {
    /// The terminal's type, `$TERM`.
    package var term: String
    package var theme: Theme
    /// No colours (`NO_COLOR` set and not empty).
    package var monochrome = false
    package var mouse = true
    /// How long a lone Escape may be the beginning of a sequence, in milliseconds (`$ESCDELAY`).
    package var escapeDelay = 25
    /// Where standard error goes while full screen; nil leaves it.
    package var errorLog: String?
    /// A line for the terminal after a crash.
    package var crashNotice = ""
    /// The terminal; with standard input, standard output has to be one too.
    package var descriptor: Int32 = STDIN_FILENO

    package init(term: String, theme: Theme) {
      self.term = term
      self.theme = theme
    }
  }
}
