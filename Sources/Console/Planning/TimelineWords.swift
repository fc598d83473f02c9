import Canvas
import Domain

extension Words {
  func timelineTitle(_ state: State) -> String {
    var text = viewName(.planning)
    if state.isPlanningWeek { text += " · " + say("semaine du ", "week of ") + shortDay(state.span.first) }
    guard let board = state.board else { return text }
    if state.list.filter.isEmpty {
      text += " · " + jobs(board.jobs.count)
    } else {
      text += " · \(number(state.list.layout.matchCount)) / \(number(board.jobs.count)) · /\(state.list.filter)"
    }
    if !state.list.marked.isEmpty { text += " · " + marked(state.list.marked.count) }
    return text
  }

  /// `10 min/case`, `1 h/case`.
  func perCell(_ seconds: Int64) -> String {
    let minutes = Minutes(Int(seconds / 60))
    return (minutes.count < 60 ? short(minutes) : shortLength(minutes)) + say("/case", "/cell")
  }

  /// The widest that fits.
  func backlogName(_ count: Int, columns: Int) -> String {
    let forms = [
      say("FILE D'ATTENTE (\(count))", "BACKLOG (\(count))"), say("ATTENTE (\(count))", "BACKLOG (\(count))"),
      say("FILE \(count)", "BL \(count)"),
    ]
    return forms.first { TextWidth.columns(of: $0) <= columns } ?? String(count)
  }

  var backlogIsEmpty: String { say("file d'attente vide", "the backlog is empty") }
  var noResources: String { say("Aucune ressource à montrer.", "No resource to show.") }
  /// The other days are on their way; the widest that fits is said.
  var otherDays: [String] { [say("semaine : lecture…", "week: reading…"), say("lecture…", "reading…")] }

  // The line beneath
  var staysInBacklog: String { say("reste en file d'attente", "stays in the backlog") }
  var goesBackToBacklog: String { say("retourne en file d'attente", "goes back to the backlog") }
  var waitsInBacklog: String {
    say("attend un technicien (a) ou une place ici (m ↓)", "waits for a technician (a) or a place here (m ↓)")
  }
  var noPlanYet: String { say("conséquences en calcul", "consequences being worked out") }
  func driving(_ minutes: Minutes) -> String { change(minutes) + " " + say("route", "driving") }
  func planned(_ span: Range<Instant>, _ zone: SiteZone) -> String {
    clock(zone.local(span.lowerBound)) + "–" + clock(zone.local(span.upperBound))
  }

  /// Planned beside actual, where the two differ.
  func actualTimes(_ job: Job, _ state: State) -> String? {
    guard let begun = job.actualStart, let start = job.scheduledStart, begun != start || job.actualEnd != nil else { return nil }
    let plan = planned(start..<(start + max(job.duration, 1)), state.zone)
    let actual = clock(state.zone.local(begun)) + "–" + (job.actualEnd.map { clock(state.zone.local($0)) } ?? "")
    return plan == actual ? nil : say("prévu \(plan), réel \(actual)", "planned \(plan), actual \(actual)")
  }

  func swapping(_ number: String) -> String {
    say("\(number) ⇄ ? : choisissez l'autre bon, puis x", "\(number) ⇄ ?: go to the other job, then x")
  }

  // The move in place
  var placeHere: String { say("placer", "place") }
  var technicianHint: String { say("technicien", "technician") }
  var lengthHint: String { say("durée", "length") }
  var firstFreeHint: String { say("1re place libre", "first free place") }

  func nobodyThere(_ name: String, _ leave: Leave, _ state: State) -> String {
    say(
      "\(absence(name, leave, state)) ; Entrée encore une fois pour y placer le bon quand même",
      "\(absence(name, leave, state)); Enter once more places the job there all the same")
  }

  func droppedOnLeave(_ number: String, _ name: String, _ leave: Leave, _ state: State) -> String {
    say(
      "\(absence(name, leave, state)) : \(number) reste où il était ; m pour le placer là quand même",
      "\(absence(name, leave, state)): \(number) stays where it was; m places it there all the same")
  }

  private func absence(_ name: String, _ leave: Leave, _ state: State) -> String {
    let end = state.zone.local(leave.end)
    let until = (end.date == state.day ? "" : shortDay(end.date) + " ") + clock(end)
    let reason = leave.reason.isEmpty ? "" : " (\(Sanitise.line(leave.reason)))"
    return say("\(name) est absent jusqu'à \(until)\(reason)", "\(name) is on leave until \(until)\(reason)")
  }

  // Zoom
  var onlyInPlanning: String { say("dans le planning seulement (2)", "in the planning only (2)") }

  /// What the ends of a bar say, for the help.
  var timelineHeading: String { say("planning", "planning") }
  var timelineSigns: [(String, String)] {
    [
      ("( )", say("brouillon, planifié", "draft, planned")), ("[ ]", say("publié", "published")),
      ("» ]", say("en route", "en route")), ("│ ]", say("commencé", "begun")), ("= ]", say("en pause", "paused")),
      ("│ │", say("terminé", "done")), ("{ }", say("à reporter, client absent", "to reschedule, customer absent")),
      ("───", say("prévu, mais pas ainsi fait", "planned, but not done so")),
      ("→→→", say("route", "drive")),
      ("!!!", say("trop peu de temps pour la route", "too little time to drive")), ("+", say("accompagne", "comes along")),
      ("├─┤", say("plage du bon choisi", "window of the selected job")), ("┊", say("maintenant", "now")),
      ("░ ╳", say("hors quart, absent", "off shift, on leave")),
    ]
  }
  var timelineKeys: [(String, String)] {
    [
      ("m ← →", say("planning : déplacer de 15 min", "planning: move by 15 min")),
      ("m ↑ ↓", say("planning : changer de technicien", "planning: change the technician")),
      ("m ← →", say("planning, semaine : déplacer d'un jour", "planning, week: move by a day")),
      ("m H L", say("planning : déplacer d'une heure", "planning: move by an hour")),
      ("m + −", say("planning : changer la durée", "planning: change the length")),
      ("m f", say("planning : première place libre", "planning: first free place")),
      ("m F4", say("planning : taper l'heure", "planning: type the time")),
    ]
  }
}
