import Domain

extension Words {
  func jobTitle(_ job: Job) -> String { job.number + " · " + (job.type.isEmpty ? job.subject : job.type) }
  var giveUp: String { say("laisser", "leave it") }
  var aReasonIsNeeded: String { say("une raison est nécessaire", "a reason is needed") }
  var aResolutionIsNeeded: String { say("dites ce qui a été fait", "say what was done") }
  func notATime(_ text: String) -> String {
    text.isEmpty
      ? say("donnez une heure, par exemple 10h30", "give a time, for example 10:30")
      : say("« \(text) » n'est pas une heure ; par exemple 10h30", "“\(text)” is not a time; for example 10:30")
  }

  func question(_ question: EditQuestion, job: Job, zone: SiteZone) -> String {
    switch question {
    case .underway(let status):
      say(
        "Le technicien est déjà \(inSentence(status)). Changer quand même ?",
        "The technician is already \(inSentence(status)). Change it all the same?")
    case .ambiguousTime(let clock, _, let after):
      say(
        "\(self.clock(clock)) revient deux fois ce jour-là. Entrée retient la première ; la suivante sans doute est \(self.clock(zone.local(after))).",
        "\(self.clock(clock)) comes twice on that day. Enter takes the first; the next without doubt is \(self.clock(zone.local(after)))."
      )
    case .missingTime(let clock, let after):
      say(
        "\(self.clock(clock)) n'existe pas ce jour-là : l'horloge avance. Entrée retient \(self.clock(zone.local(after))).",
        "\(self.clock(clock)) does not exist on that day: the clock goes forward. Enter takes \(self.clock(zone.local(after))).")
    case .reason(let status): say("\(self.status(status)) : pour quelle raison ?", "\(self.status(status)): for what reason?")
    case .reasonOnLeave(let until, let leave):
      say(
        "Le technicien est absent jusqu'à \(clock(zone.local(until)))\(leave.isEmpty ? "" : " (\(leave))"). Pour quelle raison part-il ?",
        "The technician is on leave until \(clock(zone.local(until)))\(leave.isEmpty ? "" : " (\(leave))"). Why are they sent out?"
      )
    case .resolution: say("Qu'est-ce qui a été fait ?", "What was done?")
    case .actualStart: say("À quelle heure le travail a-t-il commencé ?", "At what time did the work begin?")
    case .start: say("À quelle heure ?", "At what time?")
    case .technician: say("À qui l'assigner ?", "Who is to have it?")
    }
  }

  func confirmation(of question: EditQuestion) -> String {
    switch question {
    case .underway: say("changer", "change it")
    case .ambiguousTime: say("la première", "the first")
    case .missingTime: say("prendre cette heure", "take that time")
    case .technician: say("choisir", "choose")
    default: say("continuer", "continue")
    }
  }
}
