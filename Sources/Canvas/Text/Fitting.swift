/// Fitting text into columns. All of it counts by `TextWidth` and never splits a wide glyph.
extension TextWidth {
  /// The longest prefix that takes at most `columns`.
  package static func prefix(_ text: some StringProtocol, columns: Int) -> String {
    var taken = 0
    var output = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let width = Self.columns(of: scalar)
      if taken + width > columns { break }
      taken += width
      output.append(scalar)
    }
    return String(output)
  }

  /// The longest suffix that takes at most `columns`.
  package static func suffix(_ text: some StringProtocol, columns: Int) -> String {
    var taken = 0
    let scalars = text.unicodeScalars
    var start = scalars.endIndex
    while start > scalars.startIndex {
      let before = scalars.index(before: start)
      let width = Self.columns(of: scalars[before])
      if taken + width > columns { break }
      taken += width
      start = before
    }
    return String(String.UnicodeScalarView(scalars[start...]))
  }

  /// `text` if it fits, else as much of it as leaves room for `ellipsis` at the end.
  package static func truncated(_ text: some StringProtocol, to columns: Int, ellipsis: String = "…") -> String {
    if columns <= 0 { return "" }
    if Self.columns(of: text) <= columns { return String(text) }
    let mark = Self.columns(of: ellipsis) <= columns ? ellipsis : prefix(ellipsis, columns: columns)
    let kept = prefix(text, columns: columns - Self.columns(of: mark))
    // No space before the mark: it says nothing and takes a column.
    return String(kept.drop(trailing: " ")) + mark
  }

  package enum Alignment: Sendable { case left, right, centre }

  /// Exactly `columns` columns: truncated with `ellipsis`, or padded with spaces.
  package static func fitted(
    _ text: some StringProtocol, to columns: Int, align: Alignment = .left, ellipsis: String = "…"
  ) -> String {
    let cut = truncated(text, to: columns, ellipsis: ellipsis)
    let missing = max(0, columns - Self.columns(of: cut))
    let before = align == .left ? 0 : align == .right ? missing : missing / 2
    return String(repeating: " ", count: before) + cut + String(repeating: " ", count: missing - before)
  }

  /// Lines of at most `columns` columns, broken at spaces, or after a hyphen, or inside a word longer than a line. LF breaks always;
  /// an empty line stays. Spaces at a break are left out.
  package static func wrapped(_ text: some StringProtocol, to columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    if Self.columns(of: text) <= columns, !text.utf8.contains(UInt8(ascii: "\n")) { return [text.drop(trailing: " ")] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var width = 0
      func close() {
        lines.append(String(line.drop(trailing: " ")))
        line = ""
        width = 0
      }
      for word in words(of: paragraph) {
        let bare = word.drop(trailing: " ")
        let bareWidth = Self.columns(of: bare)
        if width > 0, width + bareWidth > columns { close() }
        if bareWidth <= columns {
          line += word
          width += Self.columns(of: word)
          continue
        }
        // A glyph of two columns on a line of one is the only thing that never fits; it is left out.
        for scalar in word.unicodeScalars {
          let own = Self.columns(of: scalar)
          if own > columns { continue }
          if width + own > columns { close() }
          line.unicodeScalars.append(scalar)
          width += own
        }
      }
      close()
    }
    return lines
  }

  /// Words with the spaces that follow them; a hyphen ends one.
  private static func words(of text: some StringProtocol) -> [String] {
    var words: [String] = []
    var word = ""
    var inSpaces = false
    for scalar in text.unicodeScalars {
      let space = scalar == " "
      if inSpaces, !space || word.isEmpty {
        words.append(word)
        word = ""
      }
      word.unicodeScalars.append(scalar)
      inSpaces = space
      if scalar == "-", word.unicodeScalars.count > 1 {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}

extension StringProtocol {
  func drop(trailing scalar: Unicode.Scalar) -> String {
    if unicodeScalars.last != scalar { return String(self) }
    var scalars = String.UnicodeScalarView(unicodeScalars)
    while scalars.last == scalar { scalars.removeLast() }
    return String(scalars)
  }
}
