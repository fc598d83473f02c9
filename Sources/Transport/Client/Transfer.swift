import CCurl
import Glibc

/// One request on its way. Everything but `ticket` belongs to the loop's thread once it has been started.
final class Transfer: @unchecked Sendable {
  enum Delivery: Sendable {
    case whole(@Sendable (Result<HTTPResponse, TransportError>) -> Void)
    case stream(head: @Sendable (Result<HTTPHead, TransportError>) -> Void, body: BodyBuffer)
  }

  let ticket: Ticket
  private let request: HTTPRequest
  private let delivery: Delivery
  private(set) var handle: UnsafeMutableRawPointer?
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var bodyBytes: UnsafeMutableBufferPointer<CChar>?

  private var status = 0
  private var headers = HTTPHeaders()
  private var headerByteCount = 0
  private var headDelivered = false
  private var body: [UInt8] = []
  private var bodyByteCount = 0
  /// How often the request was about to be sent; libcurl starts anew by itself when a kept connection turns out to be dead.
  private var sendings = 0
  private var ownFailure: TransportError.Reason?
  private var hasFinished = false

  private static let mostHeaderBytes = 256 << 10

  init(ticket: Ticket, request: HTTPRequest, delivery: Delivery) {
    self.ticket = ticket
    self.request = request
    self.delivery = delivery
  }

  // MARK: Setting up

  func prepare(_ handle: UnsafeMutableRawPointer, environment: NetworkEnvironment, userAgent: String) {
    self.handle = handle
    let origin = request.origin
    let context = Unmanaged.passUnretained(self).toOpaque()
    _ = ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    _ = ccurl_set_string(handle, CURLOPT_URL, origin.text + origin.basePath + request.target)
    _ = ccurl_set_long(handle, CURLOPT_PATH_AS_IS, 1)
    _ = ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    _ = ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    _ = ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    _ = ccurl_set_string(handle, CURLOPT_USERAGENT, userAgent)
    _ = ccurl_set_string(handle, CURLOPT_UNIX_SOCKET_PATH, origin.socketPath)
    _ = ccurl_set_string(handle, CURLOPT_PROXY, environment.proxy(for: origin))
    _ = ccurl_set_string(handle, CURLOPT_NOPROXY, environment.noProxy)
    _ = ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    _ = ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    _ = ccurl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let file = environment.authorityFile { _ = ccurl_set_string(handle, CURLOPT_CAINFO, file) }
    if let folder = environment.authorityFolder { _ = ccurl_set_string(handle, CURLOPT_CAPATH, folder) }
    // A name that resolves slowly must not hold up a cancellation, nor the other transfers with it.
    _ = ccurl_set_long(handle, CURLOPT_QUICK_EXIT, 1)
    _ = ccurl_set_long(handle, CURLOPT_TCP_KEEPALIVE, 1)
    _ = ccurl_set_long(handle, CURLOPT_TCP_KEEPIDLE, 60)
    _ = ccurl_set_long(handle, CURLOPT_TCP_KEEPINTVL, 20)
    // A signed-in connection is no business of the programs that this one starts.
    _ = ccurl_set_socket_callback(handle) { _, socket, _ in
      fcntl(socket, F_SETFD, FD_CLOEXEC) == 0 ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR
    }
    // nginx drops an idle connection after 15 s (CONTRACT.md, "Transport").
    _ = ccurl_set_long(handle, CURLOPT_MAXAGE_CONN, 12)
    setTimeLimits(handle)
    setMethod(handle)
    setHeaders(handle)

    _ = ccurl_set_pointer(handle, CURLOPT_PRIVATE, context)
    _ = ccurl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.of(context).receiveHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    _ = ccurl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.of(context).receiveBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    _ = ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    _ = ccurl_set_request_callback(handle) { context, _, _, _, _ in Transfer.of(context).aboutToSend() }
    _ = ccurl_set_pointer(handle, CURLOPT_PREREQDATA, context)
  }

  private func setTimeLimits(_ handle: UnsafeMutableRawPointer) {
    let limits = request.timeLimits
    _ = ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
    _ = ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, limits.total?.milliseconds ?? 0)
    if let silence = limits.silence {
      _ = ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
      _ = ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, silence.milliseconds / 1_000))
    }
  }

  private func setMethod(_ handle: UnsafeMutableRawPointer) {
    switch request.method {
    case .get where request.body.isEmpty: _ = ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
    case .head: _ = ccurl_set_long(handle, CURLOPT_NOBODY, 1)
    case .delete where request.body.isEmpty: _ = ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, "DELETE")
    default:
      let bytes = UnsafeMutableBufferPointer<CChar>.allocate(capacity: max(1, request.body.count))
      for (index, byte) in request.body.enumerated() { bytes[index] = CChar(bitPattern: byte) }
      bodyBytes = bytes
      _ = ccurl_set_long(handle, CURLOPT_POST, 1)
      _ = ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      _ = ccurl_set_pointer(handle, CURLOPT_POSTFIELDS, bytes.baseAddress)
      _ = ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
    }
  }

  private func setHeaders(_ handle: UnsafeMutableRawPointer) {
    func add(_ line: String) { headerList = curl_slist_append(headerList, line) }
    for field in request.headers.fields { add(field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)") }
    if let credential = request.origin.credential { add("Authorization: \(credential.headerValue)") }
    if !request.body.isEmpty, request.headers["Content-Type"] == nil { add("Content-Type: application/json") }
    // No `100 Continue` handshake: it costs a round trip, and proxies get it wrong.
    add("Expect:")
    _ = ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList)
    // Compression would hold a stream's bytes back.
    if case .whole = delivery { _ = ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "") }
  }

  /// Gives the memory back, once libcurl is done with it; the handle is the loop's again.
  func release() {
    handle = nil
    curl_slist_free_all(headerList)
    headerList = nil
    bodyBytes?.deallocate()
    bodyBytes = nil
  }

  // MARK: What libcurl calls

  private static func of(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  private func aboutToSend() -> Int32 {
    sendings += 1
    guard sendings > 1, !request.isRepeatable else { return CURL_PREREQFUNC_OK }
    // A kept connection died under a write. The write may have arrived; only the caller can find out.
    ownFailure = .interrupted
    return CURL_PREREQFUNC_ABORT
  }

  private func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Int {
    headerByteCount += bytes.count
    guard headerByteCount <= Self.mostHeaderBytes else { return fail(.answerTooLong) }
    var line = bytes[...]
    while let last = line.last, last == 0x0D || last == 0x0A { line.removeLast() }
    if line.starts(with: "HTTP/".utf8) {
      headers.removeAll()
      return bytes.count
    }
    if line.isEmpty {
      endOfHead()
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 {
      let blanks: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
      var value = line[(colon + 1)...].drop(while: blanks)
      while let last = value.last, blanks(last) { value.removeLast() }
      headers.add(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
    }
    return bytes.count
  }

  private func endOfHead() {
    guard let handle else { return }
    var code = 0
    _ = ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &code)
    guard code >= 200 else { return }
    status = code
    if case .stream = delivery { deliverHead() }
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Int {
    switch delivery {
    case .whole:
      bodyByteCount += bytes.count
      guard bodyByteCount <= request.maximumBodyBytes else { return fail(.answerTooLong) }
      if body.isEmpty, let length = headers["Content-Length"].flatMap({ Int($0) }), length <= request.maximumBodyBytes {
        body.reserveCapacity(length)
      }
      body.append(contentsOf: bytes)
    case .stream(_, let buffer):
      deliverHead()
      guard buffer.push(bytes) else { return Int(CURL_WRITEFUNC_PAUSE) }
    }
    return bytes.count
  }

  /// What makes libcurl stop: another count than it gave.
  private func fail(_ reason: TransportError.Reason) -> Int {
    ownFailure = reason
    return 0
  }

  // MARK: Ending

  private var reusedConnection: Bool {
    guard let handle else { return false }
    var connects = 0
    _ = ccurl_get_long(handle, CURLINFO_NUM_CONNECTS, &connects)
    return connects == 0
  }

  private var head: HTTPHead { HTTPHead(status: status, headers: headers, reusedConnection: reusedConnection) }

  private func deliverHead() {
    guard case .stream(let deliver, _) = delivery, !headDelivered, status > 0 else { return }
    headDelivered = true
    deliver(.success(head))
  }

  func finish(_ result: CURLcode) {
    if result == CURLE_OK, status > 0 {
      succeed()
    } else {
      fail(ownFailure ?? Self.reason(of: result), detail: String(cString: curl_easy_strerror(result)))
    }
  }

  private func succeed() {
    guard !hasFinished else { return }
    hasFinished = true
    switch delivery {
    case .whole(let deliver): deliver(.success(HTTPResponse(head: head, body: body)))
    case .stream(_, let buffer):
      deliverHead()
      buffer.finish(nil)
    }
  }

  func fail(_ reason: TransportError.Reason, detail: String = "") {
    guard !hasFinished else { return }
    hasFinished = true
    let error = TransportError(
      reason, mayHaveBeenSent: sendings > 0, reusedConnection: sendings > 1 || (sendings == 1 && reusedConnection), detail: detail
    )
    switch delivery {
    case .whole(let deliver): deliver(.failure(error))
    case .stream(let deliver, let buffer):
      if headDelivered {
        buffer.finish(error)
      } else {
        headDelivered = true
        deliver(.failure(error))
      }
    }
  }

  private static func reason(of code: CURLcode) -> TransportError.Reason {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unknownHost
    case CURLE_COULDNT_CONNECT, CURLE_PROXY, CURLE_INTERFACE_FAILED: .cannotConnect
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_CIPHER, CURLE_SSL_CERTPROBLEM, CURLE_SSL_ENGINE_INITFAILED:
      .untrusted
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2, CURLE_HTTP3:
      .malformedAnswer
    case CURLE_FILESIZE_EXCEEDED: .answerTooLong
    case CURLE_URL_MALFORMAT, CURLE_BAD_FUNCTION_ARGUMENT: .invalidRequest
    default: .interrupted
    }
  }
}

extension Duration {
  /// Rounded up, so that a short limit does not become "none".
  var milliseconds: Int {
    let parts = components
    return Int(parts.seconds) * 1_000 + Int((parts.attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
