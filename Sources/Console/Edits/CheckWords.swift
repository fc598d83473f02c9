import Canvas
import Domain
import Scheduling

extension Check.Severity {
  var role: Role {
    switch self {
    case .error: .bad
    case .warning: .warning
    case .notice: .dim
    }
  }
}

extension Words {
  /// What a plan is found wanting in, in a few words.
  package func check(_ check: Check, state: State) -> String {
    switch check {
    case .overlap(let other, let minutes):
      say("chevauche \(number(other, state)) de \(short(minutes))", "overlaps \(number(other, state)) by \(short(minutes))")
    case .noTravelTime(let from, let missing):
      say(
        "il manque \(short(missing)) de route depuis \(number(from, state))",
        "\(short(missing)) too little to drive from \(number(from, state))")
    case .noTimeToDriveOn(let to, let missing):
      say(
        "il manque \(short(missing)) de route jusqu'à \(number(to, state))",
        "\(short(missing)) too little to drive on to \(number(to, state))")
    case .windowBreached(let minutes): say("plage dépassée de \(short(minutes))", "window missed by \(short(minutes))")
    case .beforeWindow(let minutes): say("\(short(minutes)) avant la plage", "\(short(minutes)) before the window")
    case .windowClosing(let minutes): say("la plage se ferme dans \(short(minutes))", "the window closes in \(short(minutes))")
    case .missingTags(let tags): say("manque : ", "lacks: ") + tags.map { Sanitise.line($0.text) }.joined(separator: ", ")
    case .onLeave(let until, let reason):
      say("absent jusqu'à ", "on leave until ") + moment(until, state) + (reason.isEmpty ? "" : " (\(Sanitise.line(reason)))")
    case .orphaned(_, let reason):
      say("orphelin : technicien absent", "orphaned: technician away") + (reason.isEmpty ? "" : " (\(Sanitise.line(reason)))")
    case .crewOnLeave(let member, let until, let reason):
      say(
        "\(state.name(of: member)) (équipe) absent jusqu'à ", "\(state.name(of: member)) (crew) on leave until ")
        + moment(until, state) + (reason.isEmpty ? "" : " (\(Sanitise.line(reason)))")
    case .outsideShift(let minutes): say("\(short(minutes)) hors quart", "\(short(minutes)) outside the shift")
    case .overHours(let load, let shift):
      say("surcharge : \(length(load)) / \(shortLength(shift))", "overloaded: \(length(load)) / \(shortLength(shift))")
    case .inThePast(let minutes): say("heure passée de \(short(minutes))", "\(short(minutes)) in the past")
    case .helperOnly: say("aide-technicien : accompagne, sans mener de bon", "a helper: comes along, leads no job")
    case .materialBookedTwice(let material, let other):
      say(
        "\(Sanitise.line(state.name(of: material))) est aussi sur \(number(other, state))",
        "\(Sanitise.line(state.name(of: material))) is on \(number(other, state)) too")
    case .noCoordinates: noCoordinates
    case .secondAddress(let place, let metres): secondAddress(state.board?.locations[place], metres: metres)
    case .suspendedSubscription(let plan):
      say("abonnement suspendu", "subscription suspended") + (plan.isEmpty ? "" : " (\(Sanitise.line(plan)))")
    case .sameAddress(let other): say("même adresse que \(number(other, state))", "same address as \(number(other, state))")
    case .acrossMidnight: say("passe minuit", "runs past midnight")
    case .noHomeBase: say("sans point de départ : compté depuis le siège", "no home base: counted from headquarters")
    case .inactiveTechnician: say("technicien inactif", "inactive technician")
    case .unknownTechnician: say("technicien inconnu", "unknown technician")
    }
  }

  func window(_ fit: AssignmentPreview.WindowFit) -> Span? {
    switch fit {
    case .none: nil
    case .kept: Span("✓ " + say("plage respectée", "window kept"), .good)
    case .missed(let minutes): Span("✕ " + say("plage dépassée de \(short(minutes))", "window missed by \(short(minutes))"), .bad)
    case .early(let minutes):
      Span("✕ " + say("\(short(minutes)) avant la plage", "\(short(minutes)) before the window"), .warning)
    }
  }

  /// `25 min`, `1 h 05`.
  func short(_ minutes: Minutes) -> String { minutes.count < 60 ? "\(minutes.count)\u{A0}min" : length(minutes) }

  /// Where a move ends, and how far that is from where it begins.
  private func secondAddress(_ location: ServiceLocation?, metres: Int?) -> String {
    let name = [location?.city, location?.address].compactMap { $0 }.first { !$0.isEmpty }.map { Sanitise.line($0) } ?? ""
    guard let metres else {
      return say("deuxième adresse sans coordonnées", "second address without coordinates") + (name.isEmpty ? "" : " (\(name))")
    }
    let place = name.isEmpty ? say("une autre adresse", "another address") : name
    return say(
      "2 adresses : finit à \(place) (\(distance(metres: metres)))", "2 addresses: ends in \(place) (\(distance(metres: metres)))"
    )
  }

  private func number(_ reference: DocumentReference, _ state: State) -> String {
    Sanitise.line(reference.number)
  }

  private func moment(_ instant: Instant, _ state: State) -> String {
    let clock = state.zone.local(instant)
    return clock.date == state.day ? self.clock(clock) : shortDay(clock.date) + " " + self.clock(clock)
  }
}
