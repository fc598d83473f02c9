import ArgumentParser
import EmbeddedSite
import Foundation
import Runtime
import SampleWeek

struct EmbeddedSiteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "embedded-site", abstract: "Le site d’exemple. / The sample's site.",
    subcommands: [Serve.self, Stop.self, Reset.self])

  /// Where it keeps its files: one directory of its own, or the user's usual place.
  struct Place: ParsableArguments {
    @Option(help: "Keep everything in this 0700 directory.") var directory: String?

    func location() throws -> EmbeddedSiteLocation {
      // The site serves from the root directory, where a relative path would be another one.
      if let directory { return EmbeddedSiteLocation(directory: URL(fileURLWithPath: directory).standardizedFileURL.path) }
      return try EmbeddedSiteLocation.standard(environment: ProcessInfo.processInfo.environment)
    }

    func launcher() throws -> EmbeddedSiteLauncher {
      EmbeddedSiteLauncher(location: try location(), executable: Executable.path, version: ProgramVersion.text)
    }

    func validate() throws {
      if directory?.isEmpty == true { throw ParsingComplaint.own("--directory prend un chemin.", "--directory takes a path.") }
    }
  }

  struct Serve: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Servir, sur un socket Unix ou un port. / Serve, on a Unix socket or a port.")

    @OptionGroup var place: Place
    @Option(help: "Serve on 127.0.0.1 at this port, with tokens from a 0600 file; 0 takes a free one.") var port: Int?
    @Option(help: "1, 10, 100 or year.") var scale: SampleWeek.Scale = .one
    @Option(help: "Seed of the sample.") var seed: UInt64 = SampleWeek.defaultSeed
    @Option(help: "Freeze the site's clock: 2026-05-06T10:40:00.") var clock: String?
    @Option(help: "postgresql or mariadb: whose manners the site has.") var database: DatabaseManners = .postgresql
    @Option(
      help:
        "latency=200ms,error=5%,drop=2%,apply-then-504=1%,lost-race-500,late-commit=3s,clock-skew=30s,lock-timeout=1%,read-only")
    var faults = ""
    @Option(help: "read, write or manage: what the console's user may do.") var userAccess: SiteUser.Access?
    @Flag(help: "Begin without the console's doctypes, as a site is before “site install”.") var bare = false
    @Option(help: "Events of the fleet simulator a second.") var simulate = 0.0
    @Option(help: "Seconds to outlive the last connection; 0 for ever.") var idleExit = 60.0
    @Flag(help: .hidden) var forConsoles = false

    func validate() throws {
      guard simulate == 0 || (0.001...1_000).contains(simulate) else {
        throw ParsingComplaint.own(
          "--simulate prend 0, ou de 0,001 à 1000 événements par seconde.",
          "--simulate takes 0, or 0.001 to 1000 events a second.")
      }
      guard (0...31_536_000).contains(idleExit) else {
        throw ParsingComplaint.own(
          "--idle-exit prend de 0 à 31536000 secondes ; 0 est pour toujours.",
          "--idle-exit takes 0 to 31536000 seconds; 0 is for ever.")
      }
      if let port, !(0...65_535).contains(port) {
        throw ParsingComplaint.own(
          "--port prend de 0 à 65535 ; 0 en prend un libre.", "--port takes 0 to 65535; 0 takes a free one.")
      }
    }

    func run() throws { try EmbeddedSiteCommand.saying { try serve() } }

    private func serve() throws {
      var options = EmbeddedSiteOptions(location: try place.location(), version: ProgramVersion.text)
      options.port = port
      options.scale = scale
      options.seed = seed
      options.manners = database
      options.consoleAccess = userAccess
      options.simulationRate = simulate
      options.isBare = bare
      options.isKeptByConsoles = forConsoles
      options.idleExit = idleExit <= 0 ? nil : .milliseconds(Int(idleExit * 1_000))
      if !faults.isEmpty {
        do {
          options.faults = try FaultPlan(parsing: faults)
          try options.faults.check(database)
        } catch { throw ValidationError("\(error)") }
      }
      if let clock {
        guard EmbeddedSiteOptions.instant(ofClock: clock) != nil else {
          throw ParsingComplaint.own(
            "--clock : « \(clock) » n’est pas une date et une heure comme 2026-05-06T10:40:00.",
            "--clock: “\(clock)” is no date and time such as 2026-05-06T10:40:00.")
        }
        options.frozenClock = clock
      }
      let server = EmbeddedSiteServer(options)
      if port != nil {
        let launch = LaunchOptions(executable: Executable.path, environment: ProcessInfo.processInfo.environment)
        let (words, tokens) = (Setup(launch).words, options.location.credentials)
        Task.detached {
          guard let site = try? await server.ready() else { return }
          StandardOutput.write(words.servesOn(site.baseURL, tokens: tokens) + "\n")
        }
      }
      let done = DispatchSemaphore(value: 0)
      nonisolated(unsafe) var failure: (any Error)?
      Task.detached {
        do { try await server.run() } catch { if !(error is CancellationError) { failure = error } }
        done.signal()
      }
      done.wait()
      if let failure { throw failure }
    }
  }

  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Arrêter. / Stop.")
    @OptionGroup var place: Place
    func run() throws { try EmbeddedSiteCommand.saying { try place.launcher().stop() } }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Arrêter et oublier toutes les données. / Stop and forget all data.")
    @OptionGroup var place: Place
    func run() throws { try EmbeddedSiteCommand.saying { try place.launcher().reset() } }
  }

  /// A failure of the site ends the command with one sentence in the person's language; a mistake on the command line goes its
  /// own way.
  private static func saying(_ work: () throws -> some Any) throws {
    do { _ = try work() } catch let mistake as ValidationError { throw mistake } catch {
      let words = Setup(LaunchOptions(executable: Executable.path, environment: ProcessInfo.processInfo.environment)).words
      StandardError.write("gigafibre-dispatch: \(words.embeddedSiteEnded(error))\n")
      throw ArgumentParser.ExitCode(Runtime.ExitCode.failed)
    }
  }
}

extension SampleWeek.Scale: ExpressibleByArgument {}
extension DatabaseManners: ExpressibleByArgument {}
extension SiteUser.Access: ExpressibleByArgument {}
