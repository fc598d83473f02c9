import Canvas

/// Where frames go and inputs come from: a terminal, or nothing but memory when a script plays without one.
protocol Display: AnyObject {
  var size: Size { get }
  /// What the loop polls besides its mailbox.
  var pollEntries: [PollEntry] { get }
  /// Milliseconds that the display wants to be polled for at most; -1 without limit.
  var pollTimeout: Int32 { get }
  /// The person asked to leave for the shell (SIGTSTP from elsewhere).
  var suspendRequested: Bool { get }
  var mouse: Bool { get set }
  var theme: Theme { get set }

  func readInputs() -> [Input]
  func paint(_ frame: borrowing Frame)
  /// The next frame is sent whole.
  func invalidate()
  /// Gives the terminal back until the process is continued.
  func suspend()
  /// False where it cannot be done.
  func copyToClipboard(_ text: String) -> Bool
  func close()
}

struct PollEntry {
  let descriptor: Int32
  let events: Int16
}
