import Canvas

extension ToastState {
  /// The stack in the bottom right corner of `area`, newest at the bottom.
  func draw(into frame: inout Frame, in area: Rect, state: State) {
    let widest = min(area.width, 72)
    guard widest >= 8 else { return }
    var bottom = area.maxY
    for toast in showing.reversed() {
      let lines = TextWidth.wrapped(state.said(by: toast), to: widest - 4).prefix(3)
      guard bottom - lines.count >= area.y else { break }
      let width = (lines.map { TextWidth.columns(of: $0) }.max() ?? 0) + 4
      let role: Role =
        switch toast.kind {
        case .info: .toastInfo
        case .warning: .toastWarning
        case .error: .toastError
        }
      let style = Style(role, on: role)
      let box = Rect(x: area.maxX - width, y: bottom - lines.count, width: width, height: lines.count)
      frame.fill(box, style: style)
      let symbol: Symbol? =
        switch toast.kind {
        case .info: toast.group.map { ReceiptMark(group: $0, state: state).symbol }
        case .warning: .attention
        case .error: .refused
        }
      if let symbol { frame.put(symbol, x: box.x + 1, y: box.y, style: style, in: box) }
      for (row, line) in lines.enumerated() { frame.put(line, x: box.x + 3, y: box.y + row, style: style, in: box) }
      bottom = box.y
    }
    guard aside > 0, !showing.isEmpty, bottom > area.y else { return }
    let text = TextWidth.truncated(state.words.messagesAside(aside), to: widest - 4)
    let style = Style(.dim, on: .toastInfo)
    let width = TextWidth.columns(of: text) + 4
    let box = Rect(x: area.maxX - width, y: bottom - 1, width: width, height: 1)
    frame.fill(box, style: style)
    frame.put(text, x: box.x + 3, y: box.y, style: style, in: box)
  }
}

extension Words {
  /// Summaries of older acts that went into the list.
  func messagesAside(_ count: Int) -> String {
    say("+\(number(count)) dans « messages récents »", "+\(number(count)) in “recent messages”")
  }
}
