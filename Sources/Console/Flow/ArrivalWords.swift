import Canvas
import Domain

extension Words {
  func backOnline(queued: Int) -> String {
    queued == 0
      ? say("de nouveau en ligne", "back online")
      : say("de nouveau en ligne : envoi de \(edits(queued))", "back online: sending \(edits(queued))")
  }
  var wentOffline: String {
    say(
      "hors ligne : continuez, vos modifications partiront au retour du site",
      "offline: carry on, your edits are sent when the site is back")
  }
  func signInNeeded(_ reason: String) -> String {
    say("le site demande de se reconnecter", "the site asks you to sign in again") + (reason.isEmpty ? "" : " (\(reason))")
      + say(
        " : corrigez la clé (fichier « credentials » ou credential_command), puis F5 ; vos modifications sont gardées",
        ": correct the key (“credentials” file or credential_command), then F5; your edits are kept")
  }
  func parkedArrived(_ count: Int) -> String {
    say("\(edits(count)) à régler : F5", "\(edits(count)) to settle: F5")
  }
  package func edits(_ count: Int) -> String {
    say("\(number(count))\u{A0}modification\(isOne(count) ? "" : "s")", "\(number(count))\u{A0}edit\(isOne(count) ? "" : "s")")
  }
  func takenBack(_ group: EditGroup, _ failure: AcceptFailure) -> String {
    say("modification non enregistrée, retirée de l'écran : ", "edit not saved, taken back on screen: ") + self.failure(failure)
  }
  func failure(_ failure: AcceptFailure) -> String {
    switch failure {
    case .diskFull:
      say(
        "le disque est plein ; libérez de l'espace puis refaites-la (.)", "the disk is full; free some space, then repeat it (.)")
    case .readOnly: say("la réplique est en lecture seule", "the replica is read-only")
    case .other(let words): words
    }
  }
  func undone(_ verb: String) -> String { say("défait : \(verb)", "undone: \(verb)") }
  func redone(_ verb: String) -> String { say("refait : \(verb)", "redone: \(verb)") }

  /// A canonical verb line as people say it: `assign BT-01043 TECH-002` is « assigner 1043 ».
  package func readable(_ line: String, name: (DocumentName) -> String = { $0.text }) -> String {
    let parts = line.split(separator: " ")
    if parts.first == "base", parts.count > 1 {
      return say("point de départ, ", "home base, ") + Sanitise.line(name(DocumentName(String(parts[1]))))
    }
    guard let verb = parts.first, let title = CommandID(rawValue: String(verb)).map({ Registry.command($0).hint(language) }),
      parts.count > 1
    else { return line }
    let numbers = parts[1].split(separator: ",").map { name in
      // A job made here stands in the line by its local id.
      let isLocal = name.utf8.count == 36
      return
        (isLocal
        ? DocumentReference(.job, localID: String(name)) : DocumentReference(.job, name: DocumentName(String(name)))).number
    }
    return title + " " + (numbers.count > 4 ? jobs(numbers.count) : numbers.joined(separator: ", "))
  }

  var nothingToUndo: String { say("rien à défaire", "nothing to undo") }
  var nothingToRedo: String { say("rien à refaire", "nothing to redo") }
  func undoneInPart(_ verb: String, kept: [String]) -> String {
    say(
      "défait en partie : \(readable(verb)) ; modifié entre-temps par d'autres et gardé : \(kept.joined(separator: ", "))",
      "undone in part: \(readable(verb)); changed by others since, and kept: \(kept.joined(separator: ", "))")
  }
  func redoneInPart(_ verb: String, kept: [String]) -> String {
    say(
      "refait en partie : \(readable(verb)) ; modifié entre-temps par d'autres et gardé : \(kept.joined(separator: ", "))",
      "redone in part: \(readable(verb)); changed by others since, and kept: \(kept.joined(separator: ", "))")
  }
  func screenSaved(_ path: String) -> String { say("écran enregistré : \(path)", "screen saved: \(path)") }
  func screenNotSaved(_ path: String) -> String { say("écran non enregistré : \(path)", "screen not saved: \(path)") }

  package func field(_ name: String) -> String {
    switch name {
    case "technician": say("technicien", "technician")
    case "scheduled_start": say("début", "start")
    case "status": say("statut", "status")
    case "status_reason": say("raison", "reason")
    case "notes": say("notes", "notes")
    case "priority": say("priorité", "priority")
    case "duration_minutes": say("durée", "duration")
    case "window_start": say("début de plage", "window start")
    case "window_end": say("fin de plage", "window end")
    case "actual_start": say("début réel", "actual start")
    case "actual_end": say("fin réelle", "actual end")
    case "resolution": say("travail fait", "work done")
    case "sequence": say("ordre", "order")
    case "subject": say("objet", "subject")
    case "address": say("adresse", "address")
    case "tags": say("compétences", "tags")
    case "crew": say("équipe", "crew")
    case "customer_phone": say("téléphone", "phone")
    case "job_type": say("type", "type")
    case "customer_name", "customer": say("client", "customer")
    case "sms_opt_out": say("textos", "texts")
    case "latitude", "longitude": say("coordonnées", "coordinates")
    case "home_address": say("adresse de départ", "base address")
    case "home_latitude": say("latitude du départ", "base latitude")
    case "home_longitude": say("longitude du départ", "base longitude")
    case "service_location": say("lieu", "location")
    case "equipment": say("équipement", "equipment")
    case "subscription": say("abonnement", "subscription")
    default: name
    }
  }
}
