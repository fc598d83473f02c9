import Console
import Domain
import Transport

/// What became of each job of a verb line about several.
struct BulkRun: Sendable {
  private(set) var items: [BulkAnswers.Item]

  init(_ planned: VerbLine.Planned, board: Board, words: Words) {
    items =
      planned.group.edits.map { BulkAnswers.Item(document: $0.document, standing: .pending) }
      + planned.refused.map { reference, refusal in
        let job = board.jobs[reference] ?? Job(reference: reference, subject: "")
        return BulkAnswers.Item(document: reference, standing: .notDone(words.refusal(refusal, of: job)))
      }
  }

  /// `open`: what is still in the outbox.
  mutating func settle(_ open: [Intent]) {
    let states = Dictionary(open.map { ($0.edit.document, $0.state) }) { _, last in last }
    for index in items.indices where items[index].standing == .pending {
      switch states[items[index].document] {
      case nil: items[index].standing = .confirmed
      case .refused(let said)?: items[index].standing = .refused(said)
      case .conflict?: items[index].standing = .conflict
      case .documentDeleted?: items[index].standing = .deleted
      case .saving?, .pending?: break
      }
    }
  }

  /// The worst of the answers: a conflict, then a refusal, then what waits.
  var exitCode: Int32 {
    if items.contains(where: { $0.standing == .conflict || $0.standing == .deleted }) { return ExitCode.conflict }
    if items.contains(where: \.standing.isBad) { return ExitCode.refused }
    return items.contains(where: \.standing.isOpen) ? ExitCode.queued : ExitCode.done
  }

  /// One word for scripts.
  var state: String {
    let bad = items.contains(where: \.standing.isBad)
    let open = items.contains(where: \.standing.isOpen)
    if !bad && !open { return "confirmed" }
    if !bad { return items.allSatisfy(\.standing.isOpen) ? "queued" : "partial" }
    return items.allSatisfy(\.standing.isBad) ? "refused" : "partial"
  }

  /// What cannot be done, for a dry run.
  func refusals(_ words: Words) -> String {
    let refused = items.map(\.standing).filter(\.isBad)
    return refused.isEmpty ? "" : " · " + words.summary(refused)
  }

  static func json(_ item: BulkAnswers.Item) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = [
      ("document", .string(item.document.key.text)), ("state", .string(word(item.standing))),
    ]
    switch item.standing {
    case .refused(let said), .notDone(let said): members.append(("reason", .string(said)))
    default: break
    }
    return .object(JSONObject(members))
  }

  private static func word(_ standing: BulkAnswers.Standing) -> String {
    switch standing {
    case .saving, .pending: "queued"
    case .confirmed: "confirmed"
    case .conflict: "conflict"
    case .deleted: "deleted"
    case .refused: "refused"
    case .dropped: "dropped"
    case .notDone: "not-done"
    }
  }
}

extension Words {
  var colonBefore: String { say(" : ", ": ") }
}
