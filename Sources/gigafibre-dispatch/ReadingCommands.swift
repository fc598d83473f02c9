import ArgumentParser
import Runtime

struct JobsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "jobs", abstract: "Les bons d’un jour. / The jobs of a day.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Option(help: "2026-05-06, ven, demain; today without it.") var day: String?

  func run() throws {
    let listing = Listing(.jobs, day: day.map(HyphenatedValues.plain), asJSON: answer.json, patience: answer.seconds)
    try HeadlessSession.runAndExit(shared.launch()) { await listing($0) }
  }
}

struct TechniciansCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "technicians", abstract: "Les techniciens et leur charge. / The technicians and their load.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Option(help: "2026-05-06, ven, demain; today without it.") var day: String?

  func run() throws {
    let listing = Listing(.technicians, day: day.map(HyphenatedValues.plain), asJSON: answer.json, patience: answer.seconds)
    try HeadlessSession.runAndExit(shared.launch()) { await listing($0) }
  }
}

struct SyncCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sync", abstract: "Synchroniser une fois. / Synchronise once.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Flag(help: "Pull, compare, push, and end.") var once = false
  @Flag(help: "Take documents out that the site no longer shows, however many.") var acceptDeletions = false

  func validate() throws {
    if !once {
      throw ParsingComplaint.own(
        "sync prend --once ; la console synchronise sans cesse.", "sync takes --once; the console syncs all the time.")
    }
  }

  func run() throws {
    let sync = SyncRun(
      asJSON: answer.json, patience: answer.seconds(unlessGiven: 60), acceptsDeletions: acceptDeletions)
    try HeadlessSession.runAndExit(shared.launch()) { await sync($0) }
  }
}
