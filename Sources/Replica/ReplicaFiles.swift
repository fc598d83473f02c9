import Glibc

/// The replica's directory and file on disk: modes, owners, and the kind of file system they lie on.
enum ReplicaFiles {
  static let databaseName = "replica.sqlite"

  /// Makes the directory (0700) and the file (0600) where they are missing; SQLite gives its WAL the file's mode.
  static func prepare(directory: String, file: String = databaseName) throws(ReplicaFailure) {
    try makeDirectory(directory)
    if let network = networkFileSystem(at: directory) { throw .networkFileSystem(type: network) }
    let path = "\(directory)/\(file)"
    var status = stat()
    if lstat(path, &status) != 0 {
      guard errno == ENOENT else { throw failure(errno, path) }
      let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
      guard descriptor >= 0 || errno == EEXIST else { throw failure(errno, path) }
      if descriptor >= 0 { close(descriptor) }
      guard lstat(path, &status) == 0 else { throw failure(errno, path) }
    }
    // An existing file is never opened here: closing it would give up the locks that SQLite holds on it in this process.
    guard status.st_mode & S_IFMT == S_IFREG else { throw failure(ELOOP, path) }
    guard status.st_uid == geteuid() else { throw .unsafeLocation(path: directory, .ownedByAnother) }
    if status.st_mode & 0o077 != 0, chmod(path, 0o600) != 0 { throw failure(errno, directory) }
  }

  /// Runs `body` while no other process, and nobody else in this one, does the same in `directory`: turning a new file to WAL and
  /// folding a log back in answer "busy" at once, however long one would wait.
  static func whileAlone<T>(in directory: String, _ body: () throws -> T) throws -> T {
    let descriptor = open("\(directory)/opening", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(errno, directory) }
    defer { close(descriptor) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else { throw failure(errno, directory) }
    }
    return try body()
  }

  /// Bytes; 0 where there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_size : 0
  }

  /// A new file of lines, 0600, on the disk when this returns.
  static func write(_ lines: [String], to path: String) throws(ReplicaFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(errno, path) }
    defer { close(descriptor) }
    var bytes = Array(lines.joined(separator: "\n").utf8)[...]
    bytes.append(UInt8(ascii: "\n"))
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(errno, path) }
      bytes = bytes.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw failure(errno, path) }
  }

  private static func makeDirectory(_ path: String) throws(ReplicaFailure) {
    var status = stat()
    if lstat(path, &status) != 0 {
      guard errno == ENOENT else { throw failure(errno, path) }
      if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeParents(String(path[..<slash])) }
      guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(errno, path) }
      guard lstat(path, &status) == 0 else { throw failure(errno, path) }
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: break
    case S_IFLNK: throw .unsafeLocation(path: path, .symbolicLink)
    default: throw .unsafeLocation(path: path, .notADirectory)
    }
    guard status.st_uid == geteuid() else { throw .unsafeLocation(path: path, .ownedByAnother) }
    if status.st_mode & 0o077 != 0, chmod(path, 0o700) != 0 { throw .unsafeLocation(path: path, .openToOthers) }
  }

  private static func makeParents(_ path: String) throws(ReplicaFailure) {
    var status = stat()
    if stat(path, &status) == 0 { return }
    if let slash = path.lastIndex(of: "/"), slash != path.startIndex { try makeParents(String(path[..<slash])) }
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(errno, path) }
  }

  private static func failure(_ code: Int32, _ path: String) -> ReplicaFailure {
    switch code {
    case ENOSPC, EDQUOT: .diskFull
    case EACCES, EPERM, EROFS: .readOnly
    case ELOOP: .unsafeLocation(path: path, .symbolicLink)
    default: .inputOutput("\(path): \(String(cString: strerror(code)))")
    }
  }

  /// The name of the network file system that holds `path`, or nil on a local one.
  static func networkFileSystem(at path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    guard let mounts = contents("/proc/self/mountinfo"), let type = fileSystem(of: String(cString: real), mounts: mounts)
    else { return nil }
    let isNetwork = networkTypes.contains(type) || type.hasPrefix("fuse.") && type != "fuse.fuse-overlayfs"
    return isNetwork ? type : nil
  }

  /// Where `flock` or a shared memory map between processes does not hold.
  private static let networkTypes: Set<String> = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "coda", "9p", "lustre", "glusterfs", "ocfs2", "gfs2", "fuse",
  ]

  /// The type of the mount with the longest matching mount point; `mounts` as proc(5) describes `mountinfo`.
  static func fileSystem(of path: String, mounts: String) -> String? {
    var best: (length: Int, type: String)?
    for line in mounts.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 6, let dash = words.firstIndex(of: "-"), dash + 1 < words.count else { continue }
      let point = unescaped(words[4])
      guard path == point || path.hasPrefix(point.hasSuffix("/") ? point : point + "/") else { continue }
      if point.utf8.count >= best?.length ?? 0 { best = (point.utf8.count, String(words[dash + 1])) }
    }
    return best?.type
  }

  /// Blanks stand as `\040` in mount points.
  private static func unescaped(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Substring(text).utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), rest.count >= 3,
        let code = UInt8(String(decoding: Array(rest.prefix(3)), as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func contents(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count <= 0 { break }
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
