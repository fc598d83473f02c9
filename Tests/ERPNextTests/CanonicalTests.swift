import Domain
import ERPNext
import Recordings
import Testing
import Transport

@Suite struct CanonicalTests {
  @Test(
    arguments: [
      (JSONValue.null, FieldType.data, FieldValue.null), ("", .data, .null), ("  \n", .text, .null),
      ("  padded  ", .data, .text("padded")),
      ("a\r\nb\rc\n", .text, .text("a\nb\nc")), ("&lt;b&gt; &amp;amp; &#39;", .data, .text("<b> &amp; '")),
      ("\u{A0}é\u{2003}", .data, .text("é")),
      (12, .data, .text("12")), (1.5, .data, .text("1.5")), (true, .data, .text("1")),
      (" A&amp;B ", .link(.tag), .text(" A&amp;B ")), ("", .foreignLink, .null),
      (nil, .int, .int(0)), ("7", .int, .int(7)), ("7.9", .int, .int(7)), (7.0, .int, .int(7)), (-7.9, .int, .int(-7)),
      ("x", .int, .int(0)), (1e30, .int, .int(0)),
      (nil, .check, .int(0)), (1, .check, .int(1)), (2, .check, .int(1)), (false, .check, .int(0)), ("1", .check, .int(1)),
      (nil, .float, .float(0)), (3, .float, .float(3)), ("45.16", .float, .float(45.16)), ("nan", .float, .float(0)),
      ("2026-11-23 08:05:00", .datetime, .text("2026-11-23 08:05:00")),
      ("2026-11-23 08:05:00.000000", .datetime, .text("2026-11-23 08:05:00")),
      ("2026-11-23 08:05:00.5", .datetime, .text("2026-11-23 08:05:00")),
      ("2026-11-23T08:05:00", .datetime, .text("2026-11-23 08:05:00")),
      ("2026-11-23", .datetime, .text("2026-11-23 00:00:00")),
      ("2026-02-30 08:05:00.1", .datetime, .text("2026-02-30 08:05:00.1")), (nil, .datetime, .null),
      ("8:05:00", .time, .text("08:05:00")), ("08:05:00", .time, .text("08:05:00")), ("8:05", .time, .text("08:05:00")),
      ("8:05:00.000000", .time, .text("08:05:00")), ("24:00:00", .time, .text("24:00:00")), ("noon", .time, .text("noon")),
      ("1:2:3:4", .time, .text("1:2:3:4")),
    ] as [(JSONValue, FieldType, FieldValue)])
  func values(json: JSONValue, type: FieldType, value: FieldValue) { #expect(Canonical.value(json, type: type) == value) }

  private static let rows = FieldType.table([FieldSchema("tag", .link(.tag)), FieldSchema("weight", .int)])

  @Test func rowsGoByTheirIndexWithoutTheirNames() throws {
    let json = try JSONValue(
      parsing: #"[{"name":"x","idx":2,"tag":"b","weight":null},{"name":"y","idx":1,"tag":"a","weight":3,"owner":"z"}]"#)
    let expected = FieldValue.rows([["tag": .text("a"), "weight": .int(3)], ["tag": .text("b"), "weight": .int(0)]])
    #expect(Canonical.value(json, type: Self.rows) == expected)
    #expect(Canonical.same(expected, .rows([["tag": .text("a"), "weight": .int(3)], ["tag": .text("b")]]), type: Self.rows))
    #expect(!Canonical.same(expected, .rows([["tag": .text("b")], ["tag": .text("a"), "weight": .int(3)]]), type: Self.rows))
    #expect(Canonical.value(nil, type: Self.rows) == .rows([]))
    #expect(Canonical.same(.null, .rows([]), type: Self.rows))
  }

  @Test func whatIsTheSame() {
    #expect(Canonical.same(.null, .int(0), type: .int))
    #expect(Canonical.same(.null, .float(0), type: .float))
    #expect(Canonical.same(.null, .text(""), type: .data))
    #expect(Canonical.same(.float(45.160_000_4), .float(45.16), type: .float))
    #expect(!Canonical.same(.float(45.160_002), .float(45.16), type: .float))
    #expect(Canonical.same(.int(3), .float(3), type: .float))
    #expect(Canonical.same(.text("8:05:00"), .text("08:05:00"), type: .time))
    #expect(Canonical.same(.text("a < b"), .text("a &lt; b"), type: .text))
    #expect(Canonical.same(.text("a\r\nb"), .text("a\nb "), type: .text))
    #expect(!Canonical.same(.text("\u{E9}"), .text("e\u{301}"), type: .data))
    #expect(!Canonical.same(.text("A"), .text("a"), type: .link(.tag)))
    #expect(!Canonical.same(.null, .int(1), type: .check))
  }

  // MARK: On the recordings

  /// The recorded shop's fields, which are not the console's own.
  private static let recorded: [String: FieldType] = [
    "subject": .data, "customer": .data, "status": .select, "priority": .select, "scheduled_start": .datetime,
    "earliest_time": .time,
    "duration_minutes": .int, "assigned_technician": .link(.technician), "service_location": .link(.serviceLocation),
    "latitude": .float,
    "longitude": .float, "is_urgent": .check, "quoted_price": .float, "travel_time": .float, "notes": .text, "sequence": .int,
    "address": .text,
    "client_request_id": .data, "full_name": .data, "tag_name": .data, "tags": .table([FieldSchema("tag", .link(.tag))]),
  ]

  /// Every value of every document and list row in the recorded answers.
  private static func recordedValues() throws -> [(id: String, field: String, type: FieldType, json: JSONValue)] {
    var values: [(id: String, field: String, type: FieldType, json: JSONValue)] = []
    for database in Recording.Database.allCases {
      for recording in try Recording.all(database) where (200..<300).contains(recording.status) {
        guard let answer = recording.answer else { continue }
        var documents: [JSONObject] = []
        for part in [answer["data"], answer["message"], answer["docs"]] {
          if let object = part?.object { documents.append(object) }
          documents += (part?.array ?? []).compactMap { $0.object }
        }
        for document in documents {
          for (field, type) in recorded { if let json = document[field] { values.append((recording.id, field, type, json)) } }
        }
      }
    }
    return values
  }

  @Test func recordedValuesKeepTheirMeaningWhateverTheirSpelling() throws {
    let values = try Self.recordedValues()
    #expect(values.count > 1_000)
    for (id, field, type, json) in values {
      let value = Canonical.value(json, type: type)
      #expect(Canonical.value(value, type: type) == value, "\(id) \(field): once is enough")
      #expect(Canonical.same(value, value, type: type), "\(id) \(field)")
      for other in Self.spellings(of: json, type) {
        let same = Canonical.value(other, type: type)
        #expect(
          Canonical.same(value, same, type: type) && Canonical.same(same, value, type: type), "\(id) \(field): \(other.text)")
      }
      for other in Self.changes(of: value, type) {
        #expect(!Canonical.same(value, other, type: type), "\(id) \(field): \(other)")
      }
    }
  }

  /// What another site, another database or another way of asking makes of the same value.
  private static func spellings(of json: JSONValue, _ type: FieldType) -> [JSONValue] {
    switch (type, json) {
    case (.data, .string(let text)), (.text, .string(let text)), (.select, .string(let text)):
      let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      let isEscapedAlready = text.contains("&")
      return [.string("  \(text)\r\n"), .string(text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))]
        + (isEscapedAlready ? [] : [.string(escaped)])
    case (.int, .int(let number)), (.check, .int(let number)):
      return [.double(Double(number)), .string(String(number))] + (number == 0 ? [.null] : [])
    case (.float, _): return json.double.map { [.double($0 + 4e-7), .double($0 - 4e-7)] + ($0 == 0 ? [.null, 0] : []) } ?? []
    case (.datetime, .string(let text)) where text.utf8.count == 19:
      return [.string(text + ".000000"), .string(text.replacing(" ", with: "T"))]
    case (.time, .string(let text)):
      return text.hasPrefix("0") ? [.string(String(text.dropFirst()))] : [.string(text.utf8.count == 7 ? "0" + text : text)]
    case (.table, .array(let rows)):
      return [.array(rows.reversed()).self].filter { _ in
        rows.allSatisfy { $0["idx"] != nil } && Set(rows.map { $0["idx"]?.int }).count == rows.count
      }
    case (_, .null): return [""].filter { _ in type == .datetime || type == .time }
    default: return []
    }
  }

  /// Values that mean something else.
  private static func changes(of value: FieldValue, _ type: FieldType) -> [FieldValue] {
    switch (type, value) {
    case (.int, .int(let number)): [.int(number + 1)]
    case (.check, .int(let number)): [.int(1 - number)]
    case (.float, .float(let number)): [.float(number + 1e-4)]
    case (.datetime, .text), (.time, .text): [.null, .text("2001-01-01 00:00:01")]
    case (.table, .rows(let rows)): [.rows(rows + [["tag": .text("another")]])]
    case (_, .text(let text)): [.null, .text(text + "x"), .text("x" + text)]
    default: []
    }
  }

  /// MariaDB answers `8:05:00`, PostgreSQL `08:05:00`; a list answers null where a document leaves out.
  @Test func bothDatabasesMeanTheSame() throws {
    func field(_ database: Recording.Database, _ id: String, _ path: (JSONValue) -> JSONValue?) throws -> JSONValue? {
      let recording = try #require(try Recording.all(database).first { $0.id.hasPrefix(id + "-") })
      return path(try #require(recording.answer))
    }
    let time = try field(.postgresql, "20t2") { $0["data"]?["earliest_time"] }
    #expect(time?.string?.hasPrefix("0") == true)
    let other = JSONValue.string(String(try #require(time?.string).dropFirst()))
    #expect(Canonical.value(time, type: .time) == Canonical.value(other, type: .time))
    #expect(Canonical.value(try field(.mariadb, "03a") { $0["data"]?["client_request_id"] }, type: .data) == .null)
  }
}
