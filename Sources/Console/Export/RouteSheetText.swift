import Canvas

/// Route sheets as plain text of 78 columns, one after the other with a form feed between them.
package enum RouteSheetText {
  private static let width = 78

  package static func text(_ sheets: [RouteSheet], _ words: Words) -> String {
    sheets.map { sheet in lines(sheet, words).joined(separator: "\n") + "\n" }.joined(separator: "\u{0C}")
  }

  private static func lines(_ sheet: RouteSheet, _ words: Words) -> [String] {
    var lines = [words.routeSheet + " · " + sheet.technician, sheet.day, sheet.facts.joined(separator: " · ")]
    lines.append(String(repeating: "-", count: width))
    if sheet.stops.isEmpty { lines.append(words.noStops) }
    for stop in sheet.stops {
      lines += wrapped(
        [stop.start + "–" + stop.end, stop.number, stop.type, stop.window.isEmpty ? "" : words.windowLabel + " " + stop.window],
        indent: 0, separator: "  ")
      lines += wrapped([stop.customer, stop.phone], indent: 13)
      lines += wrapped([stop.address], indent: 13)
      lines += wrapped([stop.crew, stop.materials, stop.equipment, stop.length, stop.status], indent: 13)
      if !stop.travel.isEmpty { lines += wrapped([words.travelled(stop)], indent: 13) }
      for note in stop.notes { lines += wrapped([note], indent: 13) }
      lines.append("")
    }
    return lines
  }

  private static func wrapped(_ parts: [String], indent: Int, separator: String = " · ") -> [String] {
    let text = parts.filter { !$0.isEmpty }.joined(separator: separator)
    if text.isEmpty { return [] }
    let hanging = max(indent, 13)
    return TextWidth.wrapped(text, to: width - hanging).enumerated().map { row, line in
      String(repeating: " ", count: row == 0 ? indent : hanging) + line
    }
  }
}

extension Words {
  package var routeSheet: String { say("Feuille de route", "Route sheet") }
  var noStops: String { say("Aucun bon ce jour-là.", "No jobs on this day.") }
  func startsFrom(_ place: String) -> String { say("départ : \(place)", "starts from: \(place)") }
  func ledBy(_ name: String) -> String { say("avec \(name), qui mène", "with \(name), who leads") }
  func travelled(_ stop: RouteSheet.Stop) -> String {
    say("route : \(stop.travel)", "drive: \(stop.travel)") + (stop.isTravelEstimated ? say(" (estimée)", " (estimated)") : "")
  }
}
