import Foundation

/// One request and its answer, as recorded from a real Frappe server; secrets are masked as `<KEY:user>` and `<SECRET:user>`.
package struct Recording: @unchecked Sendable {
  /// The file's name without its ending, which is the id that the contract uses.
  package let id: String
  package let note: String
  package let method: String
  /// Path and query, percent-encoded as sent.
  package let path: String
  package let requestHeaders: [String: String]
  /// JSON as `JSONSerialization` reads it, or nil. Long values are cut in the recording: a list ends in `…[20 items in all]`.
  package let requestBody: Any?
  package let status: Int
  package let responseHeaders: [(name: String, value: String)]
  /// JSON as `JSONSerialization` reads it; a String where the answer was not JSON.
  package let body: Any?
  /// The whole file, for the few recordings of another shape (races, throughput).
  package let raw: [String: Any]

  /// Which database the server ran on.
  package enum Database: String, CaseIterable, Sendable { case mariadb = "frappe", postgresql = "frappe-postgresql" }

  package static func all(_ database: Database) throws -> [Recording] {
    let folder = Bundle.module.resourceURL!.appendingPathComponent(database.rawValue)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".json") }.sorted()
    return try files.compactMap { try Recording(file: folder.appendingPathComponent($0)) }
  }

  private init?(file: URL) throws {
    guard let raw = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any] else { return nil }
    let request = raw["request"] as? [String: Any] ?? [:]
    let response = raw["response"] as? [String: Any] ?? [:]
    id = file.deletingPathExtension().lastPathComponent
    note = raw["note"] as? String ?? ""
    method = request["method"] as? String ?? ""
    path = request["path"] as? String ?? ""
    requestHeaders = request["headers"] as? [String: String] ?? [:]
    requestBody = request["body"].flatMap { $0 is NSNull ? nil : $0 }
    status = response["status"] as? Int ?? 0
    responseHeaders = (response["headers"] as? [[String]] ?? []).compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
    body = response["body"].flatMap { $0 is NSNull ? nil : $0 }
    self.raw = raw
  }
}
