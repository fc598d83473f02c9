import Canvas
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
    receipt(of: verb, jobs: jobs, edits: edits, on: state.day, at: state.now, zone: state.zone, name: state.name)
  }

  /// The same where there is no console; `day` is the board's, of which times need not name the day.
  package func receipt(
    of verb: Verb, jobs: [Job], edits: [Edit], on day: LocalDate, at now: Instant, zone: SiteZone,
    name: (DocumentName) -> String
  ) -> String {
    let what = edits.count == 1 ? edits[0].document.number : self.jobs(edits.count)
    func start(_ edit: Edit) -> Instant? {
      edit.changes.first { $0.field == "scheduled_start" }?.after.instant(in: zone)
    }
    let time = edits.count == 1 ? start(edits[0]).map { zone.local($0) } : nil
    let past = edits.count { edit in edit.action == .update && start(edit).map { $0 < now } ?? false }
    let at = time.map { " " + ($0.date == day ? clock($0) : shortDay($0.date) + " " + clock($0)) } ?? ""
    let done =
      switch verb {
      case .assign(let technician, _): "\(what) → \(name(technician))\(at)"
      case .unassign: say("\(what) retourne en file d'attente", "\(what) goes back to the backlog")
      case .moveBy(let minutes) where edits.count > 1: "\(what) \(change(minutes))"
      case .move(let start) where edits.count > 1: "\(what) → " + clock(start, zone)
      case .move, .moveBy: "\(what) →\(at)"
      case .report(let day, _):
        say(
          "\(what) reporté\(isOne(edits.count) ? "" : "s") au \(shortDay(day))", "\(what) rescheduled to \(shortDay(day))")
      case .status(let status): "\(what) → \(self.status(status))"
      case .schedule(let technician, let day, _):
        "\(what) → \(name(technician)), \(shortDay(day))" + (time.map { " " + clock($0) } ?? "")
      case .order(let technician, _):
        say("\(name(technician)) : journée en ordre", "\(name(technician)): day in order") + " · " + what
      case .then(let first, let second):
        joined(
          [first, second].map {
            receipt(of: $0, jobs: jobs, edits: edits, on: day, at: Instant(seconds: .min), zone: zone, name: name)
          }, naming: what)
      case .notes: say("\(what) : notes modifiées", "\(what): notes changed")
      case .home(let technician, let base): homeReceipt(name(technician), base)
      default: receipt(of: verb, what: what, jobs: jobs, edits: edits, at: at, zone: zone, name: name)
      }
    return past == 0 ? done : done + " · ! " + (edits.count == 1 ? pastShort : "\(past)/\(edits.count) " + pastShort)
  }

  /// Receipts of one step, of which the first alone names the jobs.
  private func joined(_ receipts: [String], naming what: String) -> String {
    let rest = receipts.dropFirst().map { text in
      text.hasPrefix(what) ? String(text.dropFirst(what.count).drop { " :".contains($0) }) : text
    }
    return (receipts.prefix(1) + rest).joined(separator: " · ")
  }

  private func clock(_ start: StartTime, _ zone: SiteZone) -> String {
    switch start {
    case .instant(let instant): clock(zone.local(instant))
    case .clock(let time): clock(time)
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
    case .tooLong(let field, let limit):
      say(
        "\(self.field(field)) : texte trop long, \(number(limit)) caractères au plus",
        "\(self.field(field)): text too long, at most \(number(limit)) characters")
    case .zoneDiffers(let mismatch): zoneDiffers(mismatch)
    case .impossibleLength(let minutes): impossibleLength(minutes)
    case .nothingToSwap: say("ces deux bons sont déjà à la même place", "these two jobs stand at the same place already")
    case .swapsTwo: swapsTwo
    case .otherHasNoPlace:
      say("l'autre bon n'a ni technicien ni heure", "the other job has no technician or no time")
    case .otherIsGone: say("l'autre bon n'est plus sur le tableau", "the other job is no longer on the board")
    case .leadsAlready: say("cette personne mène déjà ce bon", "this person leads the job already")
    case .notInCrew(let name):
      say("\(Sanitise.line(name.text)) n'est pas de l'équipe du bon", "\(Sanitise.line(name.text)) is not in the job's crew")
    case .noSubject: say("dites de quoi il s'agit : un objet ou un type", "say what it is about: a subject or a type")
    case .windowEndsBeforeStart: windowIsBackwards
    }
  }

  /// Why no time can be written.
  package func zoneDiffers(_ mismatch: ZoneMismatch) -> String {
    say(
      "le site est à l'heure de \(mismatch.site), la console à celle de \(mismatch.own) : aucune heure n'est modifiée d'ici là ; réglez site.zone: \(mismatch.site), puis relancez la console",
      "the site's zone is \(mismatch.site), the console's \(mismatch.own): no time is changed until then; set site.zone: \(mismatch.site), then start the console again"
    )
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
