import Canvas
import Configuration
import Domain
import Scheduling

/// A key that would mend what a check has found, and a word for what it does there.
struct CheckFix {
  let command: CommandID
  let word: Phrase

  /// The likeliest first. What this console has no command for is left out.
  static func all(for check: Check) -> [CheckFix] { named(for: check.kind).compactMap { $0.made } }

  private struct Named {
    let command: String
    let french: String
    let english: String

    init(_ command: String, _ french: String, _ english: String) {
      self.command = command
      self.french = french
      self.english = english
    }

    var made: CheckFix? {
      CommandID(rawValue: command).map { CheckFix(command: $0, word: Phrase(french, english)) }
    }
  }

  private static let someoneElse = Named("assign", "réassigner", "reassign")
  private static let anotherTime = Named("move", "déplacer", "move")
  private static let anotherDay = Named("report", "reporter", "reschedule")
  private static let exchange = Named("swap", "échanger", "swap")
  private static let order = Named("order", "ordre", "order")
  private static let change = Named("edit", "modifier", "edit")
  private static let crew = Named("crew", "équipe", "crew")
  private static let homeBase = Named("home-base", "point de départ", "home base")
  private static let note = Named("notes", "noter", "note")
  private static let cancel = Named("cancel", "annuler", "cancel")

  private static func named(for kind: Check.Kind) -> [Named] {
    switch kind {
    case .overlap: [anotherTime, exchange, someoneElse, order]
    case .noTravelTime, .noTimeToDriveOn: [anotherTime, order, exchange, someoneElse]
    case .windowBreached: [someoneElse, anotherDay, anotherTime]
    case .windowClosing: [someoneElse, anotherDay, order]
    case .beforeWindow, .inThePast: [anotherTime, order]
    case .missingTags, .helperOnly, .unknownTechnician, .inactiveTechnician: [someoneElse, exchange]
    case .orphaned: [someoneElse, anotherDay]
    case .onLeave: [anotherTime, someoneElse, anotherDay]
    case .crewOnLeave: [crew, anotherTime, anotherDay]
    case .outsideShift: [anotherTime, someoneElse, anotherDay]
    case .overHours: [order]
    case .materialBookedTwice: [anotherTime, crew, anotherDay]
    case .noCoordinates: [change, note]
    case .secondAddress: [anotherTime, order]
    case .suspendedSubscription: [anotherDay, note, cancel]
    case .sameAddress: [someoneElse, anotherTime]
    case .acrossMidnight: [anotherTime, anotherDay]
    case .noHomeBase: [homeBase]
    }
  }
}

extension Words {
  func severity(_ severity: Check.Severity) -> String {
    switch severity {
    case .error: say("erreur", "error")
    case .warning: say("avert.", "warning")
    case .notice: say("avis", "notice")
    }
  }

  func count(of severity: Check.Severity, _ count: Int) -> String {
    let plural = isOne(count) ? "" : "s"
    return number(count) + " "
      + {
        switch severity {
        case .error: say("erreur\(plural)", "error\(plural)")
        case .warning: say("avertissement\(plural)", "warning\(plural)")
        case .notice: say("avis", "notice\(plural)")
        }
      }()
  }

  /// What several jobs of one technician have in common.
  func sentence(of group: CheckGroup, state: State) -> String {
    let count = group.entries.count
    switch group.first.check {
    case .orphaned(_, let reason):
      return say("\(count) bons orphelins : absent", "\(count) orphaned jobs: away")
        + (reason.isEmpty ? "" : " (\(Sanitise.line(reason)))")
    case .outsideShift: return say("\(count) bons hors quart", "\(count) jobs outside the shift")
    case .beforeWindow: return say("\(count) bons avant leur plage", "\(count) jobs before their windows")
    case .noCoordinates: return say("\(count) bons sans coordonnées", "\(count) jobs without coordinates")
    case .missingTags:
      var tags: [DocumentName] = []
      for entry in group.entries {
        if case .missingTags(let missing) = entry.check { tags += missing.filter { !tags.contains($0) } }
      }
      return jobs(count) + say(" : ", ": ") + check(.missingTags(tags), state: state)
    default: return jobs(count) + say(" : ", ": ") + check(group.first.check, state: state)
    }
  }
}
