import Domain
import Glibc

/// Opens a file of tiles by what it is, whatever its name.
package enum TileFileOpening {
  package static func open(_ path: String) throws(TileFailure) -> any TileFile {
    let start = try firstBytes(of: path)
    if start.starts(with: "SQLite format 3\0".utf8) { return try MBTilesFile(path) }
    if start.starts(with: "PMTiles".utf8) || start.starts(with: "PM".utf8) { return try PMTilesFile(path) }
    throw .notTiles(path: path)
  }

  private static func firstBytes(of path: String) throws(TileFailure) -> [UInt8] {
    let file = try ReadableFile(path)
    return try file.bytes(at: 0, count: min(16, file.size))
  }

  static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}

/// A regular file that is read by place; it stays the same file when another takes its name.
final class ReadableFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: Int32

  init(_ path: String) throws(TileFailure) {
    self.path = path
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing(path: path) : .unreadable(path: path, errno: errno)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notTiles(path: path)
    }
    size = status.st_size
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Exactly so many bytes.
  func bytes(at offset: Int, count: Int) throws(TileFailure) -> [UInt8] {
    guard offset >= 0, count >= 0, count <= TileBounds.packed, offset <= size, count <= size - offset else {
      throw .damaged(path: path)
    }
    var failed: Int32?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { target, filled in
      while filled < count {
        let got = pread(descriptor, target.baseAddress! + filled, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { failed = errno }
        if got <= 0 { break }
        filled += got
      }
    }
    if let failed { throw .unreadable(path: path, errno: failed) }
    guard bytes.count == count else { throw .damaged(path: path) }
    return bytes
  }
}
