import Configuration
import Domain

@testable import Console

extension SampleDay {
  static let monday = day.adding(days: -2)

  /// The week of the sample day: Thursday too full for Samuel, something left over from the week before, leaves on two days.
  static let week: Board = {
    var week = board
    week.day = monday
    week.days = 7
    let more = [
      moved(1101, "Installation fibre (aérien)", "Saint-Rémi", 150, to: 2, days: 1, (8, 30), .planned, window: (8, 12)),
      moved(1102, "Installation fibre (enfoui)", "Napierville", 240, to: 3, days: 1, (8, 0), .planned),
      moved(1103, "Installation fibre (enfoui)", "Napierville", 300, to: 3, days: 1, (12, 30), .planned),
      moved(1104, "Retrait d'équipement", "Sainte-Clotilde", 30, to: 1, days: -2, (8, 0), .done),
      moved(1105, "Retrait d'équipement", "Hemmingford", 30, to: 1, days: -6, (8, 0), .planned),
      moved(1106, "Déménagement", "Mercier", 120, to: 4, days: 2, (13, 0), .published),
    ]
    for job in more { week.jobs[job.reference] = job }
    week.leaves.append(
      Leave(name: "LV-2", technician: technician(7), start: at(0, days: 1), end: at(0, days: 3), reason: "vacances"))
    return week
  }()

  private static func moved(
    _ number: Int, _ type: String, _ city: String, _ minutes: Int, to technician: Int, days: Int, _ start: (Int, Int),
    _ status: JobStatus, window: (Int, Int)? = nil
  ) -> Job {
    var job = job(number, type, city, nil, nil, minutes, to: technician, at: start, status)
    job.scheduledStart = at(start.0, start.1, days: days)
    job.window = window.map { Job.Window(start: at($0.0, days: days), end: at($0.1, days: days)) }
    return job
  }
}

extension Desk {
  /// In the week, whose board has come.
  static func inWeek(
    width: Int = 120, height: Int = 40, language: Language = .french, mode: SymbolSet = .unicode
  ) -> Desk {
    var desk = Desk(width: width, height: height, language: language, mode: mode)
    desk.press("3")
    desk.send(.board(SampleDay.week))
    return desk
  }
}
