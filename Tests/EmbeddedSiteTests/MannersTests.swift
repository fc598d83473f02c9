import EmbeddedSite
import Testing

/// What the two databases do differently, and what happens when many write at once.
@Suite struct MannersTests {
  private func list(_ site: TestSite, _ doctype: String, _ parameters: [(String, String)]) async throws -> [JSON] {
    let query = parameters.map { "\($0.0)=\(encoded($0.1))" }.joined(separator: "&")
    return try await site.send("GET", "/api/resource/\(encoded(doctype))?\(query)", nil).json?["data"]?.array ?? []
  }

  @Test func namesAreExactOnPostgreSQLAndFoldedOnMariaDB() async throws {
    for manners in DatabaseManners.allCases {
      try await TestSite.with({ $0.manners = manners }) { site in
        // É composed, É decomposed, and lower case.
        var statuses: [Int] = []
        for name in ["\u{C9}pissure", "E\u{301}pissure", "EPISSURE"] {
          statuses.append(try await site.send("POST", "/api/resource/Dispatch%20Tag", ["tag_name": .string(name)]).status)
        }
        #expect(statuses == (manners == .postgresql ? [200, 200, 200] : [409, 409, 409]))
        let found = try await list(site, "Dispatch Tag", [("filters", "[[\"name\",\"=\",\"EPISSURE\"]]")])
        #expect(found.map { $0["name"] } == (manners == .postgresql ? ["EPISSURE"] : ["épissure"]))
      }
    }
  }

  @Test func nullsSortLastOnPostgreSQLAndFirstOnMariaDB() async throws {
    for manners in DatabaseManners.allCases {
      try await TestSite.with({ $0.manners = manners }) { site in
        let rows = try await list(
          site, "Dispatch Job",
          [("fields", "[\"scheduled_start\"]"), ("order_by", "scheduled_start asc, name asc"), ("limit_page_length", "1")])
        #expect((rows[0]["scheduled_start"] == .null) == (manners == .mariadb))
      }
    }
  }

  @Test func timesHaveALeadingZeroOnPostgreSQLOnly() async throws {
    for manners in DatabaseManners.allCases {
      try await TestSite.with({ $0.manners = manners }) { site in
        let julie = try await site.send("GET", "/api/resource/Dispatch%20Technician/TECH-002", nil).json?["data"]
        #expect(julie?["shift_start"] == (manners == .postgresql ? "08:00:00" : "8:00:00"))
      }
    }
  }

  @Test func aZoneIsDroppedOrRefused() async throws {
    for manners in DatabaseManners.allCases {
      try await TestSite.with({ $0.manners = manners }) { site in
        let answer = try await site.send(
          "PUT", "/api/resource/Dispatch%20Job/BT-01043", ["scheduled_start": "2026-05-07T09:30:00Z"])
        #expect(answer.status == (manners == .postgresql ? 200 : 500))
        if manners == .postgresql { #expect(try await site.job(1043)["scheduled_start"] == "2026-05-07 09:30:00") }
      }
    }
  }

  /// Keyset pages over ties and hostile names are complete, without a row twice.
  @Test func keysetPagesAreComplete() async throws {
    for manners in DatabaseManners.allCases {
      try await TestSite.with({ $0.manners = manners }) { site in
        var names: [String] = []
        var cursor: (modified: String, name: String)?
        while true {
          var parameters = [
            ("fields", "[\"name\",\"modified\"]"), ("order_by", "modified asc, name asc"), ("limit_page_length", "7"),
            ("as_dict", "0"),
          ]
          if let cursor {
            parameters.append(("filters", "[[\"modified\",\">=\",\"\(cursor.modified)\"]]"))
            parameters.append(
              ("or_filters", "[[\"modified\",\">\",\"\(cursor.modified)\"],[\"name\",\">\",\"\(cursor.name)\"]]"))
          }
          let page = try await list(site, "Dispatch Tag", parameters)
          names += page.compactMap { $0.array?[0].string }
          guard page.count == 7, let last = page.last?.array else { break }
          cursor = (last[1].string!, last[0].string!)
        }
        #expect(names.count == 10)
        #expect(Set(names).count == 10)
      }
    }
  }

  @Test func aRowThatWasGoneGivesItsNameAway() async throws {
    try await TestSite.with { site in
      let first = try await site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "un"]).json?["data"]
      #expect(try await site.send("DELETE", "/api/resource/Dispatch%20Job/BT-01098", nil).status == 202)
      let second = try await site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "deux"]).json?["data"]
      #expect(first?["name"] == second?["name"])
      #expect(first?["creation"] != second?["creation"])
    }
  }

  @Test func ofEightRacingWritesOneWins() async throws {
    try await TestSite.with { site in
      let modified = try #require(try await site.job(1043)["modified"])
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for round in 0..<8 {
          group.addTask {
            try await site.send(
              "PUT", "/api/resource/Dispatch%20Job/BT-01043", ["sequence": .int(Int64(round + 1)), "modified": modified]
            ).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200] + Array(repeating: 417, count: 7))
      #expect(try await site.journal().count == 1)
    }
  }

  @Test func ofSixRacingCreatesOneIsMade() async throws {
    try await TestSite.with { site in
      let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<6 {
          group.addTask {
            try await site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "x", "client_request_id": "c"]).status
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(statuses.sorted() == [200] + Array(repeating: 417, count: 5))
    }
  }

  @Test func usersMayDoWhatTheirRoleAllows() async throws {
    try await TestSite.with { site in
      let job = "/api/resource/Dispatch%20Job/BT-01043"
      #expect(try await site.send("GET", job, nil, as: "lecture@gigafibre.example").status == 200)
      #expect(try await site.send("PUT", job, ["sequence": 1], as: "lecture@gigafibre.example").status == 403)
      #expect(try await site.send("PUT", job, ["sequence": 1], as: "julie.brault@gigafibre.example").status == 200)
      let settings = "/api/resource/System%20Settings/System%20Settings"
      #expect(try await site.send("GET", settings, nil).status == 403)
      let answer = try await site.send("GET", settings, nil, as: "helene.vallee@gigafibre.example")
      #expect(answer.json?["data"]?["time_zone"] == "America/Toronto")
    }
  }

  @Test func aBodyThatIsTooLargeIsRefusedUnread() async throws {
    try await TestSite.with { site in
      let answer = try await site.send(
        "POST", "/api/resource/Dispatch%20Job", bytes: [],
        headers: ["Authorization": site.authorization, "content-length": "31457280"])
      #expect(answer.status == 413)
    }
  }

  @Test func theBootPageNamesTheZone() async throws {
    try await TestSite.with { site in
      let answer = try await site.send("GET", "/me", nil)
      #expect(answer.status == 200)
      #expect(answer.text.contains("\"time_zone\":{\"system\":\"America/Toronto\""))
    }
  }

  @Test func valuesHaveFrappesTypes() async throws {
    try await TestSite.with { site in
      let job = try await site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "a & b <i>", "duration_minutes": "abc"])
      let data = try #require(job.json?["data"])
      #expect(data["latitude"] == .double(0))
      #expect(data["duration_minutes"] == .int(0))
      #expect(data["priority"] == nil, "a Select that may be empty stays empty")
      #expect(data["status"] == "Open")
      let script = try await site.send(
        "PUT", "/api/resource/Dispatch%20Job/BT-01098", ["notes": "<script>1</script> a < b & c"])
      #expect(script.json?["data"]?["notes"] == "&lt;script&gt;1&lt;/script&gt; a &lt; b &amp; c")
    }
  }
}
