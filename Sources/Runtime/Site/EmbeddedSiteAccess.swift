import Configuration
import EmbeddedSite
import Replica
import Transport

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

  /// Starts the site where it is not running.
  func ensureRunning() async throws(AccessFailure) -> SiteAccess {
    let launcher = try launcher()
    let credentials: EmbeddedSiteCredentials
    do throws(EmbeddedSiteFailure) {
      credentials = try await BlockingWork("embedded site")({ () throws(EmbeddedSiteFailure) in try launcher.ensureRunning() })
    } catch {
      throw .embeddedSite(setup.words.embeddedSiteFailed(error))
    }
    return try access(credentials)
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
        isEmbedded: true)
    } catch {
      throw .embeddedSite("\(error)")
    }
  }
}
