import EmbeddedSite
import SampleWeek
import Testing

/// Versions, permissions and who looks at what, as the recordings have them.
@Suite struct HistoryTests {
  private func docinfo(_ site: TestSite, _ number: Int, as email: String? = nil) async throws -> SocketClient.Answer {
    try await site.send(
      "GET", "/api/method/frappe.desk.form.load.get_docinfo?doctype=Dispatch%20Job&name=\(site.name(number))", as: email)
  }

  private func versions(_ site: TestSite, _ number: Int) async throws -> [JSON] {
    try await docinfo(site, number).json?["docinfo"]?["versions"]?.array ?? []
  }

  @Test func everyEditIsAVersionWithWhatChanged() async throws {
    try await TestSite.with { site in
      let path = "/api/resource/Dispatch%20Job/\(site.name(1043))"
      #expect(try await versions(site, 1043).isEmpty)
      #expect(try await site.send("PUT", path, ["priority": "P3", "notes": "un"], as: SampleUsers.julie).status == 200)
      #expect(try await site.send("PUT", path, ["priority": "P3"]).status == 200, "nothing changed")
      #expect(try await site.send("PUT", path, ["tags": [["tag": "TV"]]]).status == 200)
      let found = try await versions(site, 1043)
      #expect(found.count == 2)
      #expect(found.map { $0["owner"]?.string } == [site.credentials.user, SampleUsers.julie])
      let first = try JSON.parse(found[1]["data"]?.string ?? "")
      #expect(first["changed"]?.array?.compactMap { $0.array?[0].string } == ["priority", "notes"])
      #expect(first["changed"]?.array?[0].array?[2] == "P3")
      #expect(
        Set(first.members?.map(\.name) ?? []) == [
          "added", "changed", "data_import", "removed", "row_changed", "updater_reference",
        ])
      let second = try JSON.parse(found[0]["data"]?.string ?? "")
      #expect(second["added"]?.array?[0].array?[0] == "tags" && second["added"]?.array?[0].array?[1]["tag"] == "TV")
      #expect(second["changed"] == [])
    }
  }

  @Test func aFormShowsTheNewestTen() async throws {
    try await TestSite.with { site in
      for number in 0..<12 {
        let path = "/api/resource/Dispatch%20Job/\(site.name(1043))"
        #expect(try await site.send("PUT", path, ["notes": .string("\(number)")]).status == 200)
      }
      let found = try await versions(site, 1043)
      #expect(found.count == 10)
      #expect(found[0]["data"]?.string?.contains("\"11\"") == true)
    }
  }

  @Test func versionsAreForThoseWhoManageTheSite() async throws {
    try await TestSite.with { site in
      _ = try await site.send("PUT", "/api/resource/Dispatch%20Job/\(site.name(1043))", ["notes": "un"])
      let list =
        "/api/resource/Version?fields=" + encoded(#"["name","docname","data","creation","owner"]"#) + "&filters="
        + encoded(#"[["ref_doctype","=","Dispatch Job"],["docname","=","BT-01043"]]"#) + "&order_by=" + encoded("creation desc")
      let mine = try await site.send("GET", list)
      #expect(mine.status == 403 && mine.json?["exc_type"] == "PermissionError")
      let managed = try await site.send("GET", list, as: SampleUsers.supervisor)
      #expect(managed.status == 200)
      #expect(managed.json?["data"]?.array?.count == 1)
      #expect(managed.json?["data"]?.array?[0]["docname"] == "BT-01043")
      #expect(try await site.send("POST", "/api/resource/Version", ["docname": "x"], as: SampleUsers.supervisor).status >= 400)
    }
  }

  @Test func whoMayReadMayReadTheHistory() async throws {
    try await TestSite.with { site async throws in
      #expect(try await docinfo(site, 1043, as: SampleUsers.reader).status == 200)
      #expect(
        try await site.send("GET", "/api/method/frappe.desk.form.load.get_docinfo?doctype=Dispatch%20Job&name=x").status == 404)
    }
  }

  @Test func theConsolesUserCanBeGivenOtherRights() async throws {
    func mayWrite(_ access: SiteUser.Access?) async throws -> (JSON?, Int, Int) {
      try await TestSite.with({ $0.consoleAccess = access }) { site in
        let asked = try await site.send(
          "GET", "/api/method/frappe.client.has_permission?doctype=Dispatch%20Job&docname=&perm_type=write")
        let write = try await site.send("PUT", "/api/resource/Dispatch%20Job/\(site.name(1043))", ["notes": "un"])
        let user = try await site.send(
          "GET", "/api/method/frappe.desk.form.load.getdoc?doctype=User&name=\(encoded(site.credentials.user))")
        return (
          asked.json?["message"]?["has_permission"], write.status, user.json?["docs"]?.array?[0]["roles"]?.array?.count ?? -1
        )
      }
    }
    #expect(try await mayWrite(nil) == (true, 200, 0))
    #expect(try await mayWrite(.read) == (false, 403, 0))
    #expect(try await mayWrite(.manage) == (true, 200, 3))
  }

  @Test func theSimulatorSaysWhatJulieLooksAt() async throws {
    try await TestSite.with { site in
      let stream = try StreamReader(site.client, token: site.credentials.hubToken, query: "?topics=presence")
      try await eventually("it is told of itself") { stream.events("presence").count == 1 }
      #expect(try await site.control("POST", "simulate", ["steps": 60]).status == 200)
      let edited = Set(
        try await site.journal().filter { $0["user"]?.string == SampleUsers.julie }.compactMap { $0["name"]?.string })
      #expect(!edited.isEmpty)
      func seen() -> Set<String> {
        Set(
          stream.events("presence").flatMap { event in
            (event.data["users"]?.array ?? []).filter { $0["user"]?.string == SampleUsers.julie }
              .flatMap { $0["viewing"]?.array ?? [] }.compactMap { $0["name"]?.string }
          })
      }
      try await eventually("each is told") { seen() == edited }
      stream.close()
    }
  }
}
