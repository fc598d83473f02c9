import EmbeddedSite
import Foundation
import Glibc
import SampleWeek
import Testing

/// The site as a process of its own: started once, found by all, gone when nobody is left.
@Suite(.serialized) struct ProcessTests {
  /// Beside the test bundle, or beside the program that runs the tests.
  private static let program: String = {
    let bundled = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0) }
    let folder = (bundled ?? URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()).deletingLastPathComponent()
    return folder.appendingPathComponent("SiteProcess").path
  }()

  private func launcher(_ directory: String, idle: Int = 300, version: String = "1") -> EmbeddedSiteLauncher {
    EmbeddedSiteLauncher(
      location: EmbeddedSiteLocation(directory: directory), executable: Self.program, arguments: [directory, "\(idle)", version],
      version: version)
  }

  private func withDirectory(_ body: (String) async throws -> Void) async throws {
    let directory = try TestSite.temporaryDirectory()
    let result: Result<Void, any Error>
    do { result = .success(try await body(directory)) } catch { result = .failure(error) }
    let stopping = launcher(directory)
    _ = try await onThread { stopping.stop() }
    TestSite.remove(directory)
    try result.get()
  }

  private func isAlive(_ credentials: EmbeddedSiteCredentials) -> Bool { kill(credentials.processID, 0) == 0 }

  @Test func ofManyStartersOneStartsTheSite() async throws {
    try await withDirectory { directory in
      let launcher = launcher(directory, idle: 60_000)
      let processes = try await withThrowingTaskGroup(of: Int32.self) { group in
        for _ in 0..<6 { group.addTask { try await onThread { try launcher.ensureRunning().processID } } }
        return try await group.reduce(into: Set<Int32>()) { $0.insert($1) }
      }
      #expect(processes.count == 1)
      let credentials = try await onThread { try launcher.ensureRunning() }
      #expect(isAlive(credentials))
      #expect(getsid(credentials.processID) != getsid(0), "it has a session of its own")
      var status = stat()
      for path in [launcher.location.credentials, launcher.location.log] {
        #expect(stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600, "\(path)")
      }
      #expect(try await onThread { launcher.stop() })
      try await eventually("the process is gone") { !isAlive(credentials) }
    }
  }

  @Test func itEndsAfterTheLastClientHasLeft() async throws {
    try await withDirectory { directory in
      let launcher = launcher(directory, idle: 300)
      let credentials = try await onThread { try launcher.ensureRunning() }
      let stream = try StreamReader(SocketClient(credentials), token: credentials.hubToken)
      try await eventually("the stream beats") { stream.text.split(separator: ": heartbeat").count > 8 }
      #expect(isAlive(credentials), "an open stream keeps it alive, longer than its patience")
      stream.close()
      try await eventually("the process is gone") { !isAlive(credentials) }
      #expect(EmbeddedSiteCredentials(path: launcher.location.credentials)?.apiKey == credentials.apiKey, "for the next start")
      #expect(try await onThread { launcher.running() } == nil)
    }
  }

  @Test func anotherVersionIsReplacedWhenItsLastClientLeaves() async throws {
    try await withDirectory { directory in
      let old = try await onThread { [launcher = launcher(directory, idle: 60_000, version: "1")] in try launcher.ensureRunning()
      }
      let stream = try StreamReader(SocketClient(old), token: old.hubToken)
      try await eventually("the stream opens") { stream.text.contains(": open") }
      let newer = launcher(directory, idle: 60_000, version: "2")
      #expect(try await onThread { try newer.ensureRunning().processID } == old.processID)
      #expect(isAlive(old))
      stream.close()
      try await eventually("the old one is gone") { !isAlive(old) }
      let replaced = try await onThread { try newer.ensureRunning() }
      #expect(replaced.version == "2")
      #expect(replaced.apiKey == old.apiKey, "the site's data and keys outlive the process")
    }
  }

  @Test func aKilledSiteIsStartedAnewWithItsEdits() async throws {
    try await withDirectory { directory in
      let launcher = launcher(directory, idle: 60_000)
      let first = try await onThread { try launcher.ensureRunning() }
      let headers = ["Authorization": "token \(first.apiKey):\(first.apiSecret)", "Content-Type": "application/json"]
      let edited = try await onThread {
        try SocketClient(first).send(
          "PUT", "/api/resource/Dispatch%20Job/BT-01043", headers: headers, body: Array("{\"notes\":\"gardé\"}".utf8))
      }
      #expect(edited.status == 200)
      kill(first.processID, SIGKILL)
      try await eventually("the process is gone") { !isAlive(first) }
      let second = try await onThread { try launcher.ensureRunning() }
      #expect(second.processID != first.processID)
      let read = try await onThread {
        try SocketClient(second).send("GET", "/api/resource/Dispatch%20Job/BT-01043", headers: headers)
      }
      #expect(read.json?["data"]?["notes"] == "gardé")

      try await onThread { try launcher.reset() }
      let third = try await onThread { try launcher.ensureRunning() }
      let fresh = ["Authorization": "token \(third.apiKey):\(third.apiSecret)"]
      let reread = try await onThread {
        try SocketClient(third).send("GET", "/api/resource/Dispatch%20Job/BT-01043", headers: fresh)
      }
      #expect(reread.status == 200)
      #expect(reread.json?["data"]?["notes"] != "gardé")
    }
  }

  @Test func aSiteThatAPersonStoppedOrStartedIsLeftToThatPerson() async throws {
    try await withDirectory { directory in
      let launcher = launcher(directory, idle: 60_000)
      let kept = try await onThread { try launcher.ensureRunning() }
      #expect(kept.isKeptByConsoles)
      kill(kept.processID, SIGKILL)
      try await eventually("the process is gone") { !isAlive(kept) }
      #expect(launcher.mayRestart(keptByConsoles: true))
      _ = try await onThread { try launcher.ensureRunning() }
      #expect(try await onThread { launcher.stop() })
      #expect(!launcher.mayRestart(keptByConsoles: true), "it was stopped on purpose")
      _ = try await onThread { try launcher.ensureRunning() }
      #expect(launcher.mayRestart(keptByConsoles: true), "somebody wanted it again")
      try await onThread { try launcher.reset() }
      #expect(launcher.mayRestart(keptByConsoles: true), "open consoles go on with the new one")
      unlink(launcher.location.credentials)
      #expect(!launcher.mayRestart(keptByConsoles: false))
    }
    try await TestSite.with { site in
      #expect(!site.credentials.isKeptByConsoles)
    }
  }

  @Test func twoSitesNeverShareADirectory() async throws {
    try await TestSite.with { site in
      let other = EmbeddedSiteServer(EmbeddedSiteOptions(location: site.server.options.location))
      await #expect(throws: EmbeddedSiteFailure.alreadyRunning) { try await other.run() }
    }
  }

  @Test func aStartThatFailsIsSaid() async throws {
    try await withDirectory { directory in
      var launcher = EmbeddedSiteLauncher(
        location: EmbeddedSiteLocation(directory: directory), executable: "/bin/false", arguments: [], version: "1")
      launcher.patience = .milliseconds(200)
      let failing = launcher
      await #expect(throws: EmbeddedSiteFailure.didNotStart(log: "\(directory)/site.log")) {
        try await onThread { try failing.ensureRunning() }
      }
    }
  }

  // MARK: - Places

  @Test func anUnsafeDirectoryIsRefused() throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    chmod(directory, 0o755)
    #expect(throws: EmbeddedSiteFailure.unsafeDirectory(directory)) { try EmbeddedSiteLocation(directory: directory).prepare() }
    chmod(directory, 0o700)
    let link = directory + "/link"
    #expect(symlink(directory, link) == 0)
    #expect(throws: EmbeddedSiteFailure.unsafeDirectory(link)) { try EmbeddedSiteLocation(directory: link).prepare() }
    let long = directory + "/" + String(repeating: "x", count: 100)
    #expect(throws: EmbeddedSiteFailure.socketPathTooLong("\(long)/site.sock")) {
      try EmbeddedSiteLocation(directory: long).prepare()
    }
  }

  @Test func theUsersPlaceFollowsTheEnvironment() throws {
    let runtime = try TestSite.temporaryDirectory()
    defer { TestSite.remove(runtime) }
    let home = ["HOME": "/home/a"]
    #expect(try EmbeddedSiteLocation.standard(environment: home).state == "/home/a/.local/state/gigafibre-dispatch/embedded-site")
    let located = try EmbeddedSiteLocation.standard(environment: ["HOME": "/home/a", "XDG_RUNTIME_DIR": runtime])
    #expect(located.socket == "\(runtime)/gigafibre-dispatch/site.sock")
    chmod(runtime, 0o777)
    let open = try EmbeddedSiteLocation.standard(environment: ["HOME": "/home/a", "XDG_RUNTIME_DIR": runtime])
    #expect(open.runtime == open.state, "an open runtime directory is not used")
    #expect(throws: EmbeddedSiteFailure.noHome) { try EmbeddedSiteLocation.standard(environment: [:]) }
    let deep = ["HOME": "/home/" + String(repeating: "d", count: 90)]
    #expect(try EmbeddedSiteLocation.standard(environment: deep).socket.utf8.count <= 107)
  }

  // MARK: - Files

  @Test func aDamagedFileIsPutAside() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    let path = EmbeddedSiteLocation(directory: directory).database(.postgresql)
    try Data("this is no database, and never was one; it only stands where one should be".utf8).write(
      to: URL(fileURLWithPath: path))
    try await TestSite.with(directory: directory) { site async throws in
      #expect(try await site.job(1043)["name"] == "BT-01043")
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    #expect(names.contains { $0.hasPrefix("site-postgresql.sqlite.1") })
  }

  @Test func aFileOfOtherDoctypesIsPutAside() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    try await TestSite.with(directory: directory, { $0.schema = SiteSchema([Doctype("Dispatch Tag", fields: [])]) }) { _ in }
    try await TestSite.with(directory: directory) { site async throws in
      #expect(try await site.job(1043)["name"] == "BT-01043")
    }
  }

  // MARK: - Days

  @Test func aLaterDaySeedsAnewUnlessSomebodyEdited() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    func start(_ day: Int) -> @Sendable (inout EmbeddedSiteOptions) -> Void {
      { options in
        options.frozenClock = nil
        options.today = SampleDay(year: 2026, month: 5, day: day)
      }
    }
    try await TestSite.with(directory: directory, start(6)) { site in
      #expect(site.credentials.day == "2026-05-06")
      _ = try await site.control("POST", "simulate", ["steps": 20])
    }
    try await TestSite.with(directory: directory, start(7)) { site async throws in
      #expect(site.credentials.day == "2026-05-07")
      #expect(!site.credentials.isOfEarlierDay)
      #expect(try await site.send("PUT", "/api/resource/Dispatch%20Job/BT-01043", ["notes": "à moi"]).status == 200)
    }
    try await TestSite.with(directory: directory, start(8)) { site async throws in
      #expect(site.credentials.day == "2026-05-07")
      #expect(site.credentials.isOfEarlierDay)
      #expect(try await site.job(1043)["notes"] == "à moi")
    }
  }

  /// A stamp that came twice would let a stale edit pass the lock.
  @Test func aClockThatStandsGivesNoStampTwiceAcrossStarts() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    func stamps() async throws -> [String] {
      try await TestSite.with(directory: directory) { site in
        var stamps: [String] = []
        for round in 0..<3 {
          let answer = try await site.send("PUT", "/api/resource/Dispatch%20Job/BT-01043", ["notes": .string("\(round)")])
          stamps.append(answer.json?["data"]?["modified"]?.string ?? "")
        }
        return stamps
      }
    }
    let all = try await stamps() + stamps()
    #expect(Set(all).count == 6)
    #expect(all == all.sorted())
  }

  @Test func theClockBeginsAt1040AndGoesOnAcrossStarts() async throws {
    let directory = try TestSite.temporaryDirectory()
    defer { TestSite.remove(directory) }
    let today: @Sendable (inout EmbeddedSiteOptions) -> Void = { options in
      options.frozenClock = nil
      options.today = SampleDay(year: 2026, month: 5, day: 6)
    }
    func date() async throws -> String {
      try await TestSite.with(directory: directory, today) {
        try await $0.send("GET", "/api/method/ping", nil).headers["date"] ?? ""
      }
    }
    let first = try await date()
    #expect(first.hasPrefix("Wed, 06 May 2026 14:4"))
    let second = try await date()
    #expect(second >= first && second.hasPrefix("Wed, 06 May 2026 14:4"))
  }
}
