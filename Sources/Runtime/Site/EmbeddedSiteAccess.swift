import Configuration
import EmbeddedSite
import Replica
import Transport

/// The embedded site as a console has found or started it.
struct RunningEmbeddedSite: Sendable {
  let access: SiteAccess
  let processID: Int32
  /// Consoles started it, and start it again.
  let isKeptByConsoles: Bool
  /// The day that its sample is told from, where that is not today and edits keep it from being seeded anew.
  let earlierDay: String?
}

/// The way to the user's own embedded site.
struct EmbeddedSiteAccess: Sendable {
  private let setup: Setup

  init(_ setup: Setup) { self.setup = setup }

  private func launcher() throws(AccessFailure) -> EmbeddedSiteLauncher {
    do throws(EmbeddedSiteFailure) {
      let location = try EmbeddedSiteLocation.standard(environment: setup.launch.environment)
      return EmbeddedSiteLauncher(location: location, executable: setup.launch.executable, version: ProgramVersion.text)
    } catch {
      throw .embeddedSite(setup.words.embeddedSiteFailed(error))
    }
  }

  /// As it was the last time, without asking whether it is running: enough to open the replica with.
  func known() throws(AccessFailure) -> SiteAccess? {
    try EmbeddedSiteCredentials(path: launcher().location.credentials).map(access)
  }

  /// What stands in the place of a credentials file.
  var credentialsPath: String? { try? launcher().location.credentials }

  /// Whether the site may be started again when it has gone, without anybody having asked.
  func mayRestart(after last: RunningEmbeddedSite) -> Bool {
    (try? launcher().mayRestart(keptByConsoles: last.isKeptByConsoles)) ?? false
  }

  /// Starts the site where it is not running.
  func ensureRunning() async throws(AccessFailure) -> RunningEmbeddedSite {
    let launcher = try launcher()
    let credentials: EmbeddedSiteCredentials
    do throws(EmbeddedSiteFailure) {
      credentials = try await BlockingWork("embedded site")({ () throws(EmbeddedSiteFailure) in try launcher.ensureRunning() })
    } catch {
      throw .embeddedSite(setup.words.embeddedSiteFailed(error))
    }
    return RunningEmbeddedSite(
      access: try access(credentials), processID: credentials.processID, isKeptByConsoles: credentials.isKeptByConsoles,
      earlierDay: credentials.isOfEarlierDay ? credentials.day : nil)
  }

  private func access(_ credentials: EmbeddedSiteCredentials) throws(AccessFailure) -> SiteAccess {
    do throws(Origin.Mistake) {
      let site = try Origin(
        credentials.baseURL, socketPath: credentials.socket,
        credential: .token(key: credentials.apiKey, secret: credentials.apiSecret))
      let hub = try Origin(
        credentials.baseURL, socketPath: credentials.socket, credential: .bearer(credentials.hubToken))
      // The keys are made with the data: after a reset it is another site.
      let identity = ReplicaIdentity(site: "embedded", user: "\(credentials.user) \(credentials.apiKey)")
      return SiteAccess(
        identity: identity, site: site, hub: hub, directory: setup.directories.data + "/" + identity.directoryName,
        isEmbedded: true, zone: credentials.timeZone)
    } catch {
      throw .embeddedSite("\(error)")
    }
  }
}
