import Canvas
import Console
import Domain
import Sync

/// What a verb from the shell answers.
extension Words {
  func confirmed(_ receipt: String) -> String { say("confirmé : \(receipt)", "confirmed: \(receipt)") }

  func wouldBe(_ receipt: String) -> String {
    say("à faire, rien n’est écrit : \(receipt)", "to be done, nothing is written: \(receipt)")
  }

  func technician(_ name: DocumentName, on board: Board) -> String {
    let fullName = board.technicians[name]?.fullName ?? ""
    return Sanitise.line(fullName.isEmpty ? name.text : fullName)
  }

  /// Over data that the site has not vouched for just now.
  func stale(_ status: SyncStatus, now: Instant) -> String {
    let age = status.freshAt.map { self.age(seconds: now.seconds - $0.seconds) }
    let shown =
      age.map { say("voici ce qui était su il y a \($0)", "this is what was known \($0) ago") }
      ?? say("voici ce qui était su à la dernière synchronisation", "this is what was known at the last sync")
    switch status.link {
    case .signInNeeded(let said): return signInNeeded(said)
    case .offline: return say("le site ne répond pas ; \(shown).", "the site does not answer; \(shown).")
    default: return say("le site n’a pas répondu à temps ; \(shown).", "the site did not answer in time; \(shown).")
    }
  }

  func nothingKnown(_ reason: String) -> String {
    reason
      + say(
        " Rien n’est encore connu de ce site : réessayez, ou lancez « gigafibre-dispatch doctor ».",
        " Nothing is known of this site yet: try again, or run “gigafibre-dispatch doctor”.")
  }

  func tooSlow(_ seconds: Double) -> String {
    say(
      "le site n’a pas tout donné en \(Int(seconds))\u{A0}s ; --wait lui en laisse plus.",
      "the site did not give everything within \(Int(seconds))\u{A0}s; --wait gives it longer.")
  }

  func queued(_ receipt: String) -> String {
    say(
      "accepté, pas encore confirmé : \(receipt). Gardé en file ; il partira à la prochaine synchronisation.",
      "accepted, not confirmed yet: \(receipt). Kept in the queue; it goes out with the next sync.")
  }

  func refusedBySite(_ receipt: String, _ said: String) -> String {
    say(
      "refusé par le site : \(said) (\(receipt)). Gardé ; à corriger ou à abandonner dans la console, vue Sync.",
      "refused by the site: \(said) (\(receipt)). Kept; change or drop it in the console’s Sync view.")
  }

  func inConflict(_ receipt: String) -> String {
    say(
      "conflit : quelqu’un a changé les mêmes champs (\(receipt)). Gardé ; à décider dans la console.",
      "conflict: somebody changed the same fields (\(receipt)). Kept; decide in the console.")
  }

  func documentGone(_ receipt: String) -> String {
    say(
      "le document n’existe plus sur le site (\(receipt)). Gardé dans la vue Sync.",
      "the document is gone from the site (\(receipt)). Kept in the Sync view.")
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
