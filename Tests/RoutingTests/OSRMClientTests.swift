import Domain
import Foundation
import ScriptedServer
import Synchronization
import Testing
import Transport

@testable import Routing

/// What goes over the wire.
@Suite struct OSRMClientTests {
  private func client(_ server: ScriptedServer, patience: Duration = .seconds(15)) throws -> OSRMClient {
    OSRMClient(
      http: HTTPClient(), origin: try Origin(server.address + "/osrm", socketPath: server.socketPath), patience: patience)
  }

  private let four = RecordedAnswersTests.four

  @Test func aTableIsAskedForByRowsAndColumns() async throws {
    let body = try #require(Recording.all()["table_rect"]).body
    let server = try ScriptedServer.answering { _, connection in connection.answer(200, body) }
    let table = try await client(server).table(from: [four[0]], to: Array(four.dropFirst()))
    #expect(table.legs.count == 1 && table.legs[0].count == 3)
    let request = try #require(server.requests.first)
    #expect(
      request.target
        == "/osrm/table/v1/driving/-73.680000,45.160000;-73.620000,45.260000;-73.550000,45.050000;-73.760000,45.100000"
        + "?annotations=duration,distance&sources=0&destinations=1;2;3")
    #expect(request.headers["user-agent"]?.contains("gigafibre-dispatch") == true)
    #expect(request.headers["authorization"] == nil)
  }

  @Test func aServerWithoutDistancesIsAskedForDurations() async throws {
    let (refused, body) = (
      try #require(Recording.all()["err_bad_option"]).body, try #require(Recording.all()["table_duration"]).body
    )
    let server = try ScriptedServer.answering { request, connection in
      if request.target.contains("annotations=duration,distance") {
        connection.answer(400, refused)
      } else {
        connection.answer(200, body)
      }
    }
    let client = try client(server)
    for _ in 0..<2 { #expect(try await client.table(from: four, to: four).legs[0][1]?.seconds == 1_004) }
    // Once is enough to know.
    #expect(server.requests.count == 3)
  }

  @Test func tooManyPlacesAreNeverSent() async throws {
    let server = try ScriptedServer.answering { _, connection in connection.answer() }
    let places = (0..<101).map { RecordedAnswersTests.place(45 + Double($0) / 1_000, -73) }
    await #expect(throws: RoutingFailure.tooManyCoordinates) { try await client(server).table(from: places, to: [places[0]]) }
    #expect(server.requests.isEmpty)
  }

  @Test func aWayIsAskedForInBrief() async throws {
    let body = try #require(Recording.all()["route"]).body
    let server = try ScriptedServer.answering { _, connection in connection.answer(200, body) }
    let way = try await client(server).way(from: four[0], to: four[1])
    #expect(way.path.count > 4)
    #expect(
      server.requests.first?.target
        == "/osrm/route/v1/driving/-73.680000,45.160000;-73.620000,45.260000?overview=simplified&geometries=polyline&steps=false")
  }

  @Test func aServerThatHangsIsGivenUp() async throws {
    let server = try ScriptedServer { connection, _ in
      _ = connection.request()
      connection.waitForClose()
    }
    await #expect(throws: RoutingFailure.timedOut) {
      try await client(server, patience: .milliseconds(100)).table(from: four, to: four)
    }
  }

  @Test func nothingIsSentInTheClearToAnotherMachine() async throws {
    let client = OSRMClient(http: HTTPClient(), origin: try Origin("http://routes.example.org"))
    await #expect(throws: RoutingFailure.insecure) { try await client.table(from: four, to: four) }
  }

  @Test func degreesAreWrittenWithAllTheirDecimals() {
    #expect(OSRMClient.degrees(-73.68, decimals: 5) == "-73.68000")
    #expect(OSRMClient.degrees(-0.000_001, decimals: 5) == "0.00000")
    #expect(OSRMClient.degrees(-0.000_02, decimals: 5) == "-0.00002")
    #expect(OSRMClient.degrees(45.000_006, decimals: 5) == "45.00001")
    #expect(OSRMClient.degrees(45.000_006, decimals: 6) == "45.000006")
  }
}
