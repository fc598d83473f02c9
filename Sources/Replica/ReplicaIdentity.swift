/// Whose replica a file is. Two of them are never mixed.
package struct ReplicaIdentity: Sendable, Hashable {
  /// The site's origin, as configured: `https://erp.example.ca`, or the path of a local socket.
  package let site: String
  /// The user that the site knows the console as.
  package let user: String

  package init(site: String, user: String) {
    self.site = site
    self.user = user
  }

  /// A directory name that people can recognise and that no two identities share: letters and digits of both, and a hash.
  package var directoryName: String {
    let words = "\(site)-\(user)".unicodeScalars.map {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) ? Character($0) : "-"
    }
    let trimmed = String(words.prefix(48))
    return "\(trimmed)-\(String(fnv, radix: 16))"
  }

  /// FNV-1a, 64 bits, over the bytes of both parts with a separator between them.
  private var fnv: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in Array(site.utf8) + [0] + Array(user.utf8) {
      hash ^= UInt64(byte)
      hash = hash &* 0x100_0000_01B3
    }
    return hash
  }
}
