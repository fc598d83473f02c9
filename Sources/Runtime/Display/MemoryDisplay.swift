import Canvas

/// A screen that only a script looks at: no terminal is needed, and none is touched.
final class MemoryDisplay: Display {
  private(set) var size: Size
  private(set) var frame: Frame
  var mouse = false
  var theme: Theme
  let pollEntries: [PollEntry] = []
  let pollTimeout: Int32 = -1
  let suspendRequested = false

  init(size: Size, theme: Theme) {
    self.size = size
    self.theme = theme
    frame = Frame(size: size)
  }

  func resize(to size: Size) { self.size = size }
  func readInputs() -> [Input] { [] }
  func paint(_ frame: borrowing Frame) { self.frame = copy frame }
  func invalidate() {}
  func suspend() {}
  func copyToClipboard(_ text: String) -> Bool { false }
  func close() {}
}
