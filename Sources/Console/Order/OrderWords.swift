import Canvas
import Domain
import Scheduling

extension Words {
  func orderTitle(_ name: String) -> String { say("Ordre de la journée · ", "Order of the day · ") + name }
  var applyHint: String { say("appliquer", "apply") }
  var workingOut: String { say("Recherche d'un meilleur ordre…", "Looking for a better order…") }
  var selectATechnician: String {
    say("choisissez d'abord un technicien ou un de ses bons", "select a technician or one of their jobs first")
  }
  var marksAreOfTheList: String { say("on marque dans la vue principale (1)", "jobs are marked in the main view (1)") }
  package var alreadyBest: String {
    say("✓ Rien de mieux : l'ordre d'aujourd'hui est le bon.", "✓ Nothing better: the order is right as it is.")
  }
  var drivingLabel: String { say("Route    ", "Driving  ") }
  var windowsLabel: String { say("Plages   ", "Windows  ") }
  var tightLabel: String { say("Temps    ", "Time     ") }
  var orderHeader: String { say(" avant → après  bon", " before → after job") }

  /// `1 h 12, 58 km`.
  func driving(_ totals: OrderProposal.Totals) -> String { short(totals.minutes) + ", " + distance(metres: totals.metres) }

  func saved(_ proposal: OrderProposal) -> String {
    if proposal.after.minutes == proposal.before.minutes, proposal.after.metres == proposal.before.metres { return "" }
    let minutes = Minutes(proposal.after.minutes.count - proposal.before.minutes.count)
    let metres = proposal.after.metres - proposal.before.metres
    return change(minutes) + "  " + (metres < 0 ? "−" : "+") + distance(metres: abs(metres))
  }

  /// Whether there is time to drive and to finish what comes before.
  func tight(_ totals: OrderProposal.Totals) -> String {
    totals.tooTight.count > 0
      ? say("il manque \(short(totals.tooTight))", "\(short(totals.tooTight)) too little") : say("suffisant", "enough")
  }

  func missed(_ count: Int) -> String {
    count == 0
      ? say("toutes respectées", "all kept") : say("\(count) dépassée\(isOne(count) ? "" : "s")", "\(count) missed")
  }

  func ends(_ proposal: OrderProposal, state: State) -> String {
    let (before, after) = (clock(state.zone.local(proposal.before.end)), clock(state.zone.local(proposal.after.end)))
    return say("fin ", "ends ") + (before == after ? after : before + " → " + after)
  }

  func publishedAgain(_ count: Int) -> String {
    say(
      isOne(count) ? "1 bon redevient planifié : à republier (w)" : "\(count) bons redeviennent planifiés : à republier (w)",
      isOne(count) ? "1 job is planned again: to be published (w)" : "\(count) jobs are planned again: to be published (w)")
  }

  func windowOver(_ minutes: Minutes) -> String { say("✕ plage +\(short(minutes))", "✕ window +\(short(minutes))") }
  func windowAhead(_ minutes: Minutes) -> String { say("✕ plage −\(short(minutes))", "✕ window −\(short(minutes))") }

  func pin(_ pin: OrderProposal.Pin) -> String {
    switch pin {
    case .exactWindow: say("fixe : heure convenue", "stays: agreed hour")
    case .crew: say("fixe : équipe, matériel", "stays: crew, material")
    case .helps: say("fixe : accompagne", "stays: comes along")
    case .noCoordinates: say("fixe : sans coordonnées", "stays: no coordinates")
    }
  }

  package func noOrder(_ reason: NoOrder, state: State) -> String {
    switch reason {
    case .unknownTechnician: say("Cette journée n'est pas celle d'un technicien.", "This is no technician's day.")
    case .tooFew:
      say(
        "Il n'y a rien à ordonner : moins de deux bons restent à faire, ou aucun ne peut bouger.",
        "There is nothing to put in order: fewer than two jobs are left, or none may move.")
    case .absent(let until):
      say(
        "Absent jusqu'à \(when(until, state)) : les bons attendent quelqu'un d'autre (a).",
        "On leave until \(when(until, state)): the jobs wait for someone else (a).")
    case .dayIsOver: say("Cette journée est passée.", "This day is over.")
    }
  }

  private func when(_ instant: Instant, _ state: State) -> String {
    let clock = state.zone.local(instant)
    return clock.date == state.day ? self.clock(clock) : shortDay(clock.date) + " " + self.clock(clock)
  }
}
