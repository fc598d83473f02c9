import FoundationEssentials
import Transport

/// What a suite asks for when it opens a stream.
struct StreamOrder: Sendable {
  let origin: Origin
  let target: String
  let callbackOrigin: Origin
  let callbackTarget: String
  let initialDelay: Double?
  let lastEventID: String
  let headers: [(String, String)]
  let method: HTTPRequest.Method
  let body: [UInt8]

  /// nil where an address is missing or none, or the method is not one that opens a stream.
  init?(_ data: Data) {
    guard let order = try? JSONValue(parsing: Array(data)), let stream = order["streamUrl"]?.string.flatMap(Self.split),
      let callback = order["callbackUrl"]?.string.flatMap(Self.split),
      let method = HTTPRequest.Method(rawValue: order["method"]?.string ?? "GET")
    else { return nil }
    (origin, target) = stream
    (callbackOrigin, callbackTarget) = callback
    initialDelay = order["initialDelayMs"]?.double.map { $0 / 1_000 }
    lastEventID = order["lastEventId"]?.string ?? ""
    headers = (order["headers"]?.object?.members ?? []).compactMap { entry in entry.value.string.map { (entry.key, $0) } }
    self.method = method
    body = Array((order["body"]?.string ?? "").utf8)
  }

  /// `http://127.0.0.1:8000/path?query` into its origin and the rest.
  private static func split(_ address: String) -> (Origin, String)? {
    guard let scheme = address.firstRange(of: "://") else { return nil }
    let rest = address[scheme.upperBound...]
    let end = rest.firstIndex(where: { "/?".contains($0) }) ?? rest.endIndex
    guard let origin = try? Origin(String(address[..<end])), origin.isAcceptable else { return nil }
    let target = String(address[end...])
    return (origin, target.hasPrefix("/") ? target : "/" + target)
  }

  func request() -> HTTPRequest {
    var request = HTTPRequest(method, origin, target, body: body)
    for (name, value) in headers { request.headers.add(name, value) }
    return request
  }
}
