import ArgumentParser
import Configuration
import Foundation
import Runtime

/// A first word that is no subcommand: the parser would say so in English, and of an argument.
enum UnknownCommand {
  /// What to say of it; nil where the command line begins as it may.
  static func complaint(_ arguments: [String]) -> String? {
    guard let word = arguments.first, !word.isEmpty, !word.hasPrefix("-") else { return nil }
    let names = GigafibreDispatch.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !names.contains(word), word != "help" else { return nil }
    var flags: [SettingKey: String] = [:]
    if let flag = arguments.firstIndex(of: "--lang"), flag + 1 < arguments.count { flags[.language] = arguments[flag + 1] }
    let launch = LaunchOptions(flags: flags, executable: "", environment: ProcessInfo.processInfo.environment)
    return Setup(launch).words.unknownCommand(word, among: names)
  }
}
