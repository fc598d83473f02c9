/// ArgumentParser takes whatever begins with a hyphen for an option. Here the only option with a single hyphen is `-h`: `-30m`, `-1h`
/// and a note's « -12 dBm » are values, and pass the parser behind a mark that no argument of a process can hold.
enum HyphenatedValues {
  private static let mark = "\0"

  static func shielded(_ arguments: some Sequence<String>) -> [String] {
    arguments.map { argument in
      let isValue = argument.hasPrefix("-") && !argument.hasPrefix("--") && argument != "-h" && argument != "-"
      return isValue ? mark + argument : argument
    }
  }

  /// A value, or the parser's sentence about one, as it was typed.
  static func plain(_ text: String) -> String { text.replacing(mark, with: "") }
}
