import Canvas
import Domain
import Widgets

/// Which fields a job's form has, and what stands in them.
enum JobFormFields {
  static let ofNew: [JobFieldWord] = [
    .type, .subject, .priority, .customer, .phone, .address, .window, .length, .tags, .technician, .start, .place,
  ]
  static let ofKnown: [JobFieldWord] = [
    .type, .subject, .priority, .customer, .phone, .address, .window, .technician, .start, .length, .tags, .place, .equipment,
    .reason, .resolution,
  ]

  /// The fields that say what the job holds; `texts` is whether the customer wants none.
  static func form(_ fields: [JobFieldWord], of job: Job?, _ state: State) -> Form<JobFormField> {
    let words = state.words
    var rows: [FormField<JobFormField>] = []
    for field in fields {
      if field == .priority {
        let index = job?.priority.flatMap { Priority.allCases.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
        rows.append(
          FormField(
            .field(field), label: words.label(field),
            .choice(options: [words.noPriority] + Priority.allCases.map(words.priority), index: index)))
      } else {
        rows.append(
          FormField(
            .field(field), label: words.label(field),
            .text(TextField(job.map { text(field, of: $0, state) } ?? "", limit: limit(field))), placeholder: words.example(field)
          ))
      }
      if field == .phone, let job {
        rows.append(FormField(.refusesTexts, label: words.refusesTextsLabel, .toggle(job.refusesTexts)))
      }
    }
    return Form(rows)
  }

  private static func limit(_ field: JobFieldWord) -> Int {
    switch field {
    case .address, .reason, .resolution, .tags: 20_000
    // One more than the site holds: what is too long is said, not cut.
    default: 200
    }
  }

  static func text(_ field: JobFieldWord, of job: Job, _ state: State) -> String {
    let words = state.words
    func moment(_ instant: Instant) -> String {
      let clock = state.zone.local(instant)
      return (clock.date == state.day ? "" : words.tinyDay(clock.date) + " ") + words.clock(clock)
    }
    switch field {
    case .subject: return job.subject
    case .type: return job.type
    case .priority: return job.priority?.rawValue ?? ""
    case .customer: return job.customerName
    case .phone: return words.phone(job.customerPhone)
    case .address: return job.address
    case .place: return job.coordinate.map { "\(Self.degrees($0.latitude)), \(Self.degrees($0.longitude))" } ?? ""
    case .window:
      return job.window.map { window in moment(window.start) + "-" + words.clock(state.zone.local(window.end)) } ?? ""
    case .start: return job.scheduledStart.map(moment) ?? ""
    case .length: return job.duration.count == 0 ? "" : words.shortLength(job.duration)
    case .technician: return job.technician.map(state.name) ?? ""
    case .tags: return job.tags.map(\.text).joined(separator: ", ")
    case .equipment: return job.equipment?.text ?? ""
    case .notes: return job.notes
    case .reason: return job.statusReason
    case .resolution: return job.resolution
    }
  }

  /// Six decimals at most, as the site keeps them.
  private static func degrees(_ value: Double) -> String {
    let scaled = Int((abs(value) * 1_000_000).rounded())
    var decimals = String(scaled % 1_000_000)
    decimals = String(repeating: "0", count: 6 - decimals.count) + decimals
    while decimals.count > 1, decimals.last == "0" { decimals.removeLast() }
    return (value < 0 ? "-" : "") + "\(scaled / 1_000_000)." + decimals
  }
}

/// What a row of the form is about.
enum JobFormField: Hashable, Sendable {
  case field(JobFieldWord)
  case refusesTexts
}

extension Words {
  func label(_ field: JobFieldWord) -> String {
    switch field {
    case .subject: say("Objet", "Subject")
    case .type: say("Type", "Type")
    case .priority: say("Priorité", "Priority")
    case .customer: say("Client", "Customer")
    case .phone: say("Téléphone", "Phone")
    case .address: say("Adresse", "Address")
    case .place: say("Coordonnées", "Coordinates")
    case .window: say("Plage", "Window")
    case .start: say("Début", "Start")
    case .length: say("Durée", "Duration")
    case .technician: say("Technicien", "Technician")
    case .tags: say("Compétences", "Skills")
    case .equipment: say("Équipement", "Equipment")
    case .notes: say("Notes", "Notes")
    case .reason: say("Raison", "Reason")
    case .resolution: say("Travail fait", "Work done")
    }
  }

  var refusesTextsLabel: String { say("Sans textos", "No texts") }

  func example(_ field: JobFieldWord) -> String {
    switch field {
    case .subject: say("le type, si rien n'est écrit", "the type, where nothing is written")
    case .type: say("install aér, lenteur…", "install aér, lenteur…")
    case .phone: "450-555-0123"
    case .address: say("12, rang Saint-Charles, Saint-Rémi", "12, rang Saint-Charles, Saint-Rémi")
    case .place: "45.262, -73.610"
    case .window: say("8h-12h ou ven 13h-16h", "8:00-12:00 or fri 13:00-16:00")
    case .start: say("10h30 ou ven 10h30", "10:30 or fri 10:30")
    case .length: say("1h30, 45", "1h30, 45")
    case .technician: say("personne : file d'attente", "nobody: backlog")
    case .tags: say("aér, épi…", "aér, épi…")
    case .equipment: say("numéro de série", "serial number")
    default: ""
    }
  }
}
