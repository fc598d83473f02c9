import CZlib
import EmbeddedSite
import Testing

@Suite struct CompressionTests {
  private let list =
    "/api/resource/Dispatch%20Job?fields=%5B%22name%22%2C%22subject%22%5D&order_by=name%20asc&limit_page_length=200"

  private func unpacked(_ bytes: [UInt8]) -> [UInt8]? {
    var stream = z_stream()
    guard czlib_begin_gunzip(&stream) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var source = bytes
    var target = [UInt8](repeating: 0, count: 1 << 20)
    let code = source.withUnsafeMutableBufferPointer { input in
      target.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    return code == Z_STREAM_END ? Array(target.prefix(Int(stream.total_out))) : nil
  }

  @Test func anAnswerIsCompressedForWhoAcceptsIt() async throws {
    try await TestSite.with { site in
      let plain = try await site.send("GET", list, nil)
      #expect(plain.headers["content-encoding"] == nil)
      for accepted in ["gzip", "deflate, gzip;q=0.5, br"] {
        let packed = try await site.send("GET", list, nil, headers: ["Accept-Encoding": accepted])
        #expect(packed.headers["content-encoding"] == "gzip")
        #expect(packed.body.count * 3 < plain.body.count)
        #expect(packed.headers["content-length"] == "\(packed.body.count)")
        #expect(unpacked(packed.body) == plain.body)
      }
      let refused = try await site.send("GET", list, nil, headers: ["Accept-Encoding": "gzip;q=0, deflate"])
      #expect(refused.body == plain.body)
      // Not worth it.
      let short = try await site.send("GET", "/api/method/ping", nil, headers: ["Accept-Encoding": "gzip"])
      #expect(short.json?["message"] == "pong")
    }
  }
}
