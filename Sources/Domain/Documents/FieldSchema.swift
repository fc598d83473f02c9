/// How Frappe types a field, as far as comparing and storing its values needs.
package enum FieldType: Sendable, Equatable {
  /// At most 140 code points.
  case data
  /// Small Text and Text.
  case text
  case select
  /// The name of a document of this kind.
  case link(DocumentKind)
  /// The name of a document of a doctype the console does not read (User).
  case foreignLink
  case int
  case float
  case check
  /// `YYYY-MM-DD HH:MM:SS`, naive site time.
  case datetime
  /// `HH:MM:SS`; sites answer `8:00:00` and `08:00:00` alike.
  case time
  indirect case table([FieldSchema])
}

/// One field of a kind, by the name the console uses; the mapping says what the site calls it.
package struct FieldSchema: Sendable, Equatable {
  package let name: String
  package let type: FieldType
  package let isRequired: Bool

  package init(_ name: String, _ type: FieldType, required: Bool = false) {
    self.name = name
    self.type = type
    isRequired = required
  }
}

extension DocumentKind {
  /// Every field the console reads of this kind, in the order the replica stores them. `name`, `creation` and `modified`
  /// are of every document and not listed.
  package var fields: [FieldSchema] {
    switch self {
    case .job: Self.jobFields
    case .technician: Self.technicianFields
    case .leave: Self.leaveFields
    case .tag: Self.tagFields
    case .serviceLocation: Self.serviceLocationFields
    case .equipment: Self.equipmentFields
    case .subscription: Self.subscriptionFields
    }
  }

  package func field(_ name: String) -> FieldSchema? { fields.first { $0.name == name } }

  private static let tagRows = FieldType.table([FieldSchema("tag", .link(.tag), required: true)])

  private static let jobFields: [FieldSchema] = [
    .init("subject", .data, required: true), .init("job_type", .data), .init("status", .select, required: true),
    .init("priority", .select), .init("customer", .data), .init("customer_name", .data), .init("customer_phone", .data),
    .init("sms_opt_out", .check), .init("service_location", .link(.serviceLocation)), .init("address", .text),
    .init("latitude", .float), .init("longitude", .float), .init("second_location", .link(.serviceLocation)),
    .init("window_start", .datetime), .init("window_end", .datetime), .init("scheduled_start", .datetime),
    .init("duration_minutes", .int), .init("technician", .link(.technician)), .init("sequence", .int),
    .init("actual_start", .datetime), .init("actual_end", .datetime), .init("resolution", .text),
    .init("status_reason", .text), .init("notes", .text), .init("subscription", .link(.subscription)),
    .init("equipment", .link(.equipment)), .init("tags", tagRows),
    .init("crew", .table([FieldSchema("resource", .link(.technician), required: true), FieldSchema("role", .select)])),
    .init("client_request_id", .data),
  ]

  private static let technicianFields: [FieldSchema] = [
    .init("full_name", .data, required: true), .init("resource_type", .select), .init("active", .check),
    .init("color", .data), .init("phone", .data), .init("email", .data), .init("user", .foreignLink),
    .init("shift_start", .time), .init("shift_end", .time), .init("home_address", .text),
    .init("home_latitude", .float), .init("home_longitude", .float), .init("traccar_device", .int), .init("tags", tagRows),
  ]

  private static let leaveFields: [FieldSchema] = [
    .init("technician", .link(.technician), required: true), .init("from_datetime", .datetime, required: true),
    .init("to_datetime", .datetime, required: true), .init("reason", .data),
  ]

  private static let tagFields: [FieldSchema] = [.init("tag_name", .data, required: true), .init("color", .data)]

  private static let serviceLocationFields: [FieldSchema] = [
    .init("customer", .data), .init("customer_name", .data), .init("address", .text), .init("city", .data),
    .init("postal_code", .data), .init("latitude", .float), .init("longitude", .float), .init("splitter", .data),
    .init("notes", .text),
  ]

  private static let equipmentFields: [FieldSchema] = [
    .init("serial", .data, required: true), .init("equipment_type", .data), .init("mac", .data),
    .init("service_location", .link(.serviceLocation)),
  ]

  private static let subscriptionFields: [FieldSchema] = [
    .init("customer", .data), .init("plan", .data), .init("status", .select),
    .init("service_location", .link(.serviceLocation)),
  ]
}
