import Domain

/// The machine's time zones.
package enum ZoneLibrary {
  package static let directory = "/usr/share/zoneinfo"
  /// Headquarters' zone, which is known even where the machine has no zone files.
  package static let headquartersZone = "America/Toronto"

  /// The zone of this IANA name, or what is wrong with it.
  package static func zone(named name: String, in directory: String = directory) -> Result<SiteZone, ZoneFailure> {
    guard isName(name) else { return .failure(.unknown(name)) }
    if let bytes = ProtectedFile.bytes(at: directory + "/" + name) {
      do throws(ZoneFile.Failure) {
        return .success(try ZoneFile.parse(bytes, identifier: name))
      } catch {
        return fallback(name).map(Result.success) ?? .failure(.unreadable(name))
      }
    }
    return fallback(name).map(Result.success) ?? .failure(.unknown(name))
  }

  package enum ZoneFailure: Error, Sendable, Hashable {
    case unknown(String)
    case unreadable(String)

    package var problem: Problem {
      switch self {
      case .unknown(let name): .unknownZone(name)
      case .unreadable(let name): .unreadableZone(name)
      }
    }
  }

  /// Eastern time by its rule since 2007, when the steps moved to March and November.
  package static func headquarters() -> SiteZone {
    SiteZone(identifier: headquartersZone, rule: "EST5EDT,M3.2.0,M11.1.0", since: 2_007) ?? .utc
  }

  private static func fallback(_ name: String) -> SiteZone? {
    switch name {
    case headquartersZone, "America/Montreal", "America/New_York", "Canada/Eastern", "EST5EDT":
      SiteZone(identifier: name, rule: "EST5EDT,M3.2.0,M11.1.0", since: 2_007)
    case "UTC", "Etc/UTC", "GMT": SiteZone(identifier: name, spans: SiteZone.utc.spans)
    default: nil
    }
  }

  /// A name stays inside the directory.
  private static func isName(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return name.utf8.count <= 64
      && parts.allSatisfy { part in
        !part.isEmpty
          && part.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789_+-".unicodeScalars.contains($0))
          }
      }
  }
}
