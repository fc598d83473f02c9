/// Where a customer is served.
package struct ServiceLocation: Sendable, Equatable {
  package var name: DocumentName
  package var customerName: String
  package var address: String
  package var city: String
  package var postalCode: String
  package var coordinate: Coordinate?
  package var splitter: String
  package var notes: String

  package init(
    name: DocumentName, customerName: String = "", address: String = "", city: String = "", postalCode: String = "",
    coordinate: Coordinate? = nil, splitter: String = "", notes: String = ""
  ) {
    self.name = name
    self.customerName = customerName
    self.address = address
    self.city = city
    self.postalCode = postalCode
    self.coordinate = coordinate
    self.splitter = splitter
    self.notes = notes
  }
}

/// A device at a customer's: an ONT, a router, a decoder.
package struct Equipment: Sendable, Equatable {
  package var name: DocumentName
  package var serial: String
  package var type: String
  package var mac: String

  package init(name: DocumentName, serial: String, type: String = "", mac: String = "") {
    self.name = name
    self.serial = serial
    self.type = type
    self.mac = mac
  }
}

/// What a customer pays for.
package struct Subscription: Sendable, Equatable {
  package enum Status: String, Sendable { case active = "Active", suspended = "Suspended", cancelled = "Cancelled" }
  package var name: DocumentName
  package var plan: String
  package var status: Status?

  package init(name: DocumentName, plan: String = "", status: Status? = nil) {
    self.name = name
    self.plan = plan
    self.status = status
  }
}
