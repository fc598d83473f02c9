import Domain
import Scheduling

let toronto = SiteZone(identifier: "America/Toronto", rule: "EST5EDT,M3.2.0,M11.1.0", since: 2007)!
let wednesday = LocalDate(year: 2026, month: 5, day: 6)!

/// `08:30` on the board's day, or a full `YYYY-MM-DD HH:MM`.
func at(_ text: String) -> Instant {
  toronto.instant(LocalDateTime(siteText: (text.utf8.count == 5 ? "2026-05-06 " + text : text) + ":00")!)
}

func window(_ start: String, _ end: String) -> Job.Window { Job.Window(start: at(start), end: at(end)) }

let clotilde = Coordinate(latitude: 45.165, longitude: -73.685)!
let remi = Coordinate(latitude: 45.267, longitude: -73.617)!
let napierville = Coordinate(latitude: 45.183, longitude: -73.403)!

func technician(
  _ name: String, home: Coordinate? = clotilde, shift: (String, String)? = ("08:00", "16:30"), tags: [DocumentName] = [],
  type: Technician.ResourceType = .technician, isActive: Bool = true
) -> Technician {
  Technician(
    name: DocumentName(name), fullName: name, resourceType: type, isActive: isActive,
    shiftStart: shift.flatMap { Minutes(clockText: $0.0 + ":00") }, shiftEnd: shift.flatMap { Minutes(clockText: $0.1 + ":00") },
    home: home, tags: tags)
}

func job(
  _ name: String, _ status: JobStatus = .planned, technician: String? = nil, start: String? = nil, minutes: Minutes = 60,
  window: Job.Window? = nil, coordinate: Coordinate? = clotilde, tags: [DocumentName] = [], crew: [Job.CrewMember] = []
) -> Job {
  Job(
    reference: DocumentReference(.job, name: DocumentName(name)), subject: name, status: status, coordinate: coordinate,
    window: window, scheduledStart: start.map(at), duration: minutes, technician: technician.map { DocumentName($0) }, tags: tags,
    crew: crew)
}

func plan(_ technicians: [Technician], _ jobs: [Job], leaves: [Leave] = [], now: String = "07:00") -> DayPlan {
  DayPlan(board: board(technicians, jobs, leaves: leaves), zone: toronto, now: at(now))
}

func board(_ technicians: [Technician], _ jobs: [Job], leaves: [Leave] = []) -> Board {
  Board(
    day: wednesday, jobs: Dictionary(uniqueKeysWithValues: jobs.map { ($0.reference, $0) }),
    technicians: Dictionary(uniqueKeysWithValues: technicians.map { ($0.name, $0) }), leaves: leaves)
}
