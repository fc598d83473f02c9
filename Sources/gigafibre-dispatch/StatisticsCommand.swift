import ArgumentParser
import Runtime

struct StatisticsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Les chiffres d’un jour ou d’une semaine. / The figures of a day or a week.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Option(help: "2026-05-06, ven, demain; today without it.") var day: String?
  @Flag(help: "The seven days of that day's week, from Monday on.") var week = false

  func run() throws {
    let report = StatisticsReport(
      day: day.map(HyphenatedValues.plain), isWeek: week, asJSON: answer.json, patience: answer.seconds)
    try HeadlessSession.runAndExit(shared.launch()) { await report($0) }
  }
}
