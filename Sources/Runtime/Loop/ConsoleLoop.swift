import Canvas
import Console
import Domain
import Glibc

/// The main thread's loop: it alone owns the state and the display. It sleeps in `poll` until a key, a message or a timer comes, takes
/// everything that is there, and draws one frame.
final class ConsoleLoop {
  private var state: State
  private let display: any Display
  private let mailbox: Mailbox<Message>
  private let effects: any EffectHandler
  private let clock: SiteClock
  private var timers = Deadlines<TimerID>()
  /// The timer of each purpose that was set last: the one before it would wake for nothing.
  private var lastTimers: [TimerID.Purpose: TimerID] = [:]
  private var script: ScriptPlayer?
  private var drawn = ViewMemory()
  private var foresight: Foresight?
  /// The input of this turn, when it may come again.
  private var lastMove: Input?
  private var isOver = false
  private var mustDraw = true
  /// Minutes since 1970 that the state was last told.
  private var minute: Int64

  init(
    state: State, display: any Display, mailbox: Mailbox<Message>, clock: SiteClock, effects: any EffectHandler,
    script: ScriptPlayer? = nil
  ) {
    self.state = state
    self.display = display
    self.mailbox = mailbox
    self.effects = effects
    self.clock = clock
    self.script = script
    minute = clock.now().seconds / 60
  }

  /// How the console stands, for the next start.
  var memory: SessionMemory { SessionMemory(state) }

  /// Runs until the person quits, the terminal goes away or the script ends.
  func run() -> ScriptFailure? {
    perform(State.startingEffects(of: state))
    while !isOver {
      if mustDraw { draw() }
      if let failure = playScript() { return failure }
      if isOver { break }
      if mustDraw { continue }
      foresee()
      sleep()
      // What a key of this turn puts off comes after that key has been painted.
      let due = timers.takeDue()
      let inputs = display.readInputs()
      let messages = mailbox.takeAll()
      if due.isEmpty, messages.isEmpty, isForeseen(inputs) { continue }
      foresight = nil
      take(inputs)
      for message in messages { take(message) }
      for timer in due { take(.timer(timer)) }
      tickMinute()
    }
    return nil
  }

  /// Works out what the key of this turn would do if it came again, once its own picture has gone out.
  private func foresee() {
    foresight = lastMove.flatMap { Foresight(of: $0, in: state, drawn: drawn) }
    lastMove = nil
  }

  /// Where just what was foreseen has come, shows it.
  private func isForeseen(_ inputs: [Input]) -> Bool {
    guard inputs.count == 1, foresight?.input == inputs[0], clock.now().seconds / 60 == minute,
      !display.suspendRequested
    else { return false }
    swap(&state, &foresight!.state)
    swap(&drawn, &foresight!.drawn)
    display.paint(drawn.frame)
    lastMove = inputs[0]
    return true
  }

  /// The clock on the screen moves by the minute, and wakes the loop no more often.
  private func tickMinute() {
    let now = clock.now()
    guard now.seconds / 60 != minute else { return }
    minute = now.seconds / 60
    take(.clock(now))
  }

  private func take(_ message: Message) {
    mustDraw = true
    perform(reduce(&state, message))
  }

  private func draw() {
    mustDraw = false
    view(state, memory: &drawn)
    display.paint(drawn.frame)
  }

  private func take(_ inputs: [Input]) {
    for input in inputs {
      take(.input(input))
      if input == .hangUp { isOver = true }
    }
    lastMove = inputs.last
    if display.suspendRequested { suspend() }
  }

  private func suspend() {
    effects.willSuspend()
    display.suspend()
    effects.didResume()
    display.invalidate()
    take(.input(.resize(display.size)))
  }

  private func sleep() {
    var entries = display.pollEntries.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    entries.append(pollfd(fd: mailbox.wakeDescriptor, events: Int16(POLLIN), revents: 0))
    // The site's clock may have been set back by any amount since.
    let toNextMinute = Int32(min(60, max(0, (minute + 1) * 60 - clock.now().seconds))) * 1_000
    var timeout = timers.pollTimeout()
    timeout = timeout < 0 ? toNextMinute : min(timeout, toNextMinute)
    for other in [display.pollTimeout, script?.pollTimeout ?? -1] where other >= 0 {
      timeout = timeout < 0 ? other : min(timeout, other)
    }
    _ = poll(&entries, nfds_t(entries.count), timeout)
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .timer(let id, let seconds):
        if let former = lastTimers.updateValue(id, forKey: id.purpose) { timers.cancel(former) }
        timers.set(id, afterMilliseconds: seconds * 1_000)
      case .setMouse(let on): display.mouse = on
      case .setTheme(let name): if let theme = self.effects.theme(named: name) { display.theme = theme }
      case .suspend: suspend()
      case .redrawAll:
        display.invalidate()
        mustDraw = true
      case .copy(let text): if !display.copyToClipboard(text) { self.effects.copyOtherwise(text) }
      case .saveScreen(let path): take(.screenSaved(path: path, succeeded: SavedScreen.write(drawn.frame, to: path)))
      case .quit: isOver = true
      default: self.effects.perform(effect)
      }
    }
  }

  /// Plays the script as far as the screen lets it.
  private func playScript() -> ScriptFailure? {
    guard var player = script else { return nil }
    defer { script = player }
    switch player.next(on: drawn.frame) {
    case .wait: return nil
    case .input(let input):
      take(.input(input))
    case .resize(let size):
      (display as? MemoryDisplay)?.resize(to: size)
      take(.input(.resize(size)))
    case .verb(let line): take(.verb(line))
    case .save(let path):
      guard SavedScreen.write(drawn.frame, to: path) else { return .cannotSave(path: path) }
      mustDraw = true
    case .end: isOver = true
    case .failed(let failure): return failure
    }
    return nil
  }
}

/// What the loop itself cannot do: everything that waits for a disk or a network.
protocol EffectHandler: AnyObject {
  /// Starts the work and returns at once; the answer is posted as a message.
  func perform(_ effect: Effect)
  func theme(named name: String) -> Theme?
  /// The process is about to be stopped, and has been continued.
  func willSuspend()
  func didResume()
  /// The terminal cannot be asked to copy: try what else there is.
  func copyOtherwise(_ text: String)
}
