import Console
import Domain

extension Words {
  /// What became of asking the geocoder, and what to do.
  func geocoderSays(_ failure: GeocodingFailure) -> String {
    switch failure {
    case .notConfigured:
      say(
        "aucun n’est configuré (geocoder.url) : un point se choisit sur la carte ou par coordonnées.",
        "none is configured (geocoder.url): a place is picked on the map or typed as coordinates.")
    case .noConnection:
      say(
        "le géocodeur ne répond pas : vérifiez geocoder.url et le réseau.",
        "the geocoder cannot be reached: check geocoder.url and the network.")
    case .timedOut: say("le géocodeur n’a pas répondu à temps ; réessayez.", "the geocoder did not answer in time; try again.")
    case .tooManyRequests(let seconds?):
      say(
        "le géocodeur demande d’attendre \(seconds) s avant la prochaine recherche.",
        "the geocoder asks to wait \(seconds) s before the next search.")
    case .tooManyRequests(nil):
      say("le géocodeur reçoit trop de demandes ; attendez un peu.", "the geocoder gets too many requests; wait a little.")
    case .blocked:
      say(
        "le géocodeur refuse nos demandes (403) : voyez ses conditions, ou configurez-en un autre (geocoder.url).",
        "the geocoder refuses our requests (403): see its terms, or configure another one (geocoder.url).")
    case .badRequest(let words):
      say("le géocodeur ne comprend pas la demande : \(words)", "the geocoder does not understand the request: \(words)")
    case .serverError(let status):
      say(
        "le géocodeur est en panne (\(status)) ; réessayez plus tard.",
        "the geocoder is out of order (\(status)); try again later.")
    case .notUnderstood:
      say(
        "ce qui répond n’est pas un géocodeur Nominatim : vérifiez geocoder.url.",
        "what answers is no Nominatim geocoder: check geocoder.url.")
    }
  }

  func consentNotKept(_ reason: String) -> String {
    say(
      "Votre accord vaut pour cette séance ; il n’a pas pu être noté (\(reason)).",
      "Your consent holds for this session; it could not be written down (\(reason)).")
  }

  var geocodeWhat: String {
    say(
      "dites quelle adresse chercher, par exemple « 1867 chemin de la Rivière, Sainte-Clotilde »",
      "say what address to look for, for example “1867 chemin de la Rivière, Sainte-Clotilde”")
  }

  var noSuchAddress: String { say("aucune adresse trouvée.", "no address found.") }
  func wasAsked(_ text: String) -> String { say("demandé : \(text)", "asked: \(text)") }
}
