import Console
import Domain
import Hub
import Synchronization

/// Where the tracked devices were last seen, told by the technician that each travels with. They never pass through the replica.
final class LivePositions: Sendable {
  private struct Known {
    var latest: [Int: DevicePosition] = [:]
    var technicians: [Int: DocumentName] = [:]
  }

  private let known = Mutex(Known())

  /// The position as the console shows it; nil while nobody is known to travel with the device.
  func take(_ position: DevicePosition) -> Position? {
    known.withLock { known in
      if let last = known.latest[position.device], last.fixTime > position.fixTime { return nil }
      known.latest[position.device] = position
      return known.technicians[position.device].map { Position(position, of: $0) }
    }
  }

  /// The technicians of a board that has just been read: the positions of those who were not known before.
  func take(_ technicians: some Sequence<Technician>) -> [Position] {
    known.withLock { known in
      technicians.compactMap { technician in
        guard let device = technician.device, known.technicians.updateValue(technician.name, forKey: device) != technician.name
        else { return nil }
        return known.latest[device].map { Position($0, of: technician.name) }
      }
    }
  }
}

extension Position {
  init(_ position: DevicePosition, of technician: DocumentName) {
    self.init(technician: technician, coordinate: position.coordinate, at: position.fixTime, isValid: position.isValid)
  }
}
