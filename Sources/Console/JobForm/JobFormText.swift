import Domain
import Widgets

extension JobFormField {
  var word: JobFieldWord { if case .field(let word) = self { word } else { .phone } }
}

extension FormField.Control {
  /// What it holds, wherever the cursor stands in it.
  var value: String {
    switch self {
    case .text(let field): field.text
    case .choice(_, let index): String(index)
    case .toggle(let on): on ? "1" : "0"
    case .fixed(let text): text
    }
  }
}

extension JobSetting {
  /// A text as it was meant where a blank kept it from being read as something else.
  var trimmedText: JobSetting {
    switch self {
    case .subject(let text): .subject(text.trimmed)
    case .customerName(let text): .customerName(text.trimmed)
    case .customerPhone(let text): .customerPhone(text.trimmed)
    case .address(let text): .address(text.trimmed)
    case .reason(let text): .reason(text.trimmed)
    case .resolution(let text): .resolution(text.trimmed)
    default: self
    }
  }
}

extension EditRefusal {
  /// The field of a form that a refusal is about.
  var field: JobFieldWord? {
    switch self {
    case .noSubject: .type
    case .windowEndsBeforeStart: .window
    case .impossibleLength: .length
    case .tooLong(let field, _):
      switch field {
      case "subject": .subject
      case "job_type": .type
      case "customer_name": .customer
      case "customer_phone": .phone
      case "address": .address
      case "notes": .notes
      case "status_reason": .reason
      case "resolution": .resolution
      default: nil
      }
    case .zoneDiffers: .start
    default: nil
    }
  }
}

extension Job {
  /// Brings one field up to another version of the job.
  mutating func take(_ field: JobFieldWord, from other: Job) {
    switch field {
    case .subject: subject = other.subject
    case .type: type = other.type
    case .priority: priority = other.priority
    case .customer: customerName = other.customerName
    case .phone: customerPhone = other.customerPhone
    case .address: address = other.address
    case .place: coordinate = other.coordinate
    case .window: window = other.window
    case .start:
      // Status and actual start go with the place in the day.
      scheduledStart = other.scheduledStart
      status = other.status
      actualStart = other.actualStart
    case .length: duration = other.duration
    case .technician:
      technician = other.technician
      status = other.status
    case .tags: tags = other.tags
    case .equipment: equipment = other.equipment
    case .notes: notes = other.notes
    case .reason: statusReason = other.statusReason
    case .resolution: resolution = other.resolution
    }
  }
}

extension State {
  mutating func duplicate() -> [Effect] { selectedTarget.map { push(JobFormLayer(copying: $0, in: self)) } ?? [] }
}

extension Words {
  var newJobTitle: String { say("Nouveau bon", "New job") }
  func copyTitle(_ job: Job) -> String { say("Copie de ", "Copy of ") + jobTitle(job) }
  func editTitle(_ job: Job) -> String { say("Modifier ", "Edit ") + jobTitle(job) }
  var createHint: String { say("créer", "create") }
  var nextFieldHint: String { say("champ suivant", "next field") }
  var againGoesOn: String { say(" Entrée encore continue.", " Enter again goes on.") }
  var textIsKept: String { say(" ; ce qui est écrit reste ici", "; what is written stays here") }
  var coordinatesStay: String {
    say("les coordonnées restent celles d'avant : à corriger plus bas", "the coordinates stay as they were: correct them below")
  }
}
