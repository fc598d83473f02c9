import Dispatch

/// Blocking work (SQLite, files) off the threads that tasks run on: two cores have two of those, and a blocked one stalls every task.
package struct BlockingWork: Sendable {
  private let queue: DispatchQueue

  /// Runs one piece after the other.
  package init(_ label: String) { queue = DispatchQueue(label: label, qos: .userInitiated) }

  package func callAsFunction<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
      queue.async {
        do throws(Failure) {
          continuation.resume(returning: .success(try body()))
        } catch {
          continuation.resume(returning: .failure(error))
        }
      }
    }
    return try result.get()
  }

  /// Without waiting for it.
  package func start(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }
}
