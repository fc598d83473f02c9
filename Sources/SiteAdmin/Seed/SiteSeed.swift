import Domain
import ERPNext
import SampleWeek
import Transport

/// `site seed` and `site remove-seed`: the sample week's documents on a trial site, and away again. What was created is written down
/// document by document, and only that is ever taken away.
package struct SiteSeed: Sendable {
  /// One document that was created, as the ledger keeps it.
  package struct Made: Sendable, Equatable {
    package let doctype: String
    package let name: String

    package init(doctype: String, name: String) {
      self.doctype = doctype
      self.name = name
    }
  }

  private let client: FrappeClient

  package init(_ client: FrappeClient) { self.client = client }

  /// The sample in an order in which each document finds those that it links to.
  package static func documents(_ week: SampleWeek) -> [SampleDocument] {
    let order = [
      "Dispatch Tag", "Service Location", "Service Equipment", "Service Subscription", "Dispatch Technician", "Dispatch Leave",
      "Dispatch Job",
    ]
    var byDoctype: [String: [SampleDocument]] = [:]
    week.forEachDocument { byDoctype[$0.doctype, default: []].append($0) }
    return order.flatMap { byDoctype[$0] ?? [] }
  }

  /// Creates the sample's documents under the site's own names; `made` is told of each at once.
  ///
  /// The site names what it creates: links are rewritten to the names it gave.
  package func seed(_ week: SampleWeek, made: (Made) -> Void) async throws(SiteFailure) {
    var names: [String: String] = [:]
    for document in Self.documents(week) {
      guard let kind = SiteMapping.standard.kind(ofDoctype: document.doctype), let mapped = client.mapping[kind] else { continue }
      let body = self.body(of: document, kind, mapped, names)
      let name: String
      if kind == .tag || kind == .equipment,
        let existing = try await client.document(ofDoctype: mapped.doctype, named: document.name)?["name"]?.string
      {
        // Named by what it is called, and there already: not ours to take away.
        name = existing
      } else {
        name = try await client.add(body, toDoctype: mapped.doctype)
        made(Made(doctype: mapped.doctype, name: name))
      }
      names[document.doctype + "\0" + document.name] = name
    }
  }

  private func body(
    of document: SampleDocument, _ kind: DocumentKind, _ mapped: SiteMapping.Kind, _ names: [String: String]
  ) -> JSONValue {
    var members: [(key: String, value: JSONValue)] = []
    for field in document.fields {
      guard let schema = kind.field(field.name), let siteName = mapped.fields[field.name] else { continue }
      switch field.value {
      case .text(let text): members.append((siteName, .string(value(text, schema, mapped, names))))
      case .int(let number): members.append((siteName, .int(Int64(number))))
      case .float(let number): members.append((siteName, .double(number)))
      case .rows(let rows):
        guard case .table(let columns) = schema.type, let table = mapped.tables[field.name] else { continue }
        members.append((siteName, .array(rows.map { self.row($0, columns, table, mapped, names) })))
      }
    }
    return .object(JSONObject(members))
  }

  private func row(
    _ row: [SampleField], _ columns: [FieldSchema], _ table: SiteMapping.Table, _ mapped: SiteMapping.Kind,
    _ names: [String: String]
  ) -> JSONValue {
    let members: [(key: String, value: JSONValue)] = row.compactMap { field in
      guard case .text(let text) = field.value, let schema = columns.first(where: { $0.name == field.name }),
        let siteName = table.fields[field.name]
      else { return nil }
      return (siteName, .string(value(text, schema, mapped, names)))
    }
    return .object(JSONObject(members))
  }

  private func value(_ text: String, _ schema: FieldSchema, _ mapped: SiteMapping.Kind, _ names: [String: String]) -> String {
    if case .link(let target) = schema.type, let doctype = SiteMapping.standard[target]?.doctype {
      return names[doctype + "\0" + text] ?? text
    }
    return mapped.values[schema.name]?[text] ?? text
  }

  /// Takes away what the ledger lists, last made first; the entries that could not be taken away, each with the site's words.
  package func remove(_ ledger: [Made]) async throws(SiteFailure) -> [(made: Made, words: String)] {
    var left: [(made: Made, words: String)] = []
    for made in ledger.reversed() {
      do throws(SiteFailure) { _ = try await client.delete(made.name, ofDoctype: made.doctype) } catch {
        guard case .refused(_, _, let words) = error else { throw error }
        left.append((made, words))
      }
    }
    return left.reversed()
  }
}
