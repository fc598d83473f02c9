import CCurl
import Glibc
import Synchronization

/// The thread that owns libcurl. Others put commands into its inbox and wake it; nothing else of libcurl is touched from outside.
final class CurlLoop: @unchecked Sendable {
  private enum Command {
    case start(Transfer)
    case cancel(UInt64)
    case resume(UInt64)
  }

  private struct Inbox {
    var commands: [Command] = []
    var isClosed = false
    var thread: pthread_t?
  }

  private let environment: NetworkEnvironment
  private let userAgent: String
  private let multi: UnsafeMutableRawPointer
  private let inbox: Mutex<Inbox>

  // The loop's own.
  private var running: [UInt64: Transfer] = [:]
  private var spareHandles: [UnsafeMutableRawPointer] = []

  private static let libraryIsReady: Bool = ccurl_global_init() == CURLE_OK
  private static let mostSpareHandles = 8
  /// With nothing under way the loop sleeps until it is woken.
  private static let sleepMilliseconds: Int32 = 3_600_000

  init(environment: NetworkEnvironment, userAgent: String) {
    precondition(Self.libraryIsReady, "libcurl cannot be initialised")
    self.environment = environment
    self.userAgent = userAgent
    multi = curl_multi_init()
    inbox = Mutex(Inbox())
    _ = ccurl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_NOTHING))
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 16)
    startThread()
  }

  private func startThread() {
    // Signals are the main thread's; libcurl's resolver threads inherit the mask.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self).toOpaque()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<CurlLoop>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    pthread_sigmask(SIG_SETMASK, &before, nil)
    precondition(failure == 0, "no thread for the network")
    inbox.withLock { $0.thread = thread }
  }

  // MARK: From any thread

  func start(_ transfer: Transfer) {
    if !post(.start(transfer)) { transfer.fail(.closed) }
  }

  func cancel(_ ticket: Ticket) {
    ticket.giveUp()
    post(.cancel(ticket.id))
  }

  func resume(_ ticket: Ticket) { post(.resume(ticket.id)) }

  @discardableResult
  private func post(_ command: Command) -> Bool {
    inbox.withLock { inbox in
      guard !inbox.isClosed else { return false }
      inbox.commands.append(command)
      // Inside the lock, because a closed loop's handle is gone.
      curl_multi_wakeup(multi)
      return true
    }
  }

  func shutDown() {
    let thread = inbox.withLock { inbox -> pthread_t? in
      if !inbox.isClosed {
        inbox.isClosed = true
        curl_multi_wakeup(multi)
      }
      defer { inbox.thread = nil }
      return inbox.thread
    }
    guard let thread else { return }
    // The last reference may go on the loop itself, which cannot wait for its own end.
    if pthread_equal(thread, pthread_self()) != 0 { pthread_detach(thread) } else { pthread_join(thread, nil) }
  }

  // MARK: On the loop's thread

  private func run() {
    ccurl_name_this_thread("network")
    while true {
      let (commands, isClosed) = inbox.withLock { inbox in
        defer { inbox.commands = [] }
        return (inbox.commands, inbox.isClosed)
      }
      for command in commands { obey(command) }
      if isClosed { break }
      var active: Int32 = 0
      curl_multi_perform(multi, &active)
      collect()
      curl_multi_poll(multi, nil, 0, Self.sleepMilliseconds, nil)
    }
    for transfer in running.values { end(transfer) { $0.fail(.closed) } }
    for handle in spareHandles { curl_easy_cleanup(handle) }
    curl_multi_cleanup(multi)
  }

  private func obey(_ command: Command) {
    switch command {
    case .start(let transfer): begin(transfer)
    case .cancel(let id):
      if let transfer = running[id] { end(transfer) { $0.fail(.cancelled) } }
    case .resume(let id):
      if let handle = running[id]?.handle { curl_easy_pause(handle, CURLPAUSE_CONT) }
    }
  }

  private func begin(_ transfer: Transfer) {
    if transfer.ticket.isGivenUp { return transfer.fail(.cancelled) }
    guard let handle = spareHandles.popLast() ?? curl_easy_init() else { return transfer.fail(.invalidRequest) }
    transfer.prepare(handle, environment: environment, userAgent: userAgent)
    running[transfer.ticket.id] = transfer
    if curl_multi_add_handle(multi, handle) != CURLM_OK { end(transfer) { $0.fail(.invalidRequest) } }
  }

  private func collect() {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = ccurl_message_handle(message) else { continue }
      let result = ccurl_message_result(message)
      var context: UnsafeMutableRawPointer?
      _ = ccurl_get_pointer(handle, CURLINFO_PRIVATE, &context)
      guard let context else { continue }
      end(Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()) { $0.finish(result) }
    }
  }

  private func end(_ transfer: Transfer, _ deliver: (Transfer) -> Void) {
    running[transfer.ticket.id] = nil
    deliver(transfer)
    guard let handle = transfer.handle else { return }
    curl_multi_remove_handle(multi, handle)
    transfer.release()
    if spareHandles.count < Self.mostSpareHandles {
      curl_easy_reset(handle)
      spareHandles.append(handle)
    } else {
      curl_easy_cleanup(handle)
    }
  }
}
