/// What Frappe's forms ask for beside a document: its history, and what the user may do (CONTRACT.md, 06c, 06d3, 09f, 01zb).
struct FrappeForms: Sendable {
  let engine: SiteEngine
  let router: FrappeRouter

  func docinfo(_ request: SiteRequest, _ user: SiteUser) async throws -> SiteResponse {
    let parameters = try request.parameters()
    let doctype = try router.documentType(parameters["doctype"]?.string ?? "", user, .read)
    let name = parameters["name"]?.string ?? ""
    _ = try await engine.document(doctype, name, for: user)
    return .json(["docinfo": try await docinfo(doctype, name, user)])
  }

  private func docinfo(_ doctype: Doctype, _ name: String, _ user: SiteUser) async throws -> JSON {
    let versions = try await engine.versions(doctype, name)
    let people = Set(versions.compactMap { $0["owner"]?.string }).union([user.email]).sorted()
    let none = JSON.array([])
    return [
      "user_info": .object(people.map { .init($0, person($0)) }), "comments": none, "shared": none, "assignment_logs": none,
      "attachment_logs": none, "info_logs": none, "like_logs": none, "workflow_logs": none, "doctype": .string(doctype.name),
      "name": .string(name), "attachments": none, "communications": none, "automated_messages": none,
      "versions": .array(versions), "assignments": none, "permissions": Self.permissions(user), "views": none,
      "additional_timeline_content": none, "milestones": none, "is_document_followed": nil, "tags": "", "document_email": nil,
      "custom_perm_types": none,
    ]
  }

  private func person(_ email: String) -> JSON {
    let fullName = engine.users.first { $0.email == email }?.fullName ?? ""
    return [
      "fullname": .string(fullName.isEmpty ? email : fullName), "image": nil, "name": .string(email), "email": .string(email),
      "time_zone": .string(TorontoTime.identifier),
    ]
  }

  static func permissions(_ user: SiteUser) -> JSON {
    let read: JSON = user.access >= .read ? 1 : 0
    let write: JSON = user.access >= .write ? 1 : 0
    return [
      "if_owner": [:], "has_if_owner_enabled": false, "select": read, "read": read, "write": write, "create": write,
      "delete": write, "submit": 0, "cancel": 0, "amend": 0, "print": read, "email": read, "report": read, "import": 0,
      "export": read, "share": write,
    ]
  }

  func documentPermissions(_ request: SiteRequest, _ user: SiteUser) throws -> SiteResponse {
    _ = try router.documentType(try request.parameters()["doctype"]?.string ?? "", user, .none)
    return .message(["permissions": Self.permissions(user)])
  }

  func hasPermission(_ request: SiteRequest, _ user: SiteUser) throws -> SiteResponse {
    let parameters = try request.parameters()
    _ = try router.documentType(parameters["doctype"]?.string ?? "", user, .none)
    let asked = parameters["perm_type"]?.string ?? "read"
    return .message(["has_permission": .bool(Self.permissions(user)[asked]?.int == 1)])
  }

  /// A user's own page: the roles are for those who manage the site, and an empty list to others.
  func user(_ request: SiteRequest, _ user: SiteUser) throws -> SiteResponse {
    let parameters = try request.parameters()
    guard parameters["doctype"]?.string == "User", parameters["name"]?.string == user.email else {
      throw FrappeError.noDocumentPermission(user: user.email, doctype: parameters["doctype"]?.string ?? "")
    }
    let roles = user.access == .manage ? user.roles : []
    let document: JSON = [
      "name": .string(user.email), "enabled": 1, "email": .string(user.email), "full_name": .string(user.fullName),
      "language": "fr", "time_zone": .string(TorontoTime.identifier), "doctype": "User",
      "roles": .array(
        roles.enumerated().map { place, role in
          [
            "doctype": "Has Role", "parent": .string(user.email), "parentfield": "roles", "parenttype": "User",
            "idx": .int(Int64(place + 1)), "role": .string(role),
          ]
        }),
    ]
    return .json(["docs": [document], "docinfo": ["permissions": Self.permissions(user)]])
  }
}
