import Domain
import ERPNext
import Transport

/// `site install`: brings a site to what the console needs, by creating and nothing else.
package struct SiteInstall: Sendable {
  private let client: FrappeClient

  package init(_ client: FrappeClient) { self.client = client }

  private static let deleted = "Deleted Document"

  /// Reads what there is and says what is missing; creates nothing.
  package func plan(for report: SiteReport) async throws(SiteFailure) -> InstallPlan {
    let doctypes = Set(try await client.names(ofDoctype: "DocType"))
    let roles = Set(try await client.names(ofDoctype: "Role"))
    let grants = try await client.values(
      ofDoctype: "Custom DocPerm", fields: ["name", "role", "read"],
      where: [FrappeClient.condition("parent", "=", .string(Self.deleted))])
    let readers = grants.filter { $0["read"]?.int == 1 }.compactMap { $0["role"]?.string }
    return InstallPlan(from: report, doctypes: doctypes, roles: roles, mayReadDeleted: Set(readers))
  }

  /// Takes one step; what exists by then is taken for done, so that a plan that broke off can be begun again.
  package func take(_ step: InstallPlan.Step) async throws(SiteFailure) {
    switch step {
    case .role(let name):
      guard try await client.document(ofDoctype: "Role", named: name) == nil else { return }
      _ = try await client.add(["role_name": .string(name), "desk_access": 1], toDoctype: "Role")
    case .doctype(let doctype):
      guard try await client.document(ofDoctype: "DocType", named: doctype.name) == nil else { return }
      _ = try await client.add(doctype.json, toDoctype: "DocType")
    case .field(let field, let doctype):
      guard try await client.meta(ofDoctype: doctype).field(field.name) == nil else { return }
      _ = try await client.add(field.customField(of: doctype), toDoctype: "Custom Field")
    case .readDeleted(let role): try await grantDeleted(role)
    }
  }

  /// As soon as a doctype has one permission of the site's own, its built-in ones no longer count: they are copied first.
  private func grantDeleted(_ role: String) async throws(SiteFailure) {
    let own = try await client.values(
      ofDoctype: "Custom DocPerm", fields: ["name", "role"],
      where: [FrappeClient.condition("parent", "=", .string(Self.deleted))])
    if own.isEmpty, let doctype = try await client.document(ofDoctype: "DocType", named: Self.deleted) {
      for permission in doctype["permissions"]?.array ?? [] { _ = try await add(permission) }
    }
    guard !own.contains(where: { $0["role"]?.string == role }) else { return }
    _ = try await add(["role": .string(role), "permlevel": 0, "read": 1])
  }

  private static let rights = [
    "role", "permlevel", "if_owner", "select", "read", "write", "create", "delete", "submit", "cancel", "amend", "report",
    "export", "import", "share", "print", "email",
  ]

  private func add(_ permission: JSONValue) async throws(SiteFailure) -> String {
    let members = Self.rights.compactMap { right in permission[right].map { (key: right, value: $0) } }
    let parent: [(key: String, value: JSONValue)] = [("parent", .string(Self.deleted))]
    return try await client.add(.object(JSONObject(parent + members)), toDoctype: "Custom DocPerm")
  }
}
