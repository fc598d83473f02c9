/// Route sheets as PostScript on letter paper, which printers take and `ps2pdf` turns into PDF. Text is set in the printer's own
/// Helvetica; characters that its 149 glyphs of the standard Latin set lack become a question mark.
package enum RouteSheetPostScript {
  private static let top = 742.0
  private static let bottom = 50.0
  private static let left = 54.0
  private static let columns = 92

  private struct Line {
    var text: String
    var font: Int
    var indent: Double
    var space: Double
  }

  package static func text(_ sheets: [RouteSheet], _ words: Words) -> String {
    let pages = sheets.flatMap { Self.pages($0, words) }
    var output = """
      %!PS-Adobe-3.0
      %%Title: \(comment(words.routeSheet))
      %%Pages: \(pages.count)
      %%BoundingBox: 0 0 612 792
      %%DocumentNeededResources: font Helvetica Helvetica-Bold
      %%LanguageLevel: 2
      %%EndComments
      %%BeginProlog
      /names [ \(Glyphs.encodingVector) ] def
      /recode { findfont dup length dict begin { 1 index /FID ne { def } { pop pop } ifelse } forall /Encoding names def currentdict end definefont pop } def
      /Text /Helvetica recode
      /Bold /Helvetica-Bold recode
      /F0 { /Text findfont 9 scalefont setfont } def
      /F1 { /Bold findfont 10 scalefont setfont } def
      /F2 { /Bold findfont 14 scalefont setfont } def
      /T { moveto show } def
      %%EndProlog
      %%BeginSetup
      << /PageSize [612 792] >> setpagedevice
      %%EndSetup

      """
    for (number, page) in pages.enumerated() {
      output += "%%Page: \(number + 1) \(number + 1)\n"
      for line in page { output += line + "\n" }
      output += "showpage\n"
    }
    return output + "%%Trailer\n%%EOF\n"
  }

  private static func pages(_ sheet: RouteSheet, _ words: Words) -> [[String]] {
    var blocks: [[Line]] = [
      [Line(text: sheet.technician, font: 2, indent: 0, space: 18), Line(text: sheet.day, font: 1, indent: 0, space: 13)]
        + wrapped(sheet.facts.joined(separator: " · "), indent: 0)
    ]
    if sheet.stops.isEmpty { blocks.append(wrapped(words.noStops, indent: 0)) }
    for stop in sheet.stops {
      var title = stop.start + "–" + stop.end + "   " + stop.number + "   " + stop.type
      if !stop.window.isEmpty { title += "   " + words.windowLabel + " " + stop.window }
      var block = [Line(text: title, font: 1, indent: 0, space: 20)]
      block += wrapped([stop.customer, stop.phone].filter { !$0.isEmpty }.joined(separator: " · "))
      block += wrapped(stop.address)
      block += wrapped(
        [stop.crew, stop.materials, stop.equipment, stop.length, stop.status].filter { !$0.isEmpty }.joined(separator: " · "))
      if !stop.travel.isEmpty { block += wrapped(words.travelled(stop)) }
      for note in stop.notes { block += wrapped(note) }
      blocks.append(block)
    }
    return set(blocks)
  }

  /// A stop stays whole where a page holds it.
  private static func set(_ blocks: [[Line]]) -> [[String]] {
    var pages: [[String]] = []
    var page: [String] = []
    var y = top
    for block in blocks {
      let height = block.reduce(0) { $0 + $1.space }
      if y - height < bottom, height < top - bottom, !page.isEmpty {
        pages.append(page)
        page = []
        y = top
      }
      for line in block {
        if y - line.space < bottom {
          pages.append(page)
          page = []
          y = top
        }
        y -= line.space
        page.append("F\(line.font) \(string(line.text)) \(number(left + line.indent)) \(number(y)) T")
      }
    }
    if !page.isEmpty { pages.append(page) }
    return pages
  }

  private static func wrapped(_ text: String, indent: Double = 18) -> [Line] {
    if text.isEmpty { return [] }
    return lines(text).map { Line(text: $0, font: 0, indent: indent, space: 12) }
  }

  /// By characters, near enough for a page that has room at its right.
  private static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: true) {
      var word = String(word)
      while word.count > columns {
        if !line.isEmpty { lines.append(line) }
        line = ""
        lines.append(String(word.prefix(columns)))
        word = String(word.dropFirst(columns))
      }
      if !line.isEmpty, line.count + 1 + word.count > columns {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// Tenths of a point.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A string that no text can end or run as a program: brackets and backslashes are escaped, all that is not plain ASCII is octal.
  static func string(_ text: String) -> String {
    var output = "("
    for scalar in text.unicodeScalars {
      switch scalar {
      case "(", ")", "\\": output += "\\" + String(Character(scalar))
      case " "..."~": output.unicodeScalars.append(scalar)
      default: output += octal(Glyphs.code(of: scalar))
      }
    }
    return output + ")"
  }

  private static func octal(_ code: UInt8) -> String {
    let digits = String(code, radix: 8)
    return "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }

  private static func comment(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { (Unicode.Scalar(" ")...Unicode.Scalar("~")).contains($0) }))
  }

  /// Where the encoding of these sheets has each glyph: Latin-1's places, and below them the few more that French and prices need.
  enum Glyphs {
    private static let more: [(scalar: Unicode.Scalar, name: String)] = [
      ("\u{152}", "OE"), ("\u{153}", "oe"), ("\u{178}", "Ydieresis"), ("\u{20AC}", "Euro"), ("\u{2013}", "endash"),
      ("\u{2014}", "emdash"), ("\u{2018}", "quoteleft"), ("\u{2019}", "quoteright"), ("\u{201C}", "quotedblleft"),
      ("\u{201D}", "quotedblright"), ("\u{2022}", "bullet"), ("\u{2026}", "ellipsis"), ("\u{2212}", "minus"),
    ]
    private static let latin = [
      "space", "exclamdown", "cent", "sterling", "currency", "yen", "brokenbar", "section", "dieresis", "copyright",
      "ordfeminine", "guillemotleft", "logicalnot", "hyphen", "registered", "macron", "degree", "plusminus", "twosuperior",
      "threesuperior", "acute", "mu", "paragraph", "periodcentered", "cedilla", "onesuperior", "ordmasculine", "guillemotright",
      "onequarter", "onehalf", "threequarters", "questiondown", "Agrave", "Aacute", "Acircumflex", "Atilde", "Adieresis", "Aring",
      "AE", "Ccedilla", "Egrave", "Eacute", "Ecircumflex", "Edieresis", "Igrave", "Iacute", "Icircumflex", "Idieresis", "Eth",
      "Ntilde", "Ograve", "Oacute", "Ocircumflex", "Otilde", "Odieresis", "multiply", "Oslash", "Ugrave", "Uacute",
      "Ucircumflex", "Udieresis", "Yacute", "Thorn", "germandbls", "agrave", "aacute", "acircumflex", "atilde", "adieresis",
      "aring", "ae", "ccedilla", "egrave", "eacute", "ecircumflex", "edieresis", "igrave", "iacute", "icircumflex", "idieresis",
      "eth", "ntilde", "ograve", "oacute", "ocircumflex", "otilde", "odieresis", "divide", "oslash", "ugrave", "uacute",
      "ucircumflex", "udieresis", "yacute", "thorn", "ydieresis",
    ]

    static func code(of scalar: Unicode.Scalar) -> UInt8 {
      if (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
      if let place = more.firstIndex(where: { $0.scalar == scalar }) { return UInt8(0x80 + place) }
      return UInt8(ascii: "?")
    }

    private static let ascii = [
      "space", "exclam", "quotedbl", "numbersign", "dollar", "percent", "ampersand", "quotesingle", "parenleft", "parenright",
      "asterisk", "plus", "comma", "hyphen", "period", "slash", "zero", "one", "two", "three", "four", "five", "six", "seven",
      "eight", "nine", "colon", "semicolon", "less", "equal", "greater", "question", "at", "A", "B", "C", "D", "E", "F", "G",
      "H", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "bracketleft", "backslash",
      "bracketright", "asciicircum", "underscore", "grave", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
      "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "braceleft", "bar", "braceright", "asciitilde",
    ]

    /// 256 names, in the order of the codes.
    static var encodingVector: String {
      var names = Array(repeating: ".notdef", count: 256)
      for (place, name) in ascii.enumerated() { names[0x20 + place] = name }
      for (place, glyph) in more.enumerated() { names[0x80 + place] = glyph.name }
      for (place, name) in latin.enumerated() { names[0xA0 + place] = name }
      var lines: [String] = []
      for start in stride(from: 0, to: 256, by: 16) {
        lines.append(names[start..<start + 16].map { "/" + $0 }.joined(separator: " "))
      }
      return lines.joined(separator: "\n")
    }
  }
}
