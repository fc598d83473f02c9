import Foundation
import Transport

/// One request and its answer, as recorded from a real Nominatim 5.3.3 over an invented extract.
struct NominatimRecording: Sendable {
  let id: String
  let method: String
  /// Path and query, percent-encoded as sent.
  let target: String
  let status: Int
  let contentType: String
  let body: String

  static let all: [NominatimRecording] = {
    let folder = Bundle.module.resourceURL!.appendingPathComponent("nominatim")
    let files = try! FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
    return files.map { NominatimRecording(folder.appendingPathComponent($0)) }
  }()

  static func named(_ id: String) -> NominatimRecording { all.first { $0.id == id }! }

  private init(_ file: URL) {
    let raw = try! JSONSerialization.jsonObject(with: Data(contentsOf: file)) as! [String: Any]
    let request = raw["request"] as! [String: Any]
    let headers = raw["headers"] as! [String: String]
    id = file.deletingPathExtension().lastPathComponent
    method = request["method"] as! String
    let url = request["url"] as! String
    target = String(url[url.range(of: ":8977")!.upperBound...])
    status = raw["status"] as! Int
    contentType = headers["content-type"] ?? ""
    body = raw["body_text"] as? String ?? ""
  }

  /// Decoded; of a name that comes twice the last.
  var query: [String: String] {
    let pairs = target.drop { $0 != "?" }.dropFirst().split(separator: "&").map { pair in
      let halves = pair.split(separator: "=", maxSplits: 1).map {
        $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding ?? ""
      }
      return (halves[0], halves.count > 1 ? halves[1] : "")
    }
    return Dictionary(pairs) { $1 }
  }

  var response: HTTPResponse {
    HTTPResponse(head: HTTPHead(status: status, headers: ["Content-Type": contentType]), body: Array(body.utf8))
  }
}
