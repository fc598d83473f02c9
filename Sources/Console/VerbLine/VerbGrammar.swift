/// What a verb line may say: every verb's words and what each takes, in order. The parser reads it, and so can completion and help.
package enum VerbGrammar {
  package enum Head: String, CaseIterable, Sendable {
    case assign, unassign, move, report, status, publish, cancel, notes, undo, redo, sync, goTo, day, theme, screen
    case resize, swap, reorder, crew, material, priority, create, duplicate, edit
  }

  package enum Argument: String, CaseIterable, Sendable {
    /// `1043`, or several joined by commas; left out, the selection is meant.
    case jobs
    /// One more job.
    case otherJob
    case technician
    /// `+hugo` comes along, `-hugo` no more.
    case assistant
    /// `+nacelle` is taken along, `-nacelle` no more.
    case material
    /// `10h30`.
    case time
    /// `+30m`.
    case change
    /// `2h`, `1h30`, `45`.
    case length
    case day
    case status
    case priority
    /// `avant`, `après`, `before`, `after`.
    case relation
    /// `tout`, `all`.
    case everyone
    /// `tel: 450-555-0123`, any number of them; the words are in `JobFieldWord`.
    case fields
    case text
    case theme
    case path
  }

  package struct Verb: Sendable {
    package let head: Head
    /// Folded, in both languages; the shortest first.
    package let words: [String]
    /// In the order in which they are said. Where one of several kinds can stand in a place, they stand together.
    package let arguments: [[Argument]]
    /// How many of the arguments must be there, the jobs not counted.
    package let required: Int

    init(_ head: Head, _ words: [String], _ arguments: [[Argument]] = [], required: Int = 0) {
      self.head = head
      self.words = words
      self.arguments = arguments
      self.required = required
    }
  }

  package static let table: [Verb] = [
    Verb(
      .assign, ["a", "assign", "assigner", "reassign", "reassigner"], [[.jobs], [.technician], [.time]], required: 1),
    Verb(.unassign, ["unassign", "desassigner"], [[.jobs]]),
    Verb(.move, ["m", "move", "deplacer"], [[.jobs], [.time, .change]], required: 1),
    Verb(.report, ["r", "report", "reporter", "reschedule"], [[.jobs], [.day]], required: 1),
    Verb(.status, ["s", "status", "statut"], [[.jobs], [.status], [.text]], required: 1),
    Verb(.publish, ["w", "pub", "publish", "publier"], [[.jobs, .technician, .everyone]]),
    Verb(.cancel, ["cancel", "annuler"], [[.jobs], [.text]]),
    Verb(.notes, ["n", "note", "notes"], [[.jobs], [.text]], required: 1),
    Verb(.undo, ["u", "undo", "defaire"]),
    Verb(.redo, ["redo", "refaire"]),
    Verb(.sync, ["sync", "synchroniser"]),
    Verb(.goTo, ["g", "go", "aller", "job", "bon"], [[.otherJob]], required: 1),
    Verb(.day, ["j", "jour", "day"], [[.day]], required: 1),
    Verb(.theme, ["theme"], [[.theme]], required: 1),
    Verb(.screen, ["screen", "ecran"], [[.path]], required: 1),
    Verb(.resize, ["dur", "duree", "resize", "duration", "allonger"], [[.jobs], [.length, .change]], required: 1),
    Verb(.swap, ["x", "swap", "echanger", "permuter"], [[.jobs], [.otherJob]]),
    Verb(
      .reorder, ["ord", "ordre", "ordonner", "order", "reorder", "placer", "place"], [[.jobs], [.relation], [.otherJob]],
      required: 2),
    Verb(.crew, ["crew", "equipe"], [[.jobs], [.assistant]], required: 1),
    Verb(.material, ["mat", "materiel", "material"], [[.jobs], [.material]], required: 1),
    Verb(.priority, ["pri", "prio", "priorite", "priority"], [[.jobs], [.priority]], required: 1),
    Verb(.create, ["c", "creer", "create", "nouveau"], [[.text], [.fields]], required: 1),
    Verb(.duplicate, ["y", "dup", "duplicate", "dupliquer"], [[.jobs]]),
    Verb(.edit, ["e", "edit", "modifier", "set"], [[.jobs], [.fields]], required: 1),
  ]

  package static func verb(_ head: Head) -> Verb { table.first { $0.head == head }! }
}

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
