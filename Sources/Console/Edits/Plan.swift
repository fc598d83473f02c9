import Domain

/// What a verb would write, or what stands in its way.
enum Plan {
  case edits([Edit], refused: [(Job, EditRefusal)], unchanged: Int)
  case asks(EditQuestion, Job)

  /// Several jobs one after the other, each seeing what the ones before it have become. `group` names what is made anew.
  static func make(
    _ verb: Verb, for jobs: [Job], on board: Board, answers: EditAnswers, in context: EditContext, group: String
  ) -> Plan {
    switch verb {
    case .swap: return swap(jobs, answers: answers, in: context)
    case .create(let settings): return create(settings, like: [nil], answers: answers, in: context, group: group)
    case .duplicate(let settings): return create(settings, like: jobs, answers: answers, in: context, group: group)
    case .home(let name, let base): return move(homeOf: name, to: base, on: board)
    default: break
    }
    var edits: [Edit] = []
    var refused: [(Job, EditRefusal)] = []
    var unchanged = 0
    var board = board
    for job in jobs {
      switch verb.outcome(for: job, on: board, answers: answers, in: context) {
      case .changes(let changes):
        if let refusal = clockRefusal(changes, in: context) {
          refused.append((job, refusal))
          continue
        }
        edits.append(Edit(document: job.reference, changes: changes, baseModified: job.modified.isEmpty ? nil : job.modified))
        if jobs.count > 1 { board.jobs[job.reference] = job.applying(changes, zone: context.zone) }
      case .unchanged: unchanged += 1
      case .asks(let question): return .asks(question, job)
      case .refused(let refusal): refused.append((job, refusal))
      }
    }
    return .edits(edits, refused: refused, unchanged: unchanged)
  }

  /// Both or neither: half an exchange is none.
  private static func swap(_ jobs: [Job], answers: EditAnswers, in context: EditContext) -> Plan {
    guard jobs.count == 2 else { return .edits([], refused: jobs.prefix(1).map { ($0, .swapsTwo) }, unchanged: 0) }
    var edits: [Edit] = []
    for (job, other) in [(jobs[0], jobs[1]), (jobs[1], jobs[0])] {
      switch JobEdit.takePlace(job, of: other, answers: answers, in: context) {
      case .changes(let changes):
        if let refusal = clockRefusal(changes, in: context) { return .edits([], refused: [(job, refusal)], unchanged: 0) }
        edits.append(Edit(document: job.reference, changes: changes, baseModified: job.modified.isEmpty ? nil : job.modified))
      case .unchanged: break
      case .asks(let question): return .asks(question, job)
      case .refused(let refusal): return .edits([], refused: [(job, refusal)], unchanged: 0)
      }
    }
    return .edits(edits, refused: [], unchanged: edits.isEmpty ? 2 : 0)
  }

  private static func move(homeOf name: DocumentName, to base: HomeBase, on board: Board) -> Plan {
    guard let technician = board.technicians[name] else { return .edits([], refused: [], unchanged: 0) }
    let changes = TechnicianEdit.setHome(technician, to: base.coordinate, address: base.address)
    if changes.isEmpty { return .edits([], refused: [], unchanged: 1) }
    let edit = Edit(
      document: DocumentReference(.technician, name: name), changes: changes,
      baseModified: technician.modified.isEmpty ? nil : technician.modified)
    return .edits([edit], refused: [], unchanged: 0)
  }

  private static func create(
    _ settings: [JobSetting], like models: [Job?], answers: EditAnswers, in context: EditContext, group: String
  ) -> Plan {
    var edits: [Edit] = []
    var refused: [(Job, EditRefusal)] = []
    for (number, model) in models.enumerated() {
      let reference = reference(ofNew: number, in: group)
      let job = model ?? Job(reference: reference, subject: "")
      switch JobEdit.create(reference, settings, like: model, answers: answers, in: context) {
      case .changes(let changes):
        if let refusal = clockRefusal(changes, in: context) {
          refused.append((job, refusal))
        } else {
          edits.append(Edit(document: reference, action: .create, changes: changes, baseModified: nil))
        }
      case .unchanged: break
      case .asks(let question): return .asks(question, job)
      case .refused(let refusal): refused.append((job, refusal))
      }
    }
    return .edits(edits, refused: refused, unchanged: 0)
  }

  /// A job made here goes by the id of the step that makes it; each of several by one that begins otherwise.
  static func reference(ofNew number: Int, in group: String) -> DocumentReference {
    guard number > 0 else { return DocumentReference(.job, localID: group) }
    var halves: [UInt64] = [UInt64(number), ~UInt64(number)]
    for (place, byte) in group.utf8.enumerated() { halves[place % 2] = halves[place % 2] &* 0x100_0000_01B3 ^ UInt64(byte) }
    var ids = IdentifierSource(seed: halves[0], halves[1])
    return DocumentReference(.job, localID: ids.next())
  }

  private static func clockRefusal(_ changes: [FieldChange], in context: EditContext) -> EditRefusal? {
    guard let mismatch = context.zoneMismatch, changes.writesTime(of: .job) else { return nil }
    return .zoneDiffers(mismatch)
  }
}
