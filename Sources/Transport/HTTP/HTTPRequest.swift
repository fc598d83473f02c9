package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// Sending it twice is as good as once, whatever became of the first.
    package var isSafe: Bool { self == .get || self == .head }
  }

  package struct TimeLimits: Sendable, Equatable {
    /// From the start until the connection stands, TLS included.
    package var connect: Duration
    /// From the start until the last byte; nil for a stream that has no end.
    package var total: Duration?
    /// The longest stretch with less than one byte a second; nil where the server may think for long, or be silent for long.
    package var silence: Duration?

    package init(connect: Duration = .seconds(10), total: Duration? = .seconds(60), silence: Duration? = nil) {
      self.connect = connect
      self.total = total
      self.silence = silence
    }

    package static let stream = TimeLimits(connect: .seconds(10), total: nil, silence: nil)
  }

  package enum Redirects: Sendable, Equatable {
    /// The answer with its 3xx status is the result.
    case none
    /// Up to five, for GET and HEAD; another origin never sees the credential.
    case follow
  }

  package var method: Method
  package var origin: Origin
  /// Path and query, percent-encoded, beginning with a slash; the origin's base path comes before it.
  package var target: String
  /// `Authorization` has no place here: it belongs to the origin.
  package var headers: HTTPHeaders
  package var body: [UInt8]
  package var timeLimits: TimeLimits
  package var redirects: Redirects
  /// After decompression. A longer answer is an error; nothing grows without bound.
  package var maximumBodyBytes: Int
  /// Whether it may be sent again by itself when a kept connection turns out to be dead. Only the caller knows of a POST that reads.
  package var isRepeatable: Bool

  package init(
    _ method: Method = .get, _ origin: Origin, _ target: String, headers: HTTPHeaders = [:], body: [UInt8] = [],
    timeLimits: TimeLimits = TimeLimits(), redirects: Redirects = .follow, maximumBodyBytes: Int = 64 << 20
  ) {
    self.method = method
    self.origin = origin
    self.target = target
    self.headers = headers
    self.body = body
    self.timeLimits = timeLimits
    self.redirects = redirects
    self.maximumBodyBytes = maximumBodyBytes
    isRepeatable = method.isSafe
  }

  /// Why it cannot be sent, or nil.
  var mistake: TransportError.Reason? {
    guard origin.isAcceptable else { return .insecure }
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }),
      headers.areSendable, headers["Authorization"] == nil, headers["Cookie"] == nil, headers["Proxy-Authorization"] == nil
    else { return .invalidRequest }
    return nil
  }
}
