import Console
import Domain
import Hub
import Testing

@testable import Runtime

@Suite struct LivePositionsTests {
  private func fix(_ device: Int, at seconds: Int64, latitude: Double = 45.1) -> DevicePosition {
    DevicePosition(
      device: device, coordinate: Coordinate(latitude: latitude, longitude: -73.6)!, speedKnots: 0, course: nil,
      fixTime: Instant(seconds: seconds), isValid: true)
  }

  @Test func tellsPositionsByTechnicianWhicheverComesFirst() {
    let positions = LivePositions()
    #expect(positions.take(fix(7, at: 100)) == nil)
    let marc = Technician(name: "TECH-001", fullName: "Marc Tremblay", device: 7)
    let told = positions.take([marc, Technician(name: "TECH-002", fullName: "Julie Gagnon")])
    #expect(told.map(\.technician) == ["TECH-001"])
    #expect(told.map(\.at) == [Instant(seconds: 100)])
    #expect(positions.take([marc]).isEmpty)
    #expect(positions.take(fix(7, at: 160))?.at == Instant(seconds: 160))
  }

  @Test func anOlderFixNeverReplacesANewerOne() {
    let positions = LivePositions()
    _ = positions.take([Technician(name: "TECH-001", fullName: "Marc Tremblay", device: 7)])
    #expect(positions.take(fix(7, at: 200)) != nil)
    #expect(positions.take(fix(7, at: 199)) == nil)
  }
}

@Suite struct SiteClockTests {
  @Test func followsTheSiteAndPassesOverTheHeadersResolution() {
    let clock = SiteClock()
    let machine = SiteClock.machineSeconds()
    #expect(clock.observe(siteDate: Instant(seconds: machine + 3_600)))
    #expect((3_598...3_601).contains(clock.leadSeconds))
    let lead = clock.leadSeconds
    #expect(!clock.observe(siteDate: Instant(seconds: SiteClock.machineSeconds() + lead + 1)))
    #expect(clock.leadSeconds == lead)
  }
}
