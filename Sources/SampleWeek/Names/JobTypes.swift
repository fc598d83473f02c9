/// What kind of window a job type is promised in.
enum WindowHabit: Sendable {
  case halfDay
  case exact
  /// Of this many minutes.
  case minutes(Int)
  case allDay
  case none
  case now
}

struct JobType: Sendable {
  let title: String
  let perWeek: Int
  let minutes: Int
  /// The technician needs all of one of these sets.
  let tags: [[String]]
  let crew: Int
  let window: WindowHabit
  let priority: String
  let subjects: [String]
  let resolutions: [String]
  /// The chance, in percent, that a job of it takes a second pair of hands.
  var secondHands = 0

  func suits(_ tagsOfTechnician: [String]) -> Bool {
    tags.isEmpty || tags.contains { needed in needed.allSatisfy(tagsOfTechnician.contains) }
  }
}

enum JobTypes {
  static let aerial = 0
  static let buried = 1
  static let business = 2
  static let outage = 3
  static let wifi = 4
  static let television = 5
  static let move = 6
  static let removal = 7
  static let swap = 8
  static let splice = 9
  static let emergency = 10
  static let survey = 11

  static let all: [JobType] = [
    JobType(
      title: "Installation fibre (aérien)", perWeek: 38, minutes: 150, tags: [["aérien"]], crew: 1, window: .halfDay,
      priority: "P3",
      subjects: ["Nouvelle installation", "Installation fibre", "Branchement, nouvelle construction"],
      resolutions: [
        "Branchement posé, ONT activé, −18,4 dBm.", "Installation complète, client formé.", "Fibre posée, Wi-Fi vérifié.",
      ],
      secondHands: 25),
    JobType(
      title: "Installation fibre (enfoui)", perWeek: 12, minutes: 180, tags: [["enfoui"]], crew: 1, window: .halfDay,
      priority: "P3",
      subjects: ["Installation par conduit", "Branchement enfoui"],
      resolutions: ["Conduit passé, ONT activé, −19,1 dBm.", "Câble enfoui, terrain remis en état."]),
    JobType(
      title: "Installation affaires", perWeek: 4, minutes: 240, tags: [["affaires"]], crew: 1, window: .exact, priority: "P2",
      subjects: ["Installation affaires", "Nouvelle adresse, affaires"],
      resolutions: ["Routeur posé, IP fixe vérifiée, client satisfait."]),
    JobType(
      title: "Réparation, sans service", perWeek: 18, minutes: 75, tags: [], crew: 1, window: .minutes(180), priority: "P1",
      subjects: ["Sans service", "Aucun signal", "ONT rouge"],
      resolutions: ["Connecteur refait, −20,3 dBm.", "ONT remplacé, service rétabli.", "Câble de branchement réparé."]),
    JobType(
      title: "Réparation, lenteur/Wi-Fi", perWeek: 22, minutes: 60, tags: [["Wi-Fi"]], crew: 1, window: .minutes(120),
      priority: "P3",
      subjects: ["Lenteur Wi-Fi", "Wi-Fi instable", "Débit réduit le soir"],
      resolutions: ["Routeur déplacé, canal changé.", "Borne Wi-Fi ajoutée, 480 Mbit/s mesurés."]),
    JobType(
      title: "Réparation TV/téléphonie", perWeek: 9, minutes: 60, tags: [["TV"], ["téléphonie"]], crew: 1, window: .minutes(120),
      priority: "P3", subjects: ["Réparation TV", "Téléphonie, pas de tonalité", "Décodeur bloqué"],
      resolutions: ["Décodeur remplacé.", "ATA reconfiguré, tonalité revenue."]),
    JobType(
      title: "Déménagement", perWeek: 11, minutes: 120, tags: [["aérien"]], crew: 1, window: .halfDay, priority: "P3",
      subjects: ["Déménagement"], resolutions: ["Service transféré à la nouvelle adresse."]),
    JobType(
      title: "Retrait d'équipement", perWeek: 12, minutes: 30, tags: [], crew: 1, window: .allDay, priority: "P4",
      subjects: ["Retrait d'équipement"], resolutions: ["ONT et routeur récupérés."]),
    JobType(
      title: "Remplacement ONT/routeur", perWeek: 8, minutes: 45, tags: [], crew: 1, window: .minutes(120), priority: "P3",
      subjects: ["Remplacement ONT", "Remplacement routeur"], resolutions: ["Appareil remplacé et activé."]),
    JobType(
      title: "Épissure / entretien réseau", perWeek: 7, minutes: 240, tags: [["épissure"]], crew: 2, window: .none,
      priority: "P2",
      subjects: ["Épissure, coupleur 14-B", "Entretien réseau, secteur 14", "Épissure, manchon 7"],
      resolutions: ["Épissure refaite, OTDR conforme."]),
    JobType(
      title: "Urgence, bris de câble", perWeek: 3, minutes: 240, tags: [["épissure", "aérien"]], crew: 2, window: .now,
      priority: "P1",
      subjects: ["Bris de câble"], resolutions: ["Câble remplacé, 34 clients rétablis."]),
    JobType(
      title: "Appel de service, préinstallation", perWeek: 6, minutes: 45, tags: [], crew: 1, window: .minutes(120),
      priority: "P4",
      subjects: ["Préinstallation", "Visite préalable"], resolutions: ["Trajet relevé, photos jointes."]),
  ]

  static let networkNotes = [
    "Coupleur au bout du rang.", "Aviser le centre d'opérations avant de couper.",
    "Poteau d'Hydro-Québec, dégagement à vérifier.",
    "Manchon sous la neige l'hiver, repère orange.", "",
  ]

  static let notes = [
    "Chien dans la cour, appeler en arrivant.", "Entrée par le garage.", "Poteau au fond du terrain, prévoir l'échelle de 28 pi.",
    "Client travaille de nuit, sonner deux fois.", "Stationnement derrière la maison.", "Accès au sous-sol par la porte de côté.",
    "Coupleur au bout du rang.", "Client demande un appel 30 minutes avant.", "Code de la barrière 4521.", "",
    "Boîtier dans l'armoire du hall.", "", "Ancien câble à retirer.", "Demande une prise de plus au salon.", "",
  ]
}
