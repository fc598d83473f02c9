import Canvas
import Domain

package enum Language: String, CaseIterable, Sendable { case french = "fr", english = "en" }

/// Which characters the console draws with.
package enum SymbolSet: String, CaseIterable, Sendable {
  case unicode
  case ascii
  /// Linear text without boxes, for screen readers.
  case plain
}

/// What a site calls one kind of document; nil and absent entries mean the default name.
package struct KindMapping: Sendable, Equatable {
  package var doctype: String?
  /// The site's field name by the console's.
  package var fields: [String: String]
  /// The site's word by the console's, by the console's name of a Select field; of a job's `status` among them.
  package var values: [String: [String: String]]
  /// By the console's name of a table field.
  package var tables: [String: TableMapping]

  package init(
    doctype: String? = nil, fields: [String: String] = [:], values: [String: [String: String]] = [:],
    tables: [String: TableMapping] = [:]
  ) {
    self.doctype = doctype
    self.fields = fields
    self.values = values
    self.tables = tables
  }
}

/// What a site calls the rows of a child table.
package struct TableMapping: Sendable, Equatable {
  package var doctype: String?
  /// The site's field name by the console's.
  package var fields: [String: String]

  package init(doctype: String? = nil, fields: [String: String] = [:]) {
    self.doctype = doctype
    self.fields = fields
  }
}

/// Everything that can be configured, each with its value after all layers.
package struct Settings: Sendable, Equatable {
  /// nil: the embedded site.
  package var siteURL: String?
  /// Whether plain http may be used to an address that is not loopback.
  package var allowsPlainHTTP = false
  /// nil: what the site says, see ZoneLibrary for the last resort.
  package var zone: String?
  package var hubURL: String?
  /// nil: by LANG.
  package var language: Language?
  package var theme = "terminal"
  package var symbols = SymbolSet.unicode
  package var usesMouse = true
  package var headquarters = Coordinate.headquarters
  /// An OSRM server; nil: drives are estimated, but on the embedded site, which has one.
  package var routingURL: String?
  package var routingProfile = "driving"
  package var keymap = KeymapOverrides()
  package var mapping: [DocumentKind: KindMapping] = [:]
  /// One of `roles`; nil leaves it to the site.
  package var role: String?
  /// A tag, or technicians' names or codes, separated by commas.
  package var team = ""
  /// Days that customers' data is kept.
  package var retentionDays = 90
  /// A Nominatim; nil: none, but for the embedded site's own.
  package var geocoderURL: String?
  /// Whom its owner may write to.
  package var geocoderEmail = ""
  /// The person accepts the public server's usage policy, and that it learns the addresses.
  package var usesPublicGeocoder = false
  /// Seconds between two requests; nil: 1, and none to an address of this machine.
  package var geocoderPause: Double?
  /// A file of tiles (an absolute path, or one that begins with `~/`), or a server's address; nil: no detailed map.
  package var tiles: String?
  /// Megabytes that a server's tiles may take on disk.
  package var tileCacheMegabytes = 200
  /// A program and its arguments that prints credentials; no shell is involved.
  package var credentialCommand: [String] = []

  package init() {}

  static let roles = ["read-only", "dispatcher", "supervisor"]
}

/// A setting that has one value, by the name that files write.
package enum SettingKey: String, CaseIterable, Sendable {
  case siteURL = "site.url"
  case allowsPlainHTTP = "site.allow_plain_http"
  case zone = "site.zone"
  case hubURL = "hub.url"
  case language
  case theme
  case symbols
  case mouse
  case latitude = "headquarters.latitude"
  case longitude = "headquarters.longitude"
  case routingURL = "routing.url"
  case routingProfile = "routing.profile"
  case retentionDays = "retention_days"
  case role
  case team
  case geocoderURL = "geocoder.url"
  case geocoderEmail = "geocoder.email"
  case publicGeocoder = "geocoder.public"
  case geocoderPause = "geocoder.pause"
  case tiles = "map.tiles"
  case tileCacheMegabytes = "map.cache_megabytes"

  /// The environment variable that sets it: `GIGAFIBRE_DISPATCH_SITE_URL`.
  package var variable: String {
    "GIGAFIBRE_DISPATCH_" + rawValue.uppercased().map { $0 == "." ? "_" : String($0) }.joined()
  }
}
