import Domain
import GRDB
import SyncModel
import Testing

@testable import Replica

/// What is found of all that the replica holds, however it is typed.
@Suite struct SearchTests {
  private let replica: Replica

  init() throws {
    replica = try Fixture.inMemory()
    _ = try replica.store([
      Document(
        kind: .serviceLocation, name: "LOC-1", creation: "c", modified: "m",
        fields: [
          "address": .text("1867, chemin de la Rivière"), "city": .text("Sainte-Clotilde"), "postal_code": .text("J0L 1W0"),
        ]),
      Document(
        kind: .equipment, name: "EQ-1", creation: "c", modified: "m",
        fields: ["serial": .text("GF-48A1B2C3"), "mac": .text("00:1A:2B:3C:4D:5E"), "service_location": .text("LOC-1")]),
      Document(kind: .equipment, name: "EQ-2", creation: "c", modified: "m", fields: ["serial": .text("ZX990077")]),
    ])
    _ = try replica.store([
      Fixture.job(
        "BT-01043",
        [
          "customer_name": .text("Cœur-de-Marie Lafleur"), "customer_phone": .text("+14505550123"),
          "service_location": .text("LOC-1"), "notes": .text("L’échelle est derrière"),
          "scheduled_start": .text("2026-05-06 09:00:00"),
        ]),
      Fixture.job(
        "BT-00912",
        [
          "customer_name": .text("Stéphane St-Rémi"), "scheduled_start": .text("2025-11-03 09:00:00"), "equipment": .text("EQ-2"),
          "subject": .text("Lafleur : branchement"), "status": .text("Done"),
        ]),
      Fixture.job(
        "BT-01200",
        [
          "customer_name": .text("Ginette Lafleur"), "scheduled_start": .text("2026-05-09 09:00:00"),
          "notes": .text("cafe\u{301}"),
        ]),
    ])
    while try replica.fillSearch() > 0 {}
  }

  private func found(_ text: String) throws -> [String] {
    try replica.search(text, zone: .utc).hits.map(\.job.reference.key.text)
  }

  private func fields(_ text: String) throws -> [SearchField] { try replica.search(text, zone: .utc).hits.map(\.field) }

  @Test func foldedAsEverywhere() throws {
    for text in ["coeur", "CŒUR", "cœur de marie", "marie lafl"] { #expect(try found(text) == ["BT-01043"], "\(text)") }
    for text in ["saint remi", "St-Rémi", "st remi", "steph", "ste"] { #expect(try found(text).contains("BT-00912"), "\(text)") }
    for text in ["ste-clotilde", "sainte clotilde", "Sainte-Clotilde"] { #expect(try found(text) == ["BT-01043"], "\(text)") }
    #expect(try found("l'echelle") == ["BT-01043"])
    #expect(try found("café") == ["BT-01200"])
    #expect(try found("zzz") == [])
    #expect(try found("--- ' \" *") == [])
    #expect(try found("lafleur zzz") == [])
  }

  @Test func phonesAndPostalCodesInEveryHabit() throws {
    for text in ["450-555-0123", "(450) 555-0123", "4505550123", "+1 450 555 0123", "555-0123", "5550123", "j0l1w0", "J0L 1W0"] {
      #expect(try found(text) == ["BT-01043"], "\(text)")
    }
    #expect(try fields("450-555-0123") == [.phone])
    #expect(try fields("chemin de la riv") == [.address])
  }

  @Test func serialsOfTheJobAndOfItsPlaceFromTheMiddleToo() throws {
    for text in ["GF-48A1B2C3", "gf48a1b2c3", "B2C3", "00:1a:2b", "001A2B"] {
      #expect(try found(text) == ["BT-01043"], "\(text)")
    }
    #expect(try found("990077") == ["BT-00912"])
    let hit = try #require(try replica.search("b2c3", zone: .utc).hits.first)
    #expect(hit.field == .serial && hit.text == "GF-48A1B2C3")
    // What could be part of anything is no serial number.
    #expect(try found("B2") == [])
    #expect(try found("%%%%") == [])
  }

  @Test func whatSaysMostComesFirstThenTheNewest() throws {
    // Two customers of the name, the newer visit first; then the one that has it in its subject.
    #expect(try found("lafleur") == ["BT-01200", "BT-01043", "BT-00912"])
    #expect(try fields("lafleur") == [.customer, .customer, .subject])
    #expect(try fields("1043") == [.number])
    #expect(try found("912") == ["BT-00912"])
  }

  @Test func whatIsOnlyHereIsFoundTooAndWhatAnEditHasTakenAwayIsNot() throws {
    _ = try replica.accept(
      Fixture.creation("G1", local: "L1", [("subject", .text("Neuf")), ("customer_name", .text("Lafleur Neuve"))]),
      at: Fixture.now)
    _ = try replica.accept(
      Fixture.group("G2", Fixture.edit("BT-01200", [("notes", .text("cafe\u{301}"), .text("clôture électrique"))])),
      at: Fixture.now)
    #expect(try found("lafleur neuve") == ["L1"])
    #expect(try found("cloture") == ["BT-01200"])
  }

  @Test func moreThanAskedForIsSaid() throws {
    _ = try replica.store((0..<20).map { Fixture.job("BT-3\($0)", ["notes": .text("tempête")]) })
    #expect(try !replica.search("tempete", zone: .utc).isComplete)
    while try replica.fillSearch(limit: 7) > 0 {}
    let cut = try replica.search("tempete", limit: 5, zone: .utc)
    #expect(cut.hits.count == 5 && cut.isCut && cut.isComplete)
    #expect(try !replica.search("tempete", limit: 50, zone: .utc).isCut)
  }

  /// A file of before is searched folded once its jobs have gone through the index again.
  @Test func anOlderIndexIsMadeAnew() throws {
    let queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { db in
      try ReplicaSchema.migrate(db, steps: Array(ReplicaSchema.steps.prefix(3)))
      try db.execute(
        sql: """
          INSERT INTO job(name, creation, modified, modified_by, subject, number, unsearched) VALUES('BT-1', 'c', 'm', 'u', 'Cœur', 1, 0);
          INSERT INTO job_search(rowid, name, subject) VALUES(1, 'BT-1', 'Cœur');
          """)
      try ReplicaSchema.migrate(db)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM job WHERE unsearched = 1") == 1)
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM job_search") == 0)
    }
  }

  @Test func noSearchLooksAtEveryJob() throws {
    try replica.read { db in
      let plan = try Row.fetchAll(
        db, sql: "EXPLAIN QUERY PLAN " + Replica.serialsSQL, arguments: ["%1%", 10])
      let steps = plan.map { $0["detail"] as String }
      #expect(!steps.contains { $0.contains("SCAN job") }, "\(steps)")
    }
  }
}
