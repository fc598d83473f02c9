import CNcurses
import Canvas
import Glibc

/// The terminal that the console runs in: full screen from `init` to `close`.
///
/// Nothing here waits, except `suspend` and, for at most a second, `close`. The owner polls `descriptor` for `pollEvents` and
/// `signalDescriptor` for reading, no longer than `pollTimeout`, and after each return calls `readInputs`.
package final class Terminal {
  /// To poll for `pollEvents`.
  package let descriptor: Int32
  /// To poll for POLLIN.
  package let signalDescriptor: Int32
  /// The type that was not known, when the console goes on as xterm-256color.
  package let unknownType: String?
  /// Whether the environment asks for UTF-8; where not, symbols should be ASCII.
  package let speaksUTF8: Bool
  package var depth: ColorDepth { screen.depth }
  package private(set) var size: Size
  /// Set by SIGTSTP from elsewhere; cleared by `suspend`.
  package private(set) var suspendRequested = false

  package var theme: Theme {
    get { screen.theme }
    set { screen.theme = newValue }
  }

  /// Whether the terminal sends mouse events; off leaves it its own selection and copy.
  package var mouse: Bool {
    didSet { if mouse != oldValue, isFullScreen { send(mouse ? Modes.mouseOn : Modes.mouseOff) } }
  }

  private let screen: Screen
  private let asksQuestions: Bool
  private var decoder: InputDecoder
  private var outbox = Outbox()
  private var scratch: [UInt8] = []
  /// The newest frame that came while the line was still busy with an older one.
  private var waiting: Frame?
  private var deadline: Int64?
  private var isFullScreen = false
  private var hasAsked = false
  private var hungUp = false
  private var toldHangUp = false
  private let signalWriter: Int32
  private let errorLog: String?
  private let crashNotice: String
  private var savedStandardError: Int32 = -1

  package init(_ options: Options) throws(TerminalFailure) {
    guard isatty(options.descriptor) == 1, options.descriptor != STDIN_FILENO || isatty(STDOUT_FILENO) == 1 else {
      throw .notATerminal
    }
    speaksUTF8 = Screen.takeLocale()
    let size = Self.size(of: options.descriptor)
    // An empty or missing TERM says nothing; `dumb` says that nothing can be drawn.
    if options.term == "dumb" { throw .unaddressable(term: options.term) }
    let known = Screen(term: options.term, size: size, theme: options.theme, monochrome: options.monochrome)
    if let known {
      screen = known
      unknownType = nil
    } else if let assumed = Screen(term: "xterm-256color", size: size, theme: options.theme, monochrome: options.monochrome) {
      screen = assumed
      unknownType = options.term
    } else {
      throw .unknownType(term: options.term)
    }
    guard screen.isAddressable else { throw .unaddressable(term: options.term) }
    let name = unknownType == nil ? options.term : "xterm-256color"
    asksQuestions = [
      "xterm", "tmux", "alacritty", "kitty", "foot", "ghostty", "wezterm", "contour", "konsole", "vte", "st-", "rxvt",
    ]
    .contains { name.hasPrefix($0) }
    self.size = size
    mouse = options.mouse
    decoder = InputDecoder(escapeDelay: options.escapeDelay)
    errorLog = options.errorLog
    crashNotice = options.crashNotice
    descriptor = Self.openOwn(options.descriptor)
    var reader: Int32 = -1
    var writer: Int32 = -1
    guard descriptor >= 0, cn_pipe(&reader, &writer) else { throw .settings(errno: errno) }
    signalDescriptor = reader
    signalWriter = writer
    guard enter() else {
      let reason = errno
      Glibc.close(reader)
      Glibc.close(writer)
      Glibc.close(descriptor)
      throw .settings(errno: reason)
    }
  }

  // MARK: For the loop

  package var pollEvents: Int16 { Int16(POLLIN) | (outbox.isEmpty ? 0 : Int16(POLLOUT)) }

  /// Milliseconds to poll for at most; -1 without limit.
  package var pollTimeout: Int32 {
    guard let deadline else { return -1 }
    return Int32(clamping: max(0, deadline - Self.now()))
  }

  /// All that has come: keys, mouse, resizes, hang-up. Also sends what the line did not take before. Never waits.
  package func readInputs() -> [Input] {
    var inputs = readSignals()
    sendWaiting()
    let came = readBytes()
    let isDue = deadline.map { Self.now() >= $0 } ?? false
    if !came.isEmpty { inputs += decoder.feed(came) } else if isDue { inputs += decoder.expire() }
    // A wake-up for something else leaves the deadline where it is.
    if !came.isEmpty || isDue { deadline = decoder.patience.map { Self.now() + Int64($0) } }
    if outbox.isBroken { hungUp = true }
    if hungUp, !toldHangUp {
      toldHangUp = true
      inputs.append(.hangUp)
    }
    return inputs
  }

  /// Shows `frame`. When the line is still busy with an older one, it is kept and shown as soon as the line is free, unless a newer one
  /// takes its place.
  package func paint(_ frame: borrowing Frame) {
    guard isFullScreen, !hungUp else { return }
    outbox.flush(to: descriptor)
    guard outbox.isEmpty else {
      waiting = copy frame
      screen.overlook(frame)
      return
    }
    waiting = nil
    scratch.removeAll(keepingCapacity: true)
    screen.render(frame, into: &scratch)
    // A change that fits one packet cannot be seen half done.
    let wrapped = decoder.synchronisedOutput == true && scratch.count > 1000
    if wrapped { outbox.append(Modes.updateBegins.utf8) }
    outbox.append(scratch)
    if wrapped { outbox.append(Modes.updateEnds.utf8) }
    if !hasAsked, asksQuestions {
      hasAsked = true
      outbox.append(Modes.question.utf8)
    }
    outbox.flush(to: descriptor)
  }

  /// Bytes sent since the start.
  package var bytesSent: Int { outbox.total }

  /// What is shown may have been damaged (another program wrote to the terminal): the next frame is sent whole.
  package func invalidate() { screen.invalidate() }

  // MARK: Leaving and coming back

  /// Gives the terminal back and stops the process, as Ctrl-Z does; returns when it has been continued, full screen again. The next
  /// frame has to be painted.
  package func suspend() {
    suspendRequested = false
    leave()
    cn_stop_self()
    resume()
  }

  /// Gives the terminal back to run another program in it; `resume` takes it again.
  package func leave() {
    guard isFullScreen else { return }
    isFullScreen = false
    waiting = nil
    scratch.removeAll(keepingCapacity: true)
    screen.leave(into: &scratch)
    if mouse { outbox.append(Modes.mouseOff.utf8) }
    outbox.append(Modes.off.utf8)
    outbox.append(scratch)
    outbox.flush(to: descriptor, waiting: 500)
    awaitAnswer()
    cn_make_cooked(descriptor)
    cn_unguard()
    if savedStandardError >= 0 {
      dup2(savedStandardError, STDERR_FILENO)
      Glibc.close(savedStandardError)
      savedStandardError = -1
    }
  }

  /// An answer that comes after the terminal has been given back would be typed into whatever runs next.
  private func awaitAnswer() {
    let limit = Self.now() + 200
    while hasAsked, !decoder.hasAnswered, !hungUp, !outbox.isBroken, Self.now() < limit {
      var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      poll(&request, 1, Int32(clamping: limit - Self.now()))
      _ = decoder.feed(readBytes())
    }
  }

  /// Full screen again after `leave`; the next frame has to be painted. False when the terminal's settings could not be changed.
  @discardableResult
  package func resume() -> Bool {
    if isFullScreen { return true }
    // Ctrl-C was meant for the program that had the terminal.
    _ = readSignals(heedingInterrupts: false)
    return enter()
  }

  /// Leaves the terminal as it was found. To be called once, last.
  package func close() {
    leave()
    cn_unwatch_signals()
    Glibc.close(signalDescriptor)
    Glibc.close(signalWriter)
    Glibc.close(descriptor)
  }

  private func enter() -> Bool {
    if let errorLog, savedStandardError < 0 {
      let log = open(errorLog, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      if log >= 0 {
        savedStandardError = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        dup2(log, STDERR_FILENO)
        Glibc.close(log)
      }
    }
    guard cn_make_raw(descriptor) else { return false }
    cn_guard(descriptor, Modes.rescue, crashNotice)
    cn_watch_signals(signalWriter)
    isFullScreen = true
    resizeToTerminal()
    screen.invalidate()
    send(Modes.on + (mouse ? Modes.mouseOn : ""))
    return true
  }

  // MARK: Out-of-band

  /// Puts `text` on the clipboard of the person's machine, if their terminal lets it (OSC 52). False when it is too long.
  package func copyToClipboard(_ text: String) -> Bool {
    guard let sequence = Clipboard.sequence(for: text) else { return false }
    outbox.append(sequence)
    outbox.flush(to: descriptor)
    return true
  }

  /// The window's title, where the terminal has one.
  package func setTitle(_ title: String) { send("\u{1B}]2;\(Sanitise.line(title))\u{07}") }

  private func send(_ sequence: String) {
    outbox.append(sequence.utf8)
    outbox.flush(to: descriptor)
  }

  private func sendWaiting() {
    outbox.flush(to: descriptor)
    if outbox.isEmpty, let frame = waiting { paint(frame) }
  }

  // MARK: Reading

  private func readBytes() -> [UInt8] {
    guard !hungUp else { return [] }
    var came: [UInt8] = []
    while came.count < 1 << 16 {
      let before = came.count
      let got = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer -> Int in
        let got = read(descriptor, buffer.baseAddress!, buffer.count)
        if got > 0 { came.append(contentsOf: UnsafeRawBufferPointer(rebasing: buffer[0..<got])) }
        return got
      }
      if got < 0, errno == EINTR { continue }
      if got == 0 || got < 0 && errno != EAGAIN { hungUp = true }
      if got < 4096 { break }
      if came.count == before { break }
    }
    return came
  }

  private func readSignals(heedingInterrupts: Bool = true) -> [Input] {
    guard cn_signal_came() else { return [] }
    var resized = false
    var inputs: [Input] = []
    var bytes: (UInt64, UInt64) = (0, 0)
    while true {
      let got = withUnsafeMutableBytes(of: &bytes) { buffer in read(signalDescriptor, buffer.baseAddress!, buffer.count) }
      if got <= 0 { break }
      withUnsafeBytes(of: &bytes) { buffer in
        for byte in buffer[0..<got] {
          switch Int32(byte) {
          case SIGWINCH: resized = true
          case SIGCONT:
            // Stopped and continued behind our back: whoever had the terminal has left it otherwise.
            if isFullScreen {
              isFullScreen = false
              _ = enter()
              inputs.append(.resize(size))
            }
          case SIGTSTP: suspendRequested = true
          case SIGINT: if heedingInterrupts { hungUp = true }
          default: hungUp = true
          }
        }
      }
    }
    if resized, isFullScreen, resizeToTerminal() { inputs.append(.resize(size)) }
    return inputs
  }

  @discardableResult
  private func resizeToTerminal() -> Bool {
    let found = Self.size(of: descriptor)
    guard found != size || found != screen.size else { return false }
    size = found
    waiting = nil
    screen.resize(to: found)
    return true
  }

  private static func size(of descriptor: Int32) -> Size {
    var columns: Int32 = 80
    var rows: Int32 = 24
    _ = cn_window_size(descriptor, &columns, &rows)
    return Size(width: Int(columns), height: Int(rows))
  }

  /// The terminal opened anew: non-blocking for us alone, not for the shell that shares standard input with us.
  private static func openOwn(_ descriptor: Int32) -> Int32 {
    let flags = O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC
    var name = [CChar](repeating: 0, count: 256)
    if ttyname_r(descriptor, &name, name.count) == 0 {
      let own = open(name, flags)
      if own >= 0 { return own }
    }
    return open("/dev/tty", flags)
  }

  private static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
