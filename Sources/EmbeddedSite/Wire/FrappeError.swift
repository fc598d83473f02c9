/// Which database's manners the site has: error names, order of nulls, exact or folded names.
package enum DatabaseManners: String, Sendable, CaseIterable {
  case postgresql
  case mariadb
}

/// A refusal in Frappe's form.
package struct FrappeError: Error, Sendable, Equatable {
  package let status: Int
  package let exceptionType: String
  /// What a user reads; HTML, as Frappe's own messages are.
  package var message: String? = nil
  package var title = "Message"
  /// The text of `exception`; nil leaves `exception` and `exc` out, as Frappe does for 401, 404 and some 403.
  package var exception: String? = nil
  package var errorMessage: String? = nil
  /// PostgreSQL's own words, which Frappe adds for errors that the database raised.
  package var debugMessage: String? = nil
  /// Raised by the database, not by Frappe: an HTML 500 on PostgreSQL while the site's cache of users is cold.
  package var isFromDatabase = false
  /// A body that is not JSON, sent as it is.
  package var page: String? = nil
  package var raises = true
  package var isRed = false

  package var body: JSON {
    var members: [JSON.Member] = []
    if let exception {
      members.append(.init("exception", .string(exception)))
    }
    members.append(.init("exc_type", .string(exceptionType)))
    if exception != nil {
      members.append(
        .init("exc", .string(JSON.array([.string("Traceback (most recent call last):\n\(exception ?? "")\n")]).text)))
    }
    if let debugMessage {
      members.append(.init("_debug_messages", .string(JSON.array([.string("Error in query:\n\(debugMessage)\n")]).text)))
    }
    if let message {
      var fields: [JSON.Member] = [
        .init("message", .string(message)), .init("as_table", false), .init("title", .string(title)),
      ]
      if raises || isRed { fields.append(.init("indicator", "red")) }
      if raises { fields.append(.init("raise_exception", 1)) }
      members.append(.init("_server_messages", .string(JSON.array([.string(JSON.object(fields).text)]).text)))
    }
    if let errorMessage { members.append(.init("_error_message", .string(errorMessage))) }
    return .object(members)
  }
}

extension FrappeError {
  private static func raised(_ status: Int, _ type: String, _ message: String, title: String = "Message") -> Self {
    Self(status: status, exceptionType: type, message: message, title: title, exception: "frappe.exceptions.\(type): \(message)")
  }

  static func validation(_ message: String) -> Self { raised(417, "ValidationError", message) }
  static func dataError(_ message: String) -> Self { raised(417, "DataError", message) }
  static func refused(_ type: String, _ message: String, title: String = "Message") -> Self {
    raised(417, type, message, title: title)
  }

  static let authentication = Self(status: 401, exceptionType: "AuthenticationError")

  static func notFound(_ doctype: String, _ name: String) -> Self {
    Self(status: 404, exceptionType: "DoesNotExistError", message: "\(doctype) \(name) not found")
  }

  static let noRoute = Self(status: 404, exceptionType: "DoesNotExistError")

  static func mandatory(_ doctype: String, _ name: String, field: String, words: String) -> Self {
    Self(
      status: 417, exceptionType: "MandatoryError", message: "Error: \(words)",
      exception: "frappe.exceptions.MandatoryError: [\(doctype), \(name)]: \(field)", raises: false)
  }

  static func stale(_ doctype: String, _ name: String, _ current: String, _ sent: String) -> Self {
    raised(
      417, "TimestampMismatchError",
      "Error: \(name) (\(doctype)) has been modified after you have opened it (\(current), \(sent)). Please refresh to get the latest document."
    )
  }

  /// Documents: `No permission for X` with the user's name in the message.
  static func noDocumentPermission(user: String, doctype: String) -> Self {
    Self(
      status: 403, exceptionType: "PermissionError",
      message:
        "User <strong>\(user)</strong> does not have doctype access via role permission for document <strong>\(doctype)</strong>",
      errorMessage: "No permission for \(doctype)", raises: false)
  }

  static func noListPermission(_ doctype: String) -> Self {
    raised(403, "PermissionError", "Insufficient Permission for <strong>\(doctype)</strong>")
  }

  static func notWhitelisted(_ method: String) -> Self {
    Self(
      status: 403, exceptionType: "PermissionError",
      message:
        "<details><summary>You are not permitted to access this resource. Login to access</summary>Function <strong>\(method)</strong> is not whitelisted.</details>",
      title: "Method Not Allowed", exception: "frappe.exceptions.PermissionError: Function \(method) is not whitelisted.")
  }

  static func fieldNotPermitted(_ field: String) -> Self { dataError("Field not permitted in query: \(field)") }

  static func python(_ type: String, _ words: String, status: Int = 500, message: String? = nil) -> Self {
    Self(status: status, exceptionType: type, message: message, exception: "\(type): \(words)")
  }

  static func badJSON(_ error: JSONSyntaxError) -> Self {
    Self(status: 500, exceptionType: "JSONDecodeError", exception: "json.decoder.JSONDecodeError: \(error.words)")
  }

  static func unknownMethod(_ method: String) -> Self {
    raised(417, "ValidationError", "Failed to get method for command \(method) with '\(method)'")
  }

  /// An error that PostgreSQL itself raises.
  static func postgresql(_ type: String, _ words: String) -> Self {
    Self(status: 500, exceptionType: type, exception: "", debugMessage: words, isFromDatabase: true)
  }

  /// An error that MariaDB itself raises, always in JSON.
  static func mariadb(_ type: String, _ code: Int, _ words: String) -> Self {
    Self(status: 500, exceptionType: type, exception: "pymysql.err.\(type): (\(code), \"\(words)\")")
  }

  static let serializationFailure = Self.postgresql(
    "SerializationFailure", "could not serialize access due to concurrent update")
}

/// Bodies that come from what stands before Frappe.
enum Pages {
  static func gunicorn(_ title: String, _ text: String = "") -> String {
    "<html>\n  <head>\n    <title>\(title)</title>\n  </head>\n  <body>\n    <h1><p>\(title)</p></h1>\n    \(text)\n  </body>\n</html>\n"
  }

  static func nginx(_ status: Int, _ reason: String) -> String {
    "<html>\r\n<head><title>\(status) \(reason)</title></head>\r\n<body>\r\n<center><h1>\(status) \(reason)</h1></center>\r\n<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n"
  }

  static let tooLarge =
    "<!doctype html>\n<html lang=en>\n<title>413 Request Entity Too Large</title>\n<h1>Request Entity Too Large</h1>\n<p>The data value transmitted exceeds the capacity limit.</p>\n"
}
