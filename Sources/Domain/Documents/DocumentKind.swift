/// What the console knows how to read and write. Which doctype of a site stands behind a kind is the mapping's business.
package enum DocumentKind: String, CaseIterable, Sendable, Codable {
  case job
  case technician
  case leave
  case tag
  case serviceLocation
  case equipment
  case subscription
}
