import Canvas
import Domain

/// A place on the map, kept beside the board so that drawing never walks all jobs' documents.
package struct Pin: Sendable, Equatable {
  enum Kind: Sendable, Equatable {
    case home
    case job(JobStatus, isUrgent: Bool)
    case gone
  }

  var coordinate: Coordinate
  var kind: Kind

  var isHome: Bool { kind == .home }

  var role: Role {
    switch kind {
    case .home, .gone: .mapHome
    case .job(let status, let isUrgent): isUrgent && !status.isFinished ? .jobUrgent : status.isFinished ? .jobDone : .mapPin
    }
  }
}
