/// A user of the site, who signs in with an API key and its secret.
package struct SiteUser: Sendable, Equatable {
  package enum Access: String, Sendable, Comparable {
    case none, read, write
    /// Also reads the site's settings and the fields above level 0.
    case manage

    private var rank: Int { [Self.none: 0, .read: 1, .write: 2, .manage: 3][self]! }
    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
  }

  package let email: String
  package let fullName: String
  package let apiKey: String
  package let apiSecret: String
  package let access: Access
  /// As Frappe's Has Role lists them.
  package var roles: [String] {
    switch access {
    case .none: []
    case .read: ["Dispatch Viewer"]
    case .write: ["Dispatcher"]
    case .manage: ["Dispatch Supervisor", "Dispatcher", "System Manager"]
    }
  }
  package let isEnabled: Bool

  package init(
    email: String, fullName: String = "", apiKey: String, apiSecret: String, access: Access, isEnabled: Bool = true
  ) {
    self.email = email
    self.fullName = fullName
    self.apiKey = apiKey
    self.apiSecret = apiSecret
    self.access = access
    self.isEnabled = isEnabled
  }
}
