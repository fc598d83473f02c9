/// The backlog's and the coming days' jobs that a planted fault or the board's first lines need by name; the planner fills in the rest.
enum Backlog {
  static let numbers = 1043...1064
  static let plannedNumbers = 1065...1097
  static let pastNumbers = 948...1004

  static let named: [PlannedJob] = [
    PlannedJob(
      number: 1043, type: JobTypes.outage, status: JobStatuses.open, town: "Saint-Rémi", window: (-1, 480, 720),
      subject: "Sans service"),
    PlannedJob(
      number: 1044, type: JobTypes.outage, status: JobStatuses.open, town: "Howick", window: (-1, 780, 1020),
      subject: "Aucun signal"),
    PlannedJob(
      number: 1045, type: JobTypes.outage, status: JobStatuses.open, town: "Saint-Constant", window: (0, 420, 540),
      subject: "ONT rouge"),
    PlannedJob(
      number: 1046, type: JobTypes.outage, status: JobStatuses.open, town: "Sainte-Martine", window: (0, 480, 600),
      subject: "Sans service"),
    PlannedJob(
      number: 1047, type: JobTypes.emergency, status: JobStatuses.open, town: "Napierville", subject: "Bris de câble",
      notes: "Poteau accroché par un camion, 34 clients sans service."),
    PlannedJob(
      number: 1049, type: JobTypes.survey, status: JobStatuses.open, town: "Saint-Anicet", window: (1, 540, 660),
      peculiarity: .noCoordinates),
    PlannedJob(
      number: 1050, type: JobTypes.wifi, status: JobStatuses.open, town: "Saint-Michel", window: (1, 780, 900),
      peculiarity: .hostileText),
    PlannedJob(
      number: 1051, type: JobTypes.wifi, status: JobStatuses.open, town: "Mercier", window: (0, 780, 900),
      subject: "Lenteur Wi-Fi",
      peculiarity: .suspendedSubscription),
    PlannedJob(
      number: 1052, type: JobTypes.swap, status: JobStatuses.open, town: "Hemmingford", window: (1, 600, 720),
      peculiarity: .noMobilePhone),
    PlannedJob(
      number: 1053, type: JobTypes.swap, status: JobStatuses.open, town: "Candiac", window: (1, 480, 600),
      peculiarity: .serial(SampleDiagnostics.unknownSerial)),
    PlannedJob(
      number: 1054, type: JobTypes.outage, status: JobStatuses.open, town: "Saint-Chrysostome", window: (0, 840, 1020),
      priority: "P2",
      peculiarity: .serial(SampleDiagnostics.darkSerial)),
    PlannedJob(
      number: 1058, type: JobTypes.aerial, status: JobStatuses.open, town: "Sainte-Clotilde", window: (1, 480, 720)),
  ]

  /// The week's other cable breaks, which Marc mended with a helper.
  static let namedPast: [PlannedJob] = [
    PlannedJob(
      number: 1003, type: JobTypes.emergency, status: JobStatuses.done, town: "Hemmingford", day: -2, start: 480,
      technician: "TECH-001", crew: [("TECH-012", "Assistant")]),
    PlannedJob(
      number: 1004, type: JobTypes.emergency, status: JobStatuses.done, town: "Saint-Édouard", day: -1, start: 600,
      technician: "TECH-001", crew: [("TECH-012", "Assistant"), (Technicians.nacelle, "Material")]),
  ]

  static let namedPlanned: [PlannedJob] = [
    PlannedJob(
      number: 1066, type: JobTypes.buried, status: JobStatuses.planned, town: "Saint-Blaise-sur-Richelieu", day: 1, start: 840,
      technician: "TECH-010", window: (1, 780, 1020)),
    PlannedJob(
      number: 1067, type: JobTypes.aerial, status: JobStatuses.planned, town: "Howick", day: 1, start: 510,
      technician: "TECH-007",
      window: (1, 480, 720)),
    PlannedJob(
      number: 1068, type: JobTypes.wifi, status: JobStatuses.planned, town: "Howick", day: 1, start: 840, technician: "TECH-004",
      window: (1, 780, 900), peculiarity: .sameAddress(as: 1067)),
    PlannedJob(
      number: 1069, type: JobTypes.splice, status: JobStatuses.planned, town: "Sainte-Martine", day: 1, start: 1320,
      technician: "TECH-006", crew: [(Technicians.trailer, "Material")], subject: "Entretien réseau de nuit"),
  ]
}
