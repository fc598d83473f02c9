import Canvas
import Domain

/// The names of those whom the board knows, by the addresses that the site knows them by.
struct PeopleNames: Sendable {
  private var names: [String: String] = [:]

  init() {}

  init(_ technicians: some Sequence<Technician>) {
    for technician in technicians {
      for address in [technician.email, technician.user] where !address.isEmpty { names[address] = technician.fullName }
    }
  }

  subscript(address: String) -> String? { names[address] }
}

extension State {
  /// The name of somebody known here by the address that the site knows them by; else what the address tells.
  func person(_ user: String) -> String { people[user].map { Sanitise.line($0) } ?? words.person(user) }
}
