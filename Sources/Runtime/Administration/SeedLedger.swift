import Glibc
import SiteAdmin
import Transport

/// What `site seed` has created on a site, one JSON line a document, written before the next is created.
final class SeedLedger {
  private let path: String
  private(set) var entries: [SiteSeed.Made]
  /// How many there were when it was opened.
  let count: Int

  init(path: String) {
    self.path = path
    entries = Self.read(path)
    count = entries.count
  }

  /// false where it could not be kept.
  func append(_ made: SiteSeed.Made) -> Bool {
    entries.append(made)
    Self.makeDirectory(of: path)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let line = Array((Self.line(made) + "\n").utf8)
    return line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == line.count
  }

  func replace(_ left: [SiteSeed.Made]) {
    unlink(path)
    entries = []
    for made in left { _ = append(made) }
  }

  private static func line(_ made: SiteSeed.Made) -> String {
    let value: JSONValue = ["doctype": .string(made.doctype), "name": .string(made.name)]
    return value.text
  }

  private static func makeDirectory(of path: String) {
    var folders: [String] = []
    var folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    while !folder.isEmpty, access(folder, F_OK) != 0 {
      folders.append(folder)
      folder = String(folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)])
    }
    for folder in folders.reversed() { mkdir(folder, 0o700) }
  }

  private static func read(_ path: String) -> [SiteSeed.Made] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var made: [SiteSeed.Made] = []
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0 {
      guard let line, let value = try? JSONValue(parsing: String(cString: line)), let doctype = value["doctype"]?.string,
        let name = value["name"]?.string
      else { continue }
      made.append(.init(doctype: doctype, name: name))
    }
    return made
  }
}
