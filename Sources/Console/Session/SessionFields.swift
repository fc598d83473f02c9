import Canvas
import Configuration
import Domain

/// All that comes back at the next start; one entry each.
enum SessionFields {
  static let all: [SessionField] =
    [
      SessionField(name: "view") {
        $0.view == .main ? nil : .text($0.view.rawValue)
      } restore: {
        if let view = $0.text.flatMap(State.View.init(rawValue:)) { $1.view = view }
      },
      // Who looked at today looks at today again.
      SessionField(name: "day") {
        $0.followsToday || $0.day == $0.today ? nil : .text($0.day.siteText)
      } restore: {
        if let day = $0.text.flatMap(LocalDate.init(sessionText:)) {
          $1.day = day
          $1.followsToday = false
        }
      },
      SessionField(name: "filter") {
        $0.list.filter.isEmpty ? nil : .text($0.list.filter)
      } restore: {
        $1.list.filter = Sanitise.line($0.text ?? "")
      },
      SessionField(name: "sort") {
        $0.list.sort == .time ? nil : .text($0.list.sort.rawValue)
      } restore: {
        if let sort = $0.text.flatMap(JobSort.init(rawValue:)) { $1.list.sort = sort }
      },
      SessionField(name: "technicians-sort") {
        $0.technicians.sort == .name ? nil : .text($0.technicians.sort.rawValue)
      } restore: {
        if let sort = $0.text.flatMap(TechnicianSort.init(rawValue:)) { $1.technicians.sort = sort }
      },
      SessionField(name: "backlog-sort") {
        $0.backlog.sort == .urgency ? nil : .text($0.backlog.sort.rawValue)
      } restore: {
        if let sort = $0.text.flatMap(BacklogSort.init(rawValue:)) { $1.backlog.sort = sort }
      },
      SessionField(name: "resource") {
        $0.list.resource == .technician ? nil : .text($0.list.resource.rawValue)
      } restore: {
        if let resource = $0.text.flatMap(Technician.ResourceType.init(rawValue:)) { $1.list.resource = resource }
      },
      SessionField(name: "tag") {
        $0.list.tag.map { .text($0.text) }
      } restore: {
        if let tag = $0.text, !tag.isEmpty { $1.list.tag = DocumentName(tag) }
      },
      SessionField(name: "zoom") {
        $0.timeline.zoom.sessionText.map { .text($0) }
      } restore: {
        if let zoom = $0.text.flatMap(TimelineZoom.init(sessionText:)) { $1.timeline.zoom = zoom }
      },
      SessionField(name: "weeks") {
        $0.wholeWeeks.isEmpty ? nil : .texts($0.wholeWeeks.map(\.rawValue).sorted())
      } restore: {
        let views = Set($0.texts.compactMap(State.View.init(rawValue:))).intersection([.planning, .statistics])
        $1.wholeWeeks = $1.timeline.zoom == .week ? views.union([.planning]) : views.subtracting([.planning])
      },
      SessionField(name: "folded") {
        $0.list.folded.isEmpty ? nil : .texts($0.list.folded.map(\.sessionText).sorted())
      } restore: {
        $1.list.folded = Set($0.texts.compactMap(GroupKey.init(sessionText:)))
      },
      SessionField(name: "list-share") {
        $0.paneSizes.list.map { .number($0) }
      } restore: {
        if let share = $0.number, (1..<1_000).contains(share) { $1.paneSizes.list = share }
      },
      SessionField(name: "sheet-share") {
        $0.paneSizes.sheet.map { .number($0) }
      } restore: {
        if let share = $0.number, (1..<1_000).contains(share) { $1.paneSizes.sheet = share }
      },
    ] + MapSession.fields
}

extension GroupKey {
  var sessionText: String {
    switch self {
    case .backlog: "backlog"
    case .unassigned: "unassigned"
    case .resource(let name): "resource " + name.text
    }
  }

  init?(sessionText text: String) {
    switch text {
    case "backlog": self = .backlog
    case "unassigned": self = .unassigned
    default:
      guard text.hasPrefix("resource "), text.utf8.count > 9 else { return nil }
      self = .resource(DocumentName(String(text.dropFirst(9))))
    }
  }
}

extension LocalDate {
  /// `2026-05-06`.
  init?(sessionText text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2], (1900...2999).contains(year) else {
      return nil
    }
    self.init(year: year, month: month, day: day)
  }
}
