/// Swift source read just well enough to look for names in it.
struct SwiftText {
  /// The source with comments and the insides of string literals blanked, line for line as long as it was.
  /// What stands in an interpolation is code and stays.
  let code: [String]

  init(_ source: String) {
    var reader = Reader(Array(source.unicodeScalars))
    var output = String.UnicodeScalarView()
    reader.readCode(into: &output, untilParenthesis: false)
    code = String(output).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The modules that the source imports.
  var imports: Set<String> {
    var modules: Set<String> = []
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor"]
    for statement in code.flatMap({ $0.split(separator: ";") }) {
      var words = statement.split(whereSeparator: { $0 == " " || $0 == "\t" })[...]
      while let word = words.first, word.hasPrefix("@") || Self.accessLevels.contains(String(word)) { words.removeFirst() }
      guard words.popFirst() == "import", var module = words.popFirst() else { continue }
      if kinds.contains(module), let named = words.popFirst() { module = named }
      if let head = module.split(separator: ".").first { modules.insert(String(head)) }
    }
    return modules
  }

  private static let accessLevels: Set<String> = ["public", "package", "internal", "fileprivate", "private"]
}

private struct Reader {
  private let text: [Unicode.Scalar]
  private var position = 0

  init(_ text: [Unicode.Scalar]) { self.text = text }

  private func has(_ expected: String) -> Bool {
    let scalars = expected.unicodeScalars
    guard position + scalars.count <= text.count else { return false }
    return zip(text[position...], scalars).allSatisfy(==)
  }

  private mutating func blank(_ count: Int, into output: inout String.UnicodeScalarView) {
    for _ in 0..<count where position < text.count {
      output.append(text[position] == "\n" ? "\n" : " ")
      position += 1
    }
  }

  mutating func readCode(into output: inout String.UnicodeScalarView, untilParenthesis: Bool) {
    var depth = 0
    while position < text.count {
      let scalar = text[position]
      if has("//") {
        while position < text.count, text[position] != "\n" { blank(1, into: &output) }
      } else if has("/*") {
        readBlockComment(into: &output)
      } else if scalar == "\"" {
        readString(hashes: 0, into: &output)
      } else if scalar == "#", let hashes = hashesBeforeQuote() {
        blank(hashes, into: &output)
        readString(hashes: hashes, into: &output)
      } else {
        if scalar == "(" { depth += 1 }
        if scalar == ")" {
          if untilParenthesis && depth == 0 { return }
          depth -= 1
        }
        output.append(scalar)
        position += 1
      }
    }
  }

  private func hashesBeforeQuote() -> Int? {
    var end = position
    while end < text.count, text[end] == "#" { end += 1 }
    return end < text.count && text[end] == "\"" ? end - position : nil
  }

  private mutating func readBlockComment(into output: inout String.UnicodeScalarView) {
    var depth = 0
    repeat {
      if has("/*") {
        depth += 1
        blank(2, into: &output)
      } else if has("*/") {
        depth -= 1
        blank(2, into: &output)
      } else {
        blank(1, into: &output)
      }
    } while depth > 0 && position < text.count
  }

  private mutating func readString(hashes: Int, into output: inout String.UnicodeScalarView) {
    let fence = String(repeating: "#", count: hashes)
    let quotes = has("\"\"\"") ? "\"\"\"" : "\""
    let end = quotes + fence
    let escape = "\\" + fence
    blank(quotes.count, into: &output)
    while position < text.count {
      if has(end) {
        blank(end.count, into: &output)
        return
      }
      if quotes.count == 1, text[position] == "\n" { return }
      if has(escape + "(") {
        blank(escape.count + 1, into: &output)
        readCode(into: &output, untilParenthesis: true)
        blank(1, into: &output)
      } else if has(escape) {
        blank(escape.count + 1, into: &output)
      } else {
        blank(1, into: &output)
      }
    }
  }
}
