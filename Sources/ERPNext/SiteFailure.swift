import Domain

/// Why a request to the site did not do what was asked, sorted by what the caller may do next (CONTRACT.md and POSTGRESQL.md).
package enum SiteFailure: Error, Sendable, Equatable {
  /// No answer came, and nothing was sent that could change anything: try again later.
  case unreachable(String)
  /// The site's certificate cannot be trusted: nothing was sent, and it is tried again later.
  case untrusted(String)
  /// The write may or may not have been applied (time-out, reset, 502, 504, HTML 500): read back before anything else.
  case ambiguous(String)
  /// Surely not applied; try again with the same base after a pause (429, 503, SerializationFailure, QueryDeadlockError …).
  case retry(after: Double?, String)
  /// 417 TimestampMismatchError: the document was changed meanwhile.
  case stale
  /// 404 DoesNotExistError.
  case notFound
  /// A unique field is taken, and as far as the site's words tell it is `client_request_id`: the create was applied before, if the look-up
  /// by that id finds it. If it finds nothing, it was another field, and the create is refused for good.
  case alreadyCreated
  /// The site says no, for good, in its own words (already cleaned of HTML). Status 0: it was not sent, because it would have been
  /// mangled; `exceptionType` is a `WriteMistake`, `words` the field's name.
  case refused(status: Int, exceptionType: String, words: String)
  /// 401, or a sign-in page: all traffic stops until there are new credentials.
  case signInNeeded(String)
  /// An answer that does not have the shape of the contract.
  case malformed(String)
}
