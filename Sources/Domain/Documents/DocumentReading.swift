/// The smaller kinds as their documents describe them.
extension Leave {
  /// nil where the document lacks the technician or a readable start and end.
  package init?(document: Document, zone: SiteZone) {
    guard let technician = document["technician"].name, let start = document["from_datetime"].instant(in: zone),
      let end = document["to_datetime"].instant(in: zone), start < end
    else { return nil }
    self.init(
      name: document.name, technician: technician, start: start, end: end, reason: document["reason"].text ?? "")
  }
}

extension ServiceLocation {
  package init(document: Document) {
    func text(_ field: String) -> String { document[field].text ?? "" }
    self.init(
      name: document.name, customerName: text("customer_name"), address: text("address"), city: text("city"),
      postalCode: text("postal_code"),
      coordinate: Coordinate(
        latitude: document["latitude"].float ?? 0, longitude: document["longitude"].float ?? 0),
      splitter: text("splitter"), notes: text("notes"))
  }
}

extension Equipment {
  package init(document: Document) {
    self.init(
      name: document.name, serial: document["serial"].text ?? document.name.text,
      type: document["equipment_type"].text ?? "", mac: document["mac"].text ?? "")
  }
}

extension Subscription {
  package init(document: Document) {
    self.init(
      name: document.name, plan: document["plan"].text ?? "",
      status: document["status"].text.flatMap(Status.init))
  }
}
