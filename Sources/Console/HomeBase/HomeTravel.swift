import Canvas
import Domain
import Scheduling

/// What another base does to the driving of the technician's day.
struct HomeTravel: Sendable, Equatable {
  let before: DayTravel
  let after: DayTravel

  /// nil where there is no plan, or nobody of that name in it.
  init?(of technician: DocumentName, to base: Coordinate?, plan: DayPlan?, board: Board?, headquarters: Coordinate) {
    guard let plan, let known = board?.technicians[technician],
      let before = plan.travel(of: technician, from: known.home ?? headquarters),
      let after = plan.travel(of: technician, from: base ?? headquarters)
    else { return nil }
    self.before = before
    self.after = after
  }

  init?(of technician: DocumentName, to base: Coordinate?, _ state: State) {
    self.init(
      of: technician, to: base, plan: state.madePlan ?? state.plan, board: state.board,
      headquarters: state.preferences.headquarters)
  }

  var isEstimate: Bool { before.source == .estimate || after.source == .estimate }
}

extension Words {
  /// `Journée 61 km → 58 km · première arrivée 08:21 → 08:19`.
  func homeTravel(_ travel: HomeTravel, zone: SiteZone) -> String {
    guard let before = travel.before.firstArrival, let after = travel.after.firstArrival else {
      return say("aucune visite ce jour-là", "no visit on that day")
    }
    return distance(metres: travel.before.metres) + " → " + distance(metres: travel.after.metres)
      + say(" · première arrivée ", " · first arrival ") + clock(zone.local(before)) + " → " + clock(zone.local(after))
  }
  var dayLabel: String { say("Journée", "Day") }
  var estimateShort: String { say("estimation", "estimate") }
}
