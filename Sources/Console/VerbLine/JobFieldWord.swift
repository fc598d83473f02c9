/// The fields of a job as a verb line names them, before a colon: `tel: 450-555-0123`.
package enum JobFieldWord: String, CaseIterable, Sendable {
  case subject, type, priority, customer, phone, address, place, window, start, length, technician, tags, equipment, notes, reason
  case resolution

  /// Folded, in both languages.
  package var words: [String] {
    switch self {
    case .subject: ["objet", "subject"]
    case .type: ["type"]
    case .priority: ["pri", "priorite", "priority"]
    case .customer: ["client", "customer", "nom", "name"]
    case .phone: ["tel", "telephone", "phone"]
    case .address: ["adr", "adresse", "address"]
    case .place: ["coord", "coordonnees", "coordinates"]
    case .window: ["plage", "window"]
    case .start: ["debut", "start"]
    case .length: ["dur", "duree", "duration"]
    case .technician: ["tech", "technicien", "technician"]
    case .tags: ["tags", "competences", "skills"]
    case .equipment: ["equip", "equipement", "equipment"]
    case .notes: ["notes", "note"]
    case .reason: ["raison", "reason"]
    case .resolution: ["fait", "travail", "done", "resolution"]
    }
  }
}
