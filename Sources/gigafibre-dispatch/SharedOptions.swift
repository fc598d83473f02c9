import ArgumentParser
import Configuration
import Foundation
import Runtime

/// What every subcommand takes.
struct SharedOptions: ParsableArguments {
  @Option(help: "config.yaml in place of the user's own.") var config: String?
  @Option(help: "The site's address; without one, the embedded site.") var site: String?
  @Option(help: "fr or en.") var lang: String?
  @Flag(help: "Change nothing.") var readOnly = false

  func launch(_ more: [SettingKey: String] = [:]) -> LaunchOptions {
    var flags = more
    flags[.siteURL] = site
    flags[.language] = lang
    return LaunchOptions(
      configurationFile: config, flags: flags, isReadOnly: readOnly, executable: Executable.path,
      environment: ProcessInfo.processInfo.environment)
  }
}

/// This program's own file, to start the embedded site with.
enum Executable {
  static var path: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }
}

/// How a verb from the shell waits and answers.
struct AnswerOptions: ParsableArguments {
  @Flag(help: "One JSON value on standard output.") var json = false
  @Option(help: "Seconds to wait for the site, as 10 or 10s.") var wait: String?

  var seconds: Double { seconds(unlessGiven: 10) }

  func seconds(unlessGiven usual: Double) -> Double {
    wait.map { Double($0.hasSuffix("s") ? String($0.dropLast()) : $0) ?? -1 } ?? usual
  }

  func validate() throws {
    guard seconds >= 0, seconds <= 3_600 else {
      throw ParsingComplaint.own(
        "--wait prend de 0 à 3600 secondes, et non « \(wait ?? "") ».", "--wait takes 0 to 3600 seconds, not “\(wait ?? "")”.")
    }
  }
}

extension HeadlessSession {
  /// Runs `work` to its end on this thread, prints its answer and ends the process with its code.
  static func runAndExit(_ launch: LaunchOptions, _ work: @escaping @Sendable (HeadlessSession) async -> Answer) throws {
    try runAndExit(launch, withoutSite: { await run($0, work) })
  }

  /// The same for what opens no site, or its own way to one.
  static func runAndExit(_ launch: LaunchOptions, withoutSite work: @escaping @Sendable (Setup) async -> Answer) throws {
    let setup = Setup(launch)
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var answer = Answer()
    Task.detached {
      answer = await work(setup)
      done.signal()
    }
    done.wait()
    try answer.end()
  }
}

extension HeadlessSession.Answer {
  /// Prints it, and ends the process with its code.
  func end() throws {
    for warning in warnings { StandardError.write("gigafibre-dispatch: \(warning)\n") }
    StandardOutput.write(output)
    if !complaint.isEmpty { StandardError.write("gigafibre-dispatch: \(complaint)\n") }
    if code != Runtime.ExitCode.done { throw ArgumentParser.ExitCode(code) }
  }
}
