import Configuration
import Console
import Domain
import EmbeddedSite
import Glibc
import Replica

package enum OpeningFailure: Error, Sendable, Equatable {
  case access(AccessFailure)
  case replica(ReplicaFailure)
}

/// The way from a configuration to an open site: first what is on this machine, then what answers.
struct SiteOpening {
  let setup: Setup
  let clock: SiteClock
  let onClockStep: @Sendable () -> Void

  /// As far as this machine knows, without waiting for a network; on the first start of an embedded site, once that has come up.
  func session() async throws(OpeningFailure) -> SiteSession { try await session(access()) }

  /// The replica and all that stands around it.
  func session(_ access: SiteAccess) async throws(OpeningFailure) -> SiteSession {
    Self.recall(clock: clock, for: access)
    let replica: Replica
    do throws(ReplicaFailure) {
      let (directory, identity) = (access.directory, access.identity)
      replica = try await BlockingWork("open")({ () throws(ReplicaFailure) in
        try Replica.open(directory: directory, identity: identity)
      })
    } catch {
      throw .replica(error)
    }
    return SiteSession(
      access: access, replica: replica, clock: clock, zone: setup.zone, mapping: setup.mapping,
      retentionDays: setup.settings.retentionDays, seed: RandomSeed.number(),
      onClockStep: onClockStep)
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
  func reach(_ session: SiteSession) async throws(OpeningFailure) -> SiteSession {
    guard session.access.isEmbedded else { return session }
    let access: SiteAccess
    do throws(AccessFailure) { access = try await EmbeddedSiteAccess(setup).ensureRunning() } catch { throw .access(error) }
    if access == session.access { return session }
    session.stop()
    return try await self.session(access)
  }

  private func access() async throws(OpeningFailure) -> SiteAccess {
    do throws(AccessFailure) {
      guard setup.settings.siteURL == nil else {
        return try await SiteAccess.configured(setup.settings, directories: setup.directories, environment: setup.secrets)
      }
      let embedded = EmbeddedSiteAccess(setup)
      if let known = try embedded.known() { return known }
      return try await embedded.ensureRunning()
    } catch {
      throw .access(error)
    }
  }

  // MARK: The site's clock between two runs

  private static func clockFile(_ access: SiteAccess) -> String { access.directory + "/site-clock" }

  /// Until the site answers, it is taken to be as far ahead as it was the last time.
  private static func recall(clock: SiteClock, for access: SiteAccess) {
    guard let file = fopen(clockFile(access), "re") else { return }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 32)
    guard fgets(&line, Int32(line.count), file) != nil else { return }
    let text = String(decoding: line.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if let lead = Int64(text) { clock.lead(by: lead) }
  }

  static func remember(clock: SiteClock, for access: SiteAccess) {
    let descriptor = Glibc.open(clockFile(access), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array("\(clock.leadSeconds)\n".utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
