/// How a planned fault answers in the place of Frappe, as recorded.
enum PlannedRefusal: Equatable {
  /// gunicorn's page: a worker that broke, or a database that is down (CONTRACT.md, 10k; POSTGRESQL.md, 33).
  case internalError
  case badGateway
  /// 10a
  case maintenance
  /// 07m
  case tooManyRequests
  /// Maintenance that lets reads pass, 10a5.
  case readOnly
  /// MariaDB gives up after 50 s (06i). PostgreSQL never does; the holder's commit then breaks the write (21a).
  case lockTimeout

  func response(_ manners: DatabaseManners, wantsPage: Bool) -> SiteResponse {
    switch self {
    case .internalError: return .page(Pages.gunicorn("Internal Server Error"), status: 500)
    case .badGateway: return .page(Pages.nginx(502, "Bad Gateway"), status: 502)
    case .maintenance: return .error(FrappeError(status: 503, exceptionType: "SessionStopped"), wantsPage: wantsPage)
    case .tooManyRequests:
      var response = SiteResponse.json(["exc_type": "TooManyRequestsError"], status: 429)
      if wantsPage {
        response.contentType = "text/plain; charset=utf-8"
        response.body = Array("Too Many Requests".utf8)
      }
      response.headers = [("Retry-After", "1")]
      return response
    case .readOnly: return .error(.readOnlyMode, wantsPage: wantsPage)
    case .lockTimeout:
      return manners == .mariadb
        ? .error(.lockTimeout, wantsPage: wantsPage) : Self.internalError.response(manners, wantsPage: wantsPage)
    }
  }
}

extension FrappeError {
  fileprivate static let readOnlyMode: Self = {
    let words =
      "Site is running in read only mode for maintenance or site update, this action can not be performed right now. Please try again later."
    return Self(
      status: 503, exceptionType: "InReadOnlyMode", message: words, title: "In Read Only Mode",
      exception: "frappe.exceptions.InReadOnlyMode: \(words)")
  }()

  fileprivate static let lockTimeout = Self(
    status: 500, exceptionType: "QueryTimeoutError",
    exception: "frappe.exceptions.QueryTimeoutError: (1205, 'Lock wait timeout exceeded; try restarting transaction')")
}
