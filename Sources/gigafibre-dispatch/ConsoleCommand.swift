import ArgumentParser
import Canvas
import Configuration
import Foundation
import Runtime

struct ConsoleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "console", abstract: "La console plein écran. / The full-screen console.")

  @OptionGroup var shared: SharedOptions
  @Option(help: "terminal, dark, light, high-contrast, mono, deuteranopia, or a theme of one's own.") var theme: String?
  @Option(help: "unicode, ascii, or plain for screen readers.") var symbols: String?
  @Flag(name: .customLong("no-mouse"), help: "Leave the mouse to the terminal.") var withoutMouse = false
  @Option(help: "Play a script of keys and verbs.") var script: String?
  @Option(help: "Play the script on a screen in memory, of this size (120x40), without a terminal.") var screen: String?

  func run() throws {
    var flags: [SettingKey: String] = [:]
    flags[.theme] = theme
    flags[.symbols] = symbols
    if withoutMouse { flags[.mouse] = "false" }
    var options = ConsoleProgram.Options(launch: shared.launch(flags))
    if let script {
      guard let text = try? String(contentsOfFile: script, encoding: .utf8) else {
        throw ParsingComplaint.own("--script : « \(script) » ne peut être lu.", "--script: “\(script)” cannot be read.")
      }
      options.script = text
    }
    if let screen {
      let numbers = screen.split(separator: "x").compactMap { Int($0) }
      guard numbers.count == 2, numbers.allSatisfy({ (1...1_000).contains($0) }), script != nil else {
        throw ParsingComplaint.own(
          "--screen prend une taille comme 120x40, et va avec --script.",
          "--screen takes a size such as 120x40, and goes with --script.")
      }
      options.size = Size(width: numbers[0], height: numbers[1])
    }
    let code = ConsoleProgram(options).run()
    if code != Runtime.ExitCode.done { throw ArgumentParser.ExitCode(code) }
  }
}
