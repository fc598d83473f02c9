import Configuration
import Domain

/// What one run leaves to the next of how the console was left: by name, so that a version that knows more or fewer of them reads the
/// file all the same.
package struct SessionMemory: Sendable, Equatable {
  package var values: [String: SessionValue]

  package init(values: [String: SessionValue] = [:]) { self.values = values }

  /// As the console stands now.
  package init(_ state: State) {
    values = [:]
    for field in SessionFields.all { if let value = field.value(state) { values[field.name] = value } }
  }
}

/// One thing that comes back at the next start.
struct SessionField: Sendable {
  let name: String
  /// nil where it stands as it would without a memory.
  let value: @Sendable (borrowing State) -> SessionValue?
  /// Passes over what it cannot use.
  let restore: @Sendable (SessionValue, inout State) -> Void
}

/// When the memory is to be kept.
struct SessionUpkeep: Sendable {
  /// As it was last handed out, or read.
  var kept = SessionMemory()
  var isDue = false
  var generation = 0

  /// Seconds after a change: several are written once.
  static let pause = 3
}

extension State {
  /// Brings back how the console was left. What the command line asks for is laid over it afterwards.
  package mutating func restore(_ memory: SessionMemory) {
    for field in SessionFields.all { if let value = memory.values[field.name] { field.restore(value, &self) } }
    session.kept = SessionMemory(self)
  }

  /// After what a person did: the memory is written a while later, once for all that happens until then.
  mutating func noteSession() -> [Effect] {
    guard !session.isDue, SessionMemory(self) != session.kept else { return [] }
    session.isDue = true
    session.generation += 1
    return [.timer(TimerID(.session, generation: session.generation), after: SessionUpkeep.pause)]
  }

  mutating func keepSession(_ generation: Int) -> [Effect] {
    guard generation == session.generation else { return [] }
    session.isDue = false
    let memory = SessionMemory(self)
    guard memory != session.kept else { return [] }
    session.kept = memory
    return [.keepSession(memory)]
  }
}
