import Console
import ERPNext

extension Words {
  var noTerm: String { say("TERM n’est pas réglé.", "TERM is not set.") }

  func noUTF8(_ locale: String) -> String {
    if locale.isEmpty {
      return say(
        "LANG n’est pas réglé : réglez LANG=fr_CA.UTF-8 (ou C.UTF-8), ou symbols: ascii.",
        "LANG is not set: set LANG=en_CA.UTF-8 (or C.UTF-8), or symbols: ascii.")
    }
    return say(
      "la langue « \(locale) » n’est pas en UTF-8 : réglez LANG=C.UTF-8, ou symbols: ascii.",
      "the locale “\(locale)” is not UTF-8: set LANG=C.UTF-8, or symbols: ascii.")
  }

  func noConfiguration(_ path: String) -> String {
    say("aucun fichier ; \(path) n’existe pas", "no file; \(path) does not exist")
  }

  var siteNotTried: String {
    say(
      "pas essayé : la configuration ne dit pas clairement lequel", "not tried: the configuration does not say clearly which one")
  }

  func tmuxLine(_ line: String, found: String) -> String {
    say("« \(found) » : ajoutez « \(line) » à ~/.tmux.conf.", "“\(found)”: add “\(line)” to ~/.tmux.conf.")
  }

  var noRouting: String {
    say(
      "aucun moteur de calcul de route (routing.url) : les trajets sont estimés à vol d’oiseau",
      "no routing engine (routing.url): drives are estimated as the crow flies")
  }

  var estimatesHold: String {
    say(
      "Les trajets sont estimés à vol d’oiseau en attendant ; vérifiez routing.url.",
      "Drives are estimated as the crow flies meanwhile; check routing.url.")
  }

  func replicaHolds(jobs: Int, queued: Int, parked: Int) -> String {
    say(
      "\(number(jobs)) bons, \(queued) modifications en file, \(parked) à décider",
      "\(number(jobs)) jobs, \(queued) edits queued, \(parked) to decide")
  }

  func noAnswer(within seconds: Double) -> String {
    say(
      "le site n’a pas répondu en \(Int(seconds)) s ; --wait attend plus longtemps.",
      "the site did not answer within \(Int(seconds)) s; --wait waits longer.")
  }

  /// Why a request to the site failed.
  package func siteFailed(_ failure: SiteFailure) -> String {
    switch failure {
    case .unreachable(let detail): say("le site ne répond pas (\(detail)).", "the site does not answer (\(detail)).")
    case .untrusted(let detail):
      say(
        "le certificat du site n’est pas digne de confiance (\(detail)) : rien n’a été envoyé ; corrigez le certificat, ou indiquez son autorité par SSL_CERT_FILE.",
        "the site’s certificate cannot be trusted (\(detail)): nothing was sent; correct the certificate, or name its authority with SSL_CERT_FILE."
      )
    case .ambiguous(let detail), .retry(_, let detail):
      say("le site n’a pas fini de répondre (\(detail)).", "the site did not finish its answer (\(detail)).")
    case .stale: say("le document a changé entre-temps.", "the document has changed meanwhile.")
    case .notFound: say("le site ne trouve pas cela.", "the site does not find this.")
    case .alreadyCreated: say("c’est déjà créé.", "it is created already.")
    case .refused(let status, let type, let words):
      say("le site refuse (\(status) \(type)) : \(words)", "the site refuses (\(status) \(type)): \(words)")
    case .signInNeeded(let words): signInNeeded(words)
    case .malformed(let detail):
      say("la réponse n’a pas la forme attendue (\(detail)).", "the answer does not have the expected shape (\(detail)).")
    }
  }
}
