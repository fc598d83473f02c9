/// The site keeps its times on another clock than the one that they are read by here, by IANA names: what is written would mean another
/// hour there.
package struct ZoneMismatch: Error, Sendable, Hashable {
  package let site: String
  package let own: String

  package init(site: String, own: String) {
    self.site = site
    self.own = own
  }
}
