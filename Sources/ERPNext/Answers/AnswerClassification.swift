import Domain
import Transport

/// What an answer, or its absence, means for what was asked (CONTRACT.md and POSTGRESQL.md, sections on errors and pushing).
package enum AnswerClassification {
  package enum Purpose: Sendable, Equatable {
    case read
    case update
    /// With the site's name of the field that holds the request id, where the doctype has one.
    case create(requestIDField: String?)

    var isWrite: Bool { self != .read }
  }

  /// The JSON object of an answer that says yes.
  package static func object(
    of response: HTTPResponse, for purpose: Purpose, hasCredential: Bool = true
  ) throws(SiteFailure) -> JSONObject {
    let parsed = (try? JSONValue(parsing: response.body))?.object
    if (200..<300).contains(response.status) {
      if let parsed { return parsed }
      if isHTML(response) { throw .signInNeeded(pageWords(response)) }
      throw purpose.isWrite
        ? .ambiguous("HTTP \(response.status) without JSON") : .malformed("HTTP \(response.status) without JSON")
    }
    throw failure(of: response, parsed: parsed, for: purpose, hasCredential: hasCredential)
  }

  package static func failure(of error: TransportError, for purpose: Purpose) -> SiteFailure {
    let words = error.detail.isEmpty ? "\(error.reason)" : error.detail
    if purpose.isWrite, error.mayHaveBeenSent { return .ambiguous(words) }
    switch error.reason {
    case .malformedAnswer, .answerTooLong, .badRedirect: return .malformed(words)
    case .untrusted: return .untrusted(words)
    default: return .unreachable(words)
    }
  }

  private static func failure(
    of response: HTTPResponse, parsed: JSONObject?, for purpose: Purpose, hasCredential: Bool
  ) -> SiteFailure {
    let status = response.status
    let type = parsed?["exc_type"]?.string ?? ""
    let words = parsed.map { ServerMessages.words(of: $0) } ?? pageWords(response)
    let refused = SiteFailure.refused(status: status, exceptionType: type, words: words)
    /// The write may have happened; a read may be tried again.
    let unclear = purpose.isWrite ? SiteFailure.ambiguous(words) : SiteFailure.retry(after: response.head.retryAfter, words)

    switch status {
    case 300..<400: return redirect(response, words)
    case 401: return .signInNeeded(words)
    case 403:
      // A session that ran out, or a guest: other credentials would help. Otherwise it is a permission.
      let isGuest = !hasCredential || parsed?["session_expired"]?.int == 1
      return isGuest ? .signInNeeded(words) : refused
    case 404: return type == "DoesNotExistError" ? .notFound : refused
    case 408: return unclear
    case 417 where type == "TimestampMismatchError": return .stale
    case 409, 417, 500: break
    case 429: return .retry(after: response.head.retryAfter, words)
    case 503: return .retry(after: response.head.retryAfter, words)
    case 500...: return unclear
    default: return refused
    }

    if isUniqueViolation(type) { return uniqueViolation(parsed, for: purpose) ?? refused }
    guard status == 500 else { return refused }
    // On PostgreSQL the same error is JSON or an HTML page, depending on a cache (POSTGRESQL.md, 22).
    guard let parsed, !type.isEmpty else { return unclear }
    if rolledBack.contains(type) { return .retry(after: response.head.retryAfter, words) }
    if connectionErrors.contains(type), isConnectionLoss(parsed) { return unclear }
    return refused
  }

  // MARK: Particular answers

  private static func redirect(_ response: HTTPResponse, _ words: String) -> SiteFailure {
    let location = response.headers["Location"] ?? ""
    let path = location.prefix { $0 != "?" && $0 != "#" }
    // nginx corrects addresses by 301 (CONTRACT.md, 10c); anything temporary leads to a sign-in page of the site or of a gateway.
    if response.status == 301 || response.status == 308, !path.hasSuffix("/login") {
      return .refused(status: response.status, exceptionType: "", words: words)
    }
    return .signInNeeded(words)
  }

  /// Whether the row that was in the way is an earlier try of this very create. The database's words name the field; without them
  /// it may be, and the look-up will tell.
  private static func uniqueViolation(_ parsed: JSONObject?, for purpose: Purpose) -> SiteFailure? {
    guard case .create(let field?) = purpose else { return nil }
    let details = [parsed?["exception"], parsed?["_debug_messages"], parsed?["exc"]].compactMap { $0?.string }.filter {
      !$0.isEmpty
    }
    return details.isEmpty || details.contains { $0.contains(field) } ? .alreadyCreated : nil
  }

  private static func isUniqueViolation(_ type: String) -> Bool { type == "UniqueValidationError" || type == "UniqueViolation" }

  /// Nothing was applied, and the same request may pass another time.
  private static let rolledBack: Set<String> = [
    "SerializationFailure", "InFailedSqlTransaction", "QueryDeadlockError", "QueryTimeoutError", "DeadlockDetected",
    "LockNotAvailable",
    "SessionStopped", "InReadOnlyMode", "TooManyRequestsError",
  ]

  private static let connectionErrors: Set<String> = ["OperationalError", "InterfaceError", "AdminShutdown", "InternalError"]

  /// MariaDB has the same class for a bad date (1292), which is for good, and for a lost connection, which is not.
  private static func isConnectionLoss(_ parsed: JSONObject) -> Bool {
    let text = [parsed["exception"], parsed["exc"]].compactMap { $0?.string }.joined(separator: " ")
    return [
      "(2002,", "(2003,", "(2006,", "(2013,", "(1040,", "(1053,", "server closed the connection", "terminating connection",
      "connection already closed", "could not connect", "Connection refused",
    ].contains { text.contains($0) }
  }

  // MARK: Pages

  static func isHTML(_ response: HTTPResponse) -> Bool {
    if response.head.mediaType == "text/html" { return true }
    return response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
  }

  private static func pageWords(_ response: HTTPResponse) -> String {
    guard !response.body.isEmpty else { return "HTTP \(response.status)" }
    let text = HTMLText.plain(String(decoding: response.body.prefix(16_384), as: UTF8.self), limit: 200)
    return text.isEmpty ? "HTTP \(response.status)" : text
  }
}
