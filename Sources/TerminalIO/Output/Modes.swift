/// The private modes of xterm that the console uses (xterm's "ctlseqs").
enum Modes {
  static let bracketedPaste = "2004"
  static let focus = "1004"
  /// Presses, releases and drags, with coordinates in decimal.
  static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l"
  static let on = "\u{1B}[?2004h\u{1B}[?1004h"
  static let off = "\u{1B}[?2004l\u{1B}[?1004l"
  static let updateBegins = "\u{1B}[?2026h"
  static let updateEnds = "\u{1B}[?2026l"
  /// Asks for mode 2026 and then for what every terminal answers, so that silence on the first is known.
  static let question = "\u{1B}[?2026$p\u{1B}[c"
  /// Leaves a terminal usable from whatever state it is in: after a crash, when nothing else may be relied upon.
  static let rescue =
    "\u{1B}[?2026l\u{1B}[?1006l\u{1B}[?1003l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[?1004l\u{1B}[?1l\u{1B}>\u{1B}[0m"
    + "\u{1B}[?25h\u{1B}[?1049l\r"
}
