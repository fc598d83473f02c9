import Domain
import GRDB

/// Jobs straight from their rows, with the columns by position: a board of thousands is read in milliseconds.
struct JobRows {
  let zone: SiteZone

  private static let fields = [
    "name", "subject", "job_type", "status", "priority", "customer", "customer_name", "customer_phone", "sms_opt_out",
    "service_location", "address", "latitude", "longitude", "second_location", "window_start", "window_end", "scheduled_start",
    "duration_minutes", "technician", "sequence", "actual_start", "actual_end", "resolution", "status_reason", "notes",
    "subscription", "equipment", "tags", "crew", "modified", "modified_by",
    "creation",
  ]
  private static let locationFields = [
    "customer_name", "address", "city", "postal_code", "latitude", "longitude", "splitter", "notes",
  ]

  static let select =
    "SELECT "
    + (fields.map { "job.\"\($0)\"" } + ["place.name"] + locationFields.map { "place.\"\($0)\"" }).joined(separator: ", ")
    + " FROM job LEFT JOIN serviceLocation place ON place.name = job.service_location"

  /// A row of `select`; the places that are not in `locations` yet are added.
  func job(_ row: Row, locations: inout [DocumentName: ServiceLocation]) -> Job {
    var job = Job(reference: DocumentReference(.job, name: DocumentName(row[0])), subject: text(row, 1))
    job.type = text(row, 2)
    job.status = JobStatus(rawValue: text(row, 3)) ?? .open
    job.priority = (row[4] as String?).flatMap(Priority.init(rawValue:))
    job.customer = text(row, 5)
    job.customerName = text(row, 6)
    job.customerPhone = text(row, 7)
    job.refusesTexts = (row[8] as Int64? ?? 0) != 0
    job.serviceLocation = link(row, 9)
    job.address = text(row, 10)
    job.coordinate = Coordinate(latitude: row[11] as Double? ?? 0, longitude: row[12] as Double? ?? 0)
    job.secondLocation = link(row, 13)
    if let start = instant(row, 14), let end = instant(row, 15) { job.window = .init(start: start, end: end) }
    job.scheduledStart = instant(row, 16)
    job.duration = Minutes(Int(clamping: row[17] as Int64? ?? 0))
    job.technician = link(row, 18)
    job.sequence = Int(clamping: row[19] as Int64? ?? 0)
    job.actualStart = instant(row, 20)
    job.actualEnd = instant(row, 21)
    job.resolution = text(row, 22)
    job.statusReason = text(row, 23)
    job.notes = text(row, 24)
    job.subscription = link(row, 25)
    job.equipment = link(row, 26)
    if let tags = row[27] as String? {
      job.tags = FieldText.value(tags)?.rows.compactMap { $0["tag"]?.text.map { DocumentName($0) } } ?? []
    }
    if row[28] as String? != nil { job.apply(["crew": FieldText.value(row[28]) ?? .null], zone: zone) }
    job.modified = row[29]
    job.modifiedBy = row[30]
    job.creation = row[31]
    if let name = row[32] as String? {
      let place = place(DocumentName(name), row, &locations)
      job.city = place.city
      if job.coordinate == nil { job.coordinate = place.coordinate }
    }
    if job.city.isEmpty { job.city = PostalAddress.municipality(in: job.address) }
    return job
  }

  private func place(_ name: DocumentName, _ row: Row, _ locations: inout [DocumentName: ServiceLocation]) -> ServiceLocation {
    if let known = locations[name] { return known }
    let place = ServiceLocation(
      name: name, customerName: text(row, 33), address: text(row, 34), city: text(row, 35), postalCode: text(row, 36),
      coordinate: Coordinate(latitude: row[37] as Double? ?? 0, longitude: row[38] as Double? ?? 0), splitter: text(row, 39),
      notes: text(row, 40))
    locations[name] = place
    return place
  }

  private func text(_ row: Row, _ index: Int) -> String { row[index] as String? ?? "" }

  private func link(_ row: Row, _ index: Int) -> DocumentName? {
    guard let name = row[index] as String?, !name.isEmpty else { return nil }
    return DocumentName(name)
  }

  private func instant(_ row: Row, _ index: Int) -> Instant? {
    (row[index] as String?).flatMap(LocalDateTime.init(siteText:)).map(zone.instant)
  }
}
