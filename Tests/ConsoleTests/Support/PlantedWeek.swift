import Domain
import SampleWeek
import Testing

@testable import Console

/// The boards of the sample's week, told on Wednesday 2026-05-06 at 10:40, with all that is planted in it.
enum PlantedWeek {
  private static let kinds: [String: DocumentKind] = [
    "Dispatch Job": .job, "Dispatch Technician": .technician, "Dispatch Leave": .leave, "Dispatch Tag": .tag,
    "Service Location": .serviceLocation, "Service Equipment": .equipment, "Service Subscription": .subscription,
  ]

  private static let documents: [DocumentKind: [Document]] = {
    var all: [DocumentKind: [Document]] = [:]
    for sample in SampleWeek(today: .init(year: 2026, month: 5, day: 6)).documents {
      guard let kind = kinds[sample.doctype] else { continue }
      all[kind, default: []].append(
        Document(
          kind: kind, name: DocumentName(sample.name), creation: sample.creation, modified: sample.modified,
          modifiedBy: sample.modifiedBy, fields: fields(sample.fields)))
    }
    return all
  }()

  private static func fields(_ fields: [SampleField]) -> [String: FieldValue] {
    Dictionary(
      uniqueKeysWithValues: fields.map { field in
        switch field.value {
        case .text(let text): (field.name, .text(text))
        case .int(let number): (field.name, .int(Int64(number)))
        case .float(let number): (field.name, .float(number))
        case .rows(let rows): (field.name, .rows(rows.map { Self.fields($0) }))
        }
      })
  }

  /// As the replica would read it, `offset` days after Wednesday.
  static func board(day offset: Int = 0) -> Board {
    func named<Value>(_ kind: DocumentKind, _ make: (Document) -> Value) -> [DocumentName: Value] {
      Dictionary(uniqueKeysWithValues: (documents[kind] ?? []).map { ($0.name, make($0)) })
    }
    let zone = SampleDay.zone
    let day = SampleDay.day.adding(days: offset)
    var board = Board(day: day)
    board.technicians = named(.technician) { Technician(document: $0) }
    board.locations = named(.serviceLocation) { ServiceLocation(document: $0) }
    board.subscriptions = named(.subscription) { Subscription(document: $0) }
    board.leaves = (documents[.leave] ?? []).compactMap { Leave(document: $0, zone: zone) }
    for document in documents[.job] ?? [] {
      let location = document["service_location"].name.flatMap { board.locations[$0] }
      let job = Job(document: document, zone: zone, location: location)
      let isOfTheDay = job.scheduledStart.map { zone.bounds(of: day).contains($0) } ?? false
      if isOfTheDay || job.isInBacklog { board.jobs[job.reference] = job }
    }
    return board
  }
}
