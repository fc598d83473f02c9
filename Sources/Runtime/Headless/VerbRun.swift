import Canvas
import Configuration
import Console
import Domain
import Replica
import Sync
import Transport

/// A verb line from the shell, from its words to the site's answer.
package struct VerbRun: Sendable {
  package var line: String
  /// The day whose board the line is read against; nil is the site's today.
  package var day: String?
  /// Seconds to wait for the site.
  package var patience: Double
  package var isDryRun: Bool
  package var asJSON: Bool
  package var reason: String
  /// What a console would ask about a job that is under way is answered with yes.
  package var confirms: Bool

  package init(
    line: String, day: String? = nil, patience: Double = 10, isDryRun: Bool = false, asJSON: Bool = false, reason: String = "",
    confirms: Bool = false
  ) {
    self.confirms = confirms
    self.line = line
    self.day = day
    self.patience = patience
    self.isDryRun = isDryRun
    self.asJSON = asJSON
    self.reason = reason
  }

  package func callAsFunction(_ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let words = headless.words
    let session = headless.session
    var shownDay: LocalDate?
    if let day {
      guard let parsed = DayText.day(day, today: session.zone.local(session.clock.now()).date) else {
        return answer(ExitCode.usage, "usage", words.verbError(.notADay(day), board: nil, zone: session.zone))
      }
      shownDay = parsed
    }
    switch await headless.board(on: shownDay, waiting: patience) {
    case .success(let read):
      var answer = await run(on: read.board, headless)
      if let warning = read.warning { answer.warnings.append(warning) }
      return answer
    case .failure(let failure): return answer(failure.code, "failed", failure.sentence)
    }
  }

  private func run(on board: Board, _ headless: HeadlessSession) async -> HeadlessSession.Answer {
    let session = headless.session
    let now = session.clock.now()
    let context = VerbLine.Context(board: board, zone: session.zone, now: now)
    var parsed = VerbLine.parse(line, in: context)
    if case .success(.orderDay(let technician)) = parsed {
      let desk = headless.desk(board, headless.setup.preferences)
      switch desk.betterOrder(of: technician) {
      case .success(let better?): parsed = .success(.edit(better.verb, jobs: better.jobs, answers: EditAnswers()))
      case .success(nil): return answer(ExitCode.done, "unchanged", headless.words.alreadyBest)
      case .failure(let reason): return answer(ExitCode.refused, "refused", headless.words.noOrder(reason, state: desk))
      }
    }
    switch parsed {
    case .failure(let error): return complain(error, board, headless)
    case .success(.edit(let verb, let jobs, var answers)):
      let preferences = headless.setup.preferences
      if preferences.role == .readOnly, !isDryRun { return answer(ExitCode.refused, "refused", headless.words.readOnly) }
      if let technician = verb.technician, !preferences.permits(technician, on: board) {
        return answer(ExitCode.refused, "refused", headless.words.outsideTeam(headless.words.technician(technician, on: board)))
      }
      // A job is finished with what was done, which is the text that this status asks for.
      if !reason.isEmpty, verb == .status(.done) {
        answers.resolution = reason
      } else if !reason.isEmpty {
        answers.reason = reason
      }
      answers.confirmsUnderway = confirms
      if !reason.isEmpty, verb.plans { answers = noting(reason, answers, verb, jobs, board, headless) }
      let subjects = jobs.prefix(20).compactMap { board.jobs[$0] }
      let travel = verb.plans ? await headless.knownTravel(on: [board], to: subjects) : .estimate
      let edit = EditContext(
        zone: session.zone, now: now, isSupervisor: preferences.role == .supervisor, leaves: board.leaves,
        zoneMismatch: await headless.zoneMismatch(waiting: patience), headquarters: headless.setup.settings.headquarters,
        travel: travel)
      let made = VerbLine.planned(verb, jobs: jobs, answers: answers, in: context, edit: edit, group: RandomSeed.identifier())
      switch made {
      case .failure(let error): return complain(error, board, headless)
      case .success(let planned):
        let group = planned.group
        let receipt = headless.words.receipt(
          of: verb, jobs: jobs.compactMap { board.jobs[$0] }, edits: group.edits, on: board.day, at: now, zone: session.zone
        ) { headless.words.technician($0, on: board) }
        let isBulk = jobs.count > 1 && !verb.makesJobs && verb != .swap
        let bulk = isBulk ? BulkRun(planned, board: board, words: headless.words) : nil
        var done =
          isDryRun ? dryRun(group, receipt, bulk, board, travel, headless) : await send(group, receipt, bulk, headless)
        if isDryRun, isBulk {
          done.warnings += planned.refused.compactMap { reference, refusal in
            board.jobs[reference].map { "\($0.number) : " + headless.words.refusal(refusal, of: $0) }
          }
        }
        return done
      }
    case .success(.whoCan(let reference)):
      return await WhoRun(reference.number, day: day, asJSON: asJSON, patience: patience).answer(reference, on: board, headless)
    case .success(.search(let text)) where !text.isEmpty:
      return await SearchRun(text, asJSON: asJSON, patience: patience)(headless)
    case .success(.homeBase(_, let address)):
      return answer(ExitCode.usage, "usage", address == nil ? headless.words.missingPlace : headless.words.addressNeedsAScreen)
    case .success(.sync) where isDryRun: return answer(ExitCode.done, "dry-run", headless.words.wouldSync)
    case .success(.sync): return await SyncRun(asJSON: asJSON, patience: patience)(headless)
    case .success: return answer(ExitCode.usage, "usage", headless.words.onlyOnScreen(line))
    }
  }

  /// The names that the site has given to what was made.
  private func named(_ group: EditGroup, _ replica: Replica) -> String {
    let made = group.edits.filter { $0.action == .create }
    let names = made.compactMap { try? replica.document(madeAs: $0.document.key.text)?.key.text }
    return names.isEmpty ? "" : " (\(names.joined(separator: ", ")))"
  }

  /// As the dialogs of the console do it: a rule that is overridden for a reason says so in the notes.
  private func noting(
    _ reason: String, _ answers: EditAnswers, _ verb: Verb, _ jobs: [DocumentReference], _ board: Board,
    _ headless: HeadlessSession
  ) -> EditAnswers {
    var answers = answers
    answers.overrideReason = reason
    return headless.desk(board, headless.setup.preferences).noting(answers, verb, on: jobs)
  }

  private func complain(_ error: VerbError, _ board: Board, _ headless: HeadlessSession) -> HeadlessSession.Answer {
    answer(error.exitCode, "not-done", headless.complaint(error, board))
  }

  private func send(
    _ group: EditGroup, _ receipt: String, _ bulk: BulkRun?, _ headless: HeadlessSession
  ) async -> HeadlessSession.Answer {
    let words = headless.words
    let session = headless.session
    let intents: [Intent]
    do throws(ReplicaFailure) {
      let now = session.clock.now()
      intents = try await BlockingWork("commit")({ () throws(ReplicaFailure) in try session.replica.accept(group, at: now) })
    } catch {
      return answer(ExitCode.failed, "failed", words.replicaFailed(error))
    }
    // Where a console holds the lease, it is the one that sends.
    session.sync.kick(Set(intents.map(\.edit.document)))
    let report = await session.sync.settled(Set(intents.map(\.id)), timeout: patience)
    let open = ((try? session.replica.outbox()) ?? []).map(\.intent).filter { $0.group == group.id }
    if var bulk {
      bulk.settle(open)
      var code = bulk.exitCode
      if code == ExitCode.queued, case .signInNeeded = report.status.link { code = ExitCode.signIn }
      return answer(
        code, bulk.state, receipt + words.colonBefore + words.summary(bulk.items.map(\.standing)), changes: group,
        items: bulk.items, printsAnyway: true)
    }
    let receipt = receipt + named(group, session.replica)
    if open.isEmpty { return answer(ExitCode.done, "confirmed", words.confirmed(receipt), changes: group) }
    for intent in open {
      switch intent.state {
      case .conflict: return answer(ExitCode.conflict, "conflict", words.inConflict(receipt), changes: group)
      case .refused(let said): return answer(ExitCode.refused, "refused", words.refusedBySite(receipt, said), changes: group)
      case .documentDeleted: return answer(ExitCode.conflict, "deleted", words.documentGone(receipt), changes: group)
      case .saving, .pending: continue
      }
    }
    if case .signInNeeded(let said) = report.status.link {
      return answer(ExitCode.signIn, "sign-in", words.signInNeeded(said), changes: group)
    }
    return answer(ExitCode.queued, "queued", words.queued(receipt), changes: group)
  }

  /// What went well stands on standard output, what did not on standard error; as JSON everything stands on standard output.
  func answer(
    _ code: Int32, _ state: String, _ sentence: String, changes group: EditGroup? = nil, items: [BulkAnswers.Item] = [],
    report: DryRunReport? = nil, printsAnyway: Bool = false
  ) -> HeadlessSession.Answer {
    guard asJSON else {
      return code == ExitCode.done || printsAnyway
        ? HeadlessSession.Answer(code: code, output: sentence + "\n" + (report?.text ?? ""))
        : HeadlessSession.Answer(code: code, complaint: sentence)
    }
    var members: [(key: String, value: JSONValue)] = [("state", .string(state)), ("message", .string(sentence))]
    if let group {
      members.append(("id", .string(group.id)))
      members.append(("verb", .string(group.verb)))
      if let report { members.append(("jobs", report.json)) }
      members.append(
        (
          "changes",
          .array(
            group.edits.flatMap { edit in
              edit.changes.map { change in
                .object(
                  JSONObject([
                    ("document", .string(edit.document.key.text)), ("field", .string(change.field)),
                    ("before", JSONValue(change.before)), ("after", JSONValue(change.after)),
                  ]))
              }
            })
        ))
    }
    if !items.isEmpty { members.append(("items", .array(items.map(BulkRun.json)))) }
    return HeadlessSession.Answer(code: code, output: JSONValue.object(JSONObject(members)).text + "\n")
  }
}

extension JSONValue {
  init(_ value: FieldValue) {
    self =
      switch value {
      case .null: .null
      case .text(let text): .string(text)
      case .int(let number): .int(number)
      case .float(let number): .double(number)
      case .rows(let rows):
        .array(rows.map { row in .object(JSONObject(row.sorted { $0.key < $1.key }.map { ($0.key, JSONValue($0.value)) })) })
      }
  }
}
