import Domain

/// What the verbs that change what a job is, or where it stands, say.
extension Words {
  func receipt(
    of verb: Verb, what: String, jobs: [Job], edits: [Edit], at: String, zone: SiteZone, name: (DocumentName) -> String
  ) -> String {
    switch verb {
    case .resize, .resizeBy:
      let after = edits.count == 1 ? edits[0].value("duration_minutes")?.int : nil
      let length = after.map { self.shortLength(Minutes(Int($0))) } ?? ""
      return say("\(what) : durée", "\(what): duration") + (length.isEmpty ? say(" changée", " changed") : " " + length)
    case .swap:
      let pair = jobs.map(\.number).joined(separator: say(" et ", " and "))
      return say("\(pair) échangés", "\(pair) swapped")
    case .place(.before(let other)): return say("\(what) avant \(other.number)\(at)", "\(what) before \(other.number)\(at)")
    case .place(.after(let other)): return say("\(what) après \(other.number)\(at)", "\(what) after \(other.number)\(at)")
    case .crew(let changes):
      return "\(what)  " + changes.map { ($0.isAdded ? "+ " : "− ") + name($0.resource) }.joined(separator: ", ")
    case .priority(let priority):
      return "\(what) → " + (priority?.rawValue ?? say("sans priorité", "no priority"))
    case .edit:
      let fields = edits.count == 1 ? edits[0].changes.map { field($0.field) } : []
      return say("\(what) modifié", "\(what) changed") + (fields.isEmpty ? "" : colon + unique(fields).joined(separator: ", "))
    case .create:
      let title = edits.first.map { $0.value("job_type")?.text ?? $0.value("subject")?.text ?? "" } ?? ""
      return say("bon créé : ", "job created: ") + title + at
    case .duplicate:
      let originals = jobs.count == 1 ? jobs[0].number : self.jobs(jobs.count)
      return say("copie de \(originals) créée", "copy of \(originals) created")
    default: return what
    }
  }

  private func unique(_ names: [String]) -> [String] {
    var seen: [String] = []
    for name in names where !seen.contains(name) { seen.append(name) }
    return seen
  }

  /// Why nothing came of a verb for several jobs.
  func noneDone(_ refused: [(Job, EditRefusal)]) -> String {
    say("aucun des \(jobs(refused.count)) : ", "none of \(jobs(refused.count)): ")
      + summaryOfReasons(refused.map { refusal($0.1, of: $0.0) })
  }

  /// `3 × conflit, 1 × …`, or the reason alone where there is one only.
  func summaryOfReasons(_ reasons: [String]) -> String {
    var seen: [String] = []
    for reason in reasons where !seen.contains(reason) { seen.append(reason) }
    if seen.count == 1 { return seen[0] }
    // What to do about it stands behind a colon, and each job's own line says it.
    let told = seen.prefix(2).map { reason in
      let short = reason.firstIndex(of: ":").map { String(reason[..<$0]).trimmed } ?? reason
      return "\(number(reasons.count { $0 == reason })) × \(short)"
    }
    return told.joined(separator: ", ") + (seen.count > 2 ? ", …" : "")
  }

  var swapsTwo: String {
    say("échanger demande deux bons : marquez-en deux, ou nommez l'autre", "a swap takes two jobs: mark two, or name the other")
  }
  var windowIsBackwards: String { say("la plage finit avant de commencer", "the window ends before it begins") }
  func impossibleLength(_ minutes: Minutes) -> String {
    minutes <= 0
      ? say("une durée de \(minutes.count)\u{A0}min ne se peut pas", "a duration of \(minutes.count)\u{A0}min cannot be")
      : say("une durée de plus d'une semaine ne se peut pas", "a duration of more than a week cannot be")
  }
}

extension Edit {
  /// What it leaves in a field; nil where it does not touch it.
  func value(_ field: String) -> FieldValue? { changes.first { $0.field == field }?.after }
}

extension Verb {
  /// Whether « . » may do it again on another job.
  var isRepeatable: Bool {
    switch self {
    case .swap, .edit, .create, .duplicate, .home: false
    default: true
    }
  }

  /// Whether it is about jobs that are there.
  var needsJobs: Bool {
    switch self {
    case .create, .home: false
    default: true
    }
  }
}
