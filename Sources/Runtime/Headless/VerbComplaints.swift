import Console
import Domain
import Replica

/// How a verb line that cannot be done is told where there is no screen to look at and nobody to ask.
extension HeadlessSession {
  func complaint(_ error: VerbError, _ board: Board) -> String {
    switch error {
    case .unknownVerb(let word): words.unknownVerb(word)
    case .empty: words.noVerb
    case .noSuchJob(let text): elsewhere(text, board) ?? words.noSuchNumber(text)
    case .asks(let question, _):
      words.verbError(error, board: board, zone: session.zone) + " " + words.howToAnswer(question)
    default: words.verbError(error, board: board, zone: session.zone)
    }
  }

  /// Where a job is that is not on this board.
  private func elsewhere(_ text: String, _ board: Board) -> String? {
    let digits = text.reversed().prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(String(digits.reversed())),
      let jobs = try? session.replica.jobs(numbered: number, zone: session.zone)
    else { return nil }
    let named = jobs.filter { $0.reference.key.text.lowercased() == text.lowercased() }
    let isNumber = digits.count == text.count
    guard let job = isNumber ? (jobs.count == 1 ? jobs[0] : nil) : named.first else { return nil }
    guard let start = job.scheduledStart.map({ session.zone.local($0).date }), start != board.day else {
      return words.notOnBoard(job)
    }
    return words.onAnotherDay(job, start)
  }
}

extension Words {
  var noVerb: String {
    say("dites quoi faire, par exemple « a 1043 marc 10h30 »", "say what to do, for example “a 1043 marc 10:30”")
  }

  func unknownVerb(_ word: String) -> String {
    let nearest = VerbLine.nearestVerb(to: word).map { say(" ; peut-être « \($0) » ?", "; perhaps “\($0)”?") } ?? ""
    return say("verbe inconnu : « \(word) »", "unknown verb: “\(word)”") + nearest
      + say(" « gigafibre-dispatch do --help » en montre.", " “gigafibre-dispatch do --help” shows some.")
  }

  func noSuchNumber(_ text: String) -> String {
    say("aucun bon « \(text) » : vérifiez son numéro.", "no job “\(text)”: check its number.")
  }

  func onAnotherDay(_ job: Job, _ day: LocalDate) -> String {
    say(
      "le bon \(job.number) est au \(longDay(day)) : ajoutez --day \(day.siteText).",
      "job \(job.number) is on \(longDay(day)): add --day \(day.siteText).")
  }

  func notOnBoard(_ job: Job) -> String {
    say(
      "le bon \(job.number) (\(status(job.status).lowercased())) n’est plus sur le tableau : il ne se change que dans la console.",
      "job \(job.number) (\(status(job.status).lowercased())) is no longer on the board: only the console changes it.")
  }

  /// What gives the answer to a question that a shell cannot be asked.
  func howToAnswer(_ question: EditQuestion) -> String {
    switch question {
    case .reason, .reasonOnLeave: say("Donnez-la par --reason « … ».", "Give it with --reason “…”.")
    case .resolution: say("Dites-le par --reason « … ».", "Say it with --reason “…”.")
    case .start: say("Donnez l’heure à la fin de la ligne.", "Give the time at the end of the line.")
    case .technician: say("Donnez le nom dans la ligne.", "Give the name in the line.")
    case .ambiguousTime, .missingTime: say("Donnez une autre heure.", "Give another time.")
    case .underway: say("« --yes » répond oui.", "“--yes” answers yes.")
    case .actualStart: say("Cela se répond dans la console.", "This is answered in the console.")
    }
  }
}
