import FlyingFox
import FoundationEssentials

/// A request as Frappe's router sees it: the path in decoded segments, the parameters from the query and the body.
struct SiteRequest: Sendable {
  let method: String
  /// Between slashes, each percent-decoded on its own, so that `%2F` inside a name survives.
  let segments: [String]
  let query: [String: String]
  let headers: HTTPHeaders
  let body: [UInt8]
  /// Bytes; nginx and Frappe refuse more.
  static let largestBody = 25 * 1_048_576

  /// The request line's length in bytes.
  let lineLength: Int

  init(_ request: HTTPRequest) async throws {
    let path = request.target.path()
    method = request.method.rawValue
    segments = path.split(separator: "/").map { PercentCoding.decoded($0, plusIsSpace: false) }
    query = PercentCoding.pairs(request.target.query())
    headers = request.headers
    lineLength = request.target.rawValue.utf8.count + method.utf8.count + 11
    body = method == "GET" || method == "HEAD" ? [] : Array(try await request.bodyData)
  }

  func header(_ name: String) -> String? { headers[HTTPHeader(name)] }

  /// Whether an HTML page is wanted: an `Accept` that begins with text.
  var wantsPage: Bool { header("Accept")?.hasPrefix("text/") ?? false }

  /// The body's members: JSON, or a form, or JSON in a form's `data`.
  func members() throws(FrappeError) -> [JSON.Member] {
    if body.isEmpty { return [] }
    if header("Content-Type")?.hasPrefix("application/x-www-form-urlencoded") ?? false {
      let form = PercentCoding.pairs(String(decoding: body, as: UTF8.self))
      if let data = form["data"], let members = (try? JSON.parse(data))?.members { return members }
      return form.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
    }
    guard let value = try? JSON.parse(body) else {
      throw FrappeError(status: 417, exceptionType: "DataError", message: "Invalid request body")
    }
    guard let members = value.members else { throw .python("TypeError", "pop expected at most 1 argument, got 2") }
    return members
  }

  /// A parameter of a method, from the query or from the body; JSON in a query's text is read.
  func parameters() throws(FrappeError) -> [String: JSON] {
    var parameters: [String: JSON] = query.mapValues { .string($0) }
    for member in try members() { parameters[member.name] = member.value }
    return parameters
  }
}

enum PercentCoding {
  static func decoded(_ text: some StringProtocol, plusIsSpace: Bool) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      if byte == UInt8(ascii: "%") {
        var ahead = rest
        if let high = ahead.next().flatMap(digit), let low = ahead.next().flatMap(digit) {
          bytes.append(high << 4 | low)
          rest = ahead
          continue
        }
      }
      bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func pairs(_ text: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for part in text.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = decoded(halves[0], plusIsSpace: true)
      pairs[name] = halves.count == 2 ? decoded(halves[1], plusIsSpace: true) : ""
    }
    return pairs
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
