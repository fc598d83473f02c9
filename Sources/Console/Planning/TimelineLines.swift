import Canvas
import Domain
import Widgets

/// The lines beneath the planning: which job, and what is to be known of its place, in the order in which it matters.
struct TimelineLines {
  let state: State
  private let words: Words

  init(_ state: State) {
    self.state = state
    words = state.words
  }

  func drawSelection(into frame: inout Frame, in area: Rect) {
    guard !area.isEmpty else { return }
    let consequences = state.consequencesOfSelection()
    var head: [Span] = []
    if let job = state.selectedJob {
      head = self.head(of: job)
      if let start = job.scheduledStart, !job.isInBacklog {
        head.append(Span(words.planned(start..<(start + job.duration), state.zone), .normal))
      } else {
        head.append(Span(words.noTimeYet, .dim))
      }
      head.append(Span(words.statusCode(job.status) + " " + words.inSentence(job.status), job.status.role))
    } else if case .resource = state.timelineRow, let board = state.board {
      head = [Span(TimelineRowView.name(of: state.timelineRow, board, words), .strong)]
    }
    if let swap = state.timeline.swap { head.insert(Span(words.swapping(swap.number), .editPending), at: 0) }
    draw(head, consequences, into: &frame, in: area)
  }

  /// The same of a job that is held elsewhere.
  func draw(
    _ proposal: TimelineProposal, _ consequences: TimelineConsequences, into frame: inout Frame, in area: Rect
  ) {
    guard !area.isEmpty, let job = state.board?.jobs[proposal.job] else { return }
    frame.fill(area, style: .normal)
    var head = self.head(of: job)
    var place = job.scheduledStart.map { words.clock(state.zone.local($0)) + " → " } ?? ""
    if let start = proposal.start, let technician = proposal.technician {
      let end = start + max(proposal.duration, 1)
      let clock = state.zone.local(start)
      if clock.date != state.day { place += words.shortDay(clock.date) + " " }
      place += words.planned(start..<end, state.zone)
      head.insert(Span(place, .strong), at: 1)
      head.insert(Span(state.name(of: technician), .normal), at: 2)
      if proposal.duration != job.duration {
        head.insert(Span(words.length(job.duration) + " → " + words.length(proposal.duration), .normal), at: 3)
      }
    }
    draw(head, consequences, into: &frame, in: area)
  }

  private func head(of job: Job) -> [Span] {
    let type = job.type.isEmpty ? job.subject : job.type
    var head = [Span(Sanitise.line(job.number + " " + type), .strong)]
    if !job.city.isEmpty { head.append(Span(Sanitise.line(job.city), .normal)) }
    let window = words.window(job.window, zone: state.zone, day: state.day, today: state.today, columns: 13)
    if !window.isEmpty { head.append(Span(words.windowShort + " " + window, .normal)) }
    return head
  }

  /// On one line, what follows goes before what is only read.
  private func draw(_ head: [Span], _ consequences: TimelineConsequences, into frame: inout Frame, in area: Rect) {
    if area.height == 1 {
      put(Array(head.prefix(1)) + consequences.spans, load: consequences.load, into: &frame, in: area)
      return
    }
    put(head, load: nil, into: &frame, in: area.row(0))
    put(consequences.spans, load: consequences.load, into: &frame, in: area.row(1))
  }

  private func put(_ spans: [Span], load: Span?, into frame: inout Frame, in line: Rect) {
    let loadWidth = load.map { TextWidth.columns(of: $0.text) } ?? 0
    let showsLoad = loadWidth > 0 && loadWidth + 24 < line.width
    let end = line.maxX - 1 - (showsLoad ? loadWidth + 2 : 0)
    var x = line.x + 1
    for (index, span) in spans.enumerated() {
      if index > 0 {
        guard x + 4 < end else { break }
        x = frame.put(" · ", x: x, y: line.y, style: Style(.dim), in: line)
      }
      let width = TextWidth.columns(of: span.text)
      let role: Role = span.role == .dialog ? .normal : span.role
      if x + width <= end {
        x = frame.put(span.text, x: x, y: line.y, style: Style(role), in: line)
      } else {
        frame.put(span.text, x: x, y: line.y, columns: max(0, end - x), style: Style(role), in: line)
        break
      }
    }
    if showsLoad, let load {
      frame.put(load.text, x: line.maxX - 1 - loadWidth, y: line.y, style: Style(load.role), in: line)
    }
  }
}

/// For screen readers: a line a resource, its jobs in order.
struct PlainTimeline {
  let state: State

  init(_ state: State) { self.state = state }

  func draw(into frame: inout Frame, in area: Rect) {
    guard let board = state.board else { return }
    let words = state.words
    let (rows, lines) = area.splitBottom(area.height >= 8 ? 2 : 0)
    let keys = [GroupKey.backlog] + state.timeline.rows.keys.dropFirst(state.timeline.top)
    for (index, key) in keys.prefix(rows.height).enumerated() {
      let line = rows.row(index)
      var text: String
      if key == .backlog {
        let jobs = state.backlogJobs.dropFirst(state.timeline.backlogFirst).prefix(12)
        text = words.backlogName(state.backlogJobs.count, columns: 40) + " : " + jobs.map(\.number).joined(separator: ", ")
      } else {
        let track = state.track(key)
        text = TimelineRowView.name(of: key, board, words)
        if !track.isMaterial { text += ", " + words.length(track.load) }
        if let leave = track.absence(track.shifts.first { $0.overlaps(state.zone.bounds(of: state.day)) }), !track.isMaterial {
          text += ", " + words.absent(Sanitise.line(leave.reason))
        }
        let jobs = track.blocks.map { block in
          words.planned(block.span, state.zone) + " " + block.number + " " + words.statusCode(block.status)
        }
        if !jobs.isEmpty { text += " : " + jobs.joined(separator: ", ") }
      }
      frame.put(text, x: line.x + 1, y: line.y, columns: max(0, line.width - 1), style: .normal, in: line)
      if key == state.timelineRow, state.layers.isEmpty { frame.cursor = Point(x: line.x, y: line.y) }
    }
    if let drag = state.timeline.drag, let proposal = drag.proposal {
      TimelineLines(state).draw(proposal, state.consequences(of: proposal, drag.plan), into: &frame, in: lines)
    } else {
      TimelineLines(state).drawSelection(into: &frame, in: lines)
    }
  }
}
