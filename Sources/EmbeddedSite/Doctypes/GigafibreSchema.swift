extension SiteSchema {
  /// The doctypes that a site of the console has by default.
  package static let gigafibre = SiteSchema([
    job, technician,
    Doctype(
      "Dispatch Leave",
      fields: [
        DocField("technician", .link, options: ["Dispatch Technician"], required: true),
        DocField("from_datetime", .datetime, required: true), DocField("to_datetime", .datetime, required: true),
        DocField("reason", .data),
      ]),
    Doctype(
      "Dispatch Tag", naming: .field("tag_name"),
      fields: [DocField("tag_name", .data, required: true, unique: true), DocField("color", .data)]),
    Doctype(
      "Service Location",
      fields: [
        DocField("customer", .data), DocField("customer_name", .data), DocField("address", .smallText), DocField("city", .data),
        DocField("postal_code", .data), DocField("latitude", .float), DocField("longitude", .float), DocField("splitter", .data),
        DocField("notes", .text),
      ]),
    Doctype(
      "Service Equipment", naming: .field("serial"),
      fields: [
        DocField("serial", .data, required: true, unique: true), DocField("equipment_type", .data), DocField("mac", .data),
        DocField("service_location", .link, options: ["Service Location"]),
      ]),
    Doctype(
      "Service Subscription",
      fields: [
        DocField("customer", .data), DocField("plan", .data),
        DocField("status", .select, options: ["", "Active", "Suspended", "Cancelled"]),
        DocField("service_location", .link, options: ["Service Location"]),
      ]),
    Doctype(
      "Dispatch Tag Link", isTable: true, fields: [DocField("tag", .link, options: ["Dispatch Tag"], required: true)]),
    Doctype(
      "Dispatch Crew Member", isTable: true,
      fields: [
        DocField("resource", .link, options: ["Dispatch Technician"], required: true),
        DocField("role", .select, options: ["", "Assistant", "Material"]),
      ]),
  ])

  private static let job = Doctype(
    "Dispatch Job", naming: .series("BT-.#####"),
    fields: [
      DocField("subject", .data, required: true), DocField("job_type", .data),
      DocField(
        "status", .select,
        options: [
          "Open", "Planned", "Published", "En Route", "On Site", "Paused", "Done", "To Reschedule", "Customer Absent",
          "Cancelled",
        ], required: true, indexed: true),
      DocField("priority", .select, options: ["", "P1", "P2", "P3", "P4"]), DocField("customer", .data),
      DocField("customer_name", .data), DocField("customer_phone", .data, options: ["Phone"]), DocField("sms_opt_out", .check),
      DocField("service_location", .link, options: ["Service Location"]), DocField("address", .smallText),
      DocField("latitude", .float), DocField("longitude", .float),
      DocField("second_location", .link, options: ["Service Location"]), DocField("window_start", .datetime),
      DocField("window_end", .datetime), DocField("scheduled_start", .datetime, indexed: true),
      DocField("duration_minutes", .int),
      DocField("technician", .link, options: ["Dispatch Technician"]), DocField("sequence", .int),
      DocField("actual_start", .datetime), DocField("actual_end", .datetime), DocField("resolution", .smallText),
      DocField("status_reason", .smallText), DocField("notes", .text),
      DocField("subscription", .link, options: ["Service Subscription"]),
      DocField("equipment", .link, options: ["Service Equipment"]), DocField("tags", .table, options: ["Dispatch Tag Link"]),
      DocField("crew", .table, options: ["Dispatch Crew Member"]), DocField("client_request_id", .data, unique: true),
    ])

  private static let technician = Doctype(
    "Dispatch Technician", naming: .series("TECH-.###"),
    fields: [
      DocField("full_name", .data, required: true),
      DocField("resource_type", .select, options: ["Technician", "Material"]), DocField("active", .check, default: 1),
      DocField("color", .data), DocField("phone", .data, options: ["Phone"]), DocField("email", .data, options: ["Email"]),
      DocField("user", .link, options: ["User"]), DocField("shift_start", .time), DocField("shift_end", .time),
      DocField("home_address", .smallText), DocField("home_latitude", .float), DocField("home_longitude", .float),
      DocField("traccar_device", .int), DocField("tags", .table, options: ["Dispatch Tag Link"]),
    ])
}
