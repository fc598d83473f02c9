import Canvas
import Configuration
import Domain

extension Words {
  func heading(_ key: GroupKey, _ board: Board) -> String {
    switch key {
    case .backlog: say("FILE D'ATTENTE", "BACKLOG")
    case .unassigned: say("SANS TECHNICIEN", "NO TECHNICIAN")
    case .resource(let name):
      Sanitise.line(board.technicians[name].map { $0.fullName.isEmpty ? name.text : $0.fullName } ?? name.text).uppercased()
    }
  }

  var doubtfulFix: String { say("GPS douteux", "GPS in doubt") }
  var free: String { say("libre", "free") }
  var overloaded: String { say("surcharge", "overloaded") }
  func absent(_ reason: String) -> String { say("absent", "absent") + (reason.isEmpty ? "" : " (\(reason))") }
  func orphans(_ count: Int) -> String {
    isOne(count) ? say("1 bon orphelin", "1 orphaned job") : say("\(count) bons orphelins", "\(count) orphaned jobs")
  }
  func startsAt(_ time: Minutes) -> String {
    let text = Self.twoDigits(time.count / 60) + ":" + Self.twoDigits(time.count % 60)
    return say("dès \(text)", "from \(text)")
  }

  func emptyList(_ state: State) -> String {
    if let lock = state.lock { return locked(lock.reason, zone: state.zone) }
    if state.board == nil { return state.boardFailure ?? reading(state) }
    if case .loading = state.sync.link, state.board?.jobs.isEmpty == true { return reading(state) }
    if !state.list.filter.isEmpty {
      return say(
        "Aucun bon ne correspond à « \(state.list.filter) » ; Échap efface le filtre, Ctrl-F cherche tous les jours.",
        "No job matches “\(state.list.filter)”; Esc clears the filter, Ctrl-F searches all days.")
    }
    if state.sync.freshAt == nil {
      switch state.sync.link {
      case .offline:
        return say(
          "Hors ligne, et rien n'a encore été lu du site : le tableau s'ouvre dès qu'il répond.",
          "Offline, and nothing has been read from the site yet: the board opens as soon as it answers.")
      case .starting, .loading: return reading(state)
      case .live, .polling, .follower, .signInNeeded: break
      }
    }
    return say("Aucun bon ce jour-là.", "No jobs on this day.")
  }

  private func reading(_ state: State) -> String {
    guard case .loading(let received, let total) = state.sync.link else {
      return state.span.days > 1
        ? say("Lecture de la semaine…", "Reading the week…") : say("Lecture de la journée…", "Reading the day…")
    }
    return say(
      "Première lecture du site : \(number(received)) documents\(total.map { " sur " + number($0) } ?? ""). Le tableau s'ouvre dès que la journée est là.",
      "First reading of the site: \(number(received)) documents\(total.map { " of " + number($0) } ?? ""). The board opens as soon as the day is here."
    )
  }

  /// `08–12` in six columns; `≤15:30` where the hours are not whole and there is no room for both; the day instead, or beside it,
  /// where it is not the board's: "tomorrow" where `day` is the person's own, else its date.
  func window(_ window: Job.Window?, zone: SiteZone, day: LocalDate, today: LocalDate, columns: Int) -> String {
    guard let window else { return "" }
    func dayName(_ date: LocalDate) -> String { day == today ? relativeDay(date, from: day) : tinyDay(date) }
    let start = zone.local(window.start)
    let end = zone.local(window.end)
    if start.date != end.date, end.secondOfDay != 0 {
      return columns >= 11 ? "\(tinyDay(start.date))–\(end.date.day)" : dayName(start.date)
    }
    let areWhole = start.minute == 0 && end.minute == 0
    let hours = Self.twoDigits(start.hour) + "–" + Self.twoDigits(end.hour == 0 ? 24 : end.hour)
    if start.date != day {
      let name = dayName(start.date)
      return columns >= 13 ? name + " " + (areWhole ? hours : "≤" + clock(end)) : name
    }
    if areWhole { return hours }
    return columns >= 11 ? clock(start) + "–" + clock(end) : "≤" + clock(end)
  }

  /// `hier`, `demain`, `+3 j`, seen from `day`.
  func relativeDay(_ date: LocalDate, from day: LocalDate) -> String {
    let days = date.epochDay - day.epochDay
    switch days {
    case -1: return say("hier", "yest.")
    case 0: return say("auj.", "today")
    case 1: return say("demain", "tmrw")
    default: return (days < 0 ? "−" : "+") + "\(abs(days))\u{A0}" + say("j", "d")
    }
  }
}
