import Domain
import Transport

extension FrappeClient: DocumentService {
  /// Documents asked for by name in one request (CONTRACT.md, "A sync that converged").
  static let namesPerRequest = 300
  static let versionsPerPage = 5_000

  package func changes(of kind: DocumentKind, after cursor: PullCursor, limit: Int) async throws(SiteFailure) -> [Document] {
    var filters: [JSONValue] = []
    var orFilters: [JSONValue] = []
    if !cursor.modified.isEmpty {
      // MariaDB answers every row where it cannot read the date (CONTRACT.md, 02v3).
      guard LocalDateTime(siteText: cursor.modified) != nil, cursor.modified.utf8.count <= 26 else {
        throw .malformed("a cursor that is no date")
      }
      filters = [ListQuery.filter("modified", ">=", .string(cursor.modified))]
      if let name = cursor.name {
        orFilters = [
          ListQuery.filter("modified", ">", .string(cursor.modified)), ListQuery.filter("name", ">", .string(name.text)),
        ]
      }
    }
    return try await documents(
      of: kind, filters: filters, orFilters: orFilters, order: "modified asc, name asc", limit: max(1, limit))
  }

  package func documents(of kind: DocumentKind, named names: [DocumentName]) async throws(SiteFailure) -> [Document] {
    var documents: [Document] = []
    var start = 0
    while start < names.count {
      let chunk = names[start..<min(start + Self.namesPerRequest, names.count)]
      let filter = ListQuery.filter("name", "in", .array(chunk.map { .string($0.text) }))
      documents += try await self.documents(of: kind, filters: [filter], orFilters: [], order: "name asc", limit: 0)
      start += Self.namesPerRequest
    }
    return documents
  }

  package func document(of kind: DocumentKind, named name: DocumentName) async throws(SiteFailure) -> Document {
    let plan = try plan(kind)
    let answer = try await get(resource(plan.mapping, name))
    guard let document = answer["data"]?.object.flatMap({ plan.document(whole: $0) }) else {
      throw .malformed("a document without name")
    }
    return document
  }

  package func document(_ kind: DocumentKind, createdBy requestID: String) async throws(SiteFailure) -> Document? {
    guard let field = try kindMapping(kind).fields[Self.requestIDField] else { return nil }
    let filter = ListQuery.filter(field, "=", .string(requestID))
    return try await documents(of: kind, filters: [filter], orFilters: [], order: "creation asc, name asc", limit: 1).first
  }

  static let requestIDField = "client_request_id"

  package func versions(of kind: DocumentKind, in slice: DocumentSlice) async throws(SiteFailure) -> [DocumentVersion] {
    let mapped = try kindMapping(kind)
    let within = try sliceFilters(slice, of: kind, mapped)
    var versions: [DocumentVersion] = []
    var last: String?
    while true {
      var query = ListQuery(
        doctype: mapped.doctype, fields: ["name", "creation", "modified"], filters: within, order: "name asc",
        limit: Self.versionsPerPage,
        asArrays: true)
      if let last { query.filters.append(ListQuery.filter("name", ">", .string(last))) }
      let rows = try await rows(query)
      for row in rows {
        guard let name = (row[0] ?? row["name"])?.string, let creation = (row[1] ?? row["creation"])?.string,
          let modified = (row[2] ?? row["modified"])?.string
        else { throw .malformed("a version without name") }
        versions.append(DocumentVersion(name: DocumentName(name), creation: creation, modified: modified))
      }
      guard rows.count >= Self.versionsPerPage, let name = versions.last?.name.text else { return versions }
      // A site that does not honour the bound would send the same page for ever.
      guard last != name else { throw .malformed("pages that do not go on") }
      last = name
    }
  }

  // MARK: Lists

  private func documents(
    of kind: DocumentKind, filters: [JSONValue], orFilters: [JSONValue], order: String, limit: Int
  ) async throws(SiteFailure) -> [Document] {
    try await withPlan(kind) { plan async throws(SiteFailure) in
      var query = ListQuery(
        doctype: plan.mapping.doctype, fields: plan.fieldNames, filters: filters, orFilters: orFilters, order: order,
        limit: limit,
        asArrays: plan.asArrays)
      let rows = try await self.wholeRows(&query, kind)
      var documents: [Document] = []
      documents.reserveCapacity(rows.count)
      for row in rows {
        guard let document = plan.document(row: row) else { throw .malformed("a row without name, creation or modified") }
        documents.append(document)
      }
      try await self.addChildRows(to: &documents, plan)
      return documents
    }
  }

  /// The rows; asked for by name, now and later, where the site leaves fields out without saying which.
  private func wholeRows(_ query: inout ListQuery, _ kind: DocumentKind) async throws(SiteFailure) -> [JSONValue] {
    let rows = try await rows(query)
    guard query.asArrays, let width = rows.first?.array?.count, width != query.fields.count else { return rows }
    readByName(kind)
    query.asArrays = false
    return try await self.rows(query)
  }

  /// All child rows of these documents, by one request a child doctype.
  private func addChildRows(to documents: inout [Document], _ plan: FieldPlan) async throws(SiteFailure) {
    guard !documents.isEmpty, !plan.tables.isEmpty else { return }
    var places: [DocumentName: Int] = [:]
    for (place, document) in documents.enumerated() { places[document.name] = place }
    var collected: [[String: [[String: FieldValue]]]] = Array(repeating: [:], count: documents.count)
    for doctype in Set(plan.tables.map(\.table.doctype)).sorted() {
      let tables = plan.tables.filter { $0.table.doctype == doctype }
      let columns = Set(tables.flatMap { $0.columns.map(\.siteName) }).sorted()
      let fields = ["parent", "parentfield", "idx"] + columns
      var query = ListQuery(
        doctype: doctype, fields: fields,
        filters: [
          ListQuery.filter("parent", "in", .array(documents.map { .string($0.name.text) })),
          ListQuery.filter("parenttype", "=", .string(plan.mapping.doctype)),
        ], order: "parent asc, idx asc", limit: 0, parent: plan.mapping.doctype, asArrays: plan.asArrays)
      for row in try await wholeRows(&query, plan.kind) {
        func value(_ index: Int) -> JSONValue? {
          guard let values = row.array else { return row[fields[index]] }
          return values.count == fields.count ? values[index] : nil
        }
        guard let parent = value(0)?.string, let field = value(1)?.string else { throw .malformed("a child row without parent") }
        guard let place = places[DocumentName(parent)], let table = tables.first(where: { $0.siteName == field }) else {
          continue
        }
        let cells = plan.row(table) { column in fields.firstIndex(of: column.siteName).flatMap { value($0) } ?? .null }
        collected[place][table.name, default: []].append(cells)
      }
    }
    for place in documents.indices {
      for table in plan.tables { documents[place].fields[table.name] = .rows(collected[place][table.name] ?? []) }
    }
  }

  private func sliceFilters(
    _ slice: DocumentSlice, of kind: DocumentKind, _ mapped: SiteMapping.Kind
  ) throws(SiteFailure) -> [JSONValue] {
    func siteName(_ field: String) throws(SiteFailure) -> String {
      if FieldPlan.identity.contains(field) { return field }
      guard let name = mapped.fields[field] else {
        throw .refused(status: 0, exceptionType: WriteMistake.unmappedField.rawValue, words: field)
      }
      return name
    }
    switch slice {
    case .all: return []
    case .range(let field, let from, let to):
      guard LocalDateTime(siteText: from) != nil, LocalDateTime(siteText: to) != nil else {
        throw .malformed("a slice that is no range of dates")
      }
      let name = try siteName(field)
      return [ListQuery.filter(name, ">=", .string(from)), ListQuery.filter(name, "<", .string(to))]
    case .among(let field, let values):
      let name = try siteName(field)
      return [ListQuery.filter(name, "in", .array(values.map { .string(mapped.siteValue($0, of: field)) }))]
    }
  }
}
