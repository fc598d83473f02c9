import Canvas

package struct Toast: Hashable, Sendable {
  package enum Kind: Hashable, Sendable { case info, warning, error }

  package var kind: Kind
  package var text: String
  /// When it goes by itself, in the caller's milliseconds; nil stays until dismissed.
  package var expires: Int64?

  package init(_ kind: Kind, _ text: String, expires: Int64? = nil) {
    self.kind = kind
    self.text = Sanitise.line(text)
    self.expires = expires
  }
}

/// What has just happened, newest at the bottom, and what was said before.
package struct Toasts: Hashable, Sendable {
  package private(set) var showing: [Toast] = []
  /// Newest last, the latest 200.
  package private(set) var history: [Toast] = []

  package init() {}

  /// Shows a toast; one that says the same is replaced, and more than four are never shown at once.
  package mutating func push(_ toast: Toast) {
    showing.removeAll { $0.kind == toast.kind && $0.text == toast.text }
    showing.append(toast)
    if showing.count > 4 { showing.removeFirst() }
    history.append(toast)
    if history.count > 200 { history.removeFirst() }
  }

  /// Takes away what has expired at `now`. True when something went.
  @discardableResult
  package mutating func expire(now: Int64) -> Bool {
    let before = showing.count
    showing.removeAll { $0.expires.map { $0 <= now } ?? false }
    return showing.count != before
  }

  /// When the next one expires: the one reason to wake for them.
  package var nextExpiry: Int64? { showing.compactMap(\.expires).min() }

  package mutating func dismissAll() { showing.removeAll() }

  /// Draws the stack in the bottom right of `area`, over what is there.
  @discardableResult
  package func draw(into frame: inout Frame, in area: Rect) -> Rect {
    let width = min(area.width, 60)
    guard width >= 8 else { return .zero }
    var bottom = area.maxY
    var top = bottom
    for toast in showing.reversed() {
      let lines = TextWidth.wrapped(toast.text, to: width - 4).prefix(4)
      guard bottom - lines.count >= area.y else { break }
      let taken = (lines.map { TextWidth.columns(of: $0) }.max() ?? 0) + 4
      let role: Role = toast.kind == .info ? .toastInfo : toast.kind == .warning ? .toastWarning : .toastError
      let box = Rect(x: area.maxX - taken, y: bottom - lines.count, width: taken, height: lines.count)
      frame.fill(box, style: Style(role, on: role))
      if toast.kind != .info {
        frame.put(toast.kind == .warning ? .attention : .refused, x: box.x + 1, y: box.y, style: Style(role, on: role), in: box)
      }
      for (row, line) in lines.enumerated() {
        frame.put(line, x: box.x + 3, y: box.y + row, style: Style(role, on: role), in: box)
      }
      bottom = box.y
      top = bottom
    }
    return Rect(x: area.maxX - width, y: top, width: width, height: area.maxY - top)
  }
}
