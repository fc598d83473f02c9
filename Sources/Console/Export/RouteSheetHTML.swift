import Configuration

/// Route sheets as one HTML page that prints a technician a sheet. It loads nothing, runs nothing, and links to telephones only.
package enum RouteSheetHTML {
  package static func text(_ sheets: [RouteSheet], _ words: Words) -> String {
    let title = escaped(words.routeSheet + (sheets.first.map { " · " + $0.day } ?? ""))
    let body = sheets.map { sheet($0, words) }.joined()
    return """
      <!DOCTYPE html>
      <html lang="\(words.language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>
      body { font: 11pt/1.35 sans-serif; margin: 1.5cm; color: #000; background: #fff; }
      section { break-after: page; }
      h1 { font-size: 15pt; margin: 0; }
      p { margin: 0 0 .6em; }
      article { border-top: 1px solid #999; padding: .5em 0; break-inside: avoid; }
      article b { font-size: 12pt; }
      .dim { color: #444; }
      pre { white-space: pre-wrap; font: inherit; margin: .2em 0 0; }
      </style>
      </head>
      <body>
      \(body)</body>
      </html>

      """
  }

  private static func sheet(_ sheet: RouteSheet, _ words: Words) -> String {
    var text = "<section>\n<h1>\(escaped(sheet.technician))</h1>\n"
    text += "<p>\(escaped(sheet.day))<br>\(escaped(sheet.facts.joined(separator: " · ")))</p>\n"
    if sheet.stops.isEmpty { text += "<p>\(escaped(words.noStops))</p>\n" }
    for stop in sheet.stops { text += article(stop, words) }
    return text + "</section>\n"
  }

  private static func article(_ stop: RouteSheet.Stop, _ words: Words) -> String {
    var lines: [String] = []
    var title = "<b>\(escaped(stop.start))–\(escaped(stop.end))</b> \(escaped(stop.number)) \(escaped(stop.type))"
    if !stop.window.isEmpty { title += " · \(escaped(words.windowLabel)) \(escaped(stop.window))" }
    lines.append(title)
    let phone = stop.dialled.isEmpty ? escaped(stop.phone) : "<a href=\"tel:\(stop.dialled)\">\(escaped(stop.phone))</a>"
    lines.append([escaped(stop.customer), phone].filter { !$0.isEmpty }.joined(separator: " · "))
    lines.append(escaped(stop.address))
    let rest = [stop.crew, stop.materials, stop.equipment, stop.length, stop.status].filter { !$0.isEmpty }
    lines.append("<span class=\"dim\">" + escaped(rest.joined(separator: " · ")) + "</span>")
    if !stop.travel.isEmpty { lines.append("<span class=\"dim\">" + escaped(words.travelled(stop)) + "</span>") }
    let notes = stop.notes.isEmpty ? "" : "\n<pre>\(escaped(stop.notes.joined(separator: "\n")))</pre>"
    return "<article>" + lines.filter { !$0.isEmpty }.joined(separator: "<br>\n") + notes + "</article>\n"
  }

  /// For text and for attributes in double quotes.
  static func escaped(_ text: String) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      default: output.unicodeScalars.append(scalar)
      }
    }
    return output
  }
}
