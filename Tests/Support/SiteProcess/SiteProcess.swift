import EmbeddedSite
import Glibc

/// A program that serves an embedded site and nothing else: `SiteProcess DIRECTORY IDLE-MILLISECONDS VERSION`.
@main
struct SiteProcess {
  static func main() async {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let idle = Int(arguments[2]) else { exit(2) }
    var options = EmbeddedSiteOptions(location: EmbeddedSiteLocation(directory: arguments[1]), version: arguments[3])
    options.idleExit = .milliseconds(idle)
    options.heartbeat = .milliseconds(100)
    do {
      try await EmbeddedSiteServer(options).run()
    } catch EmbeddedSiteFailure.alreadyRunning {
      exit(3)
    } catch {
      exit(1)
    }
  }
}
