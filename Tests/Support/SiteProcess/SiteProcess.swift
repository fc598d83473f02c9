import EmbeddedSite
import Glibc
import SampleWeek

/// A program that serves an embedded site and nothing else: `SiteProcess DIRECTORY IDLE-MILLISECONDS VERSION [SCALE]`.
@main
struct SiteProcess {
  static func main() async {
    let arguments = CommandLine.arguments
    guard (4...5).contains(arguments.count), let idle = Int(arguments[2]) else { exit(2) }
    var options = EmbeddedSiteOptions(location: EmbeddedSiteLocation(directory: arguments[1]), version: arguments[3])
    options.isKeptByConsoles = true
    options.idleExit = .milliseconds(idle)
    options.heartbeat = .milliseconds(100)
    if arguments.count == 5, let scale = SampleWeek.Scale(rawValue: arguments[4]) { options.scale = scale }
    do {
      try await EmbeddedSiteServer(options).run()
    } catch EmbeddedSiteFailure.alreadyRunning {
      exit(3)
    } catch {
      exit(1)
    }
  }
}
