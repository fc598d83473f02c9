import Canvas

/// A command as the palette shows it.
package struct PaletteEntry<ID: Hashable & Sendable>: Hashable, Sendable {
  package var id: ID
  package var title: String
  package var group: String
  package var key: String
  package var disabledReason: String?

  package init(_ id: ID, _ title: String, group: String = "", key: String = "", disabledReason: String? = nil) {
    self.id = id
    self.title = title
    self.group = group
    self.key = key
    self.disabledReason = disabledReason
  }
}

/// Every command by name: type some letters, choose.
package struct Palette<ID: Hashable & Sendable>: Sendable, Equatable {
  package enum Result: Hashable, Sendable {
    case ignored, unchanged, moved, cancelled
    case chosen(ID)
    case refused(reason: String)
  }

  package private(set) var entries: [PaletteEntry<ID>]
  package private(set) var picker: Picker<Int>
  private let folded: [[Unicode.Scalar]]

  /// `fold` makes text comparable: lower case, no accents.
  package init(_ entries: [PaletteEntry<ID>], fold: (String) -> String) {
    self.entries = entries
    folded = entries.map { Array(fold($0.title).unicodeScalars) }
    picker = Picker(rows: Array(entries.indices))
  }

  /// `fold` is the one given to `init`.
  package mutating func handle(_ key: Key, height: Int, fold: (String) -> String) -> Result {
    result(of: picker.handle(key, height: height), height: height, fold: fold)
  }

  package mutating func paste(_ text: String, height: Int, fold: (String) -> String) -> Result {
    result(of: picker.paste(text), height: height, fold: fold)
  }

  /// As Enter on a row: a click.
  package mutating func choose(row: Int, height: Int) -> Result {
    guard picker.rows.indices.contains(row) else { return .ignored }
    picker.select(index: row, height: height)
    return choose(picker.rows[row])
  }

  private func choose(_ index: Int) -> Result {
    if let reason = entries[index].disabledReason { return .refused(reason: reason) }
    return .chosen(entries[index].id)
  }

  private mutating func result(of result: Picker<Int>.Result, height: Int, fold: (String) -> String) -> Result {
    switch result {
    case .ignored: return .ignored
    case .unchanged: return .unchanged
    case .moved: return .moved
    case .cancelled: return .cancelled
    case .queried(let query):
      picker.setRows(matches(Array(fold(query).unicodeScalars)), height: height)
      return .moved
    case .chosen(let index): return choose(index)
    }
  }

  /// Entries whose title has the letters of the query in order, the best first: a whole prefix, then the starts of words, then anywhere.
  private func matches(_ query: [Unicode.Scalar]) -> [Int] {
    let letters = query.filter { $0 != " " }
    guard !letters.isEmpty else { return Array(entries.indices) }
    return entries.indices
      .compactMap { index in Self.score(letters, in: folded[index]).map { (index, $0) } }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
      .map(\.0)
  }

  /// Lower is better; nil when a letter is missing.
  static func score(_ letters: [Unicode.Scalar], in title: [Unicode.Scalar]) -> Int? {
    var score = 0
    var at = 0
    var previous = -1
    for letter in letters {
      guard let found = bestPlace(of: letter, in: title, from: at, after: previous) else { return nil }
      let startsWord = found == 0 || !title[found - 1].properties.isAlphabetic
      if found != previous + 1 { score += startsWord ? 2 : 5 + min(20, found - previous) }
      previous = found
      at = found + 1
    }
    return score
  }

  /// The next letter if it is the one, else the next start of a word with it, else its next place.
  private static func bestPlace(of letter: Unicode.Scalar, in title: [Unicode.Scalar], from start: Int, after previous: Int)
    -> Int?
  {
    guard start < title.count else { return nil }
    if title[start] == letter { return start }
    var first: Int?
    for index in start..<title.count where title[index] == letter {
      if index == 0 || !title[index - 1].properties.isAlphabetic { return index }
      first = first ?? index
    }
    return first
  }

  /// Draws query and entries: title, group, key at the right; one that cannot be used now is dim, with its reason while selected.
  @discardableResult
  package func draw(into frame: inout Frame, in area: Rect, placeholder: String, empty: String) -> Rect {
    picker.draw(into: &frame, in: area, placeholder: placeholder, empty: empty) { frame, index, line in
      let entry = entries[index]
      let enabled = entry.disabledReason == nil
      let selected = picker.selected == index
      let key = TextWidth.columns(of: entry.key)
      let aside = selected ? entry.disabledReason ?? entry.group : entry.group
      let room = max(0, line.width - key - 2)
      let title = min(TextWidth.columns(of: entry.title), room)
      frame.put(
        entry.title, x: line.x, y: line.y, columns: title, style: Style(enabled ? .dialog : .disabled, on: .dialog), in: line)
      if room - title > 4 {
        frame.put(
          aside, x: line.x + title + 2, y: line.y, columns: room - title - 2, align: .right,
          style: Style(selected && !enabled ? .warning : .dim, on: .dialog), in: line)
      }
      frame.put(entry.key, x: line.maxX - key, y: line.y, style: Style(enabled ? .key : .disabled, on: .dialog), in: line)
    }
  }
}
