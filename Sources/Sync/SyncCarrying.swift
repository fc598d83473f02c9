import Domain
import ERPNext
import Replica

// How an engine's words become calls on the replica and on the site.
extension Replica {
  /// The documents whose row or open edits changed. `beginSending` has an answer of its own and is not for here.
  package func commit(_ commit: SyncCommit) throws(ReplicaFailure) -> Set<DocumentReference> {
    switch commit {
    case .store(let documents, let watermark): return try store(documents, watermark: watermark)
    case .remove(let kind, let names): return try remove(kind, names)
    case .beginSending: return []
    case .returnToWaiting(let id, let isUncertain):
      try returnToWaiting(id, isUncertain: isUncertain)
      return []
    case .markApplied(let id, let receipt):
      return try markApplied(id, name: receipt.name, creation: receipt.creation, modified: receipt.modified)
    case .confirm(let id, let document): return try confirm(id, as: document)
    case .rebase(let id, let changes, let document): return try rebase(id, changes: changes, onto: document)
    case .parkRefused(let id, let words, let isUncertain): return try park(id, refused: words, isUncertain: isUncertain)
    case .parkConflict(let id, let conflicts, let rest, let document):
      return try park(id, conflicts: conflicts, rest: rest, with: document)
    case .parkDeleted(let id): return try parkDeleted(id)
    }
  }
}

extension DocumentService {
  func answer(_ request: SyncRequest) async -> SyncAnswer {
    do {
      switch request {
      case .changes(let kind, let cursor, let limit): return .documents(try await changes(of: kind, after: cursor, limit: limit))
      case .versions(let kind, let slice): return .versions(try await versions(of: kind, in: slice))
      case .documents(let kind, let names): return .documents(try await documents(of: kind, named: names))
      case .document(let kind, let name): return .document(try await document(of: kind, named: name))
      case .created(let kind, let requestID): return .document(try await document(kind, createdBy: requestID))
      case .update(let kind, let name, let fields, let modified, let requestID):
        return .receipt(try await update(kind, named: name, fields: fields, modified: modified, requestID: requestID))
      case .create(let kind, let fields, let requestID):
        return .receipt(try await create(kind, fields: fields, requestID: requestID))
      }
    } catch {
      return .failure(error)
    }
  }
}
