/// Turns an intention about a technician into the fields to write.
package enum TechnicianEdit {
  /// Sets where the technician's day begins. Six decimals, about 0.1 m, is what the site keeps of a Float.
  package static func setHome(_ technician: Technician, to coordinate: Coordinate?, address: String) -> [FieldChange] {
    var moved = technician
    moved.home = coordinate.flatMap { Coordinate(latitude: rounded($0.latitude), longitude: rounded($0.longitude)) }
    moved.homeAddress = JobEdit.canonical(address)
    return ["home_address", "home_latitude", "home_longitude"].compactMap { field in
      let before = technician.value(of: field)
      let after = moved.value(of: field)
      return before == after ? nil : FieldChange(field, before: before, after: after)
    }
  }

  private static func rounded(_ degrees: Double) -> Double { (degrees * 1_000_000).rounded() / 1_000_000 }
}

extension Technician {
  /// What the site holds in `field`, in canonical form.
  package func value(of field: String) -> FieldValue {
    switch field {
    case "full_name": .orNull(fullName)
    case "resource_type": .text(resourceType.rawValue)
    case "active": .int(isActive ? 1 : 0)
    case "color": .orNull(color)
    case "phone": .orNull(phone)
    case "email": .orNull(email)
    case "user": .orNull(user)
    case "shift_start": shiftStart.map { .text($0.clockText) } ?? .null
    case "shift_end": shiftEnd.map { .text($0.clockText) } ?? .null
    case "home_address": .orNull(homeAddress)
    case "home_latitude": home.map { .float($0.latitude) } ?? .null
    case "home_longitude": home.map { .float($0.longitude) } ?? .null
    case "traccar_device": device.map { .int(Int64($0)) } ?? .null
    case "tags": .rows(tags.map { ["tag": .text($0.text)] })
    default: .null
    }
  }

  /// This technician with `changes` laid over.
  package func applying(_ changes: [FieldChange]) -> Technician {
    var technician = self
    technician.read(Dictionary(changes.map { ($0.field, $0.after) }, uniquingKeysWith: { $1 }))
    return technician
  }

  /// A technician as the site's document describes them.
  package init(document: Document) {
    self.init(name: document.name, fullName: document.name.text)
    read(document.fields)
    modified = document.modified
  }

  private mutating func read(_ fields: [String: FieldValue]) {
    for (field, value) in fields { read(field, value) }
    if fields["home_latitude"] != nil || fields["home_longitude"] != nil {
      home = Coordinate(
        latitude: (fields["home_latitude"] ?? .float(home?.latitude ?? 0)).float ?? 0,
        longitude: (fields["home_longitude"] ?? .float(home?.longitude ?? 0)).float ?? 0)
    }
  }

  private mutating func read(_ field: String, _ value: FieldValue) {
    let text = value.text ?? ""
    switch field {
    case "full_name": if !text.isEmpty { fullName = text }
    case "resource_type": resourceType = ResourceType(rawValue: text) ?? .technician
    case "active": isActive = value.int != 0
    case "color": color = text
    case "phone": phone = text
    case "email": email = text
    case "user": user = text
    case "shift_start": shiftStart = Minutes(clockText: text)
    case "shift_end": shiftEnd = Minutes(clockText: text)
    case "home_address": homeAddress = text
    case "traccar_device": device = value.int.flatMap { $0 == 0 ? nil : Int(exactly: $0) }
    case "tags": tags = value.rows.compactMap { $0["tag"]?.name }
    default: break
    }
  }
}
