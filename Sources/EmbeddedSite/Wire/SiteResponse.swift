import FlyingFox
import FlyingSocks
import FoundationEssentials

/// An answer before it is put on the wire.
struct SiteResponse: Sendable {
  var status = 200
  var contentType = "application/json"
  var headers: [(name: String, value: String)] = []
  var body: [UInt8] = []

  static func json(_ value: JSON, status: Int = 200) -> Self { Self(status: status, body: value.bytes) }
  static func message(_ value: JSON) -> Self { json(["message": value]) }

  /// `{"data":…}` around bytes that are JSON already.
  static func data(_ bytes: [UInt8], name: StaticString = "data") -> Self {
    var body: [UInt8] = []
    body.reserveCapacity(bytes.count + 16)
    body.append(contentsOf: "{\"\(name)\":".utf8)
    body.append(contentsOf: bytes)
    body.append(UInt8(ascii: "}"))
    return Self(body: body)
  }

  static func page(_ text: String, status: Int) -> Self {
    Self(status: status, contentType: "text/html", body: Array(text.utf8))
  }

  static func error(_ error: FrappeError, wantsPage: Bool = false) -> Self {
    if let page = error.page { return .page(page, status: error.status) }
    if wantsPage {
      return .page(
        "<!DOCTYPE html>\n<!-- Built on frappe. https://frappeframework.com/ -->\n<html lang=\"en\"><head><title>\(error.status)</title></head><body>\(error.exceptionType)</body></html>\n",
        status: error.status)
    }
    var response = json(error.body, status: error.status)
    if error.status == 401 || error.status == 403 {
      response.headers.append(
        ("WWW-Authenticate", "Bearer resource_metadata=\"http://localhost/.well-known/oauth-protected-resource\""))
    }
    return response
  }

  func wire(date: String) -> HTTPResponse {
    var fields = HTTPHeaders()
    fields[.contentType] = contentType
    fields[.date] = date
    fields[.cacheControl] = "no-store,no-cache,must-revalidate,max-age=0"
    fields[HTTPHeader("Server")] = "gunicorn"
    for header in headers { fields.addValue(header.value, for: HTTPHeader(header.name)) }
    return HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: Self.phrase(status)), headers: fields,
      body: HTTPBodySequence(data: Data(body), suggestedBufferSize: 64 * 1024))
  }

  static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 202: "ACCEPTED"
    case 301: "MOVED PERMANENTLY"
    case 400: "BAD REQUEST"
    case 401: "UNAUTHORIZED"
    case 403: "FORBIDDEN"
    case 404: "NOT FOUND"
    case 409: "CONFLICT"
    case 413: "REQUEST ENTITY TOO LARGE"
    case 417: "EXPECTATION FAILED"
    case 429: "TOO MANY REQUESTS"
    case 502: "Bad Gateway"
    case 503: "SERVICE UNAVAILABLE"
    case 504: "Gateway Time-out"
    default: "INTERNAL SERVER ERROR"
    }
  }
}

/// A body that never ends by itself: what a stream's subscriber is sent.
struct StreamedBytes: AsyncBufferedSequence {
  typealias Element = UInt8
  let chunks: AsyncStream<[UInt8]>

  func makeAsyncIterator() -> Iterator { Iterator(chunks: chunks.makeAsyncIterator()) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    var chunks: AsyncStream<[UInt8]>.Iterator
    private var rest: ArraySlice<UInt8> = []

    init(chunks: AsyncStream<[UInt8]>.Iterator) { self.chunks = chunks }

    mutating func next() async throws -> UInt8? {
      if rest.isEmpty {
        guard let chunk = await chunks.next() else { return nil }
        rest = chunk[...]
      }
      return rest.popFirst()
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      if rest.isEmpty {
        guard let chunk = await chunks.next() else { return nil }
        rest = chunk[...]
      }
      defer { rest = [] }
      return rest
    }
  }
}

/// An upgrade that fails before its answer is written: the one way in which FlyingFox closes a connection without a byte.
struct ClosedUnanswered: WSHandler {
  struct Closed: Error {}

  func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> { throw Closed() }
}

/// A body that promises bytes and breaks the connection instead.
struct BrokenBytes: AsyncBufferedSequence {
  typealias Element = UInt8
  struct Broken: Error {}

  func makeAsyncIterator() -> Iterator { Iterator() }

  struct Iterator: AsyncBufferedIteratorProtocol {
    mutating func next() async throws -> UInt8? { throw Broken() }
    mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? { throw Broken() }
  }
}
