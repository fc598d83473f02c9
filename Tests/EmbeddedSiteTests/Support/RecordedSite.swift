import EmbeddedSite
import SampleWeek

/// The site that the recordings were made on, as far as they show it.
enum RecordedSite {
  static let users = [
    user("dispatcher@example.com", .write), user("manager@example.com", .manage), user("Administrator", .manage),
    user("viewer@example.com", .read), user("outsider@example.com", .none),
    user("disabled@example.com", .write, isEnabled: false),
  ]

  private static func user(_ email: String, _ access: SiteUser.Access, isEnabled: Bool = true) -> SiteUser {
    SiteUser(email: email, apiKey: "key-\(email)", apiSecret: "secret-\(email)", access: access, isEnabled: isEnabled)
  }

  static let schema = SiteSchema([
    Doctype(
      "Dispatch Job", naming: .series("JOB-.#####"),
      fields: [
        DocField("naming_series", .select, options: ["JOB-.#####"], required: true, default: "JOB-.#####"),
        DocField("subject", .data, required: true), DocField("customer", .data),
        DocField("status", .select, options: ["Open", "Scheduled", "In Progress", "Completed", "Cancelled"], default: "Open"),
        DocField("priority", .select, options: ["Low", "Medium", "High", "Urgent"], default: "Medium"),
        DocField("scheduled_start", .datetime), DocField("scheduled_date", .date), DocField("earliest_time", .time),
        DocField("duration_minutes", .int, default: 60),
        DocField("assigned_technician", .link, options: ["Dispatch Technician"]),
        DocField("service_location", .link, options: ["Service Location"]), DocField("latitude", .float),
        DocField("longitude", .float), DocField("is_urgent", .check), DocField("quoted_price", .currency),
        DocField("travel_time", .duration), DocField("notes", .text), DocField("extra", .json), DocField("sequence", .int),
        DocField("client_request_id", .data, unique: true), DocField("internal_notes", .text, level: 1),
        DocField("tags", .table, options: ["Dispatch Tag Link"]), DocField("custom_gate_code", .data),
      ]),
    Doctype(
      "Dispatch Technician", naming: .prompt,
      fields: [
        DocField("full_name", .data, required: true), DocField("phone", .data, options: ["Phone"]),
        DocField("email", .data, options: ["Email"]), DocField("status", .select, options: ["Active", "Inactive"]),
        DocField("home_address", .smallText), DocField("home_latitude", .float), DocField("home_longitude", .float),
        DocField("color", .data), DocField("capacity", .int, default: 8),
        DocField("skills", .table, options: ["Dispatch Tag Link"]),
      ]),
    Doctype(
      "Service Location",
      fields: [
        DocField("customer", .data), DocField("address", .smallText), DocField("latitude", .float), DocField("longitude", .float),
      ]),
    Doctype("Dispatch Tag", naming: .field("tag_name"), fields: [DocField("tag_name", .data, required: true, unique: true)]),
    Doctype(
      "Dispatch Tag Link", isTable: true,
      fields: [DocField("tag", .link, options: ["Dispatch Tag"], required: true), DocField("remark", .data)]),
  ])

  private static let tags = [
    "gas", "vip", "fire-alarm", "parts-needed", "cooling", "plumbing", "inspection", "asbestos", "ladder", "elevator", "temp-tag",
  ]
  private static let subjects = ["leak", "no heat", "ünïcode naïve – 修理", "inspection"]
  private static let statuses = ["Scheduled", "In Progress", "Open", "Open", "Open", "Completed", "Cancelled"]

  static func documents(_ manners: DatabaseManners) -> [SampleDocument] {
    // Names that differ by case or accent alone are one name to MariaDB.
    let twins = manners == .postgresql ? ["A-1", "á-1", "ß-1"] : []
    var all: [SampleDocument] = tags.map { document("Dispatch Tag", $0, [text("tag_name", $0)]) }
    for number in 1...30 {
      all.append(
        document(
          "Dispatch Technician", "TECH-\(paddedDigits(number, 3))",
          [
            text("full_name", "Tester \(number)"), text("status", "Active"), .init("home_latitude", .float(40.6)),
            .init("capacity", .int(5)), .init("skills", .rows([[text("tag", "cooling")]])),
          ]))
    }
    for name in ["a-1", "ss-1", "TECH/A B"] + twins {
      all.append(document("Dispatch Technician", name, [text("full_name", "coll"), text("status", "Active")]))
    }
    all.append(document("Service Location", "e3u2urvenl", [text("customer", "Customer 000"), text("address", "100 Sample Ave")]))
    for number in 1...2_100 { all.append(job(number)) }
    for number in [2_219, 2_400] { all.append(job(number)) }
    return all
  }

  private static func job(_ number: Int) -> SampleDocument {
    let index = number - 1
    var fields = [
      text("naming_series", "JOB-.#####"), text("subject", "Job \(paddedDigits(index, 4)) \(subjects[index % 4])"),
      text("customer", "Customer \(paddedDigits(index % 50, 3))"), text("status", statuses[index % 7]),
      text("priority", ["Medium", "High", "Urgent", "Low"][index % 4]), .init("duration_minutes", .int(30 + index % 4 * 15)),
      .init("latitude", .float(40.873076)), .init("longitude", .float(-74.036564)), .init("is_urgent", .int(index % 2)),
      .init("quoted_price", .float(440.08)), .init("travel_time", .float(1345)), text("notes", "Call ahead. "),
      .init("sequence", .int(index % 100)), text("service_location", "e3u2urvenl"),
    ]
    if number % 3 != 0 || number <= 30 {
      fields += [
        text("scheduled_start", "2026-11-\(paddedDigits(16 + index % 12, 2)) 08:15:00"),
        text("scheduled_date", "2026-11-\(paddedDigits(16 + index % 12, 2))"), text("earliest_time", "08:00:00"),
        text("assigned_technician", "TECH-\(paddedDigits(1 + index % 28, 3))"),
      ]
    }
    if number == 2_219 { fields.append(text("extra", "{\"b\": 1, \"a\": [1, 2]}")) }
    if [1, 2, 5, 6, 10, 14, 30, 70, 71].contains(number) {
      fields.append(.init("tags", .rows([[text("tag", number == 30 ? "gas" : "fire-alarm")], [text("tag", "cooling")]])))
    }
    let modified = [
      1: "2026-11-22 14:42:34.561482", 2: "2026-11-22 14:42:34.632529", 70: "2026-11-22 15:00:00",
      71: "2026-11-22 15:00:00.120000",
    ][number]
    return document("Dispatch Job", "JOB-\(paddedDigits(number, 5))", fields, modified: modified ?? stamp(number))
  }

  /// Seven hundred rows share one `modified`, as in the recordings.
  private static func stamp(_ number: Int) -> String {
    (100..<800).contains(number)
      ? "2026-11-22 14:45:48.027590" : "2026-11-22 14:42:\(paddedDigits(number % 60, 2)).\(paddedDigits(number, 6))"
  }

  private static func text(_ name: String, _ value: String) -> SampleField { SampleField(name, .text(value)) }

  private static func document(
    _ doctype: String, _ name: String, _ fields: [SampleField], modified: String = "2026-11-22 14:42:28.263983"
  ) -> SampleDocument {
    SampleDocument(
      doctype: doctype, name: name, fields: fields, creation: "2026-11-22 14:42:28.263983", modified: modified,
      modifiedBy: "dispatcher@example.com")
  }
}
