import Domain

/// What `site check` has found.
package struct SiteReport: Sendable, Equatable {
  /// `frappe`, `erpnext` … with their versions.
  package var versions: [String: String] = [:]
  package var user = ""
  package var zone: ZoneReport?
  /// In the order of `DocumentKind.allCases`.
  package var kinds: [KindReport] = []

  package init() {}

  /// Nothing is missing that the console cannot work without.
  package var fits: Bool { kinds.allSatisfy { !$0.isBroken } && zone?.isWrong != true }
}

/// The site's zone, and whether its clock keeps to it.
package struct ZoneReport: Sendable, Equatable {
  /// IANA; nil where the site does not tell this user.
  package var told: String?
  package var configured: String
  /// Seconds by which the newest change is ahead of what the clock is in the configured zone; nil where there is no document.
  package var ahead: Int?

  package var isWrong: Bool { ahead.map { $0 > Self.tolerance } ?? false || told.map { $0 != configured } ?? false }
  private static let tolerance = 120
}

/// One kind of document on this site.
package struct KindReport: Sendable, Equatable {
  package enum Verdict: Sendable, Equatable {
    case found
    case missing
    /// There, but not for this user to read.
    case notReadable
    case notWritable
    /// Not looked at to the end: why, in the site's words.
    case unknown(String)
  }

  package let kind: DocumentKind
  package var doctype: String
  package var verdict: Verdict
  package var fields: [FieldReport] = []
  /// Rows of child tables, by the console's name of the table field.
  package var tables: [String: TableReport] = [:]
  /// The site's own doctype that looks like this one, where the expected one is missing.
  package var suggestion: MappingSuggestion?
  package var isSubmittable = false

  /// The console cannot work at all without jobs and technicians, nor without the fields that it requires of a kind that is there.
  package var isBroken: Bool {
    switch verdict {
    case .found, .notWritable: fields.contains { $0.isRequired && $0.verdict.isLack }
    case .missing, .notReadable, .unknown: kind.isRequired
    }
  }
}

package struct FieldReport: Sendable, Equatable {
  package enum Verdict: Sendable, Equatable {
    case found
    case missing
    /// The site's type of it.
    case wrongType(String)
    /// A Link to another doctype than the one expected.
    case otherTarget(String)

    var isLack: Bool {
      switch self {
      case .found: false
      case .missing, .wrongType, .otherTarget: true
      }
    }
  }

  /// The console's name.
  package let name: String
  package let siteName: String
  package let isRequired: Bool
  package var verdict: Verdict
  /// Select: words of the console that the site does not have among its options.
  package var missingValues: [String] = []
}

package struct TableReport: Sendable, Equatable {
  package var doctype: String
  /// The console's names of fields that its rows lack.
  package var missing: [String]
}

extension DocumentKind {
  /// Without these two there is no board.
  package var isRequired: Bool { self == .job || self == .technician }

  package func isRequired(_ field: FieldSchema) -> Bool {
    // A job is planned by these; without them it could be read but not dispatched.
    field.isRequired || (self == .job && ["technician", "scheduled_start", "duration_minutes"].contains(field.name))
  }
}
