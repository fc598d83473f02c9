/// The 38 jobs of today, written by hand so that the board of 10:40 tells one coherent morning.
enum TodaysJobs {
  static let all: [PlannedJob] = marc + julie + samuel + karine + olivier + nathalie + étienne + sophie + félix + amélie + others

  private static let helper = (resource: "TECH-012", role: "Assistant")
  private static let nacelle = (resource: Technicians.nacelle, role: "Material")
  private static let trailer = (resource: Technicians.trailer, role: "Material")

  private static let marc: [PlannedJob] = [
    job(1012, JobTypes.aerial, "08:00", 1, "Sainte-Clotilde", JobStatuses.done, window: (480, 720)),
    job(1015, JobTypes.television, "10:45", 1, "Sherrington", JobStatuses.onSite, window: (600, 720), subject: "Réparation TV"),
    job(
      1021, JobTypes.splice, "13:00", 1, "Saint-Chrysostome", JobStatuses.published, window: (720, 960), crew: [helper, nacelle],
      notes: "Coupleur 14-B, 4 ONT hors ligne (−31 dBm)."),
  ]

  private static let julie: [PlannedJob] = [
    job(1007, JobTypes.swap, "08:00", 2, "Saint-Rémi", JobStatuses.done, window: (480, 600)),
    job(1014, JobTypes.wifi, "09:00", 2, "Saint-Michel", JobStatuses.done, window: (540, 660), tags: []),
    job(1013, JobTypes.aerial, "10:30", 2, "Saint-Rémi", JobStatuses.enRoute, window: (480, 720)),
    job(
      1030, JobTypes.move, "14:00", 2, "Saint-Édouard", JobStatuses.published, window: (780, 1020),
      peculiarity: .editedByJulie(minutesAgo: 1)),
  ]

  private static let samuel: [PlannedJob] = [
    job(1016, JobTypes.buried, "08:15", 3, "Napierville", JobStatuses.onSite, window: (480, 720)),
    job(1022, JobTypes.removal, "12:00", 3, "Lacolle", JobStatuses.published, window: (480, 1020)),
    job(1033, JobTypes.buried, "13:15", 3, "Saint-Cyprien-de-Napierville", JobStatuses.published, window: (780, 1020)),
  ]

  /// 9 h 50 of work in a shift of 8 h; 1025 and 1034 overlap by 20 minutes; no time to drive from 1034 to 1035.
  private static let karine: [PlannedJob] = [
    job(1017, JobTypes.wifi, "08:00", 4, "Mercier", JobStatuses.done, minutes: 90, window: (480, 600)),
    job(1018, JobTypes.television, "09:45", 4, "Mercier", JobStatuses.onSite, minutes: 90, window: (540, 660)),
    job(1025, JobTypes.wifi, "11:30", 4, "Saint-Isidore", JobStatuses.published, minutes: 100, window: (660, 780)),
    job(1034, JobTypes.wifi, "12:50", 4, "Mercier", JobStatuses.published, minutes: 110, window: (780, 900)),
    job(1035, JobTypes.television, "14:40", 4, "Châteauguay", JobStatuses.published, minutes: 100, window: (840, 960)),
    job(1036, JobTypes.television, "16:40", 4, "Mercier", JobStatuses.published, minutes: 100, window: (960, 1080)),
  ]

  private static let olivier: [PlannedJob] = [
    job(1010, JobTypes.survey, "09:00", 5, "Châteauguay", JobStatuses.done, window: (540, 660)),
    job(1019, JobTypes.business, "10:00", 5, "Châteauguay", JobStatuses.onSite, window: (600, 630)),
    job(1023, JobTypes.splice, "14:30", 5, "Beauharnois", JobStatuses.published, minutes: 180),
  ]

  private static let nathalie: [PlannedJob] = [
    job(1020, JobTypes.splice, "07:45", 6, "Sainte-Martine", JobStatuses.onSite, crew: [trailer]),
    job(1028, JobTypes.splice, "13:30", 6, "Howick", JobStatuses.published, minutes: 150, crew: [nacelle, trailer]),
  ]

  private static let étienne: [PlannedJob] = [
    job(1011, JobTypes.outage, "08:00", 7, "Ormstown", JobStatuses.done, window: (480, 660)),
    job(1024, JobTypes.aerial, "09:40", 7, "Ormstown", JobStatuses.onSite, window: (480, 720)),
    job(1031, JobTypes.aerial, "13:00", 7, "Franklin", JobStatuses.published, window: (480, 720)),
  ]

  private static let sophie: [PlannedJob] = [
    job(
      1009, JobTypes.television, "08:00", 8, "Huntingdon", JobStatuses.cancelled, window: (480, 600),
      reason: "Réglé par téléphone"),
    job(1005, JobTypes.removal, "08:15", 8, "Huntingdon", JobStatuses.done, window: (480, 1020)),
    job(1038, JobTypes.swap, "09:00", 8, "Huntingdon", JobStatuses.done, window: (540, 660)),
    job(1026, JobTypes.aerial, "10:15", 8, "Huntingdon", JobStatuses.enRoute, window: (545, 665)),
  ]

  /// Absent today: three jobs without anyone to do them.
  private static let félix: [PlannedJob] = [
    job(1040, JobTypes.wifi, "10:30", 9, "Salaberry-de-Valleyfield", JobStatuses.published, window: (600, 720)),
    job(1041, JobTypes.television, "13:00", 9, "Salaberry-de-Valleyfield", JobStatuses.published, window: (780, 900)),
    job(1042, JobTypes.wifi, "15:30", 9, "Beauharnois", JobStatuses.published, window: (900, 1020)),
  ]

  private static let amélie: [PlannedJob] = [
    job(1006, JobTypes.outage, "08:00", 10, "Saint-Jean-sur-Richelieu", JobStatuses.done, window: (480, 660)),
    job(
      1037, JobTypes.television, "09:20", 10, "Saint-Jean-sur-Richelieu", JobStatuses.absent, window: (540, 660),
      reason: "Personne à la porte, message laissé"),
    job(1027, JobTypes.aerial, "09:45", 10, "Saint-Jean-sur-Richelieu", JobStatuses.onSite, window: (480, 720)),
  ]

  private static let others: [PlannedJob] = [
    job(
      1029, JobTypes.outage, "10:30", 11, "La Prairie", JobStatuses.enRoute, window: (600, 780),
      notes: "Zoé est entrée plus tôt pour cette panne."),
    job(1039, JobTypes.removal, "08:00", 12, "Hemmingford", JobStatuses.done, window: (480, 1020)),
    job(1032, JobTypes.removal, "09:00", 12, "Saint-Chrysostome", JobStatuses.done, window: (480, 1020)),
    job(1008, JobTypes.removal, "10:15", 12, "Hemmingford", JobStatuses.onSite, window: (480, 1020)),
  ]

  private static func job(
    _ number: Int, _ type: Int, _ start: String, _ technician: Int, _ town: String, _ status: String, minutes: Int? = nil,
    window: (from: Int, to: Int)? = nil, crew: [(resource: String, role: String)] = [], tags: [String]? = nil,
    subject: String? = nil, notes: String? = nil, reason: String? = nil, peculiarity: Peculiarity? = nil
  ) -> PlannedJob {
    let digits = start.utf8.filter { $0 != UInt8(ascii: ":") }.map { Int($0 - UInt8(ascii: "0")) }
    return PlannedJob(
      number: number, type: type, status: status, town: town, day: 0,
      start: (digits[0] * 10 + digits[1]) * 60 + digits[2] * 10 + digits[3], minutes: minutes,
      technician: Technicians.documentName(technician), window: window.map { (0, $0.from, $0.to) }, crew: crew, tags: tags,
      subject: subject, notes: notes, reason: reason, peculiarity: peculiarity)
  }
}
