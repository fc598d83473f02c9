import Canvas
import Domain
import Scheduling
import Widgets

/// What would follow from what is typed in a job's form, before it is saved.
extension JobFormLayer {
  /// More technicians than these are not gone through at every letter.
  private static let mostTechnicians = 60

  /// The job as the form would leave it, as far as its fields can be read.
  private func typedJob(_ state: State) -> Job? {
    guard let board = state.board else { return nil }
    var job = original ?? Job(reference: DocumentReference(.job, localID: "form"), subject: "")
    let reader = JobFieldText(board: board, zone: state.zone, now: state.now, job: original)
    for word in [JobFieldWord.technician, .start, .length, .window, .tags, .place] {
      guard form[.field(word)] != nil else { continue }
      let text = form.text(.field(word))
      guard !text.isEmpty else {
        if word == .technician { job.technician = nil }
        if word == .start { job.scheduledStart = nil }
        continue
      }
      guard let setting = try? reader.setting(word, text) else { return nil }
      switch setting {
      case .technician(let technician): job.technician = technician
      case .start(.clock(let clock)?): job.scheduledStart = state.zone.instant(clock)
      case .start(.instant(let instant)?): job.scheduledStart = instant
      case .duration(let duration): job.duration = duration
      case .window(let window): job.window = window
      case .tags(let tags): job.tags = tags
      case .coordinate(let coordinate): job.coordinate = coordinate ?? job.coordinate
      default: break
      }
    }
    return job
  }

  /// Of the typed technician at the typed time, or who would be free then; nil where that is another day's, or cannot be told.
  func consequences(_ state: State) -> Span? {
    guard let plan = state.drawnPlan?.plan, let job = typedJob(state), !job.status.isFinished, let start = job.scheduledStart,
      state.zone.local(start).date == state.day
    else { return nil }
    let words = state.words
    if let technician = job.technician {
      let told = state.consequences(placing: job, of: original ?? job, with: technician, at: start, plan)
      let spans = [told.load].compactMap { $0 } + told.spans
      let worst = [Role.bad, .warning, .loadOver].first { role in spans.contains { $0.role == role } }
      return Span(spans.map(\.text).joined(separator: " · "), worst ?? .dim)
    }
    guard plan.days.count <= Self.mostTechnicians else { return nil }
    let free = plan.candidates(for: [job], at: start).filter {
      $0.parts.allSatisfy { $0.checks.allSatisfy { $0.severity < .warning } }
    }
    let names = free.prefix(3).map { state.name(of: $0.technician) }
    return names.isEmpty ? Span(words.nobodyIsFree, .warning) : Span(words.wouldBeFree(names, of: free.count), .dim)
  }
}

extension Words {
  var nobodyIsFree: String {
    say("personne n'est libre sans accroc à cette heure", "nobody is free at that time without a catch")
  }
  func wouldBeFree(_ names: [String], of count: Int) -> String {
    say("libres : ", "free: ") + names.joined(separator: ", ") + (count > names.count ? ", +\(number(count - names.count))" : "")
  }
}
