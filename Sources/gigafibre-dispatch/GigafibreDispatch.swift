import ArgumentParser
import Runtime

@main
struct GigafibreDispatch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gigafibre-dispatch",
    abstract: "Répartition du travail sur le terrain, au clavier. / Field-service dispatch, by keyboard.",
    discussion: """
      Sans configuration, la console s’ouvre sur son propre site embarqué, avec une semaine d’exemple.
      Without configuration the console opens on its own embedded site, with a sample week.

      Exit codes: 0 done or confirmed, 1 failed, 2 usage, 3 queued, 4 refused, 5 conflict, 6 ambiguous name, 7 sign in, 8 script failed, 9 deletions held.
      """,
    version: ProgramVersion.text,
    subcommands: [
      ConsoleCommand.self, JobsCommand.self, TechniciansCommand.self, AssignCommand.self, StatusCommand.self, MoveCommand.self,
      DoCommand.self, WhoCommand.self, SearchCommand.self, ExportCommand.self, SyncCommand.self, DoctorCommand.self,
      SiteCommand.self, EmbeddedSiteCommand.self, StatisticsCommand.self, GeocodeCommand.self,
    ],
    defaultSubcommand: ConsoleCommand.self)

  /// ArgumentParser ends with 64 for a mistake on the command line; this program documents 2.
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let complaint = UnknownCommand.complaint(arguments) {
      StandardError.write("gigafibre-dispatch: \(complaint)\n")
      Self.exit(withError: ArgumentParser.ExitCode(Runtime.ExitCode.usage))
    }
    do {
      var command = try parseAsRoot(HyphenatedValues.shielded(arguments))
      try command.run()
    } catch {
      let code = exitCode(for: error)
      var message = HyphenatedValues.plain(fullMessage(for: error))
      if code == .validationFailure {
        message = ParsingComplaint.worded(message, isFrench: ParsingComplaint.isFrench(arguments))
      }
      if !message.isEmpty {
        if code == .success { StandardOutput.write(message + "\n") } else { StandardError.write(message + "\n") }
      }
      Self.exit(withError: code == .validationFailure ? ArgumentParser.ExitCode(Runtime.ExitCode.usage) : code)
    }
  }
}
