import Transport

/// A site's own words about what went wrong. `_server_messages` is a JSON string of an array of JSON strings of objects, with notices
/// before the fatal one (CONTRACT.md, "Errors").
package enum ServerMessages {
  /// The fatal message, without HTML; empty where the answer has no words.
  package static func words(of answer: JSONObject) -> String {
    let messages = decode(answer["_server_messages"])
    let fatal =
      messages.last { isTrue($0["raise_exception"]) } ?? messages.last { $0["indicator"]?.string == "red" } ?? messages.last
    if let text = fatal?["message"]?.string.map({ HTMLText.plain($0) }), !text.isEmpty { return text }
    if let text = answer["_error_message"]?.string.map({ HTMLText.plain($0) }), !text.isEmpty { return text }
    if let text = answer["exception"]?.string { return HTMLText.plain(withoutClass(text)) }
    return answer["message"]?.string.map { HTMLText.plain($0) } ?? ""
  }

  private static func decode(_ value: JSONValue?) -> [JSONObject] {
    guard let outer = value?.string, let list = try? JSONValue(parsing: outer) else { return [] }
    return (list.array ?? []).compactMap { item in
      if let object = item.object { return object }
      guard let inner = item.string else { return nil }
      if let object = (try? JSONValue(parsing: inner))?.object { return object }
      return JSONObject([(key: "message", value: .string(inner))])
    }
  }

  private static func isTrue(_ value: JSONValue?) -> Bool {
    switch value {
    case .bool(let truth): truth
    case .int(let number): number != 0
    default: false
    }
  }

  /// `frappe.exceptions.ValidationError: words` without its class.
  private static func withoutClass(_ exception: String) -> String {
    guard let colon = exception.firstIndex(of: ":"),
      exception[..<colon].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" })
    else { return exception }
    return String(exception[exception.index(after: colon)...])
  }
}
