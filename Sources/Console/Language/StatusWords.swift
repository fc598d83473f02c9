import Domain

extension Words {
  package func status(_ status: JobStatus) -> String {
    switch status {
    case .open: say("Ouvert", "Open")
    case .planned: say("Planifié", "Planned")
    case .published: say("Publié", "Published")
    case .enRoute: say("En route", "En route")
    case .onSite: say("Sur place", "On site")
    case .paused: say("En pause", "Paused")
    case .done: say("Terminé", "Done")
    case .toReschedule: say("À reporter", "To reschedule")
    case .customerAbsent: say("Client absent", "Customer absent")
    case .cancelled: say("Annulé", "Cancelled")
    }
  }

  /// The three letters of narrow cells.
  package func statusCode(_ status: JobStatus) -> String {
    switch status {
    case .open: say("OUV", "OPN")
    case .planned: say("PLA", "PLN")
    case .published: say("PUB", "PUB")
    case .enRoute: say("RTE", "ENR")
    case .onSite: say("SPL", "ONS")
    case .paused: say("PAU", "PAU")
    case .done: say("TER", "DON")
    case .toReschedule: say("REP", "RES")
    case .customerAbsent: say("ABS", "ABS")
    case .cancelled: say("ANN", "CXL")
    }
  }
}
