import Console
import Domain
import Replica
import Synchronization

/// Answers searches off the main thread, only the last one where letters come faster than answers. Where jobs wait for the index, what
/// there is is told at once, and told again as the index fills.
final class SearchFeed: Sendable {
  private let replica: Replica
  private let zone: SiteZone
  private let work = BlockingWork("search")
  private let newest = Mutex(0)
  private let post: @Sendable (Message) -> Void
  /// Jobs taken into the index between two answers.
  private static let batch = 2_000

  init(replica: Replica, zone: SiteZone, post: @escaping @Sendable (Message) -> Void) {
    self.replica = replica
    self.zone = zone
    self.post = post
  }

  func start(_ text: String, _ generation: Int) {
    newest.withLock { $0 = generation }
    work.start { [self] in answer(text, generation) }
  }

  private func answer(_ text: String, _ generation: Int) {
    while newest.withLock({ $0 == generation }) {
      guard let answer = try? replica.search(text, zone: zone) else {
        return post(.found(SearchAnswer(hits: [], isComplete: true), generation: generation))
      }
      post(.found(answer, generation: generation))
      if answer.isComplete { return }
      // Another process may be filling it just now: it goes on, and so does this search with what there is.
      guard let taken = try? replica.fillSearch(limit: Self.batch), taken > 0 else { return }
    }
  }

  /// The jobs of that number or name, on whatever day.
  func locate(_ text: String, _ generation: Int) {
    work.start { [self] in
      post(.located((try? replica.jobs(called: text, zone: zone)) ?? [], text: text, generation: generation))
    }
  }
}

extension Replica {
  /// The jobs that people may mean by `1043` or `BT-01043`.
  func jobs(called text: String, zone: SiteZone) throws(ReplicaFailure) -> [Job] {
    let word = text.filter { !$0.isWhitespace }
    if let exact = try job(DocumentReference(.job, name: DocumentName(word)), zone: zone) { return [exact] }
    let digits = word.reversed().prefix { $0.isASCII && $0.isNumber }.reversed()
    guard let number = Int64(String(digits)) else { return [] }
    let numbered = try jobs(numbered: number, zone: zone)
    return digits.count == word.count ? numbered : numbered.filter { $0.reference.key.text.lowercased() == word.lowercased() }
  }
}
