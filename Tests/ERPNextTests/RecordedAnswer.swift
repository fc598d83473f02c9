import Domain
import ERPNext
import Foundation
import Recordings
import Transport

extension Recording {
  /// A list that was cut ends in a string `…[20 items in all]`; cut strings stay as they are.
  private static func mended(_ json: Any) -> Any {
    switch json {
    case let list as [Any]:
      let isCut = (list.last as? String)?.hasPrefix("…[") == true
      return (isCut ? Array(list.dropLast()) : list).map { mended($0) }
    case let object as [String: Any]: return object.mapValues { mended($0) }
    default: return json
    }
  }

  private static func bytes(_ json: Any?, isJSON: Bool) -> [UInt8] {
    guard let json else { return [] }
    if !isJSON, let text = json as? String { return Array(text.utf8) }
    return [UInt8](try! JSONSerialization.data(withJSONObject: mended(json), options: .fragmentsAllowed))
  }

  /// The answer as the transport would hand it on.
  var response: HTTPResponse {
    var headers = HTTPHeaders()
    for header in responseHeaders { headers.add(header.name, header.value) }
    let head = HTTPHead(status: status, headers: headers)
    return HTTPResponse(head: head, body: Self.bytes(body, isJSON: head.mediaType == "application/json"))
  }

  /// The answer's JSON.
  var answer: JSONValue? { try? JSONValue(parsing: response.body) }

  /// The request's JSON.
  var question: JSONValue? { requestBody.flatMap { try? JSONValue(parsing: Self.bytes($0, isJSON: true)) } }

  var hasCredential: Bool { requestHeaders.keys.contains { $0.lowercased() == "authorization" } }

  var purpose: AnswerClassification.Purpose {
    if method == "GET" || path.hasPrefix("/api/method/frappe.client.get_list") { return .read }
    return method == "POST" && path.hasPrefix("/api/resource/") ? .create(requestIDField: "client_request_id") : .update
  }

  /// What the client makes of the answer; nil where it is a yes.
  var failure: SiteFailure? {
    do throws(SiteFailure) {
      _ = try AnswerClassification.object(of: response, for: purpose, hasCredential: hasCredential)
      return nil
    } catch { return error }
  }
}
