import Domain
import Transport

extension FrappeClient {
  /// Who changed what in a document, newest first, as its form shows it: whoever may read the document may read that, while the
  /// doctype Version is for those who manage the site (CONTRACT.md, 06d to 06d3).
  package func history(of kind: DocumentKind, named name: DocumentName) async throws(SiteFailure) -> [HistoryEntry] {
    let plan = try plan(kind)
    let target =
      "/api/method/frappe.desk.form.load.get_docinfo"
      + PercentEncoding.query([("doctype", plan.mapping.doctype), ("name", name.text)])
    guard let docinfo = try await get(target)["docinfo"] else { throw .malformed("no docinfo") }
    let people = docinfo["user_info"]
    return (docinfo["versions"]?.array ?? []).compactMap { version in
      guard let creation = version["creation"]?.string, let user = version["owner"]?.string,
        let text = version["data"]?.string, let data = try? JSONValue(parsing: Array(text.utf8))
      else { return nil }
      let changes = plan.changes(ofVersion: data)
      if changes.isEmpty { return nil }
      return HistoryEntry(
        at: LocalDateTime(siteText: creation), user: user, name: people?[user]?["fullname"]?.string ?? "", changes: changes)
    }
  }

  /// What the site lets this user do.
  package func permissions() async throws(SiteFailure) -> SitePermissions {
    let mayWrite = try await mayWrite(doctype: try kindMapping(.job).doctype)
    let user = try await loggedUser()
    return SitePermissions(user: user, mayWrite: mayWrite, roles: try await roles(of: user))
  }

  /// Whether this user may change documents of a doctype, whatever their own permissions say.
  package func mayWrite(doctype: String) async throws(SiteFailure) -> Bool {
    let question = PercentEncoding.query([("doctype", doctype), ("docname", ""), ("perm_type", "write")])
    let answer = try await get("/api/method/frappe.client.has_permission" + question)
    guard let mayWrite = answer["message"]?["has_permission"]?.bool else { throw .malformed("no permission") }
    return mayWrite
  }

  /// nil where the site keeps them to itself, as Frappe does from all who do not manage users.
  private func roles(of user: String) async throws(SiteFailure) -> [String]? {
    let target = "/api/method/frappe.desk.form.load.getdoc" + PercentEncoding.query([("doctype", "User"), ("name", user)])
    do throws(SiteFailure) {
      let documents = try await get(target)["docs"]?.array ?? []
      let roles = (documents.first?["roles"]?.array ?? []).compactMap { $0["role"]?.string }
      return roles.isEmpty ? nil : roles
    } catch {
      switch error {
      case .refused, .notFound: return nil
      default: throw error
      }
    }
  }
}

/// What a user may do at a site, as far as the site says.
package struct SitePermissions: Sendable, Equatable {
  package let user: String
  package let mayWrite: Bool
  /// nil where the site does not tell.
  package let roles: [String]?

  package init(user: String, mayWrite: Bool, roles: [String]? = nil) {
    self.user = user
    self.mayWrite = mayWrite
    self.roles = roles
  }
}

extension FieldPlan {
  /// `data` of a Version in the console's names; fields that the console does not know are left out.
  func changes(ofVersion data: JSONValue) -> [FieldChange] {
    var changes: [FieldChange] = []
    for change in data["changed"]?.array ?? [] {
      guard let field = change[0]?.string, let column = columns.first(where: { $0.siteName == field }) else { continue }
      changes.append(
        FieldChange(column.schema.name, before: value(change[1], column), after: value(change[2], column)))
    }
    for table in tables {
      func rows(_ key: String) -> [[String: FieldValue]] {
        (data[key]?.array ?? []).compactMap { entry in
          guard entry[0]?.string == table.siteName, let object = entry[1]?.object else { return nil }
          return row(table) { object[$0.siteName] ?? .null }
        }
      }
      let (removed, added) = (rows("removed"), rows("added"))
      if removed.isEmpty && added.isEmpty { continue }
      changes.append(FieldChange(table.name, before: .rows(removed), after: .rows(added)))
    }
    return changes
  }

  /// Versions hold what a form shows, which may be a number as text or a date in words: what cannot be read stays as it is.
  private func value(_ json: JSONValue?, _ column: Column) -> FieldValue {
    let value = Canonical.value(json, type: column.schema.type)
    if case .text(let text) = value, mapping.values[column.schema.name] != nil {
      return .text(mapping.consoleValue(text, of: column.schema.name))
    }
    return value
  }
}
