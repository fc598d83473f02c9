import Domain

/// Wednesday 2026-05-06, 10:40 in Sainte-Clotilde: a small day with one of everything.
enum SampleDay {
  static let zone = SiteZone(
    identifier: "America/Toronto",
    spans: [
      .init(start: Instant(seconds: 1_762_063_200), offset: -18_000),
      .init(start: Instant(seconds: 1_772_953_200), offset: -14_400),
      .init(start: Instant(seconds: 1_793_512_800), offset: -18_000),
    ])
  static let day = LocalDate(year: 2026, month: 5, day: 6)!
  static let now = at(10, 40)

  static func at(_ hour: Int, _ minute: Int = 0, days: Int = 0) -> Instant {
    zone.instant(LocalDateTime(day.adding(days: days), secondOfDay: hour * 3_600 + minute * 60))
  }

  static func name(_ number: Int) -> DocumentName { DocumentName("BT-0\(number)") }
  static func reference(_ number: Int) -> DocumentReference { DocumentReference(.job, name: name(number)) }
  static func technician(_ number: Int) -> DocumentName { DocumentName(number < 10 ? "TECH-00\(number)" : "TECH-0\(number)") }

  static let board = Board(
    day: day, jobs: Dictionary(uniqueKeysWithValues: jobs.map { ($0.reference, $0) }),
    technicians: Dictionary(uniqueKeysWithValues: technicians.map { ($0.name, $0) }),
    leaves: [Leave(name: "LV-1", technician: technician(9), start: at(0), end: at(0, days: 1), reason: "maladie")],
    tags: ["aérien", "enfoui", "épissure", "TV", "Wi-Fi", "téléphonie"],
    equipment: ["ONT-1": Equipment(name: "ONT-1", serial: "GF48A1B2C3", type: "ONT", mac: "00:1A:2B:3C:4D:5E")],
    subscriptions: ["AB-1": Subscription(name: "AB-1", plan: "Fibre 500", status: .suspended)])

  static let technicians: [Technician] = [
    person(1, "Marc Tremblay", 7 * 60 + 30, 16 * 60, 45.165, -73.685, ["aérien", "épissure", "TV"], "Sainte-Clotilde"),
    person(2, "Julie Gagnon", 480, 990, 45.267, -73.617, ["aérien", "TV", "téléphonie"], "Saint-Rémi"),
    person(3, "Samuel Roy", 480, 990, 45.183, -73.403, ["aérien", "enfoui"], "Napierville"),
    person(4, "Karine Côté", 480, 990, 45.317, -73.750, ["TV", "téléphonie", "Wi-Fi"], "Mercier"),
    person(6, "Nathalie Morin", 450, 960, 45.250, -73.800, ["épissure", "OTDR"], "Sainte-Martine"),
    person(7, "Étienne Lavoie", 480, 990, nil, nil, ["aérien", "nacelle"], ""),
    person(9, "Félix Gauthier", 600, 1_110, 45.250, -74.130, ["Wi-Fi", "téléphonie", "TV"], "Salaberry-de-Valleyfield"),
    person(11, "Zoé Bélanger", 720, 1_200, 45.417, -73.500, ["TV", "Wi-Fi", "téléphonie"], "La Prairie"),
    Technician(name: "MAT-001", fullName: "Camion-nacelle", resourceType: .material),
  ]

  private static func person(
    _ number: Int, _ name: String, _ start: Int, _ end: Int, _ latitude: Double?, _ longitude: Double?, _ tags: [String],
    _ home: String
  ) -> Technician {
    Technician(
      name: technician(number), fullName: name, phone: "+1450555010\(number % 10)", shiftStart: Minutes(start),
      shiftEnd: Minutes(end),
      homeAddress: home,
      home: latitude.flatMap { latitude in longitude.flatMap { Coordinate(latitude: latitude, longitude: $0) } },
      tags: tags.map { DocumentName($0) }, modified: "2026-05-01 08:00:00.000000")
  }

  static let jobs: [Job] = [
    // The backlog.
    job(1043, "Sans service", "Saint-Rémi", 45.262, -73.610, 75, priority: .p1, window: (8, 12), customer: "Ginette Lafleur"),
    job(1047, "Urgence, bris de câble", "Napierville", 45.186, -73.408, 240, priority: .p1, tags: ["épissure", "aérien"]),
    job(1051, "Réparation, lenteur/Wi-Fi", "Mercier", 45.320, -73.745, 60, priority: .p3, window: (13, 15), tags: ["Wi-Fi"]),
    job(1058, "Installation fibre (aérien)", "Sainte-Clotilde", 45.166, -73.680, 150, window: (8, 12), tags: ["aérien"]),
    job(1060, "Retrait d'équipement", "Hemmingford", nil, nil, 30),
    // Marc
    job(1012, "Installation fibre (aérien)", "Sainte-Clotilde", 45.170, -73.690, 150, to: 1, at: (8, 0), .done, window: (8, 12)),
    job(1015, "Réparation TV/téléphonie", "Sherrington", 45.167, -73.517, 60, to: 1, at: (10, 35), .onSite, window: (10, 12)),
    job(
      1021, "Épissure / entretien réseau", "Saint-Chrysostome", 45.100, -73.766, 240, to: 1, at: (13, 0), .published,
      window: (12, 16),
      crew: [.init(resource: technician(12), role: .assistant), .init(resource: "MAT-001", role: .material)], tags: ["épissure"],
      notes: "Coupleur 14-B, 4 ONT hors ligne (−31 dBm). Prendre la remorque d'épissure au dépôt avant de partir."),
    // Julie
    job(1013, "Installation fibre (aérien)", "Saint-Rémi", 45.263, -73.620, 150, to: 2, at: (8, 30), .enRoute, window: (8, 12)),
    job(1030, "Déménagement", "Saint-Édouard", 45.233, -73.516, 105, to: 2, at: (13, 30), .planned, window: (13, 17)),
    // Samuel
    job(1016, "Installation fibre (enfoui)", "Napierville", 45.190, -73.400, 180, to: 3, at: (8, 30), .onSite, tags: ["enfoui"]),
    job(1022, "Retrait d'équipement", "Saint-Jacques-le-Mineur", 45.283, -73.416, 30, to: 3, at: (14, 0), .published),
    // Karine: 9 h 50, with an overlap
    job(1017, "Réparation, lenteur/Wi-Fi", "Mercier", 45.316, -73.752, 60, to: 4, at: (8, 0), .done),
    job(1018, "Réparation TV/téléphonie", "Châteauguay", 45.380, -73.745, 150, to: 4, at: (9, 15), .onSite),
    job(1025, "Réparation, lenteur/Wi-Fi", "Châteauguay", 45.381, -73.740, 150, to: 4, at: (12, 0), .published, window: (9, 11)),
    job(1034, "Réparation, lenteur/Wi-Fi", "Mercier", 45.318, -73.751, 150, to: 4, at: (14, 10), .published, window: (13, 15)),
    job(1035, "Réparation TV/téléphonie", "Mercier", 45.319, -73.749, 80, to: 4, at: (16, 45), .planned),
    // Félix is away
    job(
      1040, "Réparation, lenteur/Wi-Fi", "Salaberry-de-Valleyfield", 45.25, -74.13, 60, to: 9, at: (11, 0), .published,
      window: (10, 12)),
    job(1041, "Remplacement ONT/routeur", "Salaberry-de-Valleyfield", 45.26, -74.12, 45, to: 9, at: (13, 0), .planned),
    // Text from outside
    job(
      1055, "Appel de service \u{1B}[31mrouge", "Sainte-Clotilde", 45.16, -73.68, 45, to: 11, at: (13, 15), .planned,
      customer: "👨‍👩‍👧 Marie-Antoinette de la Bruère-Deschênes-Vaillancourt-Saint-Onge, succession",
      notes: "a\u{0}b\u{202E}c\u{9B}31m"),
  ]

  static func job(
    _ number: Int, _ type: String, _ city: String, _ latitude: Double?, _ longitude: Double?, _ minutes: Int,
    to technician: Int? = nil,
    at start: (Int, Int)? = nil, _ status: JobStatus = .open, priority: Priority? = nil, window: (Int, Int)? = nil,
    customer: String = "Jean Bergeron", crew: [Job.CrewMember] = [], tags: [String] = [], notes: String = ""
  ) -> Job {
    let start = start.map { at($0.0, $0.1) }
    let isBegun = status == .onSite || status == .done
    return Job(
      reference: reference(number), subject: type + " " + city, type: type, status: status, priority: priority,
      customerName: customer,
      customerPhone: "+14505550123", address: "\(number), rang Saint-Charles", city: city,
      coordinate: latitude.flatMap { latitude in longitude.flatMap { Coordinate(latitude: latitude, longitude: $0) } },
      window: window.map { .init(start: at($0.0), end: at($0.1)) }, scheduledStart: start, duration: Minutes(minutes),
      technician: technician.map { self.technician($0) }, actualStart: isBegun ? start : nil,
      actualEnd: status == .done ? start.map { $0 + Minutes(minutes) } : nil, resolution: status == .done ? "Fait" : "",
      notes: notes, subscription: number == 1058 ? "AB-1" : nil, equipment: number == 1043 ? "ONT-1" : nil,
      tags: tags.map { DocumentName($0) }, crew: crew, modified: "2026-05-06 09:12:33.123456",
      modifiedBy: "julie.gagnon@example.org")
  }
}
