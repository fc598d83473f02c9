import Configuration
import Console
import Domain
import Geocoding
import Glibc
import Transport

/// Which geocoder is asked: the one that is configured, else the embedded site's own, else the public one where the person has said
/// yes to it, else none.
struct GeocoderChoice: Sendable {
  let setup: Setup

  /// `site`: where the console is; nil where that is not known.
  func server(of site: SiteAccess?, hasConsent: Bool = false) -> Result<NominatimServer, GeocodingFailure> {
    let settings = setup.settings
    if let address = settings.geocoderURL { return server(at: address) }
    if settings.siteURL == nil {
      guard let site, site.isEmbedded else { return .failure(.notConfigured) }
      return .success(NominatimServer(origin: site.site, pause: 0, isCached: false))
    }
    guard settings.usesPublicGeocoder || hasConsent || consent.isGiven else { return .failure(.notConfigured) }
    return server(at: NominatimServer.publicAddress)
  }

  private func server(at address: String) -> Result<NominatimServer, GeocodingFailure> {
    let settings = setup.settings
    guard let origin = try? Origin(address, allowsInsecure: settings.allowsPlainHTTP) else { return .failure(.notConfigured) }
    return .success(
      NominatimServer(
        origin: origin, pause: settings.geocoderPause.map { Int64($0 * 1_000) }, email: settings.geocoderEmail))
  }

  var manner: GeocodingManner {
    GeocodingManner(language: setup.words.language == .french ? "fr" : "en", center: setup.settings.headquarters)
  }

  var consent: PublicGeocoderConsent { PublicGeocoderConsent(directory: setup.directories.state) }
}

/// That the person has said yes to the public geocoder, in a file of the console's own: the configuration is the person's to write.
struct PublicGeocoderConsent: Sendable {
  let directory: String
  private var path: String { directory + "/public-geocoder" }

  var isGiven: Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_uid == geteuid()
  }

  /// 0, or the system's error number.
  func give() -> Int32 {
    var made = ""
    for part in directory.split(separator: "/") {
      made += "/" + part
      if mkdir(made, 0o700) != 0, errno != EEXIST { return errno }
    }
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    return 0
  }
}
