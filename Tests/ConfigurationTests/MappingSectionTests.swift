import Domain
import Testing

@testable import Configuration

@Suite struct MappingSectionTests {
  private static let mapping: [DocumentKind: KindMapping] = [
    .job: KindMapping(
      doctype: "Bon de travail", fields: ["status": "statut", "technician": "assigné à"],
      values: ["status": ["Open": "À faire", "En Route": "yes"], "priority": ["P1": "1: \"urgent\""]],
      tables: ["tags": TableMapping(doctype: "Compétence requise", fields: ["tag": "competence"])]),
    .technician: KindMapping(fields: ["full_name": "nom"]),
  ]

  private func read(_ text: String) throws -> LoadedConfiguration {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", text)
    return ConfigurationLayers(systemFile: nil, userFile: file, environment: [:], flags: [:]).load()
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let loaded = try read(MappingSection.text(Self.mapping))
    #expect(described(loaded.diagnostics) == [])
    #expect(loaded.settings.mapping == Self.mapping)
  }

  @Test func theRestOfTheFileStaysAsItIs() throws {
    let before = """
      # Mine.
      language: en
      mapping:
        job:
          doctype: Old

      # After.
      theme: light
      """
    let after = MappingSection.replacing(in: before, with: Self.mapping)
    #expect(after.hasPrefix("# Mine.\nlanguage: en\nmapping:\n  job:\n    doctype: Bon de travail\n"))
    #expect(after.hasSuffix("\n\n# After.\ntheme: light"))
    #expect(!after.contains("Old"))
    let loaded = try read(after)
    #expect(loaded.settings.mapping == Self.mapping && loaded.settings.theme == "light")
  }

  @Test(arguments: ["", "language: en", "language: en\n"]) func aFileWithoutOneGetsIt(_ text: String) throws {
    let after = MappingSection.replacing(in: text, with: Self.mapping)
    #expect(after.hasPrefix(text))
    #expect(try read(after).settings.mapping == Self.mapping)
    #expect(MappingSection.replacing(in: after, with: Self.mapping) == after)
  }

  @Test func namesThatAreNotKnownAreReported() throws {
    let loaded = try read("mapping: {job: {tables: {tag: {doctype: X}}, values: {subject: {A: B}}}}")
    #expect(loaded.diagnostics.count == 2)
    #expect(loaded.settings.mapping[.job]?.tables.isEmpty ?? true)
  }
}
