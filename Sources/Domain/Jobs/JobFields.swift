/// A job as a document's fields. Unknown statuses and priorities read as open and none, so that a site with words of its own
/// still shows its jobs.
extension Job {
  /// `location` fills the city, and the coordinate where the job has none of its own.
  package init(document: Document, zone: SiteZone, location: ServiceLocation? = nil) {
    self.init(
      reference: DocumentReference(.job, name: document.name), fields: document.fields, zone: zone, location: location)
    modified = document.modified
    modifiedBy = document.modifiedBy
    creation = document.creation
  }

  /// A job that exists only here so far.
  package init(
    reference: DocumentReference, fields: [String: FieldValue], zone: SiteZone, location: ServiceLocation? = nil
  ) {
    self.init(reference: reference, subject: "")
    apply(fields, zone: zone)
    if let location {
      city = location.city
      if coordinate == nil { coordinate = location.coordinate }
    }
    if city.isEmpty { city = PostalAddress.municipality(in: address) }
  }

  package mutating func apply(_ changes: [FieldChange], zone: SiteZone) {
    apply(Dictionary(changes.map { ($0.field, $0.after) }) { _, last in last }, zone: zone)
  }

  /// Sets what `fields` name and leaves the rest; names that are not of a job are passed over.
  package mutating func apply(_ fields: [String: FieldValue], zone: SiteZone) {
    for (field, value) in fields { set(field, value, zone: zone) }
    if fields["window_start"] != nil || fields["window_end"] != nil {
      let start = fields["window_start"].map { Self.instant($0, zone: zone) } ?? window?.start
      let end = fields["window_end"].map { Self.instant($0, zone: zone) } ?? window?.end
      window = start.flatMap { start in end.map { Window(start: start, end: $0) } }
    }
    if fields["latitude"] != nil || fields["longitude"] != nil {
      let latitude = fields["latitude"].map { $0.float ?? 0 } ?? coordinate?.latitude ?? 0
      let longitude = fields["longitude"].map { $0.float ?? 0 } ?? coordinate?.longitude ?? 0
      coordinate = Coordinate(latitude: latitude, longitude: longitude)
    }
  }

  private mutating func set(_ field: String, _ value: FieldValue, zone: SiteZone) {
    switch field {
    case "subject": subject = value.text ?? ""
    case "job_type": type = value.text ?? ""
    case "status": status = value.text.flatMap(JobStatus.init(rawValue:)) ?? .open
    case "priority": priority = value.text.flatMap(Priority.init(rawValue:))
    case "customer": customer = value.text ?? ""
    case "customer_name": customerName = value.text ?? ""
    case "customer_phone": customerPhone = value.text ?? ""
    case "sms_opt_out": refusesTexts = (value.int ?? 0) != 0
    case "service_location": serviceLocation = Self.link(value)
    case "address": address = value.text ?? ""
    case "second_location": secondLocation = Self.link(value)
    case "scheduled_start": scheduledStart = Self.instant(value, zone: zone)
    case "duration_minutes": duration = Minutes(Int(clamping: min(Self.longestDuration, max(0, value.int ?? 0))))
    case "technician": technician = Self.link(value)
    case "sequence": sequence = Int(Int32(clamping: value.int ?? 0))
    case "actual_start": actualStart = Self.instant(value, zone: zone)
    case "actual_end": actualEnd = Self.instant(value, zone: zone)
    case "resolution": resolution = value.text ?? ""
    case "status_reason": statusReason = value.text ?? ""
    case "notes": notes = value.text ?? ""
    case "subscription": subscription = Self.link(value)
    case "equipment": equipment = Self.link(value)
    case "tags": tags = value.rows.compactMap { $0["tag"].flatMap(Self.link) }
    case "crew":
      crew = value.rows.compactMap { row in
        row["resource"].flatMap(Self.link).map {
          CrewMember(resource: $0, role: row["role"]?.text.flatMap(CrewMember.Role.init(rawValue:)) ?? .assistant)
        }
      }
    default: break
    }
  }

  /// Ten weeks, in minutes: what a site holds beyond it is a slip, and must not overflow a sum.
  private static let longestDuration: Int64 = 100_800

  private static func link(_ value: FieldValue) -> DocumentName? {
    value.text.flatMap { $0.isEmpty ? nil : DocumentName($0) }
  }

  private static func instant(_ value: FieldValue, zone: SiteZone) -> Instant? {
    value.text.flatMap(LocalDateTime.init(siteText:)).map(zone.instant)
  }
}
