/// Why no whole answer came.
package struct TransportError: Error, Sendable, Equatable {
  package enum Reason: Sendable, Equatable {
    /// Plain HTTP to a place that is neither loopback nor allowed by the configuration.
    case insecure
    /// A target or header that cannot be sent.
    case invalidRequest
    /// The name of the host, or of the proxy, is not known.
    case unknownHost
    /// Nobody listens there, or there is no way there.
    case cannotConnect
    /// No TLS connection with a certificate that can be trusted.
    case untrusted
    case timedOut
    /// The connection broke, or the answer ended early.
    case interrupted
    /// The bytes that came are not HTTP, or the compression is broken.
    case malformedAnswer
    /// More bytes than the request allows.
    case answerTooLong
    /// More than five redirects, or one to an address that cannot be followed.
    case badRedirect
    case cancelled
    /// The client has been shut down.
    case closed
  }

  package let reason: Reason
  /// The server may have received the request whole. A write that failed so has to be read back; one that failed with false was
  /// surely not applied.
  package let mayHaveBeenSent: Bool
  /// A connection that had carried a request before was tried.
  package let reusedConnection: Bool
  /// libcurl's words, in English; without address, header or body.
  package let detail: String

  package init(_ reason: Reason, mayHaveBeenSent: Bool = false, reusedConnection: Bool = false, detail: String = "") {
    self.reason = reason
    self.mayHaveBeenSent = mayHaveBeenSent
    self.reusedConnection = reusedConnection
    self.detail = detail
  }
}
