import Console
import Domain
import Glibc
import SiteAdmin

extension Words {
  func zoneReport(_ zone: ZoneReport) -> String {
    if let told = zone.told, told != zone.configured {
      return say(
        "fuseau \(told), mais la console compte en \(zone.configured) : réglez site.zone: \(told).",
        "zone \(told), but the console reckons in \(zone.configured): set site.zone: \(told).")
    }
    if zone.isWrong, let ahead = zone.ahead {
      return say(
        "fuseau \(zone.configured) : le site a daté un document de \(ahead / 60) min dans l’avenir ; réglez site.zone.",
        "zone \(zone.configured): the site has dated a document \(ahead / 60) min into the future; set site.zone.")
    }
    return zone.told == nil
      ? say(
        "fuseau \(zone.configured), d’après la configuration ; le site ne le dit pas à cet utilisateur",
        "zone \(zone.configured), by the configuration; the site does not tell it to this user")
      : say("fuseau \(zone.configured)", "zone \(zone.configured)")
  }

  func kindReport(_ kind: KindReport) -> String {
    let lacking = kind.fields.count { $0.verdict.isLack }
    let count = kind.fields.count - lacking
    let fields = say("\(count) champs sur \(kind.fields.count)", "\(count) of \(kind.fields.count) fields")
    switch kind.verdict {
    case .found: return fields
    case .notWritable: return fields + " · " + say("lecture seule pour cet utilisateur", "read only for this user")
    case .missing: return say("absent", "missing") + " · " + lost(kind.kind)
    case .notReadable: return say("cet utilisateur ne peut pas le lire", "this user may not read it") + " · " + lost(kind.kind)
    case .unknown(let words): return say("le site ne répond pas de lui : \(words)", "the site does not answer for it: \(words)")
    }
  }

  /// What is not there without this kind.
  private func lost(_ kind: DocumentKind) -> String {
    switch kind {
    case .job, .technician: say("sans lui, pas de tableau", "no board without it")
    case .leave: say("sans lui, les absences ne se voient pas", "absences are not seen without it")
    case .tag: say("sans lui, les compétences ne sont pas vérifiées", "skills are not checked without it")
    case .serviceLocation: say("sans lui, les adresses viennent des bons seuls", "addresses come from jobs alone without it")
    case .equipment:
      say("sans lui, pas d’équipement sur la fiche ni de diagnostic", "no equipment on the sheet and no diagnosis without it")
    case .subscription:
      say("sans lui, les abonnements suspendus ne se voient pas", "suspended subscriptions are not seen without it")
    }
  }

  func fieldReport(_ field: FieldReport, of kind: DocumentKind) -> String {
    let lack = field.isRequired ? say("la console en a besoin", "the console needs it") : lostField(field.name)
    switch field.verdict {
    case .missing: return field.siteName + " : " + say("absent", "missing") + " · " + lack
    case .wrongType(let found):
      return field.siteName + " : "
        + say("est de type \(found), que la console ne peut pas lire ainsi", "is a \(found), which the console cannot read so")
    case .otherTarget(let found):
      return field.siteName + " : " + say("mène à « \(found) », un autre doctype", "points at “\(found)”, another doctype")
    case .found:
      let values = field.missingValues.joined(separator: ", ")
      return field.siteName + " : " + say("sans les valeurs \(values)", "lacks the values \(values)")
    }
  }

  private func lostField(_ name: String) -> String {
    switch name {
    case "latitude", "longitude", "home_latitude", "home_longitude":
      say("rien sur la carte, et pas de route", "nothing on the map, and no travel")
    case "window_start", "window_end": say("les plages ne sont pas vérifiées", "windows are not checked")
    case "tags": say("les compétences ne sont pas vérifiées", "skills are not checked")
    case "crew": say("ni équipe ni matériel", "neither crew nor materials")
    case "client_request_id":
      say("une création dont la réponse se perd peut se faire deux fois", "a create whose answer is lost may be done twice")
    case "status_reason": say("les raisons vont aux notes", "reasons go to the notes")
    case "customer_phone", "phone", "sms_opt_out": say("pas de texto", "no text messages")
    case "shift_start", "shift_end": say("les quarts sont ceux par défaut", "shifts are the default ones")
    case "traccar_device": say("pas de position en direct", "no live position")
    default: say("ne se voit pas et ne se modifie pas", "is not seen and not edited")
    }
  }

  func tableReport(_ table: String, _ rows: TableReport) -> String {
    "\(table) (\(rows.doctype)) : "
      + say("sans \(rows.missing.joined(separator: ", "))", "lacks \(rows.missing.joined(separator: ", "))")
  }

  func suggestion(_ suggestion: MappingSuggestion, insteadOf doctype: String) -> String {
    suggestion.doctype == doctype
      ? say("noms ressemblants :", "names that are alike:")
      : say(
        "« \(suggestion.doctype) » y ressemble (\(Int(suggestion.fit * 100)) % des champs) :",
        "“\(suggestion.doctype)” is like it (\(Int(suggestion.fit * 100))% of the fields):")
  }

  var siteFits: String { say("Le site a ce qu’il faut.", "The site has what it takes.") }

  func siteDoesNotFit(hasSuggestions: Bool) -> String {
    hasSuggestions
      ? say(
        "Il manque quelque chose : « site check --write » met les noms suggérés dans config.yaml ; « site install » crée le reste.",
        "Something is missing: “site check --write” puts the suggested names into config.yaml; “site install” creates the rest.")
      : say(
        "Il manque quelque chose : « site install --dry-run » dit ce qui serait créé.",
        "Something is missing: “site install --dry-run” says what would be created.")
  }

  var nothingToWrite: String {
    say("Aucun nom à écrire : rien n’a été suggéré.", "No names to write: none were suggested.")
  }

  func mappingWritten(_ path: String) -> String {
    say(
      "Les noms suggérés sont dans \(path) : relisez-les, puis « site check ».",
      "The suggested names are in \(path): read them over, then “site check”.")
  }

  func notWritten(_ path: String, _ code: Int32) -> String {
    let reason = String(cString: strerror(code))
    return say(
      "\(path) n’a pu être écrit (\(reason)) ; il est comme avant.", "\(path) could not be written (\(reason)); it is as before.")
  }

  // MARK: Install

  func step(_ step: InstallPlan.Step, isDry: Bool) -> String {
    let did = isDry ? say("à créer : ", "to create: ") : say("créé : ", "created: ")
    switch step {
    case .role(let name): return did + say("rôle « \(name) »", "role “\(name)”")
    case .doctype(let doctype):
      return did
        + say(
          "doctype « \(doctype.name) », \(doctype.fields.count) champs",
          "doctype “\(doctype.name)”, \(doctype.fields.count) fields")
    case .field(let field, let doctype):
      return did
        + say(
          "champ « \(field.name) » (\(field.type)) de « \(doctype) »", "field “\(field.name)” (\(field.type)) of “\(doctype)”")
    case .readDeleted(let role):
      return did + say("« \(role) » peut lire ce qui a été supprimé", "“\(role)” may read what has been deleted")
    }
  }

  func leftover(_ leftover: InstallPlan.Leftover) -> String {
    switch leftover {
    case .wrongType(_, let field, let found):
      say(
        "le champ « \(field) » est de type \(found) : il n’est pas touché ; changez-le, ou nommez-en un autre dans mapping.",
        "the field “\(field)” is a \(found): it is not touched; change it, or name another in mapping.")
    case .mappedDoctype(_, let doctype):
      say(
        "la configuration nomme « \(doctype) », que le site n’a pas : corrigez mapping, ou ôtez-le pour que l’installation crée le sien.",
        "the configuration names “\(doctype)”, which the site does not have: correct mapping, or take it away so that the installation creates its own."
      )
    case .mappedField(_, let field, let siteName):
      say(
        "la configuration nomme « \(siteName) » pour \(field), que le site n’a pas : corrigez mapping.",
        "the configuration names “\(siteName)” for \(field), which the site does not have: correct mapping.")
    case .missingValues(_, let field, let values):
      say(
        "« \(field) » n’offre pas \(values.joined(separator: ", ")) : ajoutez ces choix, ou nommez les siens dans mapping.",
        "“\(field)” does not offer \(values.joined(separator: ", ")): add these options, or name its own in mapping.")
    }
  }

  var nothingToInstall: String { say("Rien à créer : tout y est.", "Nothing to create: all is there.") }

  var administratorOnlyInstalls: String {
    say(
      "Administrator ne sert qu’à installer : chaque répartiteur se connecte en son nom, pour que l’historique dise qui a fait quoi.",
      "Administrator is for installing only: each dispatcher signs in as themselves, so that the history says who did what.")
  }

  func mayNotInstall(_ user: String, _ site: String) -> String {
    say(
      "\(user) ne peut pas voir les doctypes du site (\(site)) : il faut le rôle System Manager ; rien n’a été créé.",
      "\(user) may not see the site’s doctypes (\(site)): the role System Manager is needed; nothing was created.")
  }

  func stepFailed(_ step: InstallPlan.Step, _ reason: String) -> String {
    say("Arrêté à « \(self.step(step, isDry: true)) » : \(reason)", "Stopped at “\(self.step(step, isDry: true))”: \(reason)")
  }

  func installed(_ count: Int, of all: Int) -> String {
    say(
      "\(count) étapes sur \(all) sont faites ; relancez « site install » pour le reste.",
      "\(count) of \(all) steps are done; run “site install” again for the rest.")
  }

  var readOnlyChangesNothing: String {
    say("--read-only ne change rien au site.", "--read-only changes nothing on the site.")
  }

  // MARK: Sample

  var installFirst: String {
    say(
      "Le site n’a pas tout ce qu’il faut : « site install » d’abord.",
      "The site does not have all it takes: “site install” first.")
  }

  func seeded(_ count: Int) -> String {
    say(
      "\(number(count)) documents d’exemple créés ; « site remove-seed » les ôte, et eux seuls.",
      "\(number(count)) sample documents created; “site remove-seed” takes them away, and only them.")
  }

  func seededSoFar(_ count: Int) -> String {
    say(
      "\(number(count)) documents étaient créés et sont notés : « site remove-seed » les ôte.",
      "\(number(count)) documents had been created and are noted: “site remove-seed” takes them away.")
  }

  func seededAlready(_ count: Int) -> String {
    say(
      "L’exemple y est déjà (\(number(count)) documents) ; « site remove-seed » d’abord.",
      "The sample is there already (\(number(count)) documents); “site remove-seed” first.")
  }

  func ledgerNotKept(_ path: String) -> String {
    say(
      "Ce qui a été créé n’a pu être noté en entier dans \(path) : faites de la place avant « site remove-seed ».",
      "What was created could not all be noted in \(path): make room before “site remove-seed”.")
  }

  var noSeed: String { say("Aucun exemple n’a été créé d’ici.", "No sample was created from here.") }

  func seedRemoved(_ count: Int) -> String {
    say("\(number(count)) documents d’exemple ôtés.", "\(number(count)) sample documents taken away.")
  }

  func seedLeft(_ count: Int, _ doctype: String, _ name: String, _ words: String) -> String {
    say(
      "\(number(count)) documents sont restés, à commencer par \(doctype) \(name) : \(words) Relancez une fois ce qui les retient ôté.",
      "\(number(count)) documents have stayed, beginning with \(doctype) \(name): \(words) Run it again once what holds them is gone."
    )
  }
}
