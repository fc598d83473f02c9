/// The doctypes that the console works on, as `site install` creates them where a site has none.
package struct Blueprint: Sendable {
  package struct Field: Sendable, Equatable {
    package let name: String
    /// Frappe's word: `Data`, `Link`, `Small Text` …
    package let type: String
    /// The doctype of a Link or Table, the lines of a Select (an empty first line where there may be no value: a Select without a
    /// default takes its first option).
    package let options: String
    package let isRequired: Bool
    package let isUnique: Bool
    package let defaultValue: String?

    /// `scheduled_start` is labelled `Scheduled Start`.
    package var label: String {
      name.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }
  }

  package struct Doctype: Sendable, Equatable {
    package let name: String
    /// `BT-.#####`, `field:serial` or `hash`; empty for the rows of a child table.
    package let autoname: String
    package let isTable: Bool
    package let titleField: String?
    package let fields: [Field]
  }

  /// In an order in which each finds the doctypes that its links point at.
  package let doctypes: [Doctype]

  package subscript(name: String) -> Doctype? { doctypes.first { $0.name == name } }

  /// Who may do what with all of them.
  package enum Role: String, CaseIterable, Sendable {
    case dispatcher = "Dispatcher"
    case supervisor = "Dispatch Supervisor"
  }
}

extension Blueprint {
  package static let gigafibre = Blueprint(doctypes: [
    Doctype(
      name: "Dispatch Tag", autoname: "field:tag_name", isTable: false, titleField: nil,
      fields: [field("tag_name", "Data", required: true, unique: true), field("color", "Data")]),
    Doctype(
      name: "Dispatch Tag Link", autoname: "", isTable: true, titleField: nil,
      fields: [field("tag", "Link", "Dispatch Tag", required: true)]),
    Doctype(
      name: "Service Location", autoname: "hash", isTable: false, titleField: "address",
      fields: [
        field("customer", "Data"), field("customer_name", "Data"), field("address", "Small Text"), field("city", "Data"),
        field("postal_code", "Data"), field("latitude", "Float"), field("longitude", "Float"), field("splitter", "Data"),
        field("notes", "Text"),
      ]),
    Doctype(
      name: "Service Equipment", autoname: "field:serial", isTable: false, titleField: nil,
      fields: [
        field("serial", "Data", required: true, unique: true), field("equipment_type", "Data"), field("mac", "Data"),
        field("service_location", "Link", "Service Location"),
      ]),
    Doctype(
      name: "Service Subscription", autoname: "hash", isTable: false, titleField: nil,
      fields: [
        field("customer", "Data"), field("plan", "Data"), field("status", "Select", "\nActive\nSuspended\nCancelled"),
        field("service_location", "Link", "Service Location"),
      ]),
    Doctype(
      name: "Dispatch Technician", autoname: "TECH-.###", isTable: false, titleField: "full_name",
      fields: [
        field("full_name", "Data", required: true), field("resource_type", "Select", "Technician\nMaterial"),
        field("active", "Check", default: "1"), field("color", "Data"), field("phone", "Data", "Phone"),
        field("email", "Data", "Email"), field("user", "Link", "User"), field("shift_start", "Time"), field("shift_end", "Time"),
        field("home_address", "Small Text"), field("home_latitude", "Float"), field("home_longitude", "Float"),
        field("traccar_device", "Int"), field("tags", "Table", "Dispatch Tag Link"),
      ]),
    Doctype(
      name: "Dispatch Leave", autoname: "hash", isTable: false, titleField: nil,
      fields: [
        field("technician", "Link", "Dispatch Technician", required: true), field("from_datetime", "Datetime", required: true),
        field("to_datetime", "Datetime", required: true), field("reason", "Data"),
      ]),
    Doctype(
      name: "Dispatch Crew Member", autoname: "", isTable: true, titleField: nil,
      fields: [
        field("resource", "Link", "Dispatch Technician", required: true), field("role", "Select", "\nAssistant\nMaterial"),
      ]),
    job,
  ])

  private static let job = Doctype(
    name: "Dispatch Job", autoname: "BT-.#####", isTable: false, titleField: "subject",
    fields: [
      field("subject", "Data", required: true), field("job_type", "Data"),
      field(
        "status", "Select",
        "Open\nPlanned\nPublished\nEn Route\nOn Site\nPaused\nDone\nTo Reschedule\nCustomer Absent\nCancelled", required: true,
        default: "Open"),
      field("priority", "Select", "\nP1\nP2\nP3\nP4"), field("customer", "Data"), field("customer_name", "Data"),
      field("customer_phone", "Data", "Phone"), field("sms_opt_out", "Check"),
      field("service_location", "Link", "Service Location"), field("address", "Small Text"), field("latitude", "Float"),
      field("longitude", "Float"), field("second_location", "Link", "Service Location"), field("window_start", "Datetime"),
      field("window_end", "Datetime"), field("scheduled_start", "Datetime"), field("duration_minutes", "Int"),
      field("technician", "Link", "Dispatch Technician"), field("sequence", "Int"), field("actual_start", "Datetime"),
      field("actual_end", "Datetime"), field("resolution", "Small Text"), field("status_reason", "Small Text"),
      field("notes", "Text"), field("subscription", "Link", "Service Subscription"),
      field("equipment", "Link", "Service Equipment"), field("tags", "Table", "Dispatch Tag Link"),
      field("crew", "Table", "Dispatch Crew Member"), field("client_request_id", "Data", unique: true),
    ])

  private static func field(
    _ name: String, _ type: String, _ options: String = "", required: Bool = false, unique: Bool = false,
    default defaultValue: String? = nil
  ) -> Field {
    Field(name: name, type: type, options: options, isRequired: required, isUnique: unique, defaultValue: defaultValue)
  }
}
