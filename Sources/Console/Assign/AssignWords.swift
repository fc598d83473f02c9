import Canvas
import Domain
import Scheduling

extension Words {
  func assignTitle(_ job: Job, count: Int, zone: SiteZone, day: LocalDate, today: LocalDate) -> String {
    if count > 1 { return say("Assigner \(jobs(count))", "Assign \(jobs(count))") }
    var parts = [say("Assigner ", "Assign ") + job.number, job.type.isEmpty ? job.subject : job.type, job.city]
    parts.append(window(job.window, zone: zone, day: day, today: today, columns: 13))
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
  var assignHint: String { say("assigner", "assign") }
  var timeHint: String { say("heure", "time") }
  var whyHint: String { say("pourquoi cet ordre", "why this order") }
  var typeAName: String { say("nom du technicien", "technician's name") }
  var nobodyMatches: String { say("personne de ce nom", "nobody of that name") }
  var atTime: String { say("Heure", "Time") }
  var assignTimePlaceholder: String { say("10h30, vide pour la proposition", "10:30, empty for the proposal") }
  var onLeaveShort: String { say("absent", "on leave") }
  var dayIsFull: String { say("journée pleine", "day is full") }
  var fullShort: String { say("pleine", "full") }
  var pastShort: String { say("heure passée", "in the past") }
  var pastShortest: String { say("passée", "past") }
  var helperShort: String { say("aide-technicien", "helper") }
  var helperShortest: String { say("aide", "helper") }
  var windowShort: String { say("plage", "window") }
  var hoursShort: String { say("heures", "hours") }
  var hasItNow: String { say("l'a déjà", "has it now") }
  func missingShort(_ tags: [String]) -> String { say("manque ", "lacks ") + tags.joined(separator: ", ") }
  func windows(kept: Int, of count: Int) -> String { "\(kept)/\(count) " + (isOne(count) ? windowShort : windowShort + "s") }
  var estimated: String {
    say("Route estimée : à vol d'oiseau × 1,3 à 60 km/h.", "Driving is estimated: great circle × 1.3 at 60 km/h.")
  }

  /// What puts a candidate before the next one.
  func why(_ candidate: SetPreview, before next: SetPreview?, state: State) -> String {
    guard let next else { return say("Dernier de la liste.", "Last of the list.") }
    let other = Sanitise.line(state.name(of: next.technician))
    guard let factor = candidate.decidingFactor(against: next) else {
      return say("À égalité avec \(other).", "Even with \(other).")
    }
    if candidate.cost(factor) > next.cost(factor) {
      return say(
        "L'ordre est celui de l'ouverture ; un bon a changé depuis.", "The order is that of opening; a job has changed since.")
    }
    let reason =
      switch factor {
      case .lead: say("technicien, et non aide", "a technician, not a helper")
      case .availability: say("disponible", "available")
      case .missingTags: say("a les compétences", "has the skills")
      case .window: say("respecte mieux la plage", "keeps the window better")
      case .hours: say("reste mieux dans ses heures", "stays better within the hours")
      case .travel: say("moins de route", "less driving")
      case .load: say("journée moins chargée", "a lighter day")
      }
    return say("Avant \(other) : \(reason).", "Before \(other): \(reason).")
  }
}
