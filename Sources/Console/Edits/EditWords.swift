import Domain

extension Words {
  var jobIsGone: String { say("ce bon n'est plus sur le tableau", "this job is no longer on the board") }

  func unchanged(_ count: Int) -> String { say("rien à changer : c'est déjà ainsi", "nothing to change: it is so already") }

  func leftAside(_ count: Int) -> String {
    say(
      isOne(count) ? "1 marqué mais masqué, laissé de côté" : "\(count) marqués mais masqués, laissés de côté",
      "\(count) marked but hidden, left aside")
  }

  func refusedCount(_ count: Int, _ reason: String) -> String {
    say("\(count) refusé (\(reason))", "\(count) refused (\(reason))")
  }

  /// What was done, as its receipt says it.
  func done(_ verb: Verb, jobs: [Job], state: State, edits: [Edit]) -> String {
    receipt(of: verb, jobs: jobs, edits: edits, on: state.day, zone: state.zone, name: state.name)
  }

  /// The same where there is no console; `day` is the board's, of which times need not name the day.
  package func receipt(
    of verb: Verb, jobs: [Job], edits: [Edit], on day: LocalDate, zone: SiteZone, name: (DocumentName) -> String
  ) -> String {
    let what = edits.count == 1 ? jobs.first { $0.reference == edits[0].document }?.number ?? "" : self.jobs(edits.count)
    let start = edits.count == 1 ? edits[0].changes.first { $0.field == "scheduled_start" }?.after.instant(in: zone) : nil
    let time = start.map { zone.local($0) }
    let at = time.map { " " + ($0.date == day ? clock($0) : shortDay($0.date) + " " + clock($0)) } ?? ""
    switch verb {
    case .assign(let technician, _): return "\(what) → \(name(technician))\(at)"
    case .unassign: return say("\(what) retourne en file d'attente", "\(what) goes back to the backlog")
    case .move, .moveBy: return "\(what) →\(at)"
    case .report(let day, _): return say("\(what) reporté au \(shortDay(day))", "\(what) rescheduled to \(shortDay(day))")
    case .status(let status): return "\(what) → \(self.status(status))"
    case .notes: return say("\(what) : notes modifiées", "\(what): notes changed")
    }
  }

  package func jobs(_ count: Int) -> String {
    say("\(number(count))\u{A0}\(isOne(count) ? "bon" : "bons")", "\(number(count))\u{A0}\(isOne(count) ? "job" : "jobs")")
  }

  package func refusal(_ refusal: EditRefusal, of job: Job) -> String {
    switch refusal {
    case .lifecycle(.already(let status)):
      say("\(job.number) est déjà \(inSentence(status))", "\(job.number) is already \(inSentence(status))")
    case .lifecycle(.noSuchStep(let from, let to, let reachable)):
      say(
        "de \(self.status(from)), on ne passe pas à \(self.status(to)) ; possibles : \(reachable.map(self.status).joined(separator: ", "))",
        "\(self.status(from)) does not lead to \(self.status(to)); possible: \(reachable.map(self.status).joined(separator: ", "))"
      )
    case .lifecycle(.unmet(let requirements)):
      say("il manque : ", "missing: ") + requirements.map(requirement).joined(separator: ", ")
    case .finished(let status): finished(status)
    case .noTechnician: hasNoTechnician
    case .noStart: say("le bon n'a pas d'heure : donnez-en une (m)", "the job has no time yet: give it one (m)")
    case .endsBeforeStart: say("la fin précède le début", "the end is before the start")
    case .tooLong(_, let limit):
      say("texte trop long : \(limit) caractères au plus", "text too long: at most \(limit) characters")
    }
  }

  func requirement(_ requirement: Lifecycle.Requirement) -> String {
    switch requirement {
    case .technician: say("un technicien", "a technician")
    case .start: say("une heure de début", "a start time")
    case .actualStart: say("le début réel", "the actual start")
    case .actualEnd: say("la fin réelle", "the actual end")
    case .resolution: say("ce qui a été fait", "what was done")
    case .reason: say("une raison", "a reason")
    case .supervisor: say("un superviseur", "a supervisor")
    }
  }

  func inSentence(_ status: JobStatus) -> String { self.status(status).lowercased() }
}
