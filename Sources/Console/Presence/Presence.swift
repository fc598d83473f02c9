import Canvas
import Domain
import Widgets

/// Who else looks at a job just now, as the hub says.
extension State {
  mutating func take(_ viewers: [DocumentReference: [String]]) {
    if viewers != self.viewers { self.viewers = viewers }
  }

  /// `Julie regarde`; nil where nobody does.
  func viewerNote(_ reference: DocumentReference) -> String? {
    guard let users = viewers[reference], !users.isEmpty else { return nil }
    return words.looking(users.prefix(3).map { user in firstName(user) })
  }

  /// `modifié par Julie 10:42`, for a job that is on screen.
  func changeNote(_ reference: DocumentReference) -> String? {
    guard let job = board?.jobs[reference] else { return words.noLongerHere }
    if job.modifiedBy.isEmpty { return nil }
    return words.changed(by: firstName(job.modifiedBy), at: job.modified, today: today)
  }

  private func firstName(_ user: String) -> String {
    let name = person(user)
    return name.split(separator: " ").first.map(String.init) ?? name
  }
}

/// What happens to a dialog's job while the dialog is open, on the upper edge of its box.
enum DialogEdge {
  static func draw(_ state: State, _ layer: any Layer, hits: HitMap, into frame: inout Frame) {
    guard let box = hits.topLayer, box.height > 2, let note = note(state, layer.subjects) else { return }
    let text = " " + note + " "
    let columns = TextWidth.columns(of: text)
    // The title keeps its place; where it leaves no room, the lower edge has some.
    let edges = [box.y, box.maxY - 1].map { (y: $0, free: free(at: $0, of: box, in: frame)) }
    let edge = edges[0].free >= columns + 2 ? edges[0] : edges[1]
    guard edge.free > 6 else { return }
    let shown = columns <= edge.free - 2 ? text : TextWidth.truncated(text, to: edge.free - 2, ellipsis: frame.symbols[.ellipsis])
    frame.put(
      shown, x: box.maxX - 1 - TextWidth.columns(of: shown), y: edge.y, style: Style(.jobChanged, on: .dialog), in: box)
  }

  /// Columns of bare border at the right end of an edge.
  private static func free(at y: Int, of box: Rect, in frame: borrowing Frame) -> Int {
    var x = box.maxX - 2
    while x > box.x, frame[x, y].style.ink == .dialogBorder { x -= 1 }
    return box.maxX - 2 - x
  }

  private static func note(_ state: State, _ subjects: [DocumentReference]) -> String? {
    let changed = subjects.filter { state.changedUnderLayers.contains($0) }
    if changed.count > 1 { return state.words.changedMeanwhile(changed.count) }
    if let only = changed.first { return state.changeNote(only) }
    return subjects.lazy.compactMap { state.viewerNote($0) }.first
  }
}

extension Words {
  func looking(_ names: [String]) -> String {
    names.joined(separator: ", ") + (names.count == 1 ? say(" regarde", " is looking") : say(" regardent", " are looking"))
  }
  var noLongerHere: String { say("n'est plus sur ce tableau", "has left this board") }
  func changedMeanwhile(_ count: Int) -> String { say("\(jobs(count)) modifiés entre-temps", "\(jobs(count)) changed meanwhile") }
}
