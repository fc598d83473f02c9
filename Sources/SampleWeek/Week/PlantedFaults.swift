/// A flaw put into the sample on purpose, so that the console has it to show.
package struct PlantedFault: Sendable {
  /// 1–20, in the order of the sample's description.
  package let number: Int
  package let summary: String
  /// (doctype, name) of the documents that show it.
  package let documents: [(doctype: String, name: String)]
}

extension SampleWeek {
  package static let plantedFaults: [PlantedFault] = [
    fault(1, "1025 et 1034 se chevauchent de 20 minutes", jobs: 1025, 1034),
    fault(2, "aucun temps de trajet entre 1034 et 1035", jobs: 1034, 1035),
    fault(3, "épissure confiée à un technicien sans ce tag", jobs: 1023),
    fault(4, "9 h 50 de travail pour 8 h de quart", technicians: 4),
    fault(5, "plage manquée (1031) et plage qui le sera dans 25 minutes (1026)", jobs: 1031, 1026),
    fault(6, "bon placé dans un congé (1066) et absence d'aujourd'hui (1040 à 1042)", jobs: 1066, 1040, 1041, 1042),
    fault(7, "une nacelle réservée deux fois", jobs: 1021, 1028),
    fault(8, "position vieille de 47 minutes, position non valide, appareil sans position", technicians: 6, 7, 12),
    fault(9, "bon sans coordonnées", jobs: 1049),
    fault(10, "deux bons à la même adresse le même jour", jobs: 1067, 1068),
    fault(11, "déménagement à deux adresses", jobs: 1030),
    fault(12, "abonnement suspendu", jobs: 1051),
    fault(13, "ONT hors ligne, −31 dBm", jobs: 1054),
    fault(14, "bon que deux répartitrices modifient", jobs: 1030),
    fault(15, "technicien sans point de départ", technicians: 12),
    fault(16, "bon qui passe minuit", jobs: 1069),
    fault(17, "nom de 60 caractères, émojis et séquence d'échappement dans les notes", jobs: 1050),
    fault(18, "client sans téléphone mobile", jobs: 1052),
    fault(19, "texto non livré", jobs: 1031),
    fault(20, "numéro de série inconnu du diagnostic", jobs: 1053),
  ]

  private static func fault(_ number: Int, _ summary: String, jobs: Int...) -> PlantedFault {
    PlantedFault(number: number, summary: summary, documents: jobs.map { ("Dispatch Job", "BT-\(paddedDigits($0, 5))") })
  }

  private static func fault(_ number: Int, _ summary: String, technicians: Int...) -> PlantedFault {
    PlantedFault(
      number: number, summary: summary, documents: technicians.map { ("Dispatch Technician", Technicians.documentName($0)) })
  }
}
