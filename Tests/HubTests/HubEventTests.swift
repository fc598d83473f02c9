import Domain
import Hub
import ScriptedServer
import Testing
import Transport

@Suite struct HubEventTests {
  private let decoder = HubEventDecoder(doctypes: [.job: "Dispatch Job", .technician: "Dispatch Technician"])

  private func decode(_ type: String, _ data: String) -> [HubEvent] { decoder.decode(ServerSentEvent(type: type, data: data)) }

  @Test func aDocumentIsMarkedWhateverTheEventIsCalled() {
    let expected = [HubEvent.documentChanged(.job, "BT-1", modified: "2026-11-22 14:42:34.5", modifiedBy: "a@b.example")]
    let data = #"{"doctype":"Dispatch Job","name":"BT-1","modified":"2026-11-22 14:42:34.5","modified_by":"a@b.example"}"#
    for type in ["document", "message", "doc_update", "list_update", "whatever"] { #expect(decode(type, data) == expected) }
    #expect(
      decode("x", #"{"doctype":"Dispatch Technician","docname":"T"}"#) == [
        .documentChanged(.technician, "T", modified: nil, modifiedBy: nil)
      ])
    #expect(decode("document", #"{"doctype":"ToDo","name":"x"}"#) == [.irrelevant])
    #expect(decode("document", #"{"doctype":"dispatch job","name":"x"}"#) == [.irrelevant])
  }

  @Test(arguments: [
    ("document", ""), ("document", "not json"), ("document", "[]"), ("document", #"{"doctype":"Dispatch Job"}"#),
    ("document", #"{"doctype":"Dispatch Job","name":""}"#),
    ("document", #"{"doctype":7,"name":"x"}"#), ("other", "{}"), ("position", "{}"),
    ("position", #"{"deviceId":1,"latitude":0,"longitude":0,"fixTime":"2026-11-23T15:04:05Z"}"#),
    ("position", #"{"deviceId":1,"latitude":91,"longitude":0,"fixTime":"2026-11-23T15:04:05Z"}"#),
    ("position", #"{"deviceId":1,"latitude":45,"longitude":-73}"#),
    ("service", "{}"),
  ])
  func whatMakesNoSenseMeansLookForChanges(type: String, data: String) { #expect(decode(type, data) == [.unknown(type: type)]) }

  @Test func aResetIsOneWhateverItHolds() {
    #expect(decode("reset", "") == [.reset])
    #expect(decode("reset", "garbage") == [.reset])
  }

  @Test func positionsAreTraccars() throws {
    let one =
      #"{"deviceId":7,"latitude":45.16,"longitude":-73.68,"speed":12.5,"course":270,"fixTime":"2026-11-23T10:04:05.250-05:00","valid":false}"#
    let expected = HubEvent.position(
      DevicePosition(
        device: 7, coordinate: try #require(Coordinate(latitude: 45.16, longitude: -73.68)), speedKnots: 12.5, course: 270,
        fixTime: Instant(seconds: 1_795_446_245), isValid: false))
    #expect(decode("position", one) == [expected])
    #expect(decode("positions", "[\(one),{},\(one)]") == [expected, expected])
    #expect(decode("positions", "{\"positions\":[\(one)]}") == [expected])
    let odd = #"{"deviceId":7,"latitude":45.16,"longitude":-73.68,"speed":-3,"course":999,"fixTime":"2026-11-23T15:04:05Z"}"#
    guard case .position(let position) = decode("position", odd).first else {
      Issue.record("no position")
      return
    }
    #expect(position.speedKnots == 0 && position.course == nil && position.isValid)
    #expect(position.fixTime == Instant(seconds: 1_795_446_245))
  }

  @Test(arguments: [
    "2026-11-23T15:04:05", "2026-11-23", "", "2026-13-23T15:04:05Z", "2026-11-23T15:04:05+99:00", "2026-11-23T15:04:05 EST",
    "ééééééééééééééééééééé",
  ])
  func timesWithoutAZoneAreNone(text: String) {
    #expect(
      decode("position", #"{"deviceId":7,"latitude":45.16,"longitude":-73.68,"fixTime":"\#(text)"}"#) == [
        .unknown(type: "position")
      ])
  }

  @Test func presenceAndServices() {
    #expect(decode("presence", #"{"users":["a",{"user":"b"},7]}"#) == [.presence([.init(user: "a"), .init(user: "b")])])
    let looking =
      #"{"users":[{"user":"b","viewing":[{"doctype":"Dispatch Job","name":"BT-1"},{"doctype":"Foe","name":"x"},{}]}]}"#
    #expect(
      decode("presence", looking) == [
        .presence([.init(user: "b", viewing: [DocumentReference(.job, name: "BT-1")])])
      ])
    #expect(decode("presence", "[]") == [.presence([])])
    #expect(
      decode("service", #"{"service":"sms","up":false,"detail":"quota"}"#) == [
        .serviceState(service: "sms", isUp: false, detail: "quota")
      ])
    #expect(decode("service", #"{"service":"gps","state":"ok"}"#) == [.serviceState(service: "gps", isUp: true, detail: "")])
  }

  @Test func streamsFromTheHub() async throws {
    let server = try ScriptedServer { connection, server in
      guard let request = connection.request() else { return }
      server.note(request)
      connection.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: hello\n\n")
      connection.send("event: document\ndata: {\"doctype\":\"Dispatch Job\",\"name\":\"BT-1\"}\n\nevent: reset\ndata:\n\n")
      connection.waitForClose()
    }
    let origin = try Origin(server.address, socketPath: server.socketPath, credential: .bearer("hub"))
    let hub = HubStream(
      http: HTTPClient(environment: NetworkEnvironment()), topics: [.documents, .positions], doctypes: [.job: "Dispatch Job"]
    ) { origin }
    hub.start()
    var seen: [HubStream.Update] = []
    for await update in hub.updates {
      seen.append(update)
      if update == .events([.reset]) { break }
    }
    #expect(
      seen == [
        .connection(.connecting), .connection(.open), .events([.documentChanged(.job, "BT-1", modified: nil, modifiedBy: nil)]),
        .events([.reset]),
      ])
    #expect(server.requests.first?.target == "/sse?topics=documents%2Cpositions")
    #expect(server.requests.first?.headers["authorization"] == "Bearer hub")
    await hub.shutDown()
  }
}
