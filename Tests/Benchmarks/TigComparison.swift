import Foundation
import TerminalHarness

/// `tig` on a history of as many rows, on the same kind of terminal in the same run: what people know as quick.
struct TigComparison {
  let program: String

  /// nil where tig or git is not installed.
  init?() {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    func find(_ name: String) -> String? {
      folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
    guard let tig = find("tig"), find("git") != nil else { return nil }
    program = tig
  }

  /// A repository of `commits` commits in `folder`, written by git's fast import.
  static func makeRepository(commits: Int, in folder: URL) throws {
    let stream = folder.appendingPathComponent("history")
    var text = ""
    text.reserveCapacity(commits * 160)
    for index in 0..<commits {
      let subject = "Job \(index): fibre installation at \(index % 1200), rang \(index % 97)"
      text += "commit refs/heads/main\nmark :\(index + 1)\n"
      text += "committer Dispatcher \(index % 40) <d@example.org> \(1_700_000_000 + index * 60) +0000\n"
      text += "data \(subject.utf8.count)\n\(subject)\n"
      if index > 0 { text += "from :\(index)\n" }
      text += "\n"
    }
    try Data(text.utf8).write(to: stream)
    for (arguments, input) in [
      (["init", "-q", "-b", "main", folder.path], nil), (["-C", folder.path, "fast-import", "--quiet"], stream),
    ] {
      let git = Process()
      git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      git.arguments = ["git"] + arguments
      if let input { git.standardInput = try FileHandle(forReadingFrom: input) }
      try git.run()
      git.waitUntilExit()
      guard git.terminationStatus == 0 else { throw BenchmarkFailure("git \(arguments[0]) failed") }
    }
  }

  /// The responses of `presses` moves of the selection.
  func responses(presses: Int, repository: URL, size: ScreenSize) throws -> [PtyProbe.Response] {
    let environment = TerminalSession.environment(["HOME": repository.path, "GIT_CONFIG_NOSYSTEM": "1"])
    let probe = try PtyProbe(program, [], environment: environment, directory: repository.path, size: size)
    defer { probe.end() }
    guard probe.wait({ $0.contains("fibre installation") }) != nil else { throw BenchmarkFailure("tig showed no history") }
    probe.settle(quiet: 1500)
    // At its quickest: up and down within the first page.
    return (0..<presses).map { probe.press(.text(($0 / 20).isMultiple(of: 2) ? "j" : "k")) }
  }
}
