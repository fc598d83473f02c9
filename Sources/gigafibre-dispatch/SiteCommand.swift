import ArgumentParser
import Dispatch
import Runtime
import SampleWeek

struct SiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "site", abstract: "Préparer un site ERPNext. / Prepare an ERPNext site.",
    subcommands: [Check.self, Install.self, Seed.self, RemoveSeed.self])

  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract:
        "Comparer le site à ce qu’il faut ; ne change rien au site. / Compare the site with what it takes; changes nothing on it."
    )

    @OptionGroup var shared: SharedOptions
    @Flag(help: "One JSON value on standard output.") var json = false
    @Flag(help: "Put the suggested names into config.yaml.") var write = false

    func run() throws { try SiteCommand.run(shared) { try await $0.check(asJSON: json, writes: write) } }
  }

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Créer ce qui manque au site. / Create what the site lacks.")

    @OptionGroup var shared: SharedOptions
    @Flag(help: "One JSON value on standard output.") var json = false
    @Flag(help: "Say what would be created.") var dryRun = false

    func run() throws { try SiteCommand.run(shared) { try await $0.install(isDry: dryRun, asJSON: json) } }
  }

  struct Seed: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Mettre la semaine d’exemple sur un site d’essai. / Put the sample week on a trial site.")

    @OptionGroup var shared: SharedOptions
    @Option(help: "Seed of the sample.") var seed: UInt64 = SampleWeek.defaultSeed

    func run() throws { try SiteCommand.run(shared) { try await $0.seed(seed: seed) } }
  }

  struct RemoveSeed: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove-seed", abstract: "Ôter l’exemple, et lui seul. / Take the sample away, and only it.")

    @OptionGroup var shared: SharedOptions

    func run() throws { try SiteCommand.run(shared) { try await $0.removeSeed() } }
  }

  private static func run(
    _ shared: SharedOptions,
    _ work: @escaping @Sendable (SiteAdministration) async throws -> HeadlessSession.Answer
  ) throws {
    let setup = Setup(shared.launch())
    let done = DispatchSemaphore(value: 0)
    nonisolated(unsafe) var answer = HeadlessSession.Answer()
    Task.detached {
      answer = await SiteAdministration.run(setup, work)
      done.signal()
    }
    done.wait()
    try answer.end()
  }
}
