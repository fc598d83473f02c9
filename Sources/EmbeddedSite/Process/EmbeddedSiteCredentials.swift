import Glibc

/// How a console reaches the site and signs in: the contents of a 0600 file that the site writes once it listens.
package struct EmbeddedSiteCredentials: Sendable, Equatable {
  /// Of the program that serves.
  package let version: String
  package let processID: Int32
  /// The Unix socket; nil over TCP.
  package let socket: String?
  /// On 127.0.0.1; nil over the Unix socket.
  package let port: Int?
  package let timeZone: String
  /// The day that the sample is told from, `YYYY-MM-DD`.
  package let day: String
  /// The sample is of an earlier day and holds edits: `embedded-site reset` is offered.
  package let isOfEarlierDay: Bool
  /// Consoles started it, and start it again when it has gone.
  package let isKeptByConsoles: Bool
  /// Whom the console signs in as.
  package let user: String
  package let apiKey: String
  package let apiSecret: String
  package let others: [SiteUser]
  package let hubToken: String
  package let controlToken: String

  /// `http://localhost` over the socket, `http://127.0.0.1:PORT` over TCP.
  package var baseURL: String { port.map { "http://127.0.0.1:\($0)" } ?? "http://localhost" }

  var json: JSON {
    .object([
      .init("version", .string(version)), .init("process_id", .int(Int64(processID))),
      .init("socket", socket.map(JSON.string) ?? .null), .init("port", port.map { .int(Int64($0)) } ?? .null),
      .init("base_url", .string(baseURL)), .init("time_zone", .string(timeZone)), .init("day", .string(day)),
      .init("is_of_earlier_day", .bool(isOfEarlierDay)), .init("is_kept_by_consoles", .bool(isKeptByConsoles)),
      .init("user", .string(user)), .init("api_key", .string(apiKey)),
      .init("api_secret", .string(apiSecret)),
      .init(
        "users",
        .array(
          others.map {
            [
              "email": .string($0.email), "full_name": .string($0.fullName), "access": .string($0.access.rawValue),
              "api_key": .string($0.apiKey), "api_secret": .string($0.apiSecret),
            ]
          })),
      .init("hub_token", .string(hubToken)), .init("control_token", .string(controlToken)),
    ])
  }

  func write(to path: String) throws(EmbeddedSiteFailure) {
    try PrivateFile.write(json.bytes + [0x0A], to: path)
  }

  /// Nil where there is no file or not one of a site.
  package init?(path: String) {
    guard let bytes = PrivateFile.read(path), let json = try? JSON.parse(bytes), let version = json["version"]?.string,
      let day = json["day"]?.string, let user = json["user"]?.string, let key = json["api_key"]?.string,
      let secret = json["api_secret"]?.string, let hub = json["hub_token"]?.string, let control = json["control_token"]?.string
    else { return nil }
    self.init(
      version: version, processID: Int32(truncatingIfNeeded: json["process_id"]?.int ?? 0), socket: json["socket"]?.string,
      port: json["port"]?.int.map { Int($0) }, timeZone: json["time_zone"]?.string ?? TorontoTime.identifier, day: day,
      isOfEarlierDay: json["is_of_earlier_day"] == .bool(true),
      isKeptByConsoles: json["is_kept_by_consoles"] == .bool(true), user: user, apiKey: key, apiSecret: secret,
      others: (json["users"]?.array ?? []).compactMap { entry in
        guard let email = entry["email"]?.string, let key = entry["api_key"]?.string, let secret = entry["api_secret"]?.string
        else { return nil }
        return SiteUser(
          email: email, fullName: entry["full_name"]?.string ?? "", apiKey: key, apiSecret: secret,
          access: SiteUser.Access(rawValue: entry["access"]?.string ?? "") ?? .none)
      }, hubToken: hub, controlToken: control)
  }

  init(
    version: String, processID: Int32, socket: String?, port: Int?, timeZone: String, day: String, isOfEarlierDay: Bool,
    isKeptByConsoles: Bool, user: String, apiKey: String, apiSecret: String, others: [SiteUser], hubToken: String,
    controlToken: String
  ) {
    self.version = version
    self.processID = processID
    self.socket = socket
    self.port = port
    self.timeZone = timeZone
    self.day = day
    self.isOfEarlierDay = isOfEarlierDay
    self.isKeptByConsoles = isKeptByConsoles
    self.user = user
    self.apiKey = apiKey
    self.apiSecret = apiSecret
    self.others = others
    self.hubToken = hubToken
    self.controlToken = controlToken
  }
}

/// Files that only their owner may read.
enum PrivateFile {
  /// Written beside and renamed, so that a reader sees the old or the new, never half.
  static func write(_ bytes: [UInt8], to path: String) throws(EmbeddedSiteFailure) {
    let draft = "\(path).\(getpid())"
    unlink(draft)
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .file(path, code: errno) }
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      guard count > 0 else {
        let code = errno
        close(file)
        unlink(draft)
        throw .file(path, code: code)
      }
      sent += count
    }
    close(file)
    guard Glibc.rename(draft, path) == 0 else { throw .file(path, code: errno) }
  }

  static func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count <= 0 { return count == 0 ? bytes : nil }
      bytes.append(contentsOf: buffer[..<count])
      if bytes.count > 1_048_576 { return nil }
    }
  }

  /// A lock that the kernel lets go of with the process.
  static func lock(_ path: String, waiting: Bool) throws(EmbeddedSiteFailure) -> Int32? {
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw .file(path, code: errno) }
    while flock(file, LOCK_EX | (waiting ? 0 : LOCK_NB)) != 0 {
      if errno == EINTR { continue }
      close(file)
      return nil
    }
    return file
  }

  /// 32 random bytes in hexadecimal.
  static func token() -> String {
    var random = SystemRandomNumberGenerator()
    return (0..<4).map { _ in
      let digits = String(random.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }
}
