import EmbeddedSite
import Testing

/// The sample is written past the site's checks; here it is held to them.
@Suite struct SampleOnSiteTests {
  @Test(arguments: DatabaseManners.allCases)
  func everyDocumentOfTheSampleCouldBeSavedAsItStands(_ manners: DatabaseManners) async throws {
    try await TestSite.with({ $0.manners = manners }) { site in
      for doctype in SiteSchema.gigafibre.doctypes where !doctype.isTable {
        let path = "/api/resource/\(encoded(doctype.name))"
        // Places, terminals and subscriptions are made alike: some stand for all.
        let count = doctype.name.hasPrefix("Service") ? 8 : 0
        let names =
          try await site.send("GET", "\(path)?limit_page_length=\(count)&order_by=name%20asc", nil).json?["data"]?.array ?? []
        #expect(!names.isEmpty, "\(doctype.name)")
        for name in names.compactMap({ $0["name"]?.string }) {
          let before = try #require(try await site.send("GET", "\(path)/\(encoded(name))", nil).json?["data"])
          let fields = (before.members ?? []).filter { $0.name != "doctype" && $0.name != "modified_by" && $0.name != "owner" }
          let saved = try await site.send("PUT", "\(path)/\(encoded(name))", .object(fields))
          #expect(saved.status == 200, "\(doctype.name) \(name): \(saved.text.prefix(300))")
        }
      }
      let changed = try await site.journal().filter { !($0["after"]?.members ?? []).isEmpty }
      #expect(changed.isEmpty, "saving a document as it stands changes nothing: \(changed.first?.text ?? "")")
    }
  }
}
