import Synchronization

/// HTTP/1.1 over one thread of libcurl's multi interface: connections are kept and reused, no cookie is ever kept, TLS is always
/// verified. Safe to use from any task; one client serves a whole process.
package final class HTTPClient: Sendable {
  private let loop: CurlLoop
  private let nextID = Atomic<UInt64>(1)

  package init(environment: NetworkEnvironment = .ofThisProcess(), userAgent: String = "gigafibre-dispatch") {
    loop = CurlLoop(environment: environment, userAgent: userAgent)
  }

  deinit { loop.shutDown() }

  /// Ends what is under way with `.closed` and returns when the thread is gone. To be called before the process exits: libcurl must
  /// not be at work while its libraries are being torn down.
  package func shutDown() { loop.shutDown() }

  /// The whole answer, of any status. Cancelling the task ends the request at once.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    var request = request
    for _ in 0...Self.mostRedirects {
      let response = try await sendOnce(request)
      guard let next = try Redirect.next(after: response.head, to: request) else { return response }
      request = next
    }
    throw TransportError(.badRedirect, mayHaveBeenSent: true)
  }

  /// The head of the answer, and its body as it comes.
  package func stream(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    var request = request
    for _ in 0...Self.mostRedirects {
      let stream = try await streamOnce(request)
      guard let next = try Redirect.next(after: stream.head, to: request) else { return stream }
      request = next
    }
    throw TransportError(.badRedirect, mayHaveBeenSent: true)
  }

  private static let mostRedirects = 5

  private func sendOnce(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    if let mistake = request.mistake { throw TransportError(mistake) }
    let ticket = Ticket(id: nextID.wrappingAdd(1, ordering: .relaxed).oldValue)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<HTTPResponse, TransportError>, Never>) in
        loop.start(Transfer(ticket: ticket, request: request, delivery: .whole { continuation.resume(returning: $0) }))
      }
    } onCancel: {
      loop.cancel(ticket)
    }
    return try result.get()
  }

  private func streamOnce(_ request: HTTPRequest) async throws(TransportError) -> HTTPStream {
    if let mistake = request.mistake { throw TransportError(mistake) }
    let ticket = Ticket(id: nextID.wrappingAdd(1, ordering: .relaxed).oldValue)
    let loop = loop
    let buffer = BodyBuffer(onDrain: { loop.resume(ticket) }, onAbandon: { loop.cancel(ticket) })
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<HTTPHead, TransportError>, Never>) in
        loop.start(
          Transfer(
            ticket: ticket, request: request, delivery: .stream(head: { continuation.resume(returning: $0) }, body: buffer)))
      }
    } onCancel: {
      loop.cancel(ticket)
    }
    return HTTPStream(head: try result.get(), body: BodyStream(buffer))
  }
}

/// A request's name on the loop, and whether its caller has given it up: a cancellation may come before the start.
final class Ticket: Sendable {
  let id: UInt64
  private let givenUp = Atomic<Bool>(false)

  init(id: UInt64) { self.id = id }

  var isGivenUp: Bool { givenUp.load(ordering: .acquiring) }
  func giveUp() { givenUp.store(true, ordering: .releasing) }
}

enum Redirect {
  /// The request that a 3xx answer asks for; nil where the answer is the result.
  static func next(after head: HTTPHead, to request: HTTPRequest) throws(TransportError) -> HTTPRequest? {
    guard request.redirects == .follow, request.method.isSafe, [301, 302, 303, 307, 308].contains(head.status),
      let location = head.headers["Location"]
    else { return nil }
    var next = request
    if let parts = URLParts(absolute: location.hasPrefix("//") ? "\(request.origin.scheme.rawValue):\(location)" : location) {
      guard !parts.hasUserInfo, let origin = try? Origin("\(parts.scheme)://\(parts.host)\(parts.port.map { ":\($0)" } ?? "")")
      else {
        throw TransportError(.badRedirect, mayHaveBeenSent: true)
      }
      var same = request.origin.withoutBasePath
      if !(same.scheme == origin.scheme && same.host == origin.host && same.port == origin.port) { same = origin }
      next.origin = same
      next.target = (parts.path.isEmpty ? "/" : parts.path) + parts.suffix
    } else if let target = Self.target(location, from: request.origin.basePath + request.target) {
      next.origin = request.origin.withoutBasePath
      next.target = target
    } else {
      throw TransportError(.badRedirect, mayHaveBeenSent: true)
    }
    if next.mistake != nil { throw TransportError(.badRedirect, mayHaveBeenSent: true) }
    return next
  }

  /// A reference without scheme and host, against the target that was asked for (RFC 3986, section 5.2; dot segments are the
  /// server's to resolve).
  private static func target(_ reference: String, from current: String) -> String? {
    let reference = reference.prefix { $0 != "#" }
    guard reference.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return nil }
    let path = current.prefix { $0 != "?" }
    if reference.hasPrefix("/") { return String(reference) }
    if reference.hasPrefix("?") { return String(path) + String(reference) }
    if reference.isEmpty || (reference.prefix { $0 != "/" && $0 != "?" }).contains(":") { return nil }
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return String(path[...slash]) + String(reference)
  }
}
