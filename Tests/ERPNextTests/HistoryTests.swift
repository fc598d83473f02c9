import Domain
import ScriptedServer
import Testing
import Transport

@testable import ERPNext

/// Who changed a document, and what a user may do, from answers as they were recorded (CONTRACT.md, 06d3, 09f2, 01zb).
@Suite struct HistoryTests {
  /// `data` as in recording 06d2, cut down to what it holds of each kind.
  private static let data = """
    {"added":[["tags",{"__unsaved":1,"doctype":"Dispatch Tag Link","idx":1,"name":"k22soi9nbl","tag":"vip"}]],\
    "changed":[["status","En cours","Done"],["notes","Call ahead.","changed"],["unknown_field",1,2],["duration_minutes","60",75]],\
    "data_import":null,"removed":[["tags",{"idx":1,"name":"e5fqavibpa","tag":"inspection"}],["tags",{"idx":2,"tag":"asbestos"}]],\
    "row_changed":[],"updater_reference":null}
    """

  private func answer(_ versions: [JSONValue]) -> JSONValue {
    [
      "docinfo": [
        "user_info": ["dana@example.com": ["fullname": "Dana"]], "versions": .array(versions),
        "permissions": ["read": 1, "write": 1],
      ]
    ]
  }

  private func version(_ owner: String, _ creation: String, _ data: String) -> JSONValue {
    ["name": "k22ltrrkb0", "owner": .string(owner), "creation": .string(creation), "data": .string(data)]
  }

  @Test func versionsBecomeChangesInTheConsolesNames() async throws {
    let versions = [version("dana@example.com", "2026-11-22 14:52:38.664898", Self.data)]
    let told = answer(versions)
    let mapping = SiteMapping.standard.overriding(.job, doctype: "Bon", values: ["status": ["On Site": "En cours"]])
    let site = try PlannedSite(mapping: mapping) { _ in (200, told) }
    let entries = try await site.client.history(of: .job, named: "BT-1")
    let request = try #require(site.requests.first)
    #expect(request.path == "/api/method/frappe.desk.form.load.get_docinfo")
    #expect(request.parameters["doctype"]?.string == "Bon" && request.parameters["name"]?.string == "BT-1")
    #expect(entries.count == 1)
    #expect(entries[0].user == "dana@example.com" && entries[0].name == "Dana")
    #expect(entries[0].at == LocalDateTime(siteText: "2026-11-22 14:52:38"))
    #expect(
      entries[0].changes == [
        FieldChange("status", before: .text("On Site"), after: .text("Done")),
        FieldChange("notes", before: .text("Call ahead."), after: .text("changed")),
        FieldChange("duration_minutes", before: .int(60), after: .int(75)),
        FieldChange(
          "tags", before: .rows([["tag": .text("inspection")], ["tag": .text("asbestos")]]),
          after: .rows([["tag": .text("vip")]])),
      ])
  }

  @Test func whatCannotBeReadIsPassedOver() async throws {
    let told = answer([
      version("a", "2026-11-22 14:52:38", "not JSON"), version("a", "nonsense", #"{"changed":[["priority",null,"P1"]]}"#),
      version("a", "2026-11-22 14:52:38", #"{"changed":"x","added":[[1]],"removed":{}}"#), ["owner": "a"], 7,
    ])
    let site = try PlannedSite { _ in (200, told) }
    let entries = try await site.client.history(of: .job, named: "BT-1")
    #expect(entries.map(\.at) == [nil])
    #expect(entries[0].changes == [FieldChange("priority", before: .null, after: .text("P1"))])
  }

  @Test(arguments: [true, false]) func permissionsAreAskedForOfTheDoctype(mayWrite: Bool) async throws {
    let site = try PlannedSite { request in
      if request.path.hasSuffix("has_permission") { return (200, ["message": ["has_permission": .bool(mayWrite)]]) }
      if request.path.hasSuffix("get_logged_user") { return (200, ["message": "dana@example.com"]) }
      return (200, ["docs": [["name": "dana@example.com", "roles": mayWrite ? [["role": "Dispatcher"]] : []]]])
    }
    let permissions = try await site.client.permissions()
    #expect(permissions == SitePermissions(user: "dana@example.com", mayWrite: mayWrite, roles: mayWrite ? ["Dispatcher"] : nil))
    let asked = try #require(site.requests.first { $0.path.hasSuffix("has_permission") }).parameters
    #expect(asked["doctype"]?.string == "Dispatch Job" && asked["perm_type"]?.string == "write" && asked["docname"]?.string == "")
  }

  @Test func rolesThatTheSiteHidesAreUnknown() async throws {
    let site = try PlannedSite { request in
      if request.path.hasSuffix("has_permission") { return (200, ["message": ["has_permission": true]]) }
      if request.path.hasSuffix("get_logged_user") { return (200, ["message": "dana@example.com"]) }
      return (403, ["exc_type": "PermissionError"])
    }
    #expect(try await site.client.permissions().roles == nil)
  }
}
