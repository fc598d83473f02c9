import Console
import Domain
import Sync

/// What a verb from the shell answers.
extension Words {
  func confirmed(_ verb: String) -> String { say("confirmé : \(verb)", "confirmed: \(verb)") }

  func queued(_ verb: String) -> String {
    say(
      "accepté, pas encore confirmé : \(verb). Gardé en file ; il partira à la prochaine synchronisation.",
      "accepted, not confirmed yet: \(verb). Kept in the queue; it goes out with the next sync.")
  }

  func refusedBySite(_ verb: String, _ said: String) -> String {
    say(
      "refusé par le site : \(said) (\(verb)). Gardé ; à corriger ou à abandonner dans la console, vue Sync.",
      "refused by the site: \(said) (\(verb)). Kept; change or drop it in the console’s Sync view.")
  }

  func inConflict(_ verb: String) -> String {
    say(
      "conflit : quelqu’un a changé les mêmes champs (\(verb)). Gardé ; à décider dans la console.",
      "conflict: somebody changed the same fields (\(verb)). Kept; decide in the console.")
  }

  func documentGone(_ verb: String) -> String {
    say(
      "le document n’existe plus sur le site (\(verb)). Gardé dans la vue Sync.",
      "the document is gone from the site (\(verb)). Kept in the Sync view.")
  }

  func signInNeeded(_ said: String) -> String {
    say(
      "le site demande de se connecter (\(said)) : vérifiez la clé dans « credentials ». Rien n’est perdu.",
      "the site asks to sign in (\(said)): check the key in “credentials”. Nothing is lost.")
  }

  func onlyOnScreen(_ line: String) -> String {
    say("« \(line) » ne se fait que dans la console.", "“\(line)” can only be done in the console.")
  }

  func synced(_ report: SyncReport) -> String {
    let totals = report.totals
    let counts = say(
      "\(totals.received) reçus, \(totals.removed) retirés, \(totals.confirmed) confirmés, \(report.status.queued) en file, \(report.status.parked) à décider, \(report.milliseconds) ms",
      "\(totals.received) received, \(totals.removed) removed, \(totals.confirmed) confirmed, \(report.status.queued) queued, \(report.status.parked) to decide, \(report.milliseconds) ms"
    )
    switch report.status.link {
    case .offline, .starting:
      guard let failure = report.siteFailure else {
        return say("site sans réponse ; \(counts)", "no answer from the site; \(counts)")
      }
      return say("site injoignable : \(siteFailed(failure)) \(counts)", "site unreachable: \(siteFailed(failure)) \(counts)")
    case .signInNeeded(let said): return signInNeeded(said)
    default: break
    }
    if let failure = report.failure { return replicaFailed(failure) }
    let held = report.status.heldDeletions
    if held == 0 { return counts }
    return counts + "\n"
      + say(
        "\(number(held)) documents que le site ne montre plus sont gardés ici. S’ils sont bien supprimés : sync --once --accept-deletions ; sinon, vérifiez l’adresse et les droits.",
        "\(number(held)) documents that the site no longer shows are kept here. If they are really deleted: sync --once --accept-deletions; otherwise check the address and the permissions."
      )
  }
}
