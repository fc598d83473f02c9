import Foundation
import SampleWeek
import Testing

@Suite struct SampleWeekTests {
  private let week = SampleWeek(today: SampleDay(year: 2026, month: 5, day: 6))

  private func jobs(_ week: SampleWeek) -> [SampleDocument] { week.documents.filter { $0.doctype == "Dispatch Job" } }

  private func job(_ number: Int) throws -> SampleDocument {
    try #require(jobs(week).first { $0.name == "BT-\(paddedDigits(number, 5))" })
  }

  private func minute(_ text: String?) throws -> Int {
    let clock = try #require(text).split(separator: " ")[1].split(separator: ":")
    return Int(clock[0])! * 60 + Int(clock[1])!
  }

  @Test func itIsTheSameForTheSameSeedAndDay() {
    #expect(week.documents == week.documents)
    #expect(week.documents != SampleWeek(seed: 7, today: week.today).documents)
  }

  @Test func theStatusesAreCounted() {
    let counts = Dictionary(jobs(week).map { ($0.text("status") ?? "", 1) }, uniquingKeysWith: +)
    #expect(jobs(week).count == 150)
    #expect(counts["Done"] == 62)
    #expect(counts["Cancelled"] == 5)
    #expect((counts["Customer Absent"] ?? 0) + (counts["To Reschedule"] ?? 0) == 3)
    #expect(counts["On Site"] == 8)
    #expect(counts["En Route"] == 3)
    #expect(counts["Published"] == 14)
    #expect(counts["Planned"] == 33)
    #expect(counts["Open"] == 22)
  }

  @Test func theJobTypesAreCounted() {
    let counts = Dictionary(jobs(week).map { ($0.text("job_type") ?? "", 1) }, uniquingKeysWith: +)
    let expected = [
      "Installation fibre (aérien)": 38, "Installation fibre (enfoui)": 12, "Installation affaires": 4,
      "Réparation, sans service": 18, "Réparation, lenteur/Wi-Fi": 22, "Réparation TV/téléphonie": 9, "Déménagement": 11,
      "Retrait d'équipement": 12, "Remplacement ONT/routeur": 8, "Épissure / entretien réseau": 7, "Urgence, bris de câble": 3,
      "Appel de service, préinstallation": 6,
    ]
    #expect(counts == expected)
  }

  @Test func namesAreUniqueAndLinksHold() {
    var names: [String: Set<String>] = [:]
    for document in week.documents {
      #expect(names[document.doctype, default: []].insert(document.name).inserted, "\(document.doctype) \(document.name) twice")
      for (field, doctype) in [
        ("technician", "Dispatch Technician"), ("service_location", "Service Location"), ("second_location", "Service Location"),
        ("equipment", "Service Equipment"), ("subscription", "Service Subscription"),
      ] {
        if let target = document.text(field) { #expect(names[doctype]?.contains(target) == true, "\(document.name).\(field)") }
      }
      for (table, field, doctype) in [("tags", "tag", "Dispatch Tag"), ("crew", "resource", "Dispatch Technician")] {
        guard case .rows(let rows)? = document[table] else { continue }
        for row in rows {
          guard case .text(let target)? = row.first(where: { $0.name == field })?.value else { continue }
          #expect(names[doctype]?.contains(target) == true, "\(document.name).\(table)")
        }
      }
    }
  }

  @Test func whatIsWrittenIsConsistent() throws {
    for job in jobs(week) {
      let status = try #require(job.text("status"))
      #expect(job.creation <= job.modified, "\(job.name)")
      #expect(job.modified < "2026-05-06 10:40", "\(job.name) was changed after the sample's hour")
      if status == "Done" {
        #expect(job.text("actual_start") != nil && job.text("actual_end") != nil && job.text("resolution") != nil, "\(job.name)")
        #expect(job.text("actual_start")! < job.text("actual_end")!, "\(job.name)")
        #expect(job.text("actual_end")! <= "2026-05-06 10:40", "\(job.name)")
      }
      if status == "Planned" { #expect(job.text("technician") != nil && job.text("scheduled_start") != nil, "\(job.name)") }
      if status == "Open" { #expect(job.text("technician") == nil, "\(job.name)") }
      if let start = job.text("window_start"), let end = job.text("window_end") { #expect(start < end, "\(job.name)") }
      if let phone = job.text("customer_phone") { #expect(phone.contains("55501"), "\(job.name) has a real number") }
      for (field, type) in [("subject", 140), ("customer_name", 140)] {
        #expect((job.text(field)?.unicodeScalars.count ?? 0) <= type, "\(job.name).\(field)")
      }
    }
  }

  /// Away from the planted faults nobody is asked for what they cannot do, and nobody is in two places.
  @Test func ordinaryJobsFit() throws {
    let planted = Set(SampleWeek.plantedFaults.flatMap { $0.documents.map(\.name) })
    var people: [String: [String]] = [:]
    for document in week.documents where document.doctype == "Dispatch Technician" {
      guard case .rows(let rows)? = document["tags"] else { continue }
      people[document.name] = rows.compactMap { if case .text(let tag) = $0[0].value { tag } else { nil } }
    }
    var days: [String: [(from: Int, to: Int, name: String)]] = [:]
    for job in jobs(week) where !planted.contains(job.name) {
      guard let technician = job.text("technician"), let start = job.text("scheduled_start") else { continue }
      if job.text("job_type") == "Épissure / entretien réseau" {
        #expect(people[technician]?.contains("épissure") == true, "\(job.name) is given to \(technician)")
      }
      let minute = try minute(start)
      days["\(technician) \(start.prefix(10))", default: []].append((minute, minute + job.int("duration_minutes")!, job.name))
    }
    for (day, list) in days {
      let ordered = list.sorted { $0.from < $1.from }
      for (earlier, later) in zip(ordered, ordered.dropFirst()) where day.hasSuffix("2026-05-06") == false {
        #expect(earlier.to <= later.from, "\(day): \(earlier.name) and \(later.name)")
      }
    }
  }

  // MARK: - Planted faults

  @Test func everyPlantedFaultPointsAtDocuments() {
    #expect(SampleWeek.plantedFaults.map(\.number) == Array(1...20))
    let all = Set(week.documents.map { "\($0.doctype) \($0.name)" })
    for fault in SampleWeek.plantedFaults {
      #expect(!fault.documents.isEmpty)
      for document in fault.documents { #expect(all.contains("\(document.doctype) \(document.name)"), "fault \(fault.number)") }
    }
  }

  @Test func timesAreFaultyWherePlanned() throws {
    let (first, second, third) = (try job(1025), try job(1034), try job(1035))
    #expect(
      try minute(first.text("scheduled_start")) + first.int("duration_minutes")! - minute(second.text("scheduled_start")) == 20)
    #expect(try minute(second.text("scheduled_start")) + second.int("duration_minutes")! == minute(third.text("scheduled_start")))
    let karine = jobs(week).filter { $0.text("technician") == "TECH-004" && $0.text("scheduled_start")!.hasPrefix("2026-05-06") }
    #expect(karine.reduce(0) { $0 + $1.int("duration_minutes")! } == 9 * 60 + 50)
    #expect(try job(1031).text("window_end")! < job(1031).text("scheduled_start")!)
    #expect(try job(1026).text("window_end") == "2026-05-06 11:05:00")
    let night = try job(1069)
    #expect(try minute(night.text("scheduled_start")) + night.int("duration_minutes")! > 24 * 60)
  }

  @Test func peopleAndPlacesAreFaultyWherePlanned() throws {
    #expect(try job(1023).text("technician") == "TECH-005")
    #expect(try job(1049).float("latitude") == nil)
    #expect(try job(1067).text("service_location") == job(1068).text("service_location"))
    #expect(try job(1067).text("scheduled_start")!.prefix(10) == job(1068).text("scheduled_start")!.prefix(10))
    let move = try job(1030)
    #expect(move.text("second_location") != nil && move.text("second_location") != move.text("service_location"))
    #expect(move.modifiedBy == SampleUsers.julie)
    let subscription = try job(1051).text("subscription")
    #expect(week.documents.first { $0.name == subscription }?.text("status") == "Suspended")
    #expect(try job(1050).text("customer_name")?.count == 60)
    #expect(try job(1050).text("notes")?.contains("\u{1B}[") == true)
    #expect(try job(1052).text("customer_phone") == nil)
    #expect(try job(1053).text("equipment") == SampleDiagnostics.unknownSerial)
    #expect(try job(1054).text("equipment") == SampleDiagnostics.darkSerial)
    let hugo = try #require(week.documents.first { $0.name == "TECH-012" })
    #expect(hugo.float("home_latitude") == nil)
    let leaves = week.documents.filter { $0.doctype == "Dispatch Leave" }
    let leave = try #require(leaves.first { $0.text("technician") == "TECH-010" })
    let inside = try job(1066).text("scheduled_start")!
    #expect(leave.text("from_datetime")! <= inside && inside < leave.text("to_datetime")!)
    let orphans = jobs(week).filter { $0.text("technician") == "TECH-009" && $0.text("scheduled_start")!.hasPrefix("2026-05-06") }
    #expect(orphans.count == 3)
    let nacelle = jobs(week).filter { job in
      guard case .rows(let rows)? = job["crew"] else { return false }
      return rows.contains { $0[0].value == .text("TECH-013") }
    }
    #expect(nacelle.filter { $0.text("scheduled_start")!.hasPrefix("2026-05-06") }.count == 2)
    let overdue = jobs(week).filter {
      $0.text("status") == "Open" && $0.text("priority") == "P1" && ($0.text("window_end") ?? "9") < "2026-05-06 10:40"
    }
    #expect(overdue.count == 4)
  }

  @Test func liveDataIsFaultyWherePlanned() {
    #expect(week.positions.contains { $0.minutesOld == 47 })
    #expect(week.positions.contains { !$0.isValid })
    #expect(!week.positions.contains { $0.technician == "TECH-012" })
    #expect(SampleWeek.messages.contains { !$0.isDelivered })
    #expect(SampleDiagnostics.all.first?.receivedPower == -31)
  }

  // MARK: - Days and scales

  @Test func theWeekMovesWithItsDay() throws {
    let other = SampleWeek(today: SampleDay(year: 2027, month: 1, day: 1))
    let splice = try #require(jobs(other).first { $0.name == "BT-01021" })
    #expect(splice.text("scheduled_start") == "2027-01-01 13:00:00")
    #expect(jobs(other).count == 150)
  }

  @Test func theDaysAroundTodayAreWorkingDays() {
    for day in 0..<7 {
      let today = SampleDay(year: 2026, month: 5, day: 4) + day
      for job in jobs(SampleWeek(today: today)) {
        guard let date = job.text("scheduled_start").flatMap({ SampleDay(String($0.prefix(10))) }), date != today else {
          continue
        }
        #expect(date.weekday != 0 && date.weekday != 6, "\(today.text): \(job.name) is on \(date.text)")
      }
    }
  }

  @Test(arguments: [(2026, 5, 6, 3), (2024, 2, 29, 4), (1970, 1, 1, 4), (2000, 12, 31, 0)])
  func daysAreOfTheCalendar(_ year: Int, _ month: Int, _ day: Int, _ weekday: Int) throws {
    let made = SampleDay(year: year, month: month, day: day)
    #expect(made.weekday == weekday)
    #expect(SampleDay(made.text) == made)
    #expect(SampleDay("2026-02-31") == nil)
    #expect((made + 366 - 366) == made)
  }

  @Test func theTenfoldWeekHasTenTimesAsMuch() {
    let ten = SampleWeek(scale: .ten, today: week.today).documents
    #expect(ten.filter { $0.doctype == "Dispatch Technician" && $0.text("resource_type") == "Technician" }.count == 120)
    let jobs = ten.filter { $0.doctype == "Dispatch Job" }
    #expect(jobs.count == 1_500)
    #expect(Set(jobs.map(\.name)).count == 1_500)
    #expect(Array(self.jobs(week).map(\.name)) == Array(jobs.prefix(150).map(\.name)))
  }

  /// One document at a time: the whole year never stands in memory.
  @Test func theYearHasAHundredThousandJobs() {
    var counts: [String: Int] = [:]
    var names: Set<String> = []
    var serials: Set<String> = []
    var latest = ""
    SampleWeek(scale: .year, today: week.today).forEachDocument { document in
      counts[document.doctype, default: 0] += 1
      if document.doctype == "Dispatch Job" {
        names.insert(document.name)
        latest = max(latest, document.modified)
      }
      if document.doctype == "Service Equipment" { serials.insert(document.name) }
    }
    #expect(counts["Dispatch Job"] == 100_000)
    #expect(names.count == 100_000)
    #expect(counts["Dispatch Technician"] == 1_204)
    #expect(counts["Service Location"]! >= 20_000)
    #expect(serials.count == counts["Service Equipment"])
    #expect(latest < "2026-05-06 10:40")
  }

  @Test func theGazetteerIsItsSource() throws {
    let file = Bundle.module.resourceURL!.appendingPathComponent("Data/places.geojson")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    let features = try #require(json["features"] as? [[String: Any]])
    #expect(Gazetteer.places.count == features.count)
    for (place, feature) in zip(Gazetteer.places, features) {
      let properties = feature["properties"] as? [String: Any]
      let coordinates = (feature["geometry"] as? [String: Any])?["coordinates"] as? [Double]
      #expect(place.name == properties?["name"] as? String)
      #expect(place.population == properties?["population"] as? Int)
      #expect([place.spot.longitude, place.spot.latitude] == coordinates)
    }
    #expect(Gazetteer.places.contains { $0.name == "Sainte-Clotilde" && $0.country == "CA" })
    for town in Municipalities.all {
      let near = Gazetteer.places.contains { $0.spot.kilometres(to: town.spot) < 12 }
      #expect(near, "\(town.name) is not where the gazetteer has a place")
    }
  }
}
