/// Where requests go: scheme, host and port (RFC 6454), with what belongs to that place alone: its credential, the Unix socket that
/// stands for it, and whether plain HTTP is accepted.
package struct Origin: Sendable, Hashable {
  package enum Scheme: String, Sendable { case http, https }

  package enum Mistake: Error, Sendable, Equatable {
    case notAURL
    case unsupportedScheme(String)
    /// `https://user:password@host`: credentials do not belong in an address, which gets logged.
    case credentialInAddress
    /// A Unix socket's path is at most 107 bytes, without NUL.
    case badSocketPath
  }

  package let scheme: Scheme
  /// In lower case; an IPv6 address keeps its brackets.
  package let host: String
  package let port: Int
  /// What stands before every path of this origin, without a slash at its end; mostly empty.
  package private(set) var basePath: String
  package let socketPath: String?
  package let allowsInsecure: Bool
  package var credential: Credential?

  /// - Parameter address: `https://site.example`, `http://127.0.0.1:8080/prefix`; a query or a fragment is a mistake.
  package init(
    _ address: String, socketPath: String? = nil, credential: Credential? = nil, allowsInsecure: Bool = false
  ) throws(Mistake) {
    guard let parts = URLParts(absolute: address), parts.suffix.isEmpty else { throw .notAURL }
    try self.init(parts: parts, socketPath: socketPath, credential: credential, allowsInsecure: allowsInsecure)
  }

  init(parts: URLParts, socketPath: String?, credential: Credential?, allowsInsecure: Bool) throws(Mistake) {
    guard let scheme = Scheme(rawValue: parts.scheme) else { throw .unsupportedScheme(parts.scheme) }
    guard !parts.hasUserInfo else { throw .credentialInAddress }
    if let socketPath {
      let length = socketPath.utf8.count
      guard length > 0, length <= 107, !socketPath.utf8.contains(0) else { throw .badSocketPath }
    }
    self.scheme = scheme
    host = parts.host
    port = parts.port ?? (scheme == .https ? 443 : 80)
    var path = parts.path
    while path.hasSuffix("/") { path.removeLast() }
    basePath = path
    self.socketPath = socketPath
    self.credential = credential
    self.allowsInsecure = allowsInsecure
  }

  /// The origin of a service on a Unix socket; `localhost` is what it sees as its host.
  package static func unixSocket(_ path: String, credential: Credential? = nil) throws(Mistake) -> Origin {
    try Origin("http://localhost", socketPath: path, credential: credential)
  }

  /// `https://site.example:8443`, as an address without path; the usual port is left out.
  package var text: String {
    let usual = scheme == .https ? 443 : 80
    return "\(scheme.rawValue)://\(host)\(port == usual ? "" : ":\(port)")"
  }

  package var isLoopback: Bool {
    if socketPath != nil || host == "localhost" || host == "[::1]" || host.hasSuffix(".localhost") { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  /// Whether a request may go there at all: TLS, or a place that no one can listen in on, or the configuration says so.
  package var isAcceptable: Bool { scheme == .https || isLoopback || allowsInsecure }

  /// For targets that hold their whole path already.
  var withoutBasePath: Origin {
    var copy = self
    copy.basePath = ""
    return copy
  }

  /// The same place by RFC 6454; the credential of one may be shown to the other.
  package func isSamePlace(as other: Origin) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port && socketPath == other.socketPath
  }
}

extension Origin: CustomStringConvertible {
  package var description: String { socketPath.map { "unix:\($0)" } ?? text + basePath }
}
