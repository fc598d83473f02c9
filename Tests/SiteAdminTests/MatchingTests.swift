import Domain
import Testing

@testable import ERPNext
@testable import SiteAdmin

/// A doctype with French names, as a site of its own might have it.
private func meta(_ name: String, _ fields: [(String, String, String)], labels: [String: String] = [:]) -> DoctypeMeta {
  DoctypeMeta(
    name: name, autoname: "hash",
    fields: fields.map {
      DoctypeMeta.Field(
        name: $0.0, type: $0.1, options: $0.2, isRequired: false, isUnique: false, label: labels[$0.0] ?? $0.0)
    })
}

@Suite struct LikenessTests {
  @Test(arguments: [
    ("Bon de travail", "bons_de_travail"), ("Étiquette", "etiquettes"), ("assigned_to", "Assigned To"),
  ])
  func wordsAreComparedWhateverTheirSpelling(_ one: String, _ other: String) { #expect(Likeness.of(one, other) == 1) }

  @Test func aWordInCommonIsMoreThanLettersInCommon() {
    #expect(Likeness.of("date_debut", "debut") > Likeness.of("date_debut", "debit"))
    #expect(Likeness.of("latitude", "altitude") < 0.9)
    #expect(Likeness.of("", "debut") == 0)
  }
}

@Suite struct MappingMatcherTests {
  private static let job = meta(
    "Bon de travail",
    [
      ("objet", "Data", ""),
      ("statut", "Select", "Ouvert\nPlanifié\nPublié\nEn chemin\nSur place\nEn pause\nTerminé\nReporté\nClient absent\nAnnulé"),
      ("technicien", "Link", "Technicien"), ("debut_prevu", "Datetime", ""), ("duree_prevue", "Int", ""),
      ("plage_debut", "Datetime", ""), ("plage_fin", "Datetime", ""), ("telephone_client", "Data", ""), ("latitude", "Float", ""),
      ("lng", "Float", ""), ("competences", "Table", "Compétence requise"),
      ("urgence", "Select", "\nUrgente\nHaute\nNormale\nBasse"),
      ("section_1", "Section Break", ""), ("cree_par", "Link", "User"), ("remarques", "Text", ""),
    ])

  @Test func aFrenchJobIsUnderstood() {
    let child = meta("Compétence requise", [("competence", "Link", "Compétence")])
    let suggestion = MappingMatcher(doctypes: [.technician: "Technicien"]).suggestion(
      for: .job, in: Self.job, childMetas: ["Compétence requise": child])
    #expect(suggestion.doctype == "Bon de travail")
    let expected = [
      "subject": "objet", "status": "statut", "technician": "technicien", "scheduled_start": "debut_prevu",
      "duration_minutes": "duree_prevue", "window_start": "plage_debut", "window_end": "plage_fin",
      "customer_phone": "telephone_client", "longitude": "lng", "tags": "competences", "priority": "urgence",
      "notes": "remarques",
    ]
    #expect(suggestion.fields == expected)
    #expect(suggestion.values["status"]?["En Route"] == "En chemin")
    #expect(suggestion.values["status"]?["Cancelled"] == "Annulé")
    #expect(suggestion.values["status"]?.count == 10)
    #expect(suggestion.values["priority"] == ["P1": "Urgente", "P2": "Haute", "P3": "Normale", "P4": "Basse"])
    #expect(suggestion.tables["tags"] == .init(doctype: "Compétence requise", fields: ["tag": "competence"]))
  }

  @Test func aFieldOfAnotherTypeIsNotTakenForIt() {
    let odd = meta("Bon", [("scheduled_start", "Data", ""), ("status", "Check", "")])
    let suggestion = MappingMatcher().suggestion(for: .job, in: odd, childMetas: [:])
    #expect(suggestion.fields.isEmpty && suggestion.fit == 0)
  }

  @Test func noFieldStandsForTwo() {
    let places = meta("Lieu", [("client", "Data", ""), ("adresse", "Small Text", ""), ("ville", "Data", "")])
    let suggestion = MappingMatcher().suggestion(for: .serviceLocation, in: places, childMetas: [:])
    #expect(Set(suggestion.fields.values).count == suggestion.fields.count)
    #expect(suggestion.fields["address"] == "adresse" && suggestion.fields["city"] == "ville")
  }
}

@Suite struct InstallPlanTests {
  private func report(_ change: (inout KindReport) -> Void = { _ in }) -> SiteReport {
    var report = SiteReport()
    report.kinds = DocumentKind.allCases.map { kind in
      var found = KindReport(kind: kind, doctype: SiteMapping.standard[kind]!.doctype, verdict: .found)
      found.fields = kind.fields.map {
        FieldReport(name: $0.name, siteName: $0.name, isRequired: kind.isRequired($0), verdict: .found)
      }
      change(&found)
      return found
    }
    return report
  }

  private static let all = Set(Blueprint.gigafibre.doctypes.map(\.name))
  private static let roles = Set(Blueprint.Role.allCases.map(\.rawValue))

  @Test func whereAllIsThereNothingIsCreated() {
    let plan = InstallPlan(from: report(), doctypes: Self.all, roles: Self.roles, mayReadDeleted: Self.roles)
    #expect(plan == InstallPlan())
  }

  @Test func aBareSiteGetsEveryDoctypeAfterThoseItPointsAt() {
    let plan = InstallPlan(from: report { $0.verdict = .missing }, doctypes: ["User"], roles: [], mayReadDeleted: [])
    let created = plan.steps.compactMap { if case .doctype(let doctype) = $0 { doctype } else { nil } }
    #expect(Set(created.map(\.name)) == Self.all)
    for (index, doctype) in created.enumerated() {
      let before = Set(created[..<index].map(\.name)).union(["User"])
      for field in doctype.fields where field.type == "Link" || field.type == "Table" { #expect(before.contains(field.options)) }
    }
    #expect(plan.steps.count { if case .role = $0 { true } else { false } } == 2)
    #expect(plan.left.isEmpty)
  }

  @Test func aFieldIsAddedAndAnotherTypeIsLeftToAPerson() {
    let plan = InstallPlan(
      from: report { kind in
        guard kind.kind == .job else { return }
        kind.fields[0].verdict = .wrongType("Check")
        kind.fields[1].verdict = .missing
      }, doctypes: Self.all, roles: Self.roles, mayReadDeleted: Self.roles)
    #expect(plan.left == [.wrongType(kind: .job, field: "subject", found: "Check")])
    guard case .field(let field, of: "Dispatch Job")? = plan.steps.first else {
      Issue.record("\(plan.steps)")
      return
    }
    #expect(field.name == "job_type" && plan.steps.count == 1)
  }

  @Test func whatTheMappingNamesIsNotGuessedAt() {
    let plan = InstallPlan(
      from: report { kind in
        guard kind.kind == .job else { return }
        kind.doctype = "Bon de travail"
        kind.verdict = .missing
      }, doctypes: Self.all, roles: Self.roles, mayReadDeleted: Self.roles)
    #expect(plan.steps.isEmpty && plan.left == [.mappedDoctype(kind: .job, doctype: "Bon de travail")])
  }

  /// The blueprint has every field that the console reads, of a type that it can read.
  @Test(arguments: DocumentKind.allCases) func theBlueprintHasWhatTheConsoleReads(_ kind: DocumentKind) throws {
    let mapped = try #require(SiteMapping.standard[kind])
    let doctype = try #require(Blueprint.gigafibre[mapped.doctype])
    for schema in kind.fields {
      let field = try #require(doctype.fields.first { $0.name == schema.name }, "\(schema.name)")
      #expect(FieldKinship.fits(schema.type, siteType: field.type), "\(schema.name)")
      if case .link(let target) = schema.type { #expect(field.options == SiteMapping.standard[target]?.doctype) }
      for value in FieldNames.knownValues(kind, schema.name) {
        #expect(field.options.split(separator: "\n").contains(Substring(value)))
      }
    }
  }
}
