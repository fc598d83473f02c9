import Configuration
import Domain
import ERPNext

extension ZoneMismatch {
  /// nil where the zone that the site has told is ours, if by another name.
  init?(told: String, own: SiteZone) {
    if told == own.identifier { return nil }
    if let zone = try? ZoneLibrary.zone(named: told).get(), zone.spans == own.spans { return nil }
    self.init(site: told, own: own.identifier)
  }
}

extension SiteOpening {
  /// For those who can wait a moment: where neither the configuration nor an earlier answer names the site's zone, the site is asked
  /// before anything is read by its clock.
  func inItsZone(_ session: SiteSession) async throws(OpeningFailure) -> SiteSession {
    let (access, client) = (session.access, session.client)
    guard zone(of: access) == nil, let told = await within(5, { try? await client.siteZoneIdentifier() }) ?? nil else {
      return session
    }
    SiteMemory(access).zone = told
    guard ZoneMismatch(told: told, own: session.zone) != nil, zone(of: access) != nil else { return session }
    sessions.close(session)
    return try await self.session(access)
  }
}
