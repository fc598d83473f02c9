import Foundation
import Glibc
import TerminalHarness

/// The folders of one user who has nothing but this program, and the processes that run for them.
/// All of it is gone when the household is let go.
package final class Household: Sendable {
  package static let program = BuiltProducts.path("gigafibre-dispatch")

  /// A screen that shows all rows of the sample's day at once, so that none is out of sight after it has moved.
  package static let wholeDay = ScreenSize(columns: 120, rows: 110)

  package let root: URL
  package let environment: [String: String]

  package init(_ more: [String: String] = [:]) throws {
    // Short: a socket's path has 107 bytes at most.
    var template = Array((FileManager.default.temporaryDirectory.path + "/gfd-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw HouseholdFailure(description: "no temporary folder: \(String(cString: strerror(errno)))")
    }
    root = URL(fileURLWithPath: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
    let folders = [
      "HOME": "home", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache",
      "XDG_RUNTIME_DIR": "run", "TMPDIR": "temporary",
    ]
    var environment = TerminalSession.environment(["TZ": "America/Toronto"])
    for (variable, folder) in folders {
      let path = root.appendingPathComponent(folder)
      try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      environment[variable] = path.path
    }
    self.environment = environment.merging(more) { $1 }
  }

  deinit {
    for pid in processes() { kill(pid, SIGKILL) }
    try? FileManager.default.removeItem(at: root)
  }

  // MARK: Files

  package var configurationFolder: URL { root.appendingPathComponent("config/gigafibre-dispatch") }

  /// Writes a file into the configuration folder, readable by its owner only unless `mode` says otherwise.
  package func configure(_ text: String, file: String = "config.yaml", mode: Int = 0o600) throws {
    let path = configurationFolder.appendingPathComponent(file)
    try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path.path)
  }

  /// The path of a 0700 folder of the household's, made here.
  package func folder(_ name: String) throws -> String {
    let path = root.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return path.path
  }

  package func files(where matches: (URL) -> Bool) -> [URL] {
    guard let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) else { return [] }
    return walk.compactMap { $0 as? URL }.filter(matches)
  }

  // MARK: Processes

  /// The processes that were started with this household's folders, whoever their parent is now.
  package func processes(running words: String = "") -> [pid_t] {
    let mark = Data("XDG_RUNTIME_DIR=\(environment["XDG_RUNTIME_DIR"] ?? "")\0".utf8)
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { pid_t($0) }.filter { pid in
      guard let variables = FileManager.default.contents(atPath: "/proc/\(pid)/environ"), variables.range(of: mark) != nil else {
        return false
      }
      let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
      let command = String(decoding: line, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
      return words.isEmpty || command.contains(words)
    }
  }

  package func console(
    _ more: [String: String] = [:], arguments: [String] = [], size: ScreenSize = Household.wholeDay
  ) throws -> TerminalSession {
    try TerminalSession(
      executable: Self.program, arguments: arguments, environment: environment.merging(more) { $1 }, directory: root.path,
      size: size)
  }

  // MARK: The embedded site

  /// Waits until a site of this household listens.
  package func site() async throws -> RunningSite {
    try await waitUntil("the embedded site") { RunningSite(self) != nil }
    guard let site = RunningSite(self) else { throw HouseholdFailure(description: "the site has gone") }
    return site
  }

  /// Starts a site that consoles will find, with faults and other flags of its own, and waits until it listens.
  @discardableResult
  package func startSite(_ flags: [String] = []) async throws -> RunningSite {
    let log = root.appendingPathComponent("site-\(UUID().uuidString).log")
    try Data().write(to: log)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    // It ends with the household, however long nobody is connected.
    process.arguments = ["embedded-site", "serve", "--idle-exit=0"] + flags
    process.environment = environment
    process.currentDirectoryURL = root
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: log)
    process.standardError = try FileHandle(forWritingTo: log)
    try process.run()
    let pid = process.processIdentifier
    try await waitUntil("the site's credentials") {
      if RunningSite(self)?.pid == pid { return true }
      guard kill(pid, 0) == 0 else {
        throw HouseholdFailure(description: "the site did not start: " + ((try? String(contentsOf: log, encoding: .utf8)) ?? ""))
      }
      return false
    }
    return try await site()
  }

  /// Kills the site, as a lost link or a crashed server looks from a console.
  package func stopSite(_ site: RunningSite) async throws {
    kill(site.pid, SIGKILL)
    try await waitUntil("the site's end") { kill(site.pid, 0) != 0 }
    try? FileManager.default.removeItem(atPath: RunningSite.credentials(self))
  }

  package struct Run: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// Runs a headless verb to its end, without a terminal.
  package func run(_ arguments: String..., input: String = "", _ more: [String: String] = [:]) async throws -> Run {
    try await run(arguments, input: input, more)
  }

  package func run(_ arguments: [String], input: String = "", _ more: [String: String] = [:]) async throws -> Run {
    let environment = environment.merging(more) { $1 }
    let folder = root
    return try await onThread { try Self.run(arguments, environment, folder, input) }
  }

  private static func run(_ arguments: [String], _ environment: [String: String], _ folder: URL, _ input: String) throws -> Run {
    let names = (0..<3).map { folder.appendingPathComponent("stream-\($0)-\(UUID().uuidString)") }
    defer { for name in names { try? FileManager.default.removeItem(at: name) } }
    try Data(input.utf8).write(to: names[0])
    for name in names[1...] { try Data().write(to: name) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = environment.filter { $0.key != "TERM" }
    process.currentDirectoryURL = folder
    // Files, not pipes: a process left behind by the verb would hold a pipe open.
    process.standardInput = try FileHandle(forReadingFrom: names[0])
    process.standardOutput = try FileHandle(forWritingTo: names[1])
    process.standardError = try FileHandle(forWritingTo: names[2])
    try process.run()
    process.waitUntilExit()
    return Run(
      status: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
      output: try String(contentsOf: names[1], encoding: .utf8), errors: try String(contentsOf: names[2], encoding: .utf8))
  }
}

package struct HouseholdFailure: Error, CustomStringConvertible {
  package let description: String
  package init(description: String) { self.description = description }
}

/// Waits until `condition` holds, asking every few milliseconds, for what no descriptor announces (files, processes).
package func waitUntil(
  _ what: String, ceiling: Double = TerminalSession.ceiling, _ condition: @escaping @Sendable () throws -> Bool
)
  async throws
{
  try await onThread {
    let end = Date(timeIntervalSinceNow: ceiling)
    while try !condition() {
      guard Date() < end else { throw HouseholdFailure(description: "\(what) did not come within the ceiling") }
      poll(nil, 0, 5)
    }
  }
}

/// Waits until an answer from elsewhere is the one that is wanted.
package func waitUntilAsync(
  _ what: String, ceiling: Double = TerminalSession.ceiling, _ condition: @Sendable () async throws -> Bool
) async throws {
  let end = Date(timeIntervalSinceNow: ceiling)
  while try await !condition() {
    guard Date() < end else { throw HouseholdFailure(description: "\(what) did not come within the ceiling") }
  }
}

extension Sequence where Element: Sendable {
  package func allSatisfyAsync(_ condition: (Element) async throws -> Bool) async rethrows -> Bool {
    for element in self where try await !condition(element) { return false }
    return true
  }
}
