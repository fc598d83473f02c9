/// A frame as text, for tests and saved screens.
extension Frame {
  /// One row; trailing blanks stay.
  package func text(row y: Int) -> String {
    var line = String.UnicodeScalarView()
    for x in 0..<size.width where self[x, y].width > 0 { line.append(Unicode.Scalar(self[x, y].glyph) ?? " ") }
    return String(line)
  }

  /// All rows, each without its trailing blanks, ended by LF.
  package func text() -> String {
    var grid = ""
    for y in 0..<size.height { grid += text(row: y).drop(trailing: " ") + "\n" }
    return grid
  }

  /// What the cells mean, one character a cell: a grid of inks, a grid of papers where any is not `normal` (rows without one are left
  /// out), and the legend of the characters used.
  package func roles() -> String {
    var used: Set<Role> = []
    func grid(_ role: (Style) -> Role, omittingPlain: Bool) -> String {
      var grid = ""
      for y in 0..<size.height {
        var row = ""
        for x in 0..<size.width {
          let role = role(self[x, y].style)
          if role != .normal { used.insert(role) }
          row.unicodeScalars.append(role.letter)
        }
        row = row.drop(trailing: Role.normal.letter)
        if omittingPlain, row.isEmpty { continue }
        grid += omittingPlain ? "\(y)|\(row)\n" : row + "\n"
      }
      return grid
    }
    let inks = grid(\.ink, omittingPlain: false)
    let papers = grid(\.paper, omittingPlain: true)
    let legend = Role.allCases.filter(used.contains).map { "\($0.letter) \($0.name)" }.joined(separator: "\n")
    return "ink\n\(inks)" + (papers.isEmpty ? "" : "paper\n\(papers)") + (legend.isEmpty ? "" : "legend\n\(legend)\n")
  }
}

extension Role {
  /// One character for a role in a grid of roles.
  var letter: Unicode.Scalar {
    let letters = Array(".abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&*+-/:;<=>?@^_~(){}[]".unicodeScalars)
    return letters[Int(rawValue)]
  }
}
