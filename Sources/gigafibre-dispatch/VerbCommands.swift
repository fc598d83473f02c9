import ArgumentParser
import Runtime

/// What a verb that changes something takes.
struct EditOptions: ParsableArguments {
  @Option(help: "The day whose board the line is read against: 2026-05-06, ven, demain.") var day: String?
  @Flag(help: "Say what would be written, and write nothing.") var dryRun = false
  @Option(help: "The reason, or what was done, where a status asks for it.") var reason = ""
  @Flag(help: "Change a job all the same whose technician is on the way or at work.") var yes = false
}

struct DoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "do", abstract: "Une ligne de verbe, comme sous « : ». / One verb line, as under “:”.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var edit: EditOptions
  @Argument(
    help:
      "a 1043 marc 10h30 · m 1043 +30m · s 1043 rte · dur 1043 2h · swap 1030 1021 · pub marc · creer Sans service P1 client: …")
  var line: [String]

  func run() throws { try VerbCommand.run(line, shared, answer, edit) }
}

struct AssignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "assign", abstract: "Assigner un bon. / Assign a job.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The job's number.") var job: String
  @Argument(help: "The technician's name, or enough of it.") var technician: String
  @Argument(help: "When to start, as 10h30; without it, the first time that suits.") var time: String?

  func run() throws { try VerbCommand.run(["a", job, technician, time].compactMap { $0 }, shared, answer, edit) }
}

struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "status", abstract: "Changer le statut. / Change the status.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The job's number.") var job: String
  @Argument(help: "The status, or its code: pub, rte, spl.") var status: String

  func run() throws { try VerbCommand.run(["s", job, status], shared, answer, edit) }
}

struct MoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "move", abstract: "Déplacer dans le temps. / Move in time.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions
  @OptionGroup var edit: EditOptions
  @Argument(help: "The job's number.") var job: String
  @Argument(help: "10h30, +30m, -1h.") var time: String

  func run() throws { try VerbCommand.run(["m", job, time], shared, answer, edit) }
}

enum VerbCommand {
  static func run(_ words: [String], _ shared: SharedOptions, _ answer: AnswerOptions, _ edit: EditOptions) throws {
    guard !shared.readOnly || edit.dryRun else {
      throw ParsingComplaint.own("--read-only : seul --dry-run va avec.", "--read-only: only --dry-run goes with it.")
    }
    let verb = VerbRun(
      line: HyphenatedValues.plain(words.joined(separator: " ")), day: edit.day.map(HyphenatedValues.plain),
      patience: answer.seconds, isDryRun: edit.dryRun, asJSON: answer.json, reason: HyphenatedValues.plain(edit.reason),
      confirms: edit.yes)
    try HeadlessSession.runAndExit(shared.launch()) { await verb($0) }
  }
}
