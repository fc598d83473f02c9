import Foundation
import Household
import Testing

/// A site administrator's first hour, on a site that knows DocType and Custom Field and nothing of the console's.
@Suite(.serialized) struct SiteSetupTests {
  private func steps(_ run: Household.Run) -> Int { run.output.split(separator: "\n").count { $0.contains("créé") } }

  @Test func fourCommandsMakeABareSiteOneToWorkOn() async throws {
    let house = try Household()
    let site = try await house.startSite(["--bare", "--clock", "2026-05-06T10:40:00"])

    let check = try await house.run("site", "check")
    #expect(check.status == 10, "\(check.output)\(check.errors)")
    #expect(check.output.contains("Dispatch Job") && check.output.contains("sans lui, pas de tableau"))

    let dry = try await house.run("site", "install", "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("Dispatch Job"), "\(dry.output)\(dry.errors)")
    #expect(try await house.run("site", "check").status == 10)

    let install = try await house.run("site", "install")
    #expect(install.status == 0, "\(install.output)\(install.errors)")
    #expect(steps(install) == 13)
    #expect(try await house.run("site", "check").status == 0)
    let again = try await house.run("site", "install")
    #expect(again.status == 0 && steps(again) == 0 && again.output.contains("Rien à créer"), "\(again.output)")

    let seed = try await house.run("site", "seed")
    #expect(seed.status == 0, "\(seed.output)\(seed.errors)")
    let jobs = try await house.run("jobs", "--wait", "30")
    #expect(jobs.status == 0 && jobs.output.contains("Sans service"), "\(jobs.output)\(jobs.errors)")
    let technicians = try await site.names("Dispatch Technician")
    #expect(technicians.count > 10)

    let removed = try await house.run("site", "remove-seed")
    #expect(removed.status == 0, "\(removed.output)\(removed.errors)")
    #expect(try await site.names("Dispatch Technician").isEmpty)
    #expect(try await site.names("Dispatch Job").isEmpty)
  }

  // MARK: A site of its own words

  private static func doctype(_ name: String, _ autoname: String, isTable: Bool = false, _ fields: [(String, String, String)])
    -> String
  {
    let list = fields.map { #"{"fieldname": "\#($0.0)", "fieldtype": "\#($0.1)", "label": "\#($0.0)", "options": "\#($0.2)"}"# }
    return
      #"{"name": "\#(name)", "custom": 1, "module": "Custom", "autoname": "\#(autoname)", "istable": \#(isTable ? 1 : 0), "fields": [\#(list.joined(separator: ","))]}"#
  }

  private static let french: [String] = [
    doctype("Compétence", "field:nom", [("nom", "Data", ""), ("couleur", "Data", "")]),
    doctype("Compétence requise", "", isTable: true, [("competence", "Link", "Compétence")]),
    doctype(
      "Technicien", "TEC-.###",
      [
        ("nom_complet", "Data", ""), ("actif", "Check", ""), ("telephone", "Data", ""), ("courriel", "Data", ""),
        ("quart_debut", "Time", ""), ("quart_fin", "Time", ""), ("adresse_depart", "Small Text", ""),
        ("latitude_depart", "Float", ""), ("longitude_depart", "Float", ""), ("competences", "Table", "Compétence requise"),
      ]),
    doctype(
      "Bon de travail", "BON-.#####",
      [
        ("objet", "Data", ""), ("type_de_bon", "Data", ""),
        (
          "statut", "Select",
          #"Ouvert\nPlanifié\nPublié\nEn chemin\nSur place\nEn pause\nTerminé\nReporté\nClient absent\nAnnulé"#
        ),
        ("urgence", "Select", #"\nUrgente\nHaute\nNormale\nBasse"#), ("nom_client", "Data", ""), ("telephone_client", "Data", ""),
        ("adresse", "Small Text", ""), ("latitude", "Float", ""), ("longitude", "Float", ""), ("plage_debut", "Datetime", ""),
        ("plage_fin", "Datetime", ""), ("debut_prevu", "Datetime", ""), ("duree_prevue", "Int", ""),
        ("technicien", "Link", "Technicien"), ("ordre", "Int", ""), ("motif", "Small Text", ""), ("notes", "Text", ""),
        ("competences", "Table", "Compétence requise"), ("id_requete", "Data", ""),
      ]),
  ]

  @Test func aSiteWithItsOwnWordsIsUnderstoodAndWorkedOn() async throws {
    let house = try Household()
    let site = try await house.startSite(["--bare", "--clock", "2026-05-06T10:40:00"])
    for doctype in Self.french { try await site.create("DocType", doctype) }
    try await site.create("Compétence", #"{"nom": "épissure"}"#)
    _ = try await site.create(
      "Technicien",
      #"{"nom_complet": "Marc Tremblay", "actif": 1, "quart_debut": "08:00:00", "quart_fin": "17:00:00", "competences": [{"competence": "épissure"}]}"#
    )
    _ = try await site.create(
      "Bon de travail",
      #"{"objet": "Bris de câble", "statut": "Ouvert", "urgence": "Urgente", "duree_prevue": 60, "competences": [{"competence": "épissure"}]}"#
    )

    try house.configure("# À moi.\nlanguage: fr\n")
    let check = try await house.run("site", "check", "--write")
    #expect(check.output.contains("Bon de travail"), "\(check.output)\(check.errors)")
    let configuration = try String(contentsOf: house.configurationFolder.appendingPathComponent("config.yaml"), encoding: .utf8)
    #expect(configuration.hasPrefix("# À moi.\nlanguage: fr\nmapping:\n"), "\(configuration)")
    let again = try await house.run("site", "check")
    #expect(again.status == 0, "\(again.output)\(again.errors)\n\(configuration)")

    let jobs = try await house.run("jobs", "--json", "--wait", "30")
    #expect(jobs.status == 0 && jobs.output.contains("Bris de câble"), "\(jobs.output)\(jobs.errors)")
  }
}
