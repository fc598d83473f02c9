import ERPNext
import Recordings
import Testing

@Suite struct RecordedAnswersTests {
  /// By recording id, the verdict in words.
  private static func verdicts(_ table: String, ids: [String]) throws -> [String: String] {
    var verdicts: [String: String] = [:]
    for line in table.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 1)
      for word in parts[1].split(separator: " ") {
        let fitting = ids.filter { $0 == word || $0.hasPrefix(word + "-") }
        try #require(fitting.count == 1, "\(word) stands for \(fitting)")
        try #require(verdicts[fitting[0]] == nil, "\(word) is listed twice")
        verdicts[fitting[0]] = String(parts[0])
      }
    }
    return verdicts
  }

  private static func words(_ failure: SiteFailure?) -> String {
    switch failure {
    case nil: "yes"
    case .unreachable: "unreachable"
    case .untrusted: "untrusted"
    case .ambiguous: "ambiguous"
    case .retry: "retry"
    case .stale: "stale"
    case .notFound: "notFound"
    case .alreadyCreated: "alreadyCreated"
    case .refused(let status, let type, _): "refused \(status) \(type.isEmpty ? "-" : type)"
    case .signInNeeded: "signIn"
    case .malformed: "malformed"
    }
  }

  @Test(arguments: [(Recording.Database.mariadb, RecordedVerdicts.mariadb), (.postgresql, RecordedVerdicts.postgresql)])
  func everyRecordedAnswerMeansWhatTheContractSays(database: Recording.Database, table: String) throws {
    let recordings = try Recording.all(database)
    #expect(recordings.count > 100)
    let verdicts = try Self.verdicts(table, ids: recordings.map(\.id))
    for recording in recordings {
      guard let verdict = verdicts[recording.id] else {
        Issue.record("\(recording.id) is in neither list")
        continue
      }
      if verdict.hasPrefix("left ") {
        #expect(RecordedVerdicts.reasonsToLeaveOut[String(verdict.dropFirst(5))] != nil, "\(recording.id)")
      } else {
        #expect(Self.words(recording.failure) == verdict, "\(recording.id)")
      }
    }
  }

  @Test(arguments: [
    ("10i2", "Custom business rule failed"),
    ("10j2", "Status cannot be \"Bogus\". It should be one of \"Open\", \"Scheduled\", \"In Progress\", "),
    ("03d", "Error: Value missing for Dispatch Job: Subject"),
    ("01z", "User dispatcher@example.com does not have access to this document: System Settings"),
    ("03e", "Could not find Assigned Technician: TECH-999"), ("10a5", "Site is running in read only mode"),
    ("10k", "Internal Server Error"),
    ("10g", "504 Gateway Time-out"), ("01x", "404 Not Found"), ("10c", "301 Moved Permanently"),
    ("01d", "You are not permitted to access this resource."),
    ("10i", "division by zero"), ("05c", "Cannot delete or cancel because"),
  ])
  func wordsAreTheSitesOwnWithoutMarkup(id: String, words: String) throws {
    let recording = try #require(try Recording.all(.mariadb).first { $0.id.hasPrefix(id + "-") })
    let said: String
    switch recording.failure {
    case .refused(_, _, let words), .retry(_, let words), .ambiguous(let words), .signInNeeded(let words): said = words
    default: said = ""
    }
    #expect(said.contains(words), "\(said)")
    #expect(!said.contains("<") && !said.contains("&lt;"))
    #expect(said.utf8.count <= 2_000)
  }

  /// A rate limit says how long.
  @Test func retryAfter() throws {
    let recording = try #require(try Recording.all(.mariadb).first { $0.id.hasPrefix("07m-") })
    guard case .retry(let seconds?, _) = recording.failure else {
      Issue.record("\(String(describing: recording.failure))")
      return
    }
    #expect(seconds > 0)
  }
}
