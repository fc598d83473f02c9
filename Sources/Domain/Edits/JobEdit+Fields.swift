/// Edits of what a job is, rather than of where it stands in somebody's day.
extension JobEdit {
  /// A week.
  package static let longestWork: Minutes = 10_080
  /// What a Data field of the site holds, in code points.
  private static let dataLimit = 140

  package static func resize(_ job: Job, to duration: Minutes, in context: EditContext) -> EditOutcome {
    edit { () throws(Stop) in
      if job.status.isFinished { throw .refused(.finished(job.status)) }
      var draft = Draft(job, context.zone)
      draft.job.duration = try checked(duration)
      return draft
    }
  }

  package static func resize(_ job: Job, by change: Minutes, in context: EditContext) -> EditOutcome {
    resize(job, to: job.duration + change, in: context)
  }

  /// Sets what a person has filled in. Technician and start go by the rules of every plan.
  package static func set(
    _ job: Job, _ settings: [JobSetting], answers: EditAnswers = EditAnswers(), in context: EditContext
  ) -> EditOutcome {
    edit { () throws(Stop) in
      var draft = try planned(job, settings, answers, context)
      try fill(&draft, settings)
      if draft.job.subject.isEmpty { throw .refused(.noSubject) }
      return draft
    }
  }

  /// The fields of a new job; `model` is the one that it is a copy of, whose place in the day it does not take.
  package static func create(
    _ reference: DocumentReference, _ settings: [JobSetting], like model: Job? = nil, answers: EditAnswers = EditAnswers(),
    in context: EditContext
  ) -> EditOutcome {
    do throws(Stop) {
      var empty = Job(reference: reference, subject: "")
      if let model {
        empty = model
        empty.reference = reference
        empty.technician = nil
        empty.scheduledStart = nil
        empty.sequence = 0
        empty.actualStart = nil
        empty.actualEnd = nil
        empty.resolution = ""
        empty.statusReason = ""
        empty.crew = []
        empty.status = .open
        empty.modified = ""
        empty.modifiedBy = ""
        if let window = empty.window, window.end <= context.now { empty.window = nil }
      }
      var draft = try planned(empty, settings, answers, context)
      try fill(&draft, settings)
      if draft.job.subject.isEmpty { draft.job.subject = draft.job.type }
      if draft.job.subject.isEmpty { throw .refused(.noSubject) }
      return .changes(draft.contents)
    } catch {
      switch error {
      case .asks(let question): return .asks(question)
      case .refused(let refusal): return .refused(refusal)
      }
    }
  }

  package static func changeCrew(_ job: Job, _ changes: [CrewChange], in context: EditContext) -> EditOutcome {
    edit { () throws(Stop) in
      if job.status.isFinished { throw .refused(.finished(job.status)) }
      var draft = Draft(job, context.zone)
      for change in changes {
        let place = draft.job.crew.firstIndex { $0.resource == change.resource }
        if change.isAdded {
          if change.resource == job.technician { throw .refused(.leadsAlready(change.resource)) }
          if let place {
            draft.job.crew[place].role = change.role
          } else {
            draft.job.crew.append(.init(resource: change.resource, role: change.role))
          }
        } else {
          guard let place else { throw .refused(.notInCrew(change.resource)) }
          draft.job.crew.remove(at: place)
        }
      }
      return draft
    }
  }

  private static func planned(
    _ job: Job, _ settings: [JobSetting], _ answers: EditAnswers, _ context: EditContext
  ) throws(Stop) -> Draft {
    var technician = job.technician
    var start = job.scheduledStart
    var isPlanned = false
    for setting in settings {
      switch setting {
      case .technician(let name): (technician, isPlanned) = (name, true)
      case .start(let time): (start, isPlanned) = (try resolve(time, context.zone), true)
      default: break
      }
    }
    guard isPlanned, technician != job.technician || start != job.scheduledStart else { return Draft(job, context.zone) }
    if let start { return try plan(job, technician: technician, start: start, answers: answers, context) }
    try checkPlanIsOpen(job, answers)
    var draft = Draft(job, context.zone)
    draft.returnToBacklog()
    draft.job.technician = technician
    draft.job.status = .open
    return draft
  }

  private static func fill(_ draft: inout Draft, _ settings: [JobSetting]) throws(Stop) {
    for setting in settings {
      switch setting {
      case .subject(let text): draft.job.subject = try line(text, for: "subject")
      case .type(let text): draft.job.type = try line(text, for: "job_type")
      case .priority(let priority): draft.job.priority = priority
      case .customerName(let text): draft.job.customerName = try line(text, for: "customer_name")
      case .customerPhone(let text): draft.job.customerPhone = try line(text, for: "customer_phone")
      case .refusesTexts(let refuses): draft.job.refusesTexts = refuses
      case .address(let text): draft.job.address = try canonical(text, for: "address")
      case .coordinate(let coordinate): draft.job.coordinate = coordinate
      case .window(let window):
        if let window, window.end <= window.start { throw .refused(.windowEndsBeforeStart) }
        draft.job.window = window
      case .duration(let minutes): draft.job.duration = try checked(minutes)
      case .tags(let tags): draft.job.tags = tags
      case .equipment(let name): draft.job.equipment = name
      case .notes(let text): draft.job.notes = try canonical(text, for: "notes")
      case .reason(let text): draft.job.statusReason = try canonical(text, for: "status_reason")
      case .resolution(let text): draft.job.resolution = try canonical(text, for: "resolution")
      case .technician, .start: break
      }
    }
  }

  private static func checked(_ duration: Minutes) throws(Stop) -> Minutes {
    guard duration > 0, duration <= longestWork else { throw .refused(.impossibleLength(duration)) }
    return duration
  }

  private static func line(_ text: String, for field: String) throws(Stop) -> String {
    let text = canonical(text)
    if text.unicodeScalars.count > dataLimit { throw .refused(.tooLong(field: field, limit: dataLimit)) }
    return text
  }
}
