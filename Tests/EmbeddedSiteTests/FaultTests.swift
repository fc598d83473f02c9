import EmbeddedSite
import Glibc
import Testing

@Suite struct FaultTests {
  private func put(_ site: TestSite, _ number: Int, _ body: JSON, request: String) async throws -> SocketClient.Answer {
    try await site.send(
      "PUT", "/api/resource/Dispatch%20Job/\(site.name(number))", body, headers: ["X-Client-Request-Id": request])
  }

  private func faults(_ site: TestSite, _ text: String) async throws {
    let answer = try await site.control("POST", "faults", ["faults": .string(text)])
    #expect(answer.status == 200, "\(answer.text)")
  }

  @Test func aPlanIsReadFromItsText() throws {
    let plan = try FaultPlan(
      parsing: "latency=200ms,error=5%,drop=2%,apply-then-504=1%,lost-race-500,late-commit=3s:20%,clock-skew=-2min,cold")
    #expect(plan.latency == .milliseconds(200))
    #expect(plan.error == 0.05)
    #expect(plan.drop == 0.02)
    #expect(plan.applyThen504 == 0.01)
    #expect(plan.lostRace500 == 1)
    #expect(plan.lateCommit == .seconds(3))
    #expect(plan.lateCommitShare == 0.2)
    #expect(plan.clockSkew == -120)
    #expect(plan.cold == 1)
    #expect(try FaultPlan(parsing: "") == .none)
  }

  @Test(arguments: [
    "latency", "latency=fast", "error=5", "error=101%", "drop=-1%", "nonsense=1%", "late-commit=-3s", "clock-skew=",
    "read-only=5%",
  ])
  func aMistakeInAPlanNamesItsPart(_ text: String) {
    let mistake = #expect(throws: FaultPlan.Mistake.self) { try FaultPlan(parsing: text) }
    #expect(mistake?.description.contains(text) == true)
  }

  @Test func aWriteThatIsAnswered504IsApplied() async throws {
    try await TestSite.with({ $0.faults.applyThen504 = 1 }) { site in
      let answer = try await put(site, 1043, ["notes": "appliqué"], request: "r-1")
      #expect(answer.status == 504)
      #expect(answer.headers["content-type"] == "text/html")
      try await faults(site, "")
      #expect(try await site.job(1043)["notes"] == "appliqué")
      #expect(try await site.journal().map { $0["request_id"] } == ["r-1"])
    }
  }

  @Test func anErrorIsNotApplied() async throws {
    try await TestSite.with({ $0.faults.error = 1 }) { site in
      for round in 0..<6 {
        let answer = try await put(site, 1043, ["notes": "jamais"], request: "r-\(round)")
        #expect([500, 502, 503].contains(answer.status))
      }
      #expect(try await site.journal().isEmpty)
    }
  }

  @Test func aDropBreaksTheAnswerAndIsAppliedOrNot() async throws {
    try await TestSite.with({ $0.faults.drop = 1 }) { site in
      var unanswered = 0
      for round in 0..<24 {
        do {
          let answer = try await put(site, 1043, ["notes": .string("\(round)")], request: "r-\(round)")
          #expect(answer.isCutShort)
        } catch let failure as SocketClient.Unreachable {
          #expect(failure.code == ECONNRESET)
          unanswered += 1
        }
      }
      let applied = try await site.journal().count
      #expect(applied > 0 && applied < 24)
      #expect(unanswered > 0 && unanswered < 24, "half of them close without a head")
    }
  }

  @Test func streamAndGeocoderBreakToo() async throws {
    try await TestSite.with({ $0.faults.error = 1 }) { site async throws in
      for target in ["/search?q=napierville&format=json", "/reverse?lat=45.1&lon=-73.4&format=json", "/sse"] {
        let headers = ["Authorization": "Bearer \(site.credentials.hubToken)"]
        #expect([500, 502, 503].contains(try await site.send("GET", target, nil, headers: headers).status), "\(target)")
      }
    }
    try await TestSite.with({ $0.faults.drop = 1 }) { site in
      for _ in 0..<4 {
        let stream = try StreamReader(site.client, token: site.credentials.hubToken)
        try await eventually("the stream ends") { stream.hasEnded }
        #expect(!stream.text.contains("event:"))
      }
    }
  }

  @Test func aWriteThatMeetsALockOrMaintenanceIsNotDone() async throws {
    for (faults, status, type) in [
      ("lock-timeout", 500, nil), ("read-only", 503, "InReadOnlyMode"), ("maintenance", 503, "SessionStopped"),
      ("database-down", 500, nil),
    ] as [(String, Int, JSON?)] {
      try await TestSite.with({ $0.faults = try! FaultPlan(parsing: faults) }) { site async throws in
        let answer = try await put(site, 1043, ["notes": "jamais"], request: "r")
        #expect(answer.status == status, "\(faults)")
        #expect(answer.json?["exc_type"] == type, "\(faults)")
        #expect(try await site.journal().isEmpty)
        let reads = try await site.send("GET", "/api/resource/Dispatch%20Job/BT-01043", nil).status
        #expect((reads == 200) == (faults == "lock-timeout" || faults == "read-only"), "\(faults)")
      }
    }
  }

  @Test func faultsOfPostgreSQLDoNotGoWithMariaDB() async throws {
    try await TestSite.with({ $0.manners = .mariadb }) { site in
      for text in ["lost-race-500", "error=1%,cold=5%"] {
        let answer = try await site.control("POST", "faults", ["faults": .string(text)])
        #expect(answer.status == 400)
        #expect(answer.text.contains("PostgreSQL"))
      }
      try await faults(site, "lock-timeout")
    }
  }

  @Test func theSameSeedDrawsTheSameFaults() async throws {
    func statuses() async throws -> [Int] {
      try await TestSite.with({ $0.faults.error = 0.4 }) { site in
        var statuses: [Int] = []
        for _ in 0..<20 { statuses.append(try await site.send("GET", "/api/resource/Dispatch%20Job/BT-01043", nil).status) }
        return statuses
      }
    }
    let first = try await statuses()
    #expect(try await statuses() == first)
    #expect(Set(first).count > 1)
  }

  @Test func aLostRaceIsToldOnceAndThenTheTruth() async throws {
    try await TestSite.with({ $0.faults.lostRace500 = 1 }) { site in
      let stale = try #require(try await site.job(1043)["modified"]?.string)
      #expect(try await put(site, 1043, ["notes": "a", "modified": .string(stale)], request: "winner").status == 200)
      let lost = try await put(site, 1043, ["notes": "b", "modified": .string(stale)], request: "loser")
      #expect(lost.status == 500)
      #expect(lost.json?["exc_type"] == "SerializationFailure")
      let again = try await put(site, 1043, ["notes": "b", "modified": .string(stale)], request: "loser")
      #expect(again.json?["exc_type"] == "TimestampMismatchError")
      #expect(try await site.journal().count == 1)
    }
  }

  private func oneWriteIsUnderWay(_ site: TestSite) async throws {
    try await eventually("a write is under way") {
      try await site.control("GET", "state").json?["writes_under_way"]?.int == 1
    }
  }

  /// POSTGRESQL.md, 26: of parallel creates on one naming series most fail, and nothing of them is left.
  @Test func parallelCreatesLoseRacesToo() async throws {
    try await TestSite.with({ options in
      options.faults.lostRace500 = 1
      options.faults.lateCommit = .seconds(60)
    }) { site in
      async let first = site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "un"])
      try await oneWriteIsUnderWay(site)
      let second = try await site.send("POST", "/api/resource/Dispatch%20Job", ["subject": "deux"])
      #expect(second.status == 500)
      #expect(second.json?["exc_type"] == "SerializationFailure")
      _ = try await site.control("POST", "commits/release")
      let status = try await first.status
      #expect(status == 200)
      #expect(try await site.journal().map { $0["after"]?["subject"] } == ["un"])
    }
  }

  /// What a strict cursor would never see: the row is stamped before another that is committed first.
  @Test func aLateCommitIsStampedEarlyAndSeenLate() async throws {
    try await TestSite.with({ $0.faults.lateCommit = .seconds(60) }) { site in
      async let late = put(site, 1043, ["notes": "tardif"], request: "late")
      try await oneWriteIsUnderWay(site)
      try await faults(site, "")
      let early = try await put(site, 1044, ["notes": "tôt"], request: "early")
      #expect(early.status == 200)
      #expect(try await site.job(1043)["notes"] != "tardif")
      _ = try await site.control("POST", "commits/release")
      let answer = try await late
      #expect(answer.status == 200)
      let (first, second) = (answer.json?["data"]?["modified"]?.string ?? "", early.json?["data"]?["modified"]?.string ?? "")
      #expect(first < second)
      #expect(try await site.journal().map { $0["request_id"] } == ["early", "late"])
    }
  }

  @Test func aLateCommitComesByItself() async throws {
    try await TestSite.with({ $0.faults.lateCommit = .milliseconds(50) }) { site async throws in
      #expect(try await put(site, 1043, ["notes": "tardif"], request: "late").status == 200)
      #expect(try await site.journal().count == 1)
    }
  }

  @Test func aColdCacheTurnsTheDatabasesErrorsIntoPages() async throws {
    try await TestSite.with({ $0.faults.cold = 1 }) { site in
      let body: JSON = ["subject": "deux fois", "client_request_id": "c-1"]
      #expect(try await site.send("POST", "/api/resource/Dispatch%20Job", body).status == 200)
      let again = try await site.send("POST", "/api/resource/Dispatch%20Job", body)
      #expect(again.status == 500)
      #expect(again.headers["content-type"] == "text/html")
      // Frappe's own refusals are never affected.
      let stale = try await put(site, 1043, ["modified": "2020-01-01 00:00:00"], request: "r")
      #expect(stale.json?["exc_type"] == "TimestampMismatchError")
    }
  }

  @Test func theClockCanBeMoved() async throws {
    try await TestSite.with { site in
      #expect(try await site.send("GET", "/api/method/ping", nil).headers["date"] == "Wed, 06 May 2026 14:40:00 GMT")
      try await faults(site, "clock-skew=-90s")
      #expect(try await site.send("GET", "/api/method/ping", nil).headers["date"] == "Wed, 06 May 2026 14:38:30 GMT")
    }
  }

  @Test func theControlsNeedTheirToken() async throws {
    try await TestSite.with { site async throws in
      #expect(try await site.send("POST", "/embedded-site/stop", [:]).status == 401)
      #expect(try await site.control("POST", "nonsense").status == 404)
      #expect(try await site.control("POST", "faults", ["faults": "nonsense"]).status == 400)
    }
  }
}
