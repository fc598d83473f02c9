/// The status line and header fields of an answer.
package struct HTTPHead: Sendable, Equatable {
  package let status: Int
  package let headers: HTTPHeaders
  /// It came on a connection that had carried a request before.
  package let reusedConnection: Bool

  package init(status: Int, headers: HTTPHeaders = [:], reusedConnection: Bool = false) {
    self.status = status
    self.headers = headers
    self.reusedConnection = reusedConnection
  }

  /// The server's clock, in seconds since 1970-01-01 00:00 UTC, to the second.
  package var serverDate: Int64? { headers["Date"].flatMap { HTTPDate.parse($0) } }

  /// In lower case and without parameters: `application/json`.
  package var mediaType: String {
    let value = headers["Content-Type"] ?? ""
    let type = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return type.split(separator: " ").joined().lowercased()
  }

  /// Seconds to wait before another try, where `Retry-After` says so in seconds or as a date (RFC 9110, section 10.2.3).
  package var retryAfter: Double? {
    guard let text = headers["Retry-After"] else { return nil }
    if let seconds = Double(text), seconds.isFinite, seconds >= 0 { return seconds }
    guard let date = HTTPDate.parse(text), let now = serverDate else { return nil }
    return Double(max(0, date - now))
  }
}

package struct HTTPResponse: Sendable, Equatable {
  package let head: HTTPHead
  /// Decompressed.
  package let body: [UInt8]

  package init(head: HTTPHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }

  package var status: Int { head.status }
  package var headers: HTTPHeaders { head.headers }
  package var reusedConnection: Bool { head.reusedConnection }
  package var serverDate: Int64? { head.serverDate }
}

/// An answer whose body is still coming.
package struct HTTPStream: Sendable {
  package let head: HTTPHead
  /// Ends with the answer, or throws a `TransportError`. To be read once, by one task; letting go of it ends the transfer.
  package let body: BodyStream
}
