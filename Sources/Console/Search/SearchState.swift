import Canvas
import Domain
import Widgets

/// A search of all jobs: its text, what was found, and where the cursor stands in it.
package struct SearchState: Sendable {
  package internal(set) var text = ""
  package internal(set) var hits: [SearchHit] = []
  /// What was found is of `text`.
  package internal(set) var isAnswered = true
  package internal(set) var isComplete = true
  package internal(set) var isCut = false
  package internal(set) var scroll = ListState<DocumentReference>()
  /// Answers to earlier letters are dropped by it.
  var generation = 0
  /// Where Escape goes back to.
  var cameFrom: State.View = .main

  package init() {}

  var ids: [DocumentReference] { hits.map(\.job.reference) }
}

/// A job that is to be shown when the board of its day has come.
struct AwaitedJob: Sendable, Equatable {
  let reference: DocumentReference
  let day: LocalDate
}

extension State {
  /// Opens the page with the field above it.
  mutating func openSearch(_ text: String) -> [Effect] {
    if view != .search { search.cameFrom = view }
    let effects = show(.search)
    layers.append(SearchLayer(text))
    return effects + look(for: text)
  }

  /// Opens the page on what was found, with the keys in the list.
  mutating func search(_ text: String) -> [Effect] {
    if view != .search { search.cameFrom = view }
    return show(.search) + look(for: text)
  }

  mutating func look(for text: String) -> [Effect] {
    search.text = text
    search.generation += 1
    if SearchQuery(text).isEmpty {
      search.hits = []
      search.isAnswered = true
      search.isCut = false
      return []
    }
    search.isAnswered = false
    return [.search(text, generation: search.generation)]
  }

  mutating func take(_ answer: SearchAnswer, generation: Int) {
    guard generation == search.generation, !isLocked else { return }
    let isFirst = !search.isAnswered
    search.hits = answer.hits
    search.isAnswered = true
    search.isComplete = answer.isComplete
    search.isCut = answer.isCut
    // A new text begins at the best; more of the same text keeps the cursor where it is.
    if isFirst { search.scroll = ListState() }
    search.scroll.reconcile(search.ids, height: searchHeight)
  }

  var searchHeight: Int { max(1, PaneLayout(self).list.height - SearchView.headRows(of: PaneLayout(self).list.height)) }

  mutating func closeSearch() -> [Effect] { show(search.cameFrom == .search ? .main : search.cameFrom) }

  mutating func openHit() -> [Effect] {
    guard let reference = search.scroll.selected, let hit = search.hits.first(where: { $0.job.reference == reference }) else {
      return []
    }
    return show(hit.job)
  }

  // MARK: Going to a job wherever it is

  /// On the board that is shown, else on that of the job's day, which is read.
  mutating func show(_ job: Job) -> [Effect] {
    if board?.jobs[job.reference] != nil { return reveal(job.reference) }
    guard let day = boardDay(of: job) else {
      return warn(words.onNoBoard(job))
    }
    let effects = show(.main)
    awaited = AwaitedJob(reference: job.reference, day: day)
    if day == self.day { return effects + [loadBoard] }
    return effects + go(to: day) + inform(words.goesToDay(job.number, day))
  }

  /// The day on whose board a job stands: its own, or today's where it waits for one.
  private func boardDay(of job: Job) -> LocalDate? {
    if let start = job.scheduledStart { return zone.local(start).date }
    return job.status.isFinished ? nil : today
  }

  /// The board that somebody went to a job for has come.
  mutating func revealAwaited() -> [Effect] {
    guard let wanted = awaited, let board else { return [] }
    awaited = nil
    // Somebody has gone elsewhere meanwhile.
    guard board.day == wanted.day else { return [] }
    guard board.jobs[wanted.reference] != nil else { return warn(words.hasLeftThatDay(wanted.reference.number, wanted.day)) }
    return reveal(wanted.reference)
  }

  /// A number that is not on this board.
  mutating func locate(_ text: String) -> [Effect] {
    locating += 1
    return [.locate(text, generation: locating)]
  }

  mutating func take(located jobs: [Job], _ text: String, generation: Int) -> [Effect] {
    guard generation == locating, !isLocked else { return [] }
    if jobs.count > 1 { return search(text) }
    guard let job = jobs.first else { return warn(words.nowhere(text)) }
    return show(job)
  }
}

extension Words {
  func goesToDay(_ number: String, _ day: LocalDate) -> String {
    say("\(number) : \(longDay(day))", "\(number): \(longDay(day))")
  }
  func onNoBoard(_ job: Job) -> String {
    say(
      "\(job.number) (\(inSentence(job.status))) n'a ni heure ni file d'attente : il n'est sur aucun jour",
      "\(job.number) (\(inSentence(job.status))) has neither a time nor a place in the backlog: it is on no day")
  }
  func hasLeftThatDay(_ number: String, _ day: LocalDate) -> String {
    say(
      "\(number) n'est plus au \(shortDay(day)) : cherchez-le de nouveau",
      "\(number) is no longer on \(shortDay(day)): search again")
  }
  func nowhere(_ text: String) -> String {
    say("aucun bon « \(text) », ni ce jour ni un autre", "no job “\(text)”, on this day or any other")
  }
}
