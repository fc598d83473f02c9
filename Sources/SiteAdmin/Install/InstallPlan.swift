import Domain
import ERPNext

/// What `site install` will create, in order; nothing in it changes what is there.
package struct InstallPlan: Sendable, Equatable {
  package enum Step: Sendable, Equatable {
    case role(String)
    case doctype(Blueprint.Doctype)
    case field(Blueprint.Field, of: String)
    /// May read what has been deleted, and nothing else of it.
    case readDeleted(role: String)
  }

  package var steps: [Step] = []
  /// What is wrong and is left to a person: a field of another type, a kind that the mapping gives another name to.
  package var left: [Leftover] = []

  package enum Leftover: Sendable, Equatable {
    case wrongType(kind: DocumentKind, field: String, found: String)
    /// The mapping names a doctype that the site does not have: creating it would be guessing.
    case mappedDoctype(kind: DocumentKind, doctype: String)
    case mappedField(kind: DocumentKind, field: String, siteName: String)
    case missingValues(kind: DocumentKind, field: String, values: [String])
  }

  package var isEmpty: Bool { steps.isEmpty }
}

extension InstallPlan {
  /// - Parameters:
  ///   - doctypes: names of all doctypes that the site has.
  ///   - roles: those that the site has.
  ///   - mayReadDeleted: roles that may read `Deleted Document` already.
  package init(
    from report: SiteReport, blueprint: Blueprint = .gigafibre, doctypes: Set<String>, roles: Set<String>,
    mayReadDeleted: Set<String>
  ) {
    for role in Blueprint.Role.allCases where !roles.contains(role.rawValue) { steps.append(.role(role.rawValue)) }
    var wanted: Set<String> = []
    var fields: [Step] = []
    for kind in report.kinds {
      let standard = SiteMapping.standard[kind.kind]
      guard kind.verdict != .missing else {
        guard kind.doctype == standard?.doctype, let doctype = blueprint[kind.doctype] else {
          left.append(.mappedDoctype(kind: kind.kind, doctype: kind.doctype))
          continue
        }
        wanted.insert(doctype.name)
        wanted.formUnion(doctype.fields.filter { $0.type == "Table" }.map(\.options))
        continue
      }
      for field in kind.fields {
        switch field.verdict {
        case .found:
          if !field.missingValues.isEmpty {
            left.append(.missingValues(kind: kind.kind, field: field.siteName, values: field.missingValues))
          }
        case .wrongType(let found), .otherTarget(let found):
          left.append(.wrongType(kind: kind.kind, field: field.siteName, found: found))
        case .missing:
          guard field.siteName == field.name,
            let made = blueprint[standard?.doctype ?? ""]?.fields.first(where: { $0.name == field.name })
          else {
            left.append(.mappedField(kind: kind.kind, field: field.name, siteName: field.siteName))
            continue
          }
          if made.type == "Table" { wanted.insert(made.options) }
          fields.append(.field(made, of: kind.doctype))
        }
      }
    }
    steps += blueprint.doctypes.filter { wanted.contains($0.name) && !doctypes.contains($0.name) }.map { .doctype($0) }
    steps += fields
    steps += Blueprint.Role.allCases.map(\.rawValue).filter { !mayReadDeleted.contains($0) }.map { .readDeleted(role: $0) }
  }
}
