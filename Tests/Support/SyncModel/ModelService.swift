import Domain
import ERPNext
import Sync
import Synchronization

/// A `ModelSite` behind the protocol that the driver speaks, for tests of the driver.
package final class ModelService: DocumentService {
  private let model: Mutex<ModelSite>
  /// What happens to a request instead of, or after, its being done; nil: it is answered.
  private let fault: Mutex<@Sendable (SyncRequest) -> Fault?>

  package enum Fault: Sendable {
    case before(SiteFailure)
    case after(SiteFailure)
  }

  package init(_ site: ModelSite) {
    model = Mutex(site)
    fault = Mutex { _ in nil }
  }

  package func withSite<T: Sendable>(_ body: (inout ModelSite) -> T) -> T { model.withLock { body(&$0) } }
  package func setFault(_ body: @escaping @Sendable (SyncRequest) -> Fault?) { fault.withLock { $0 = body } }

  private func perform(_ request: SyncRequest) throws(SiteFailure) -> SyncAnswer {
    let fault = fault.withLock { $0(request) }
    if case .before(let failure) = fault { throw failure }
    let answer = model.withLock { $0.answer(request) }
    if case .after(let failure) = fault { throw failure }
    if case .failure(let failure) = answer { throw failure }
    return answer
  }

  package func changes(of kind: DocumentKind, after cursor: PullCursor, limit: Int) async throws(SiteFailure) -> [Document] {
    guard case .documents(let documents) = try perform(.changes(kind, after: cursor, limit: limit)) else { return [] }
    return documents
  }

  package func versions(of kind: DocumentKind, in slice: DocumentSlice) async throws(SiteFailure) -> [DocumentVersion] {
    guard case .versions(let versions) = try perform(.versions(kind, slice)) else { return [] }
    return versions
  }

  package func documents(of kind: DocumentKind, named names: [DocumentName]) async throws(SiteFailure) -> [Document] {
    guard case .documents(let documents) = try perform(.documents(kind, names)) else { return [] }
    return documents
  }

  package func document(of kind: DocumentKind, named name: DocumentName) async throws(SiteFailure) -> Document {
    guard case .document(let document?) = try perform(.document(kind, name)) else { throw .notFound }
    return document
  }

  package func update(
    _ kind: DocumentKind, named name: DocumentName, fields: [String: FieldValue], modified: String, requestID: String
  ) async throws(SiteFailure) -> WriteReceipt {
    let request = SyncRequest.update(kind, name, fields: fields, modified: modified, requestID: requestID)
    guard case .receipt(let receipt) = try perform(request) else { throw .malformed("no receipt") }
    return receipt
  }

  package func create(
    _ kind: DocumentKind, fields: [String: FieldValue], requestID: String
  ) async throws(SiteFailure) -> WriteReceipt {
    guard case .receipt(let receipt) = try perform(.create(kind, fields: fields, requestID: requestID)) else {
      throw .malformed("no receipt")
    }
    return receipt
  }

  package func document(_ kind: DocumentKind, createdBy requestID: String) async throws(SiteFailure) -> Document? {
    guard case .document(let document) = try perform(.created(kind, requestID: requestID)) else { return nil }
    return document
  }
}
