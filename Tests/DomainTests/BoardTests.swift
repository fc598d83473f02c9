import Domain
import Testing

@Suite struct BoardTests {
  private func job(
    _ name: String, _ status: JobStatus = .planned, technician: DocumentName? = marc, start: String? = "13:00", sequence: Int = 0,
    priority: Priority? = nil, windowEnd: String? = nil, crew: [Job.CrewMember] = []
  ) -> Job {
    Job(
      reference: DocumentReference(.job, name: DocumentName(name)), subject: name, status: status, priority: priority,
      window: windowEnd.map { .init(start: time("2026-05-06 06:00:00"), end: time("2026-05-06 \($0):00")) },
      scheduledStart: start.map { time("2026-05-06 \($0):00") }, duration: 60, technician: technician, sequence: sequence,
      crew: crew)
  }

  private func index(_ jobs: [Job]) -> BoardIndex {
    let board = Board(
      day: clock("2026-05-06 00:00:00").date,
      jobs: Dictionary(uniqueKeysWithValues: jobs.map { ($0.reference, $0) }))
    return BoardIndex(board, now: now)
  }

  @Test func aDayIsInOrderOfStartThenSequenceThenName() {
    let index = index([
      job("BT-4", start: "15:00"), job("BT-3", start: "13:00", sequence: 20), job("BT-2", start: "13:00", sequence: 10),
      job("BT-1", start: "13:00", sequence: 20), job("BT-5", start: "08:00"), job("BT-6", technician: julie),
    ])
    #expect(index.jobs(of: marc).map(\.subject) == ["BT-5", "BT-2", "BT-1", "BT-3", "BT-4"])
    #expect(index.jobs(of: julie).map(\.subject) == ["BT-6"])
    #expect(index.jobs(of: "TECH-999") == [])
    #expect(index.job(DocumentReference(.job, name: "BT-4"))?.subject == "BT-4")
  }

  @Test func theBacklogIsByPriorityThenOverdueThenWindow() {
    let index = index([
      job("BT-1", .open, technician: nil), job("BT-2", .open, technician: nil, priority: .p3, windowEnd: "12:00"),
      job("BT-3", .open, technician: nil, priority: .p1), job("BT-4", .open, technician: nil, priority: .p1, windowEnd: "16:00"),
      job("BT-5", .open, technician: nil, priority: .p1, windowEnd: "08:00"),
      job("BT-6", .open, start: nil, priority: .p1, windowEnd: "12:00"),
      job("BT-7", .cancelled, technician: nil), job("BT-8", .done, technician: nil), job("BT-9", .planned),
    ])
    #expect(index.backlog.map(\.subject) == ["BT-5", "BT-6", "BT-4", "BT-3", "BT-2", "BT-1"])
  }

  @Test func loadCountsWorkLedAndHelped() {
    let helper = Job.CrewMember(resource: julie, role: .assistant)
    let index = index([
      job("BT-1", crew: [helper]), job("BT-2", .done), job("BT-3", .cancelled), job("BT-4", .toReschedule),
      job("BT-5", technician: julie), job("BT-6", start: nil, crew: [helper]),
    ])
    #expect(index.load(of: marc) == 120)
    #expect(index.load(of: julie) == 120)
    #expect(index.load(of: "TECH-999") == 0)
  }
}

@Suite struct PlaceTests {
  @Test(arguments: [
    ("1867, chemin de la Rivière, Sainte-Clotilde (Québec)  J0L 1W0", "Sainte-Clotilde"),
    ("2104, rang Saint-Charles, Saint-Chrysostome", "Saint-Chrysostome"), ("12 rue X, Mercier, QC J6R 2L1", "Mercier"),
    ("12 rue X, Mercier J6R2L1", "Mercier"), ("12 rue X\nMercier\nQC  J6R 2L1\nCanada", "Mercier"), ("12 rue X", ""), ("", ""),
    ("Napierville", "Napierville"), ("secteur 14, La Prairie J5R", "La Prairie"),
  ])
  func municipalities(_ address: String, _ expected: String) { #expect(PostalAddress.municipality(in: address) == expected) }

  @Test func estimatesAreGreatCirclesTimes13At60() {
    let remi = Coordinate(latitude: 45.267, longitude: -73.617)!
    let leg = TravelMatrix.estimate.leg(from: .headquarters, to: remi)
    // 12.88 km as the crow flies.
    #expect(abs(leg.metres - 16_750) < 100)
    #expect(leg.minutes == 17)
    #expect(leg.source == .estimate)
    #expect(TravelMatrix.estimate.leg(from: remi, to: remi).metres == 0)
    // A quarter of the earth's meridian on the sphere of mean radius: 10,007.557 km.
    let pole = Coordinate(latitude: 90, longitude: 0)!
    let equator = Coordinate(latitude: 0, longitude: 90)!
    #expect(abs(pole.distance(to: equator) - 10_007_557) < 2)
  }

  @Test func aRoutedLegStandsBeforeTheEstimateInItsDirection() {
    let remi = Coordinate(latitude: 45.267, longitude: -73.617)!
    var matrix = TravelMatrix()
    matrix.add(Leg(metres: 15_000, seconds: 900, source: .routed), from: .headquarters, to: remi)
    #expect(matrix.leg(from: .headquarters, to: remi).source == .routed)
    #expect(matrix.leg(from: .headquarters, to: remi).minutes == 15)
    #expect(matrix.leg(from: remi, to: .headquarters).source == .estimate)
  }

  @Test func aHomeIsKeptToSixDecimals() {
    let technician = Technician(
      name: marc, fullName: "Marc Tremblay", homeAddress: "Ormstown", home: Coordinate(latitude: 45.133, longitude: -74))
    let place = Coordinate(latitude: 45.123_456_789, longitude: -73.987_654_321)
    let changes = TechnicianEdit.setHome(technician, to: place, address: "114, rue Lambton ")
    #expect(changes.map(\.field) == ["home_address", "home_latitude", "home_longitude"])
    #expect(changes.map(\.after) == [.text("114, rue Lambton"), .float(45.123_457), .float(-73.987_654)])
    #expect(TechnicianEdit.setHome(technician.applying(changes), to: place, address: "114, rue Lambton") == [])
    #expect(TechnicianEdit.setHome(technician, to: nil, address: "").map(\.after) == [.null, .null, .null])
  }
}

@Suite struct DocumentReadingTests {
  private let document = Document(
    kind: .job, name: "BT-01043", creation: "2026-05-01 08:00:00.000001", modified: "2026-05-06 08:00:00.000001",
    modifiedBy: "julie@example.org",
    fields: [
      "subject": .text("Sans service"), "status": .text("Published"), "priority": .text("P1"), "technician": .text("TECH-001"),
      "scheduled_start": .text("2026-05-06 13:00:00"), "duration_minutes": .int(75), "latitude": .float(45.2),
      "longitude": .float(-73.6),
      "window_start": .text("2026-05-06 12:00:00"), "window_end": .text("2026-05-06 16:00:00"),
      "address": .text("12 rue X, Mercier (Québec)"), "tags": .rows([["tag": .text("épissure")]]),
      "crew": .rows([["resource": .text("TECH-012"), "role": .text("Assistant")]]), "sms_opt_out": .int(1),
    ])

  @Test func aJobSaysItsDocumentBack() {
    let job = Job(document: document, zone: toronto)
    for field in DocumentKind.job.fields where field.name != "client_request_id" {
      let value = document[field.name]
      // What is unset reads as null, zero or no rows, which the site holds alike.
      guard value != .null else { continue }
      #expect(job.value(of: field.name, in: toronto) == value, "\(field.name)")
    }
    #expect(job.city == "Mercier")
    #expect(job.modifiedBy == "julie@example.org")
    #expect(job.number == "1043")
  }

  @Test func thePlaceComesFromTheLocationWhereTheJobHasNone() {
    var bare = document
    bare.fields["latitude"] = .float(0)
    bare.fields["longitude"] = .float(0)
    let place = ServiceLocation(name: "x", city: "Napierville", coordinate: .headquarters)
    let job = Job(document: bare, zone: toronto, location: place)
    #expect(job.city == "Napierville")
    #expect(job.coordinate == .headquarters)
    #expect(Job(document: bare, zone: toronto).coordinate == nil)
  }

  @Test func unreadableDocumentsAreStillShown() {
    let strange = Document(
      kind: .job, name: "x", creation: "", modified: "",
      fields: [
        "status": .text("Nouveau"), "scheduled_start": .text("bientôt"), "duration_minutes": .int(.max), "tags": .text("x"),
      ])
    let job = Job(document: strange, zone: toronto)
    #expect(job.status == .open)
    #expect(job.scheduledStart == nil)
    var endless = strange
    endless.fields["scheduled_start"] = .text("9999-12-31 23:59:59")
    endless.fields["sequence"] = .int(.min)
    let long = Job(document: endless, zone: toronto)
    #expect(long.scheduledEnd!.minutes(since: long.scheduledStart!) == long.duration)
    #expect(long.duration.count * 1_000 > 0 && long.sequence - 1_000 < 0)
    let leave = Document(kind: .leave, name: "x", creation: "", modified: "", fields: ["technician": .text("TECH-001")])
    #expect(Leave(document: leave, zone: toronto) == nil)
  }
}
