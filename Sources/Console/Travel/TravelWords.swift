import Canvas
import Domain

extension Words {
  /// Why the routing engine gives no legs, without what to do about it.
  package func routingFailed(_ failure: RoutingFailure) -> String {
    switch failure {
    case .unreachable: say("Le moteur de calcul de route ne répond pas.", "The routing engine does not answer.")
    case .untrusted:
      say(
        "Le certificat du moteur de calcul de route n’est pas digne de confiance.",
        "The routing engine’s certificate cannot be trusted.")
    case .insecure:
      say(
        "Le moteur de calcul de route est à une adresse http d’une autre machine : il faut https.",
        "The routing engine has an http address on another machine: it must be https.")
    case .timedOut:
      say("Le moteur de calcul de route n’a pas répondu à temps.", "The routing engine did not answer in time.")
    case .busy:
      say("Le moteur de calcul de route demande d’attendre.", "The routing engine asks us to wait.")
    case .serverError(let status):
      say("Le moteur de calcul de route est en panne (\(status)).", "The routing engine is failing (\(status)).")
    case .notAnEngine:
      say(
        "Ce qui répond à l’adresse de routing.url n’est pas un moteur de calcul de route.",
        "What answers at routing.url is no routing engine.")
    case .malformed:
      say(
        "La réponse du moteur de calcul de route n’a pas la forme attendue.",
        "The routing engine’s answer does not have the expected shape.")
    case .refused(let code, let reason):
      refused(Sanitise.line(String(code.prefix(40))), Sanitise.line(String(reason.prefix(120))))
    case .tooManyCoordinates:
      say(
        "Le moteur de calcul de route n’accepte presque aucune coordonnée à la fois.",
        "The routing engine takes hardly any coordinates at once.")
    case .noRoute, .noRoad:
      say("Le moteur de calcul de route ne connaît pas de chemin là.", "The routing engine knows no way there.")
    }
  }

  private func refused(_ code: String, _ reason: String) -> String {
    say(
      "Le moteur de calcul de route refuse (\(code)\(reason.isEmpty ? "" : " : " + reason)).",
      "The routing engine refuses (\(code)\(reason.isEmpty ? "" : ": " + reason)).")
  }

  /// What holds meanwhile.
  var estimatesStay: String {
    say(
      "Les trajets restent estimés à vol d’oiseau ; il sera redemandé plus tard.",
      "Drives stay estimated as the crow flies; it will be asked again later.")
  }

  package func stray(_ place: String, metres: Int) -> String {
    say(
      "\(place) est à \(distance(metres: metres)) de la route la plus proche : vérifiez ses coordonnées ; ses trajets restent estimés.",
      "\(place) is \(distance(metres: metres)) from the nearest road: check its coordinates; drives there stay estimated.")
  }

  package var headquartersName: String { say("Le siège", "Headquarters") }
  func baseOf(_ name: String) -> String { say("Le point de départ de \(name)", "The home base of \(name)") }

  /// `45,16000, −73,68000` is hard to paste anywhere: with points, as maps write it.
  func plainCoordinates(_ place: Coordinate) -> String {
    func degrees(_ value: Double) -> String {
      let scaled = Int((abs(value) * 10_000).rounded())
      let rest = String(scaled % 10_000)
      return (value < 0 ? "-" : "") + "\(scaled / 10_000)." + String(repeating: "0", count: 4 - rest.utf8.count) + rest
    }
    return degrees(place.latitude) + ", " + degrees(place.longitude)
  }
}
