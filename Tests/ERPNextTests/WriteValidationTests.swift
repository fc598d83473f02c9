import Domain
import ERPNext
import Testing
import Transport

@Suite struct WriteValidationTests {
  private func json(_ value: FieldValue, _ type: FieldType) throws -> JSONValue {
    try WriteValidation.json(value, type: type, table: SiteMapping.Table(doctype: "Child", fields: ["tag": "site_tag"]))
  }

  @Test(
    arguments: [
      (FieldValue.null, FieldType.int, JSONValue.int(0)), (.null, .check, 0), (.null, .float, 0.0), (.null, .data, nil),
      (.null, .datetime, nil),
      (.int(5), .int, 5), (.int(1), .check, 1), (.int(3), .float, 3.0), (.float(45.16), .float, 45.16), (.text("é"), .data, "é"),
      (.text("2026-11-23 08:05:00"), .datetime, "2026-11-23 08:05:00"), (.text("23:59:59"), .time, "23:59:59"),
      (.text("line\nline"), .text, "line\nline"),
      (.text(String(repeating: "é", count: 140)), .data, .string(String(repeating: "é", count: 140))),
    ] as [(FieldValue, FieldType, JSONValue)])
  func sends(value: FieldValue, type: FieldType, expected: JSONValue) throws { #expect(try json(value, type) == expected) }

  @Test(
    arguments: [
      (FieldValue.float(.nan), FieldType.float, WriteMistake.badNumber), (.float(.infinity), .float, .badNumber),
      (.float(1e300), .float, .badNumber),
      (.int(1 << 40), .int, .badNumber), (.int(2), .check, .badNumber), (.text("7"), .int, .wrongType),
      (.int(7), .data, .wrongType),
      (.text(String(repeating: "x", count: 141)), .data, .tooLong),
      (.text(String(repeating: "e\u{301}", count: 71)), .data, .tooLong),
      (.text("a\0"), .data, .nulByte), (.text("a\0"), .text, .nulByte),
      (.text("2026-02-30 08:00:00"), .datetime, .badDatetime), (.text("2026-11-23T08:00:00"), .datetime, .badDatetime),
      (.text("2026-11-23 08:00:00Z"), .datetime, .badDatetime), (.text("2026-11-23"), .datetime, .badDatetime),
      (.text("now"), .datetime, .badDatetime),
      (.text("0001-01-01 00:00:00"), .datetime, .badDatetime), (.text("8:05:00"), .time, .badTime),
      (.text("24:00:00"), .time, .badTime),
      (.text("08:05:60"), .time, .badTime), (.text("08:60:00"), .time, .badTime), (.rows([]), .data, .wrongType),
    ] as [(FieldValue, FieldType, WriteMistake)])
  func refuses(value: FieldValue, type: FieldType, mistake: WriteMistake) { #expect(throws: mistake) { try json(value, type) } }

  @Test func rowsGoWholeAndWithoutNames() throws {
    let type = FieldType.table([FieldSchema("tag", .link(.tag)), FieldSchema("unknown", .data)])
    let rows = FieldValue.rows([["tag": .text("a"), "name": .text("row-1")], ["tag": .text("b")]])
    #expect(try json(rows, type) == [["site_tag": "a"], ["site_tag": "b"]])
    #expect(try json(.null, type) == [])
    #expect(throws: WriteMistake.nulByte) { try json(.rows([["tag": .text("\0")]]), type) }
    #expect(throws: WriteMistake.unmappedField) { try WriteValidation.json(rows, type: type) }
  }
}
