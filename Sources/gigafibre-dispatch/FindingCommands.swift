import ArgumentParser
import Runtime

struct SearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Chercher dans tous les bons. / Search all jobs.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Argument(help: "Number, customer, address, phone, serial number or words of the notes.") var text: [String]

  func run() throws {
    let search = SearchRun(
      HyphenatedValues.plain(text.joined(separator: " ")), asJSON: answer.json, patience: answer.seconds)
    try HeadlessSession.runAndExit(shared.launch()) { await search($0) }
  }
}

struct WhoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "who", abstract: "Qui peut faire un bon ? / Who can do a job?")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Option(help: "2026-05-06, ven, demain; today without it.") var day: String?
  @Argument(help: "The job's number.") var job: String

  func run() throws {
    let who = WhoRun(
      HyphenatedValues.plain(job), day: day.map(HyphenatedValues.plain), asJSON: answer.json, patience: answer.seconds)
    try HeadlessSession.runAndExit(shared.launch()) { await who($0) }
  }
}

struct GeocodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "geocode", abstract: "Où est une adresse ? / Where is an address?")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @Argument(help: "1867 chemin de la Rivière, Sainte-Clotilde") var address: [String]

  func run() throws {
    let geocode = GeocodeRun(
      HyphenatedValues.plain(address.joined(separator: " ")), asJSON: answer.json, patience: answer.seconds(unlessGiven: 20))
    try HeadlessSession.runAndExit(shared.launch(), withoutSite: { await geocode($0) })
  }
}
