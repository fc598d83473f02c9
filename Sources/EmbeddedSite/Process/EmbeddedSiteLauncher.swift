import Glibc

/// Finds the user's embedded site, or starts it as a process of its own.
package struct EmbeddedSiteLauncher: Sendable {
  package let location: EmbeddedSiteLocation
  /// The program that serves, by its whole path.
  package let executable: String
  /// Its arguments: `embedded-site serve` and the flags of the sample.
  package let arguments: [String]
  /// The version of this program.
  package let version: String
  /// How long a site may take to come up: a year's sample is seeded first.
  package var patience: Duration = .seconds(60)

  package init(
    location: EmbeddedSiteLocation, executable: String, arguments: [String] = ["embedded-site", "serve", "--for-consoles"],
    version: String
  ) {
    self.location = location
    self.executable = executable
    self.arguments = arguments
    self.version = version
  }

  /// A running site's credentials; starts one where there is none. Blocks: to be called where waiting is allowed.
  ///
  /// Of several callers at once one starts the site, and the others wait for it. A site of another version goes on serving and is
  /// told to end with its last connection, so that the next start is of this version.
  package func ensureRunning() throws(EmbeddedSiteFailure) -> EmbeddedSiteCredentials {
    try location.prepare()
    if let running = running() { return running }
    guard let lock = try PrivateFile.lock(location.startLock, waiting: true) else {
      throw .file(location.startLock, code: EWOULDBLOCK)
    }
    defer { close(lock) }
    if let running = running() { return running }
    try start()
    return try untilListening()
  }

  /// The site that answers now, or nil.
  package func running() -> EmbeddedSiteCredentials? {
    guard let credentials = EmbeddedSiteCredentials(path: location.credentials) else { return nil }
    let client = SocketClient(credentials)
    let headers = ["Authorization": "Bearer \(credentials.controlToken)"]
    guard let answer = try? client.send("GET", "/embedded-site/state", headers: headers, seconds: 5), answer.status == 200,
      // A site that has just come up and not yet written its own file answers to the tokens of the one before.
      answer.json?["process_id"]?.int == Int64(credentials.processID)
    else { return nil }
    if credentials.version != version {
      _ = try? client.send(
        "POST", "/embedded-site/stop", headers: headers, body: JSON.object([.init("when", "idle")]).bytes, seconds: 5)
    }
    return credentials
  }

  /// Whether a site that has gone may be started again unasked: not one that a person started or stopped. `before` says whose it was,
  /// for where its file is gone as well.
  package func mayRestart(keptByConsoles before: Bool) -> Bool {
    if access(location.stopMark, F_OK) == 0 { return false }
    return EmbeddedSiteCredentials(path: location.credentials)?.isKeptByConsoles ?? before
  }

  /// Stops the site for good: consoles that are open do not start it again. False where none was running.
  @discardableResult
  package func stop() -> Bool {
    // Before the end, which they notice at once; where there is no directory there is no console either.
    try? PrivateFile.write([], to: location.stopMark)
    return end()
  }

  /// Tells a running site to stop and waits for it; false where none was running.
  private func end() -> Bool {
    guard let credentials = EmbeddedSiteCredentials(path: location.credentials) else { return false }
    let headers = ["Authorization": "Bearer \(credentials.controlToken)"]
    guard (try? SocketClient(credentials).send("POST", "/embedded-site/stop", headers: headers, seconds: 5))?.status == 200 else {
      return false
    }
    let end = ContinuousClock.now + .seconds(10)
    while ContinuousClock.now < end {
      // The lock is the site's life.
      if let lock = try? PrivateFile.lock(location.processLock, waiting: false) {
        close(lock)
        return true
      }
      usleep(10_000)
    }
    return true
  }

  /// Stops the site and forgets its data: the next start seeds it anew.
  package func reset() throws(EmbeddedSiteFailure) {
    try location.prepare()
    stop()
    // Consoles that are open go on with the new site.
    defer { unlink(location.stopMark) }
    guard unlink(location.credentials) == 0 || errno == ENOENT else { throw .file(location.credentials, code: errno) }
    for manners in DatabaseManners.allCases {
      for ending in ["", "-wal", "-shm"] {
        let path = location.database(manners) + ending
        if unlink(path) != 0, errno != ENOENT { throw .file(path, code: errno) }
      }
    }
  }

  private func untilListening() throws(EmbeddedSiteFailure) -> EmbeddedSiteCredentials {
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end {
      if let running = running() { return running }
      usleep(5_000)
    }
    throw .didNotStart(log: location.log)
  }

  /// Starts the program in a session of its own, with nothing open but a log, through a shell that ends at once: the site is
  /// nobody's child here, so that no console has to reap it.
  private func start() throws(EmbeddedSiteFailure) {
    let log = open(location.log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard log >= 0 else { throw .file(location.log, code: errno) }
    fchmod(log, 0o600)
    close(log)

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, location.log, O_WRONLY | O_APPEND, 0)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    _ = Self.closeFrom?(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(Self.newSession | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    let words = ["sh", "-c", "cd / && \"$@\" &", "sh", executable] + arguments
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for word in argv { free(word) } }
    var child = pid_t()
    let code = posix_spawn(&child, "/bin/sh", &actions, &attributes, &argv, environ)
    guard code == 0 else { throw .file("/bin/sh", code: code) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
  }

  /// glibc's POSIX_SPAWN_SETSID, which its header shows to GNU sources only.
  private static let newSession: Int32 = 0x80

  private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

  /// glibc's `posix_spawn_file_actions_addclosefrom_np` (2.34), looked up for the same reason.
  private static let closeFrom: CloseFrom? = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
    unsafeBitCast($0, to: CloseFrom.self)
  }
}
