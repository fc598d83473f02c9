/// A job's fields in canonical form: what an edit says was before and will be after.
extension Job {
  /// What the site holds in `field` as far as this value tells; null for an empty text, an unknown field, and what is unset.
  package func value(of field: String, in zone: SiteZone) -> FieldValue {
    switch field {
    case "subject": .orNull(subject)
    case "job_type": .orNull(type)
    case "status": .text(status.rawValue)
    case "priority": .orNull(priority?.rawValue)
    case "customer": .orNull(customer)
    case "customer_name": .orNull(customerName)
    case "customer_phone": .orNull(customerPhone)
    case "sms_opt_out": .int(refusesTexts ? 1 : 0)
    case "service_location": .orNull(serviceLocation)
    case "address": .orNull(address)
    case "latitude": coordinate.map { .float($0.latitude) } ?? .null
    case "longitude": coordinate.map { .float($0.longitude) } ?? .null
    case "second_location": .orNull(secondLocation)
    case "window_start": .orNull(window?.start, in: zone)
    case "window_end": .orNull(window?.end, in: zone)
    case "scheduled_start": .orNull(scheduledStart, in: zone)
    case "duration_minutes": .int(Int64(duration.count))
    case "technician": .orNull(technician)
    case "sequence": .int(Int64(sequence))
    case "actual_start": .orNull(actualStart, in: zone)
    case "actual_end": .orNull(actualEnd, in: zone)
    case "resolution": .orNull(resolution)
    case "status_reason": .orNull(statusReason)
    case "notes": .orNull(notes)
    case "subscription": .orNull(subscription)
    case "equipment": .orNull(equipment)
    case "tags": .rows(tags.map { ["tag": .text($0.text)] })
    case "crew": .rows(crew.map { ["resource": .text($0.resource.text), "role": .text($0.role.rawValue)] })
    default: .null
    }
  }

  /// This job with `changes` laid over it.
  package func applying(_ changes: [FieldChange], zone: SiteZone) -> Job {
    var job = self
    job.apply(changes, zone: zone)
    return job
  }
}

extension FieldValue {
  /// A document's name; nil for null and the empty text.
  package var name: DocumentName? {
    guard let text, !text.isEmpty else { return nil }
    return DocumentName(text)
  }

  /// A naive site datetime as an instant; nil for what is none.
  package func instant(in zone: SiteZone) -> Instant? { text.flatMap(LocalDateTime.init(siteText:)).map(zone.instant) }

  static func orNull(_ text: String?) -> FieldValue {
    guard let text, !text.isEmpty else { return .null }
    return .text(text)
  }

  static func orNull(_ name: DocumentName?) -> FieldValue { orNull(name?.text) }

  static func orNull(_ instant: Instant?, in zone: SiteZone) -> FieldValue {
    instant.map { .text(zone.local($0).siteText) } ?? .null
  }
}
