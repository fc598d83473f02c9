import Domain
import GRDB

/// What of a job goes into the full-text index: folded, with the forms in which people type numbers.
enum SearchIndex {
  static let select = """
    SELECT job.rowid, job.name, job.subject, job.job_type, job.tags, job.customer_name, place.customer_name, job.customer_phone, \
    job.address, place.address, place.city, place.postal_code, job.notes, job.resolution, job.status_reason, place.notes \
    FROM job LEFT JOIN serviceLocation place ON place.name = job.service_location
    """

  /// In the order of the index's columns, for a row of `select`.
  static func columns(_ row: Row) -> [String] {
    func text(_ index: Int) -> String { row[index] as String? ?? "" }
    let tags = (row[4] as String?).flatMap { FieldText.value($0)?.rows.compactMap { $0["tag"]?.text } } ?? []
    return [
      name(text(1)), folded([text(2), text(3)] + tags), folded([text(5), text(6)]), phone(text(7)),
      folded([text(8), text(9), text(10), text(11), text(11).filter { $0 != " " }]),
      folded([text(12), text(13), text(14), text(15)]),
    ]
  }

  private static func folded(_ texts: [String]) -> String {
    // Rows of a place mostly repeat what the job says.
    var kept: [String] = []
    for text in texts.map({ SearchFolding.fold($0) }) where !text.isEmpty && !kept.contains(text) { kept.append(text) }
    return kept.joined(separator: " ")
  }

  /// `bt 01043 1043`.
  private static func name(_ name: String) -> String {
    let number = DocumentTable.number(of: DocumentName(name)).map { String($0) } ?? ""
    return folded([name, number])
  }

  /// `+14505550123` as its parts and as one number with and without what is left out when one knows the place.
  static func phone(_ stored: String) -> String {
    let digits = stored.filter { $0.isASCII && $0.isNumber }
    let ten = digits.count == 11 && digits.first == "1" ? String(digits.dropFirst()) : digits
    guard ten.count == 10 else { return folded([stored]) }
    let (area, rest) = (ten.prefix(3), ten.dropFirst(3))
    return "1\(ten) \(ten) \(rest) \(area) \(rest.prefix(3)) \(rest.suffix(4))"
  }

  /// What to ask the index for; nil where there is nothing to look for.
  static func expression(_ query: SearchQuery) -> String? {
    let words = query.words.map { word -> String in
      let folded = "\"" + String(decoding: word.folded, as: UTF8.self) + "\"*"
      return word.literal.map { "(\(folded) OR \"" + String(decoding: $0, as: UTF8.self) + "\"*)" } ?? folded
    }
    return words.isEmpty ? nil : words.joined(separator: " AND ")
  }
}
