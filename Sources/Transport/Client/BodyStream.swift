import Synchronization

/// A body in the pieces in which it comes.
package struct BodyStream: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = TransportError

  /// Its end of life is the reader's: the transfer itself holds the buffer only.
  fileprivate final class Reader: Sendable {
    let buffer: BodyBuffer
    init(_ buffer: BodyBuffer) { self.buffer = buffer }
    deinit { buffer.abandon() }
  }

  private let reader: Reader

  init(_ buffer: BodyBuffer) { reader = Reader(buffer) }

  package struct AsyncIterator: AsyncIteratorProtocol {
    private let reader: Reader
    fileprivate init(_ reader: Reader) { self.reader = reader }

    package mutating func next(isolation actor: isolated (any Actor)? = #isolation) async throws(TransportError) -> [UInt8]? {
      try await reader.buffer.next().get()
    }
  }

  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(reader) }
}

/// What stands between the loop, which never waits, and a reader, which may be slow: bounded, so that the transfer pauses.
final class BodyBuffer: Sendable {
  private struct State {
    var pending: [UInt8] = []
    var end: TransportError?
    var hasEnded = false
    var isPaused = false
    var waiter: CheckedContinuation<Result<[UInt8]?, TransportError>, Never>?
  }

  private let state = Mutex(State())
  private let onDrain: @Sendable () -> Void
  private let onAbandon: @Sendable () -> Void
  private static let capacity = 1 << 20

  init(onDrain: @escaping @Sendable () -> Void, onAbandon: @escaping @Sendable () -> Void) {
    self.onDrain = onDrain
    self.onAbandon = onAbandon
  }

  /// Answers false, and takes nothing, when the reader has to catch up first.
  func push(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let (accepted, waiter) = state.withLock { state -> (Bool, (CheckedContinuation<Result<[UInt8]?, TransportError>, Never>)?) in
      if state.pending.count >= Self.capacity {
        state.isPaused = true
        return (false, nil)
      }
      if let waiter = state.waiter {
        state.waiter = nil
        return (true, waiter)
      }
      state.pending.append(contentsOf: bytes)
      return (true, nil)
    }
    waiter?.resume(returning: .success([UInt8](bytes)))
    return accepted
  }

  func finish(_ error: TransportError?) {
    let waiter = state.withLock { state in
      state.hasEnded = true
      state.end = error
      defer { state.waiter = nil }
      return state.waiter
    }
    waiter?.resume(returning: Self.ending(error))
  }

  func abandon() { onAbandon() }

  func next() async -> Result<[UInt8]?, TransportError> {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        var drained = false
        let answer = state.withLock { state -> Result<[UInt8]?, TransportError>? in
          if !state.pending.isEmpty {
            drained = state.isPaused
            state.isPaused = false
            defer { state.pending = [] }
            return .success(state.pending)
          }
          if state.hasEnded { return Self.ending(state.end) }
          state.waiter = continuation
          return nil
        }
        if drained { onDrain() }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      // The loop answers with `finish(.cancelled)`.
      onAbandon()
    }
  }

  private static func ending(_ error: TransportError?) -> Result<[UInt8]?, TransportError> {
    error.map { .failure($0) } ?? .success(nil)
  }
}
