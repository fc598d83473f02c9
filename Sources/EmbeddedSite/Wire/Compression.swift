import CZlib

extension SiteRequest {
  var acceptsGzip: Bool {
    (header("Accept-Encoding") ?? "").split(separator: ",").contains { offer in
      let parts = offer.split(separator: ";").map { $0.filter { $0 != " " } }
      return parts.first == "gzip"
        && !parts.dropFirst().contains { $0.hasPrefix("q=0") && !$0.contains { "123456789".contains($0) } }
    }
  }
}

extension SiteResponse {
  /// Shorter bodies are not worth it; bench's nginx leaves them too.
  private static let shortest = 256

  /// Compressed where the client accepts it, as by the nginx that stands before a real site (CONTRACT.md, "Transport").
  func compressed(for request: SiteRequest) -> Self {
    guard body.count >= Self.shortest, request.acceptsGzip, let packed = Gzip.packed(body) else { return self }
    var response = self
    response.body = packed
    response.headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
    return response
  }
}

enum Gzip {
  /// Fast rather than small: the reader is on the same machine. nil where zlib has no memory.
  static func packed(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard czlib_begin_gzip(&stream, Z_BEST_SPEED) == Z_OK else { return nil }
    defer { deflateEnd(&stream) }
    var source = bytes
    let room = Int(deflateBound(&stream, UInt(bytes.count)))
    var isWhole = false
    let packed = [UInt8](unsafeUninitializedCapacity: room) { target, count in
      source.withUnsafeMutableBufferPointer { input in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END
      }
      count = Int(stream.total_out)
    }
    return isWhole ? packed : nil
  }
}
