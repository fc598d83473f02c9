import Domain
import Transport

extension FrappeClient {
  package func update(
    _ kind: DocumentKind, named name: DocumentName, fields: [String: FieldValue], modified: String, requestID: String
  ) async throws(SiteFailure) -> WriteReceipt {
    let mapped = try kindMapping(kind)
    guard !modified.isEmpty else { throw .malformed("an update without the version it is based on") }
    var members = try siteFields(fields, of: kind, mapped)
    members.append(("modified", .string(modified)))
    return try await write(.put, resource(mapped, name), members, requestID: requestID, for: .update)
  }

  package func create(
    _ kind: DocumentKind, fields: [String: FieldValue], requestID: String
  ) async throws(SiteFailure) -> WriteReceipt {
    let mapped = try kindMapping(kind)
    var fields = fields
    let requestIDField = kind.field(Self.requestIDField) == nil ? nil : mapped.fields[Self.requestIDField]
    if requestIDField != nil { fields[Self.requestIDField] = .text(requestID) }
    return try await write(
      .post, "/api/resource/\(PercentEncoding.encode(mapped.doctype))", try siteFields(fields, of: kind, mapped),
      requestID: requestID,
      for: .create(requestIDField: requestIDField))
  }

  private func write(
    _ method: HTTPRequest.Method, _ target: String, _ members: [(key: String, value: JSONValue)], requestID: String,
    for purpose: AnswerClassification.Purpose
  ) async throws(SiteFailure) -> WriteReceipt {
    let request = HTTPRequest(
      method, origin, target, headers: ["X-Client-Request-Id": requestID], body: JSONValue.object(JSONObject(members)).bytes,
      redirects: .none)
    let response = try await answer(request, for: purpose)
    let object = try AnswerClassification.object(of: response, for: purpose, hasCredential: origin.credential != nil)
    guard let document = object["data"]?.object, let name = document["name"]?.string, let modified = document["modified"]?.string
    else {
      throw .ambiguous("an answer without name and modified")
    }
    noteClock(modified: modified, siteDate: response.serverDate)
    return WriteReceipt(name: DocumentName(name), creation: document["creation"]?.string, modified: modified)
  }

  /// In the order of the schema, so that the same edit is the same bytes. `name` and `creation` are no fields and never sent.
  private func siteFields(
    _ fields: [String: FieldValue], of kind: DocumentKind, _ mapped: SiteMapping.Kind
  ) throws(SiteFailure) -> [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = []
    for name in fields.keys.sorted() where kind.field(name) == nil || mapped.fields[name] == nil {
      throw refusal(.unmappedField, name)
    }
    for schema in kind.fields {
      guard let value = fields[schema.name], let siteName = mapped.fields[schema.name] else { continue }
      do throws(WriteMistake) {
        var json = try WriteValidation.json(value, type: schema.type, table: mapped.tables[schema.name])
        if case .string(let text) = json { json = .string(mapped.siteValue(text, of: schema.name)) }
        members.append((key: siteName, value: json))
      } catch { throw refusal(error, schema.name) }
    }
    return members
  }

  /// Status 0: it was refused here, and the words are the field's name.
  private func refusal(_ mistake: WriteMistake, _ field: String) -> SiteFailure {
    .refused(status: 0, exceptionType: mistake.rawValue, words: field)
  }
}
