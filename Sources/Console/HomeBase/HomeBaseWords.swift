import Canvas
import Cartography
import Domain
import Scheduling

extension Words {
  func homeBaseTitle(_ name: String) -> String { say("Point de départ · \(name)", "Home base · \(name)") }
  func jobPlaceTitle(_ job: Job) -> String { say("Lieu du bon \(jobTitle(job))", "Place of job \(jobTitle(job))") }
  var currentLabel: String { say("Actuel", "Now") }
  var addressLabel: String { say("Adresse", "Address") }
  var coordinatesLabel: String { say("Coordonnées", "Coordinates") }
  var mapLabel: String { say("Sur la carte", "On the map") }
  var beforeLabel: String { say("avant", "before") }
  var afterLabel: String { say("après", "after") }
  var addressPlaceholder: String { say("numéro, rue, municipalité", "number, street, municipality") }
  var coordinatesPlaceholder: String { say("45,1330 N 74,0000 O", "45.1330 N 74.0000 W") }
  var headquartersStandIn: String { say("aucun : le siège en tient lieu", "none: headquarters stand in") }
  var noAddressWritten: String { say("(sans adresse)", "(no address)") }

  // Keys
  var searchIt: String { say("chercher", "search") }
  var saveIt: String { say("enregistrer", "save") }
  var pickHint: String { say("carte", "map") }
  var coordinatesHint: String { say("coordonnées", "coordinates") }
  var clearIt: String { say("effacer", "clear") }
  var doNotClear: String { say("ne pas effacer", "do not clear") }
  var publicServer: String { say("oui, serveur public", "yes, public server") }
  var closer: String { say("rapprocher", "closer") }
  var takeIt: String { say("prendre ce point", "take this point") }
  var ninth: String { say("case", "part") }
  var goToPlaceHint: String { say("lieu", "place") }
  var goThere: String { say("y aller", "go there") }
  func turnTo(_ subject: PlaceSubject, state: State) -> String {
    switch subject {
    case .technician(let name):
      say("départ de ", "base of ") + (state.name(of: name).split(separator: " ").first.map(String.init) ?? "")
    case .job(let reference): say("lieu de ", "place of ") + Sanitise.line(reference.number)
    }
  }

  // What the dialog says
  var addressHelp: String {
    say(
      "Tapez une adresse, puis Entrée : rien n'est cherché avant. F4 choisit sur la carte, F3 par coordonnées.",
      "Type an address, then Enter: nothing is looked for before. F4 picks on the map, F3 takes coordinates.")
  }
  var typeAnAddress: String {
    say(
      "Tapez d'abord une adresse, ou choisissez sur la carte (F4) ou par coordonnées (F3).",
      "Type an address first, or pick on the map (F4) or by coordinates (F3).")
  }
  var searching: String {
    say(
      "Recherche en cours… Échap l'abandonne ; F4 et F3 marchent pendant ce temps.",
      "Searching… Esc gives it up; F4 and F3 work meanwhile.")
  }
  var noAddressFound: String {
    say(
      "Aucune adresse trouvée : vérifiez l'orthographe ou la municipalité, ou prenez la carte (F4).",
      "No address found: check the spelling or the municipality, or use the map (F4).")
  }
  func reallyAsked(_ text: String) -> String { say("demandé : « \(text) »", "asked: “\(text)”") }
  var willClear: String {
    say(
      "Le point de départ sera effacé : le siège en tiendra lieu. Entrée enregistre, F6 revient en arrière.",
      "The home base will be cleared: headquarters stand in. Enter saves, F6 goes back.")
  }
  var willClearPlace: String {
    say("Les coordonnées seront effacées. Entrée enregistre.", "The coordinates will be cleared. Enter saves.")
  }
  var coordinatesHelp: String {
    say(
      "Latitude, puis longitude : 45,1330 N 74,0000 O, 45.133, -74.000 ou 45°07'58\"N 74°00'00\"O.",
      "Latitude, then longitude: 45.1330 N 74.0000 W, 45.133, -74.000 or 45°07'58\"N 74°00'00\"W.")
  }
  var pickTaken: String {
    say("Point pris : Entrée enregistre, Échap retourne à la carte.", "Point taken: Enter saves, Esc goes back to the map.")
  }
  var pickHelp: String {
    say(
      "Flèches pour déplacer, 1 à 9 pour viser une case, + pour rapprocher.",
      "Arrows move, 1 to 9 aim at a part, + looks closer.")
  }
  var goToPlaceLabel: String { say("Aller à", "Go to") }
  var goToPlacePlaceholder: String { say("municipalité", "municipality") }
  func noSuchPlace(_ text: String) -> String {
    say("La carte ne connaît aucun lieu « \(text) ».", "The map knows no place “\(text)”.")
  }
  var naming: String { say("quel lieu ?…", "which place?…") }
  func nearTo(_ text: String) -> String { say("près de \(text)", "near \(text)") }
  var nothingThere: String { say("aucune adresse connue à cet endroit", "no address known there") }
  func notNamed(_ failure: GeocodingFailure) -> String {
    switch failure {
    case .notConfigured: say("lieu sans nom : aucun géocodeur", "place without a name: no geocoder")
    default: say("lieu sans nom : le géocodeur n'a pas répondu", "place without a name: the geocoder has not answered")
    }
  }
  func farFromHeadquarters(_ metres: Double) -> String {
    let distance = self.distance(metres: Int(metres.rounded()))
    return say(
      "Attention : à \(distance) du siège, hors de la région.", "Careful: \(distance) from headquarters, out of the region.")
  }
  func cellSize(_ metres: Double) -> String {
    let size = metres < 1_000 ? "\(max(1, Int(metres.rounded())))\u{A0}m" : distance(metres: Int(metres.rounded()))
    return say("case de \(size)", "cell of \(size)")
  }
  func distanceFromBefore(_ metres: Double?) -> String {
    guard let metres else { return "" }
    return away(metres: metres)
  }

  /// `à 0,4 km`, `à 120 m`: how far from the base there is now.
  func away(metres: Double) -> String {
    let whole = Int(metres.rounded())
    let text = whole < 950 ? "\(whole < 20 ? whole : (whole + 5) / 10 * 10)\u{A0}m" : distance(metres: whole)
    return say("à \(text)", "\(text) off")
  }

  /// `45,1330 N 74,0000 O`.
  func degrees(_ coordinate: Coordinate, decimals: Int = 4) -> String {
    CoordinateText(coordinate).text(
      decimals: decimals, separator: say(",", "."), north: "N", south: "S", east: "E", west: say("O", "W"))
  }

  /// As an address is written here: `114, rue Lambton, Ormstown, J0S 1K0`; what the geocoder says where it names no municipality.
  func addressLine(_ found: FoundAddress) -> String {
    let door = [found.civicNumber, found.street].filter { !$0.isEmpty }.joined(separator: ", ")
    let parts = [found.street.isEmpty ? "" : door, found.municipality, found.postalCode].filter { !$0.isEmpty }
    return Sanitise.line(found.municipality.isEmpty || parts.isEmpty ? found.label : parts.joined(separator: ", "))
  }

  func precision(_ precision: FoundAddress.Precision) -> String {
    switch precision {
    case .house: say("maison", "house")
    case .interpolated: say("interpolée", "interpolated")
    case .street: say("rue", "street")
    case .place: say("lieu", "place")
    case .municipality: say("municipalité", "municipality")
    case .postalCode: say("code postal", "postal code")
    }
  }

  /// What speaks against a candidate, else how near it comes to a door.
  func verdict(_ candidate: HomeBaseLayer.Candidate) -> (text: String, role: Role) {
    let comparison = candidate.comparison
    if comparison.isOtherMunicipality { return (say("autre municipalité", "other municipality"), .warning) }
    if comparison.isStreetOnly, candidate.found.precision == .street { return (say("rue seulement", "street only"), .warning) }
    if comparison.isOtherNumber { return (say("autre numéro", "other number"), .warning) }
    return (precision(candidate.found.precision), comparison.isExact ? .good : .warning)
  }

  func dayTravel(_ travel: DayTravel, zone: SiteZone) -> String {
    guard let arrival = travel.firstArrival else { return say("aucune visite ce jour-là", "no visit on that day") }
    return distance(metres: travel.metres) + say(" · première arrivée ", " · first arrival ") + clock(zone.local(arrival))
  }

  func homeReceipt(_ name: String, _ base: HomeBase) -> String {
    guard let coordinate = base.coordinate else {
      return say("\(name) : point de départ effacé, le siège en tient lieu", "\(name): home base cleared, headquarters stand in")
    }
    let place = base.address.isEmpty ? degrees(coordinate) : Sanitise.line(base.address)
    return say("\(name) : départ → \(place)", "\(name): base → \(place)")
  }

  // Why something cannot be done
  var selectATechnicianOrJob: String { say("choisissez un technicien ou un bon", "select a technician or a job") }
  var technicianIsGone: String {
    say("ce technicien n'est plus sur le tableau", "this technician is no longer on the board")
  }
  func hasNoHome(_ name: String) -> String {
    say("\(name) n'a pas de point de départ : le siège en tient lieu", "\(name) has no home base: headquarters stand in")
  }
  package var addressNeedsAScreen: String {
    say(
      "une adresse se choisit dans la console, parmi celles qui sont trouvées (p) ; ici, donnez des coordonnées : 45.133,-74.0",
      "an address is chosen in the console, among those found (p); here, give coordinates: 45.133,-74.0")
  }
  package var missingPlace: String {
    say("où ? Une adresse entre guillemets, ou 45.133,-74.0", "where? An address in quotes, or 45.133,-74.0")
  }

  func positionProblem(_ problem: CoordinateReading.Problem) -> String {
    switch problem {
    case .empty, .notUnderstood:
      say(
        "Ce n'est pas une position ; par exemple 45,1330 N 74,0000 O ou 45.133, -74.000.",
        "This is not a position; for example 45.1330 N 74.0000 W or 45.133, -74.000.")
    case .oneOfTwo:
      say("Il manque la longitude : latitude, puis longitude.", "The longitude is missing: latitude, then longitude.")
    case .latitudeOutOfRange(let value):
      say(
        "La latitude \(decimal(value)) n'existe pas : de −90 à 90.", "There is no latitude \(decimal(value)): from −90 to 90.")
    case .longitudeOutOfRange(let value):
      say(
        "La longitude \(decimal(value)) n'existe pas : de −180 à 180.",
        "There is no longitude \(decimal(value)): from −180 to 180.")
    case .swapped(let coordinate):
      say(
        "Latitude et longitude sont inversées : \(degrees(coordinate)) ?",
        "Latitude and longitude are exchanged: \(degrees(coordinate))?")
    }
  }

  private func decimal(_ value: Double) -> String {
    let tenths = Int((abs(value) * 10).rounded(.down).clamped)
    return (value < 0 ? "−" : "") + number(tenths / 10) + (tenths % 10 == 0 ? "" : say(",", ".") + String(tenths % 10))
  }

  /// One clear sentence; of a geocoder that is not there, its choices too, as far as there is room.
  func geocodingFailed(_ failure: GeocodingFailure, rows: Int, width: Int) -> [Span] {
    let without = say(" F4 et F3 marchent sans lui.", " F4 and F3 work without it.")
    func sentence(_ french: String, _ english: String) -> [Span] { [Span(say(french, english) + without, .warning)] }
    switch failure {
    case .notConfigured: return noGeocoder(rows: rows, width: width)
    case .noConnection:
      return sentence(
        "Le géocodeur est injoignable ; votre texte est gardé, Entrée réessaie.",
        "The geocoder cannot be reached; your text is kept, Enter tries again.")
    case .timedOut:
      return sentence(
        "Le géocodeur n'a pas répondu à temps ; votre texte est gardé, Entrée réessaie.",
        "The geocoder has not answered in time; your text is kept, Enter tries again.")
    case .tooManyRequests(let seconds):
      let wait = seconds.map { waiting(seconds: $0) } ?? say("un moment", "a while")
      return sentence(
        "Trop de demandes : le géocodeur veut attendre \(wait) ; votre texte est gardé, Entrée réessaie alors.",
        "Too many requests: the geocoder wants to wait \(wait); your text is kept, Enter tries again then.")
    case .blocked:
      return sentence(
        "Le géocodeur refuse cette console (403) : parlez-en à qui l'exploite.",
        "The geocoder refuses this console (403): talk to whoever runs it.")
    case .badRequest(let told):
      let reason = Sanitise.line(told)
      return sentence(
        "Le géocodeur n'accepte pas cette adresse" + (reason.isEmpty ? "." : " (\(reason))."),
        "The geocoder does not accept this address" + (reason.isEmpty ? "." : " (\(reason))."))
    case .serverError(let code):
      return sentence(
        "Le géocodeur est en panne (\(code)) ; votre texte est gardé, Entrée réessaie.",
        "The geocoder is out of order (\(code)); your text is kept, Enter tries again.")
    case .notUnderstood:
      return sentence(
        "La réponse n'est pas celle d'un géocodeur : vérifiez son adresse dans la configuration.",
        "The answer is not a geocoder's: check its address in the configuration.")
    }
  }

  private func waiting(seconds: Int) -> String {
    seconds < 120 ? "\(max(1, seconds))\u{A0}s" : "\((seconds + 59) / 60)\u{A0}min"
  }

  private func noGeocoder(rows: Int, width: Int) -> [Span] {
    let without = Span(
      say("F4 (carte) et F3 (coordonnées) marchent sans géocodeur.", "F4 (map) and F3 (coordinates) work without."), .dialog)
    let none = Span(
      say("Aucun géocodeur n'est configuré : rien n'a été envoyé.", "No geocoder is configured: nothing was sent."), .warning)
    let choices = Span(
      say(
        "Au choix : votre serveur Nominatim ou un autre fournisseur (geocoder.url), ou F5 pour le serveur public d'OpenStreetMap : une demande par seconde au plus, aucun usage massif, et les adresses des techniciens lui sont envoyées.",
        "Your choice: a Nominatim of your own or another provider (geocoder.url), or F5 for OpenStreetMap's public server: at most one request a second, no bulk use, and technicians' addresses are sent to it."
      ), .dim)
    let all = [none, choices, without]
    let lines = all.reduce(0) { $0 + TextWidth.wrapped($1.text, to: max(1, width)).count }
    return lines <= rows ? all : [none, choices]
  }
}

extension Double {
  /// Small enough to be counted with.
  fileprivate var clamped: Double { Swift.min(self, 1e12) }
}
