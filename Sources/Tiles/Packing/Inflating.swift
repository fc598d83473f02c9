import CZlib
import Domain

/// Unpacks gzip and zlib up to a limit, however much the packed bytes would become.
package enum Inflating {
  package static func unpacked(_ bytes: [UInt8], limit: Int) throws(TileFailure) -> [UInt8] {
    var stream = z_stream()
    guard czlib_begin_inflate(&stream) == Z_OK else { throw .undecodable }
    defer { inflateEnd(&stream) }
    var source = bytes
    var unpacked: [UInt8] = []
    unpacked.reserveCapacity(min(limit, bytes.count * 4 + 512))
    var chunk = [UInt8](repeating: 0, count: 65_536)
    let code: Int32 = source.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(clamping: input.count)
      while true {
        let code = chunk.withUnsafeMutableBufferPointer { target in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          return inflate(&stream, Z_NO_FLUSH)
        }
        let count = chunk.count - Int(stream.avail_out)
        if unpacked.count + count > limit { return Z_MEM_ERROR }
        unpacked.append(contentsOf: chunk[..<count])
        // No progress: the packed bytes have ended early.
        if code != Z_OK || count == 0 && stream.avail_in == 0 { return code }
      }
    }
    if code == Z_MEM_ERROR { throw .tooLarge(limit: limit) }
    guard code == Z_STREAM_END else { throw .undecodable }
    return unpacked
  }
}
