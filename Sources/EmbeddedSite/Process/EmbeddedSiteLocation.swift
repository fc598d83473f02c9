import Glibc

/// Why an embedded site cannot be where it should.
package enum EmbeddedSiteFailure: Error, Sendable, Equatable {
  /// Neither HOME nor a runtime directory is known.
  case noHome
  /// The directory cannot be made; errno of the attempt.
  case directory(String, code: Int32)
  /// The directory is a link, or someone else's, or open to others.
  case unsafeDirectory(String)
  /// A Unix socket's path may have 107 bytes.
  case socketPathTooLong(String)
  case file(String, code: Int32)
  /// Another site serves from this directory.
  case alreadyRunning
  /// The site was started and did not come up in time; its log says more.
  case didNotStart(log: String)
  /// A running site of another version whose protocol this console does not speak.
  case otherVersion(running: String)
  case database(String)
}

/// Where a user's embedded site keeps its files: what lives as long as the process, and what outlives it.
package struct EmbeddedSiteLocation: Sendable, Equatable {
  /// The socket and the locks.
  package let runtime: String
  /// The database, the credentials and the log.
  package let state: String

  package init(runtime: String, state: String) {
    self.runtime = runtime
    self.state = state
  }

  /// Everything in one directory: for tests, and for `--directory`.
  package init(directory: String) { self.init(runtime: directory, state: directory) }

  package var socket: String { "\(runtime)/site.sock" }
  /// Kept when the process ends: whose replica a console may open before the site runs again.
  package var credentials: String { "\(state)/site.json" }
  /// Held for the life of the process.
  package var processLock: String { "\(runtime)/site.lock" }
  /// Held while a console decides whether to start one.
  package var startLock: String { "\(runtime)/start.lock" }
  /// There from when a person stops the site until one is started again.
  package var stopMark: String { "\(runtime)/site.stopped" }
  package var log: String { "\(state)/site.log" }
  package func database(_ manners: DatabaseManners, isBare: Bool = false) -> String {
    "\(state)/site-\(manners.rawValue)\(isBare ? "-bare" : "").sqlite"
  }

  /// The user's own: XDG_RUNTIME_DIR where it is safe, else the state directory, else a directory under /tmp where that path is
  /// too long for a socket.
  package static func standard(environment: [String: String]) throws(EmbeddedSiteFailure) -> Self {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    let base = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home.map { "\($0)/.local/state" }
    guard let base else { throw .noHome }
    let state = "\(base)/gigafibre-dispatch/embedded-site"
    if let runtime = environment["XDG_RUNTIME_DIR"], runtime.hasPrefix("/"), isPrivate(runtime) {
      let location = Self(runtime: "\(runtime)/gigafibre-dispatch", state: state)
      if location.socket.utf8.count <= 107 { return location }
    }
    let location = Self(directory: state)
    return location.socket.utf8.count <= 107
      ? location : Self(runtime: "/tmp/gigafibre-dispatch-\(getuid())", state: state)
  }

  /// Makes the directories, 0700, and checks them with lstat: the user's own, no link, closed to others.
  package func prepare() throws(EmbeddedSiteFailure) {
    guard socket.utf8.count <= 107 else { throw .socketPathTooLong(socket) }
    for directory in Set([runtime, state]) {
      try Self.make(directory)
      guard Self.isPrivate(directory) else { throw .unsafeDirectory(directory) }
    }
  }

  private static func make(_ directory: String) throws(EmbeddedSiteFailure) {
    var path = ""
    for part in directory.split(separator: "/") {
      path += "/\(part)"
      if mkdir(path, 0o700) != 0, errno != EEXIST {
        // A parent that cannot be made but is there already is fine (EACCES, EROFS on "/").
        var status = stat()
        guard lstat(path, &status) == 0 else { throw .directory(directory, code: errno) }
      }
    }
  }

  static func isPrivate(_ directory: String) -> Bool {
    var status = stat()
    guard lstat(directory, &status) == 0 else { return false }
    return status.st_mode & S_IFMT == S_IFDIR && status.st_uid == getuid() && status.st_mode & 0o077 == 0
  }
}
