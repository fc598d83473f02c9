import Testing

@testable import Configuration

@Suite struct GeocoderSettingsTests {
  private func read(_ text: String) -> ConfigurationFile { ConfigurationFile(text, file: "config.yaml", over: Settings()) }

  @Test func noneIsConfiguredByDefault() {
    let settings = Settings()
    #expect(settings.geocoderURL == nil && !settings.usesPublicGeocoder)
    #expect(settings.geocoderEmail.isEmpty && settings.geocoderPause == nil)
  }

  @Test func theSectionIsRead() {
    let file = read("geocoder:\n  url: https://geo.example/nominatim/\n  email: a@example.org\n  public: oui\n  pause: 0.5\n")
    #expect(file.diagnostics.isEmpty)
    #expect(file.settings.geocoderURL == "https://geo.example/nominatim")
    #expect(file.settings.geocoderEmail == "a@example.org")
    #expect(file.settings.usesPublicGeocoder)
    #expect(file.settings.geocoderPause == 0.5)
  }

  @Test func mistakesAreToldAndChangeNothing() {
    let file = read("geocoder:\n  url: geo.example\n  email: nobody\n  public: maybe\n  pause: -1\n  adress: x\n")
    #expect(file.diagnostics.map(\.line) == [2, 3, 4, 5, 6])
    #expect(file.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(file.settings == Settings())
    // A password in an address would end up in lists of processes and in logs.
    #expect(read("geocoder: {url: 'https://a:b@geo.example'}").settings.geocoderURL == nil)
  }
}
