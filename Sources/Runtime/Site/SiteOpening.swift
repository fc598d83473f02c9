import Configuration
import Console
import Domain
import EmbeddedSite
import Replica

package enum OpeningFailure: Error, Sendable, Equatable {
  case access(AccessFailure)
  case replica(ReplicaFailure)
  /// The process is ending.
  case over
}

/// The way from a configuration to an open site: first what is on this machine, then what answers.
struct SiteOpening {
  let setup: Setup
  let clock: SiteClock
  let onClockStep: @Sendable () -> Void
  var sessions = OpenSessions()

  /// As far as this machine knows, without waiting for a network; on the first start of an embedded site, once that has come up.
  func session() async throws(OpeningFailure) -> SiteSession { try await session(access()) }

  /// The replica and all that stands around it.
  func session(_ access: SiteAccess) async throws(OpeningFailure) -> SiteSession {
    let memory = SiteMemory(access)
    // Until the site answers, it is taken to be as far ahead as it was the last time.
    if let lead = memory.clockLead { clock.lead(by: lead) }
    let replica: Replica
    do throws(ReplicaFailure) {
      let (directory, identity) = (access.directory, access.identity)
      replica = try await BlockingWork("open")({ () throws(ReplicaFailure) in
        try Replica.open(directory: directory, identity: identity)
      })
    } catch {
      throw .replica(error)
    }
    let zone = zone(of: access) ?? setup.zone
    let session = sessions.open {
      SiteSession(
        access: access, replica: replica, clock: clock, zone: zone, mapping: setup.mapping,
        retentionDays: setup.settings.retentionDays, seed: RandomSeed.number(),
        onClockStep: onClockStep)
    }
    guard let session else {
      try? replica.close()
      throw .over
    }
    return session
  }

  /// The zone that the configuration names, else the one that the site has told; nil where neither has.
  func zone(of access: SiteAccess) -> SiteZone? {
    if setup.settings.zone != nil { return setup.zone }
    guard let told = access.zone ?? SiteMemory(access).zone else { return nil }
    return try? ZoneLibrary.zone(named: told).get()
  }

  /// Puts a damaged replica aside and begins a new one with the edits that could still be read.
  func remakeReplica() async throws(OpeningFailure) -> Salvage {
    let access = try await access()
    let stamp = String(SiteClock.machineSeconds())
    do throws(ReplicaFailure) {
      return try await BlockingWork("recover")({ () throws(ReplicaFailure) in
        try Replica.recover(directory: access.directory, identity: access.identity, stamp: stamp).salvage
      })
    } catch {
      throw .replica(error)
    }
  }

  /// Makes sure that there is somebody to talk to: starts the embedded site where it is not running. A session that was opened on what
  /// the site was before a reset is exchanged for one with the site as it is.
  func reach(_ session: SiteSession) async throws(OpeningFailure) -> (session: SiteSession, site: RunningEmbeddedSite?) {
    guard session.access.isEmbedded else { return (session, nil) }
    let site: RunningEmbeddedSite
    do throws(AccessFailure) { site = try await EmbeddedSiteAccess(setup).ensureRunning() } catch { throw .access(error) }
    if site.access == session.access { return (session, site) }
    sessions.close(session)
    return (try await self.session(site.access), site)
  }

  /// The file whose change may mean other secrets; nil where a command tells them.
  var secretsPath: String? {
    if setup.settings.siteURL == nil { return EmbeddedSiteAccess(setup).credentialsPath }
    return setup.settings.credentialCommand.isEmpty ? setup.directories.credentials : nil
  }

  /// Where the site is and who we are there, as it stands now.
  func access() async throws(OpeningFailure) -> SiteAccess {
    do throws(AccessFailure) {
      guard setup.settings.siteURL == nil else {
        return try await SiteAccess.configured(setup.settings, directories: setup.directories, environment: setup.secrets)
      }
      let embedded = EmbeddedSiteAccess(setup)
      if let known = try embedded.known() { return known }
      return try await embedded.ensureRunning().access
    } catch {
      throw .access(error)
    }
  }
}
