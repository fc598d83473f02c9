import ArgumentParser
import Configuration
import Foundation
import Runtime

/// What is wrong with a command line, in the person's language. The parser has its sentences in English; they are known by how they
/// begin, and one that is not is left as it is.
enum ParsingComplaint {
  /// Between the French and the English of a sentence of our own.
  private static let border: Character = "\u{1F}"

  static func own(_ french: String, _ english: String) -> ValidationError { ValidationError(french + String(border) + english) }

  /// The parser's whole message: what is wrong, what the option is for, and how to use the command.
  static func worded(_ message: String, isFrench: Bool) -> String {
    let lines = message.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.map { line in
      if line.hasPrefix("Error: ") { return (isFrench ? "Erreur : " : "Error: ") + sentence(String(line.dropFirst(7)), isFrench) }
      guard isFrench else { return line }
      if line.hasPrefix("Usage: ") { return "Emploi : " + line.dropFirst(7) }
      if line.hasPrefix("Help:  ") { return "Aide :  " + line.dropFirst(7) }
      if line.hasPrefix("  See '"), let end = line.lastIndex(of: "'") {
        return "  « " + line[line.index(line.startIndex, offsetBy: 7)..<end] + " » en dit plus."
      }
      return line
    }.joined(separator: "\n")
  }

  private static func sentence(_ text: String, _ isFrench: Bool) -> String {
    let both = text.split(separator: border, maxSplits: 1).map(String.init)
    if both.count == 2 { return isFrench ? both[0] : both[1] }
    guard isFrench else { return text }
    for (pattern, french) in patterns {
      guard let match = try? Regex(pattern).wholeMatch(in: text) else { continue }
      var sentence = french
      for index in 1..<match.output.count {
        sentence = sentence.replacingOccurrences(of: "$\(index)", with: match.output[index].substring.map(String.init) ?? "")
      }
      return sentence
    }
    return text
  }

  private static let patterns: [(String, String)] = [
    ("Missing expected argument '<(.*)>'", "il manque <$1>."),
    ("Missing expected argument '(.*)'", "il manque $1."),
    ("Missing value for '(.*)'", "il manque la valeur de « $1 »."),
    ("Unknown option '(.*)'\\. Did you mean '(.*)'\\?", "option inconnue : « $1 » ; peut-être « $2 » ?"),
    ("Unknown option '(.*)'", "option inconnue : « $1 »."),
    ("Unexpected argument '(.*)'", "« $1 » est de trop."),
    ("(\\d+) unexpected arguments: (.*)", "$1 mots de trop : $2."),
    ("The option '(.*)' does not take any value, but '(.*)' was specified\\.", "« $1 » ne prend pas de valeur, et « $2 » y est."),
    ("The value '(.*)' is invalid for '(.*)'.*", "la valeur « $1 » ne convient pas à « $2 »."),
    ("Value to be set with (.*) had already been set with (.*)", "$1 dit autre chose que $2."),
    ("Missing required subcommand\\.", "il manque la commande."),
  ]

  /// As every command reads it: the flag, the configuration, then the environment.
  static func isFrench(_ arguments: [String]) -> Bool {
    var flags: [SettingKey: String] = [:]
    if let flag = arguments.firstIndex(of: "--lang"), flag + 1 < arguments.count { flags[.language] = arguments[flag + 1] }
    let launch = LaunchOptions(flags: flags, executable: "", environment: ProcessInfo.processInfo.environment)
    return Setup(launch).isFrench
  }
}
