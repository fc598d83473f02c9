import Foundation
import Transport

/// One exchange with a real osrm-routed.
struct Recording: Sendable {
  let name: String
  /// Path and query.
  let target: String
  let status: Int
  let body: String

  static func all() throws -> [String: Recording] {
    let folder = Bundle.module.resourceURL!.appendingPathComponent("Recordings")
    var all: [String: Recording] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".json") {
      let bytes = Array(try Data(contentsOf: folder.appendingPathComponent(file)))
      let value = try JSONValue(parsing: bytes)
      guard let name = value["name"]?.string, let address = value["request"]?["url"]?.string,
        let status = value["status"]?.int, let body = value["body_text"]?.string,
        let target = address.range(of: ":5979").map({ String(address[$0.upperBound...]) })
      else { continue }
      all[name] = Recording(name: name, target: target, status: Int(status), body: body)
    }
    return all
  }

  var response: HTTPResponse {
    HTTPResponse(
      head: HTTPHead(status: status, headers: ["Content-Type": "application/json; charset=UTF-8"]), body: Array(body.utf8))
  }
}
