import Console
import Domain
import Glibc

/// What one run leaves to the next about a site, in small files beside its replica.
struct SiteMemory: Sendable {
  private let directory: String

  init(_ access: SiteAccess) { directory = access.directory }

  /// Seconds by which the site's clock was ahead of this machine's.
  var clockLead: Int64? {
    get { line("site-clock").flatMap { Int64($0) } }
    nonmutating set { keep(newValue.map { String($0) }, in: "site-clock") }
  }

  /// The IANA name of the zone that the site said it is in.
  var zone: String? {
    get { line("site-zone") }
    nonmutating set { keep(newValue, in: "site-zone") }
  }

  /// Seconds since that was told.
  var zoneAge: Int64? {
    var status = stat()
    guard stat("\(directory)/site-zone", &status) == 0 else { return nil }
    return SiteClock.machineSeconds() - Int64(status.st_mtim.tv_sec)
  }

  /// When the site last answered.
  var lastAnswer: Instant? {
    get { line("site-answered").flatMap { Int64($0) }.map { Instant(seconds: $0) } }
    nonmutating set { keep(newValue.map { String($0.seconds) }, in: "site-answered") }
  }

  /// What the site let this user do, as far as it said.
  var role: Preferences.Role? {
    get { line("site-role").flatMap(Preferences.Role.init(rawValue:)) }
    nonmutating set { keep(newValue?.rawValue ?? "", in: "site-role") }
  }

  private func line(_ name: String) -> String? {
    guard let file = fopen("\(directory)/\(name)", "re") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 128)
    guard fgets(&line, Int32(line.count), file) != nil else { return nil }
    return String(decoding: line.prefix { $0 != 0 && $0 != 0x0A }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func keep(_ text: String?, in name: String) {
    guard let text else { return }
    let descriptor = open("\(directory)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array("\(text)\n".utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
