/// The last position of a technician's device, as a tracker has it.
package struct SamplePosition: Sendable, Equatable {
  package let technician: String
  package let device: Int
  package let spot: SampleSpot
  /// Minutes before the sample's 10:40.
  package let minutesOld: Int
  package let isValid: Bool
}

/// What a diagnostic of a customer's terminal finds.
package struct SampleDiagnostic: Sendable, Equatable {
  package let serial: String
  package let isOnline: Bool
  package let receivedPower: Double
}

package enum SampleDiagnostics {
  /// Offline, at −31 dBm.
  package static let darkSerial = "GFBR00DEAD31"
  /// On a job's equipment, and known to no diagnostic system.
  package static let unknownSerial = "GFBR00UNKN20"
  package static let all = [SampleDiagnostic(serial: darkSerial, isOnline: false, receivedPower: -31)]
}

/// A text message to a customer and what became of it.
package struct SampleMessage: Sendable, Equatable {
  package let job: String
  package let text: String
  package let isDelivered: Bool
}

extension SampleWeek {
  /// One for every device that has one: TECH-006's is 47 minutes old, TECH-007's is not valid, TECH-012's device has none.
  package var positions: [SamplePosition] {
    var random = SampleRandom(seed: seed &+ 0x90)
    return Technicians.week.compactMap { technician in
      let age = random.between(1, 12)
      let north = Double(random.between(-900, 900))
      let east = Double(random.between(-900, 900))
      if technician.name == "TECH-012" || technician.name == "TECH-009" { return nil }
      let here = TodaysJobs.all.first {
        $0.technician == technician.name && ($0.status == JobStatuses.onSite || $0.status == JobStatuses.enRoute)
      }
      let spot = here.map { Municipalities.named($0.town).spot } ?? technician.base
      return SamplePosition(
        technician: technician.name, device: technician.device, spot: spot.moved(north: north, east: east),
        minutesOld: technician.name == "TECH-006" ? 47 : age, isValid: technician.name != "TECH-007")
    }
  }

  package static let messages = [
    SampleMessage(job: "BT-01031", text: "Gigafibre : votre technicien arrivera vers 13 h.", isDelivered: false),
    SampleMessage(job: "BT-01026", text: "Gigafibre : votre technicienne est en route.", isDelivered: true),
  ]
}
