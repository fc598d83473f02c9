import ArgumentParser
import Runtime

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Vérifier la configuration, le terminal et le site. / Check configuration, terminal and site.")

  @OptionGroup var shared: SharedOptions
  @OptionGroup var answer: AnswerOptions

  func run() throws {
    let code = Doctor(Setup(shared.launch()), asJSON: answer.json, patience: answer.seconds).run()
    if code != Runtime.ExitCode.done { throw ArgumentParser.ExitCode(code) }
  }
}
