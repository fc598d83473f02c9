import Domain
import Foundation

/// Numbers that look random and are the same each time (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

let toronto = SiteZone(identifier: "America/Toronto", rule: "EST5EDT,M3.2.0,M11.1.0", since: 2007)!

func zoneBytes(_ name: String) throws -> [UInt8] {
  let file = name.replacingOccurrences(of: "/", with: ".") + ".tzif"
  return [UInt8](try Data(contentsOf: Bundle.module.bundleURL.appendingPathComponent("Zones/" + file)))
}

func clock(_ text: String) -> LocalDateTime { LocalDateTime(siteText: text)! }
func time(_ text: String) -> Instant { toronto.instant(clock(text)) }

let now = time("2026-05-06 10:40:00")
let context = EditContext(zone: toronto, now: now)
let marc = DocumentName("TECH-001")
let julie = DocumentName("TECH-002")

/// A job with all that its status asks for.
func job(
  _ status: JobStatus, technician: DocumentName? = marc, start: String? = "2026-05-06 13:00:00", notes: String = "",
  window: (String, String)? = nil
) -> Job {
  let isBegun = [.onSite, .paused, .done].contains(status)
  return Job(
    reference: DocumentReference(.job, name: "BT-01043"), subject: "Sans service", status: status, priority: .p2,
    window: window.map { Job.Window(start: time($0.0), end: time($0.1)) }, scheduledStart: start.map(time), duration: 75,
    technician: technician, actualStart: isBegun ? time("2026-05-06 09:00:00") : nil,
    actualEnd: status == .done ? time("2026-05-06 10:00:00") : nil, resolution: status == .done ? "ONT remplacé" : "",
    notes: notes, modified: "2026-05-06 08:00:00.000001")
}

/// The changes as `field: before → after`, in order of field names.
func described(_ outcome: EditOutcome) -> [String] {
  func text(_ value: FieldValue) -> String {
    switch value {
    case .null: "–"
    case .text(let text): text
    case .int(let number): String(number)
    case .float(let number): String(number)
    case .rows(let rows): "\(rows.count) rows"
    }
  }
  guard let changes = outcome.changes else { return ["\(outcome)"] }
  return changes.map { "\($0.field): \(text($0.before)) → \(text($0.after))" }.sorted()
}
