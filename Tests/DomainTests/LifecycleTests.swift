import Domain
import Testing

@Suite struct LifecycleTests {
  /// Rows: from. Columns, in the order of `JobStatus.allCases`: open, planned, published, en route, on site, paused, done, to
  /// reschedule, absent, cancelled. `.` no such step; t technician, s start, a actual start, e actual end, w words on the
  /// resolution, r reason, S supervisor; `-` nothing asked.
  private static let table: [(JobStatus, [String])] = [
    (.open, [".", "ts", ".", ".", ".", ".", ".", "r", "r", "r"]),
    (.planned, ["-", ".", "ts", ".", ".", ".", ".", "r", "r", "r"]),
    (.published, [".", "ts", ".", "t", ".", ".", ".", "r", "r", "r"]),
    (.enRoute, [".", ".", "ts", ".", "t", ".", ".", "r", "r", "r"]),
    (.onSite, [".", ".", ".", ".", ".", "t", "aew", "r", "r", "r"]),
    (.paused, [".", ".", ".", ".", "t", ".", "aew", "r", "r", "r"]),
    (.done, ["rS", ".", ".", ".", ".", ".", ".", ".", ".", "."]),
    (.toReschedule, ["-", "ts", ".", ".", ".", ".", ".", ".", "r", "r"]),
    (.customerAbsent, ["-", "ts", ".", ".", ".", ".", ".", "r", ".", "r"]),
    (.cancelled, ["rS", ".", ".", ".", ".", ".", ".", ".", ".", "."]),
  ]

  private static func spelled(_ requirements: Set<Lifecycle.Requirement>?) -> String {
    guard let requirements else { return "." }
    let letters: [(Lifecycle.Requirement, String)] = [
      (.technician, "t"), (.start, "s"), (.actualStart, "a"), (.actualEnd, "e"), (.resolution, "w"), (.reason, "r"),
      (.supervisor, "S"),
    ]
    let text = letters.filter { requirements.contains($0.0) }.map(\.1).joined()
    return text.isEmpty ? "-" : text
  }

  @Test func everyPairIsAsTheTableSays() {
    #expect(Self.table.map(\.0) == JobStatus.allCases)
    for (from, row) in Self.table {
      for (to, expected) in zip(JobStatus.allCases, row) {
        #expect(Self.spelled(Lifecycle.requirements(from: from, to: to)) == expected, "\(from) → \(to)")
      }
      let reachable = zip(JobStatus.allCases, row).filter { $0.1 != "." }.map(\.0)
      #expect(Lifecycle.successors(of: from) == reachable)
    }
  }

  @Test func everyPairGivesAReasonWhenItIsRefused() {
    for from in JobStatus.allCases {
      for to in JobStatus.allCases {
        let required = Lifecycle.requirements(from: from, to: to)
        let refusal = #expect(throws: Lifecycle.Refusal.self, "\(from) → \(to)") {
          try Lifecycle.check(from: from, to: to, met: [])
          // A step that asks for nothing is taken.
          if required?.isEmpty == true { throw Lifecycle.Refusal.already(from) }
        }
        switch refusal {
        case .already(let status): #expect(status == to || required?.isEmpty == true)
        case .noSuchStep(let a, let b, let reachable):
          #expect(a == from && b == to && required == nil)
          #expect(reachable == Lifecycle.successors(of: from))
        case .unmet(let unmet): #expect(Set(unmet) == required)
        case nil: Issue.record("no refusal for \(from) → \(to)")
        }
        if let required {
          #expect(throws: Never.self) { try Lifecycle.check(from: from, to: to, met: required) }
          for missing in required {
            #expect(throws: Lifecycle.Refusal.unmet([missing])) {
              try Lifecycle.check(from: from, to: to, met: required.subtracting([missing]))
            }
          }
        }
      }
    }
  }
}
