import Domain
import Transport

/// A doctype as `getdoctype` describes it, custom fields included (CONTRACT.md, "Meta").
package struct DoctypeMeta: Sendable, Equatable {
  package struct Field: Sendable, Equatable {
    package let name: String
    /// Frappe's word: `Data`, `Link`, `Table` …
    package let type: String
    /// The doctype of a Link or Table, the lines of a Select.
    package let options: String
    package let isRequired: Bool
    package let isUnique: Bool
    /// As forms show it.
    package let label: String
  }

  package let name: String
  package let autoname: String
  package let fields: [Field]
  /// Made on the site itself, and its own to change.
  package var isCustom = false
  /// Rows of other documents.
  package var isTable = false
  package var isSubmittable = false

  package func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}

extension FrappeClient {
  /// Whether the site answers at all.
  package func ping() async throws(SiteFailure) {
    guard try await get("/api/method/ping")["message"]?.string == "pong" else { throw .malformed("no pong") }
  }

  /// Whom the site takes us for. A guest is nobody: a credential in the wrong form is silently a guest's (CONTRACT.md, 01k).
  package func loggedUser() async throws(SiteFailure) -> String {
    guard let user = try await get("/api/method/frappe.auth.get_logged_user")["message"]?.string, !user.isEmpty else {
      throw .malformed("no user")
    }
    guard user != "Guest" else { throw .signInNeeded("Guest") }
    return user
  }

  /// Version by application: `frappe`, `erpnext` …
  package func versions() async throws(SiteFailure) -> [String: String] {
    guard let applications = try await get("/api/method/frappe.utils.change_log.get_versions")["message"]?.object else {
      throw .malformed("no versions")
    }
    return applications.members.reduce(into: [:]) { $0[$1.key] = $1.value["version"]?.string }
  }

  package func meta(ofDoctype doctype: String) async throws(SiteFailure) -> DoctypeMeta {
    let answer = try await get("/api/method/frappe.desk.form.load.getdoctype" + PercentEncoding.query([("doctype", doctype)]))
    let documents = (answer["docs"]?.array ?? []).compactMap { $0.object }
    guard let document = documents.first(where: { $0["name"]?.string == doctype }) else {
      throw .malformed("no such doctype in the answer")
    }
    let fields = (document["fields"]?.array ?? []).compactMap { field -> DoctypeMeta.Field? in
      guard let name = field["fieldname"]?.string else { return nil }
      return DoctypeMeta.Field(
        name: name, type: field["fieldtype"]?.string ?? "", options: field["options"]?.string ?? "",
        isRequired: field["reqd"]?.int == 1, isUnique: field["unique"]?.int == 1, label: field["label"]?.string ?? "")
    }
    return DoctypeMeta(
      name: doctype, autoname: document["autoname"]?.string ?? "", fields: fields, isCustom: document["custom"]?.int == 1,
      isTable: document["istable"]?.int == 1, isSubmittable: document["is_submittable"]?.int == 1)
  }

  /// The IANA name of the site's zone, as the site tells it: by the boot JSON of `/me`, else by System Settings, which most users may not
  /// read. nil where neither says; `frappe.client.get_time_zone` is the user's own and of no use (CONTRACT.md, "Time").
  package func siteZoneIdentifier() async throws(SiteFailure) -> String? {
    let page = HTTPRequest(.get, origin, "/me", headers: ["Accept": "text/html"], redirects: .none)
    if let response = try? await answer(page), response.status == 200, let zone = BootPage.systemZone(in: response.body) {
      return zone
    }
    do throws(SiteFailure) {
      let settings = try await get("/api/resource/System%20Settings/System%20Settings")
      return settings["data"]?["time_zone"]?.string
    } catch {
      switch error {
      case .refused, .notFound: return nil
      default: throw error
      }
    }
  }
}

/// The page that a signed-in user gets, with `frappe.boot` in it.
package enum BootPage {
  /// Of `"time_zone": {"system": "America/Toronto", "user": …}`.
  package static func systemZone(in page: [UInt8]) -> String? {
    let key = Array("\"time_zone\"".utf8)
    var start = page.startIndex
    while let found = page[start...].firstRange(of: key) {
      start = found.upperBound
      let rest = page[found.upperBound...].drop { $0 == 0x20 || $0 == 0x0A }
      guard rest.first == UInt8(ascii: ":") else { continue }
      let value = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x0A }
      guard value.first == UInt8(ascii: "{"), let end = value.prefix(1_024).firstIndex(of: UInt8(ascii: "}")) else { continue }
      if let zone = (try? JSONValue(parsing: Array(value[...end])))?["system"]?.string, !zone.isEmpty { return zone }
    }
    return nil
  }
}

/// How far a site's wall clock is from UTC.
package enum ClockOffset {
  /// From the `modified` that a write was stamped with and the `Date` of its answer, to the quarter of an hour, which all zones keep to;
  /// nil where the two do not fit together, since a write may have waited long for its answer.
  package static func seconds(modified: String, siteDate: Instant) -> Int? {
    guard let reading = LocalDateTime(siteText: modified) else { return nil }
    let apart = Int(reading.clockSeconds - siteDate.seconds)
    let quarter = 900
    let rounded = (apart + (apart >= 0 ? quarter / 2 : -quarter / 2)) / quarter * quarter
    guard abs(apart - rounded) <= 120, abs(rounded) <= 14 * 3_600 else { return nil }
    return rounded
  }
}
