import Domain
import Widgets

/// Why nothing of the customers is shown.
package enum LockReason: Sendable, Equatable {
  /// The site does not take this user's key any more; its words.
  case signIn(String)
  /// No answer since then, for longer than a copy may be shown unconfirmed.
  case silence(since: Instant)
}

/// What the dispatcher was at when the board was locked: it comes back as it was.
struct BoardLock: Sendable {
  var reason: LockReason
  let list: JobListState
  let layers: [any Layer]
  /// The site has answered: the next board ends the lock.
  var isOver = false

  /// Seconds that a copy is shown without one answer of the site.
  static let silenceAllowed: Int64 = 72 * 3_600
}

extension State {
  package var isLocked: Bool { lock != nil }

  /// What the link means for the lock.
  mutating func refreshLock() -> [Effect] {
    if let fresh = sync.freshAt, fresh.seconds > lastAnswerAt?.seconds ?? .min { lastAnswerAt = fresh }
    switch sync.link {
    case .live, .polling, .loading: return unlock()
    case .signInNeeded(let words): lockBoard(.signIn(words))
    case .starting, .offline, .follower:
      if let last = lastAnswerAt, now.seconds - last.seconds >= BoardLock.silenceAllowed { lockBoard(.silence(since: last)) }
    }
    return []
  }

  /// Nothing that was accepted or typed is lost by it; a quit that waits for its saves goes on waiting.
  private mutating func lockBoard(_ reason: LockReason) {
    if lock != nil {
      lock?.reason = reason
      lock?.isOver = false
      return
    }
    lock = BoardLock(reason: reason, list: list, layers: layers.filter { !($0 is ConfirmQuitLayer) })
    layers.removeAll { !($0 is ConfirmQuitLayer) }
    board = nil
    underlying.removeAll()
    list.layout = JobListLayout()
    list.marked.removeAll()
    list.scroll = .init()
    sheet = SheetState()
    toasts.dismiss()
    search = SearchState()
  }

  private mutating func unlock() -> [Effect] {
    guard let lock, !lock.isOver else { return [] }
    self.lock?.isOver = true
    return [loadBoard]
  }

  /// A board has been read. false: it must not be shown.
  mutating func admitsBoard() -> Bool {
    guard let lock else { return true }
    guard lock.isOver else { return false }
    self.lock = nil
    list = lock.list
    layers = lock.layers + layers
    return true
  }
}

extension CommandID {
  /// Shows nothing of the customers and changes nothing of theirs.
  var worksLocked: Bool {
    switch self {
    case .view, .mainView, .weekView, .techniciansView, .backlogView, .sync, .syncNow, .help, .palette, .more, .nextPane,
      .previousPane, .language, .theme, .mouse, .redraw,
      .suspend, .quit:
      true
    default: false
    }
  }
}

extension Words {
  var boardIsLocked: String {
    say("le tableau est verrouillé : F5 dit pourquoi", "the board is locked: F5 says why")
  }

  /// What happened, what is kept, and the way back.
  func locked(_ reason: LockReason, zone: SiteZone) -> String {
    switch reason {
    case .signIn:
      say(
        "Tableau verrouillé : le site ne reconnaît plus cette clé. Vos modifications sont gardées. Corrigez la clé (fichier « credentials » ou credential_command), puis F5 : tout revient comme avant.",
        "Board locked: the site does not take this key any more. Your edits are kept. Correct the key (“credentials” file or credential_command), then F5: everything comes back as it was."
      )
    case .silence(let since):
      say(
        "Tableau verrouillé : le site n'a pas répondu depuis plus de 72\u{A0}h (dernière réponse : \(shortDay(zone.local(since).date))). Vos modifications sont gardées ; tout revient dès qu'il répond. F5 essaie tout de suite.",
        "Board locked: the site has not answered for more than 72\u{A0}h (last answer: \(shortDay(zone.local(since).date))). Your edits are kept; everything comes back as soon as it answers. F5 tries at once."
      )
    }
  }
}
