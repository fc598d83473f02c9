import Domain
import Foundation
import Testing

@testable import Configuration

@Suite struct SettingsTests {
  private func load(_ yaml: String, environment: [String: String] = [:], flags: [SettingKey: String] = [:]) throws
    -> LoadedConfiguration
  {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", yaml)
    return ConfigurationLayers(systemFile: nil, userFile: file, environment: environment, flags: flags).load()
  }

  @Test func everythingIsRead() throws {
    let loaded = try load(
      """
      site:
        url: https://erp.example.ca/
        zone: America/Toronto
        allow_plain_http: yes
      hub: {url: "http://127.0.0.1:8080"}
      language: en
      theme: light
      symbols: ascii
      mouse: off
      headquarters:
        latitude: 45.2
        longitude: -73.7
      routing: {url: "http://127.0.0.1:5000/", profile: camion}
      retention_days: 30
      credential_command: [/usr/bin/pass, show, erp]
      keymap:
        assign: [A, F4]
        undo: Ctrl-Z
        redo: []
      mapping:
        job:
          doctype: Bon de travail
          fields: {technician: technicien}
          status: {Open: Ouvert}
        technician:
          doctype: Employee
      """)
    #expect(described(loaded.diagnostics) == [])
    let settings = loaded.settings
    #expect(settings.siteURL == "https://erp.example.ca")
    #expect(settings.zone == "America/Toronto")
    #expect(settings.allowsPlainHTTP)
    #expect(settings.hubURL == "http://127.0.0.1:8080")
    #expect(settings.language == .english)
    #expect(settings.theme == "light")
    #expect(settings.symbols == .ascii)
    #expect(!settings.usesMouse)
    #expect(settings.headquarters == Coordinate(latitude: 45.2, longitude: -73.7))
    #expect(settings.routingURL == "http://127.0.0.1:5000")
    #expect(settings.routingProfile == "camion")
    #expect(settings.retentionDays == 30)
    #expect(settings.credentialCommand == ["/usr/bin/pass", "show", "erp"])
    #expect(settings.keymap.entries.map(\.command) == ["assign", "undo", "redo"])
    #expect(settings.keymap.entries.map { $0.keys.map(KeyNotation.text) } == [["A", "F4"], ["Ctrl-Z"], []])
    #expect(
      settings.mapping[.job]
        == KindMapping(doctype: "Bon de travail", fields: ["technician": "technicien"], values: ["status": ["Open": "Ouvert"]]))
    #expect(settings.mapping[.technician] == KindMapping(doctype: "Employee"))
    #expect(loaded.source(of: .theme) == .user)
  }

  @Test func mistakesSayWhereTheyAre() throws {
    let loaded = try load(
      """
      # A comment.
      site:
        uri: https://erp.example.ca
        url: erp.example.ca
      them: dark
      symbols: asci
      language: de
      mouse: perhaps
      headquarters: {latitude: 145, longitude: x}
      retention_days: 0
      hub: https://hub.example.ca
      theme: [dark]
      keymap:
        assign: Ctrl-S
        move: Hyper-X
        status: {a: b}
      mapping:
        jobs: {}
        job: {fields: {tecnician: x}, status: {Opened: y}, doctpe: z}
      credential_command: pass show erp
      7: x
      """)
    #expect(
      described(loaded.diagnostics) == [
        "3:3 config.unknown-key site.uri site.url !", "4:8 config.bad-value site.url erp.example.ca url !",
        "5:1 config.unknown-key them theme", "6:10 config.not-among symbols asci unicode, ascii, plain ascii",
        "7:11 config.not-among language de fr, en", "8:8 config.bad-value mouse perhaps boolean",
        "9:26 config.bad-value headquarters.latitude 145 latitude", "9:42 config.bad-value headquarters.longitude x longitude",
        "10:17 config.bad-value retention_days 0 number", "11:6 config.wrong-type hub mapping",
        "12:8 config.wrong-type theme text", "14:11 keymap.reserved-key Ctrl-S", "15:9 keymap.bad-key Hyper-X",
        "16:11 config.wrong-type keymap.status list", "18:3 config.unknown-key mapping.jobs mapping.job",
        "19:18 config.unknown-key mapping.job.fields.tecnician technician",
        "19:42 config.unknown-key mapping.job.status.Opened Open",
        "19:54 config.unknown-key mapping.job.doctpe mapping.job.doctype",
        "20:21 config.bad-value credential_command  absolutePath", "21:1 config.unknown-key 7 !",
      ])
    #expect(loaded.isRefused)
    // What is wrong leaves what was.
    var expected = Settings()
    expected.language = .french
    expected.mapping[.job] = KindMapping()
    #expect(loaded.settings == expected)
  }

  @Test(arguments: [
    ("theme: dark\n  url: x: y\n", "2:6 config.not-yaml mapping values are not allowed in this context !"),
    ("theme: dark\ntheme: light\n", "1:1 config.duplicate-key theme !"), ("- theme\n", "1:1 config.wrong-type  mapping !"),
    ("theme\n", "1:1 config.wrong-type  mapping !"), ("theme: \"dark", "1:13 config.not-yaml found unexpected end of stream !"),
  ])
  func whatIsNoConfiguration(_ yaml: String, _ expected: String) throws {
    let loaded = try load(yaml)
    #expect(described(loaded.diagnostics) == [expected])
    #expect(loaded.settings.theme == "terminal")
  }

  /// A file of brackets, and one of references to references, cost neither the stack nor the memory.
  @Test func hostileFilesAreHarmless() throws {
    for opening in ["[", "{a: ", "- "] {
      let loaded = try load(String(repeating: opening, count: 100_000))
      #expect(loaded.diagnostics.count == 1)
      #expect(loaded.settings.theme == "terminal")
    }
    var laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
    for level in 1...60 {
      laughs += "a\(level): &a\(level) [" + (0..<9).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
    }
    #expect(try load(laughs).diagnostics.count == 61)
  }

  @Test(arguments: ["", "# nothing yet\n", "---\n", "theme: mono"]) func littleIsEnough(_ yaml: String) throws {
    #expect(described(try load(yaml).diagnostics) == [])
  }

  @Test func laterLayersWin() throws {
    let folder = try TemporaryFolder()
    let system = try folder.write("system.yaml", "theme: dark\nsymbols: ascii\nmouse: false\nlanguage: en\n", mode: 0o644)
    let user = try folder.write("user.yaml", "theme: light\nsymbols: plain\nmouse: false\n")
    let layers = ConfigurationLayers(
      systemFile: system, userFile: user,
      environment: ["GIGAFIBRE_DISPATCH_THEME": "mono", "GIGAFIBRE_DISPATCH_SYMBOLS": "unicode", "GIGAFIBRE_DISPATCH_MOUSE": ""],
      flags: [.theme: "high-contrast"])
    let loaded = layers.load()
    #expect(described(loaded.diagnostics) == [])
    #expect(loaded.settings.theme == "high-contrast")
    #expect(loaded.settings.symbols == .unicode)
    #expect(!loaded.settings.usesMouse)
    #expect(loaded.settings.language == .english)
    #expect(loaded.source(of: .theme) == .flag)
    #expect(loaded.source(of: .symbols) == .environment)
    #expect(loaded.source(of: .mouse) == .user)
    #expect(loaded.source(of: .language) == .system)
    #expect(loaded.source(of: .siteURL) == .builtIn)
  }

  @Test func mistakesOutsideOfFilesAreNamedToo() {
    let loaded = ConfigurationLayers(
      systemFile: nil, userFile: nil, environment: ["GIGAFIBRE_DISPATCH_SYMBOLS": "braille"], flags: [.siteURL: "ftp://x"]
    ).load()
    #expect(loaded.diagnostics.map(\.file) == ["environment", "command line"])
    #expect(
      described(loaded.diagnostics) == [
        "config.not-among symbols braille unicode, ascii, plain", "config.bad-value site.url ftp://x url !",
      ])
  }

  /// Whatever may have named the site must not lead to another one.
  @Test(arguments: [
    ("site: {url: nope}", "1:13 config.bad-value site.url nope url !"), ("sit: {url: x}", "1:1 config.unknown-key sit site !"),
    ("site: {ulr: x}", "1:8 config.unknown-key site.ulr site.url !"), ("site: erp", "1:7 config.wrong-type site mapping !"),
    ("site: {url: [x]}", "1:13 config.wrong-type site.url text !"), ("url: x", "1:1 config.unknown-key url !"),
    ("site:https://x", "1:1 config.wrong-type  mapping !"),
  ])
  func aMistakenSiteIsRefused(_ yaml: String, _ expected: String) throws {
    let loaded = try load(yaml)
    #expect(described(loaded.diagnostics) == [expected])
    #expect(loaded.isRefused)
  }

  @Test func whatSurelyDoesNotNameTheSiteIsPassedOver() throws {
    #expect(described(try load("langage: fr\n").diagnostics) == ["1:1 config.unknown-key langage language"])
    #expect(described(try load("site:\n  # url: https://erp.example.ca\n").diagnostics) == [])
    let configured = try load("site: {url: 'https://erp.example.ca'}\ncolour: blue\n")
    #expect(described(configured.diagnostics) == ["2:1 config.unknown-key colour"])
    // The system's site holds, and is not the one that the user meant.
    let folder = try TemporaryFolder()
    let system = try folder.write("system.yaml", "site: {url: 'https://erp.example.ca'}\n", mode: 0o644)
    let user = try folder.write("user.yaml", "sites: {url: 'https://test.example.ca'}\n")
    #expect(ConfigurationLayers(systemFile: system, userFile: user).load().isRefused)
  }

  /// Where customers live goes over no network in the clear.
  @Test func aRoutingEngineOnAnotherMachineIsAskedOverTLS() throws {
    #expect(
      try load("routing: {url: 'https://routes.example.org/osrm'}").settings.routingURL == "https://routes.example.org/osrm")
    for address in ["http://[::1]:5000", "http://localhost:5000", "http://127.1.2.3"] {
      #expect(try load("routing: {url: '\(address)'}").settings.routingURL == address)
    }
    for address in [
      "http://routes.example.org", "http://127.0.0.1.example.org", "http://localhost.example.org", "http://10.0.0.1",
    ] {
      let loaded = try load("routing: {url: '\(address)'}")
      #expect(loaded.settings.routingURL == nil && loaded.diagnostics.count == 1 && !loaded.isRefused, "\(address)")
    }
    #expect(try load("routing: {profile: '../x'}").settings.routingProfile == "driving")
    #expect(try load("routing: {adress: x}").diagnostics.count == 1)
  }

  @Test func aFileThatIsNamedMustBeThere() throws {
    let missing = ConfigurationLayers(systemFile: nil, userFile: "/nonexistent/a.yaml", isUserFileRequired: true).load()
    #expect(described(missing.diagnostics) == ["config.missing !"])
    #expect(missing.isRefused)
    #expect(missing.files == [])
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", "\nsite:\n  zone: Some/Where\n")
    let loaded = ConfigurationLayers(systemFile: "/nonexistent/b.yaml", userFile: file, isUserFileRequired: true).load()
    #expect(loaded.files == [file])
    #expect(loaded.places[.zone] == SettingPlace(file: file, line: 3, column: 9))
  }

  @Test func aFlagIsTypedAgain() {
    let loaded = ConfigurationLayers(systemFile: nil, userFile: nil, flags: [.language: "de"]).load()
    #expect(described(loaded.diagnostics) == ["config.not-among language de fr, en !"])
  }

  @Test func variablesAreNamedAfterTheirKeys() {
    #expect(SettingKey.siteURL.variable == "GIGAFIBRE_DISPATCH_SITE_URL")
    #expect(SettingKey.allowsPlainHTTP.variable == "GIGAFIBRE_DISPATCH_SITE_ALLOW_PLAIN_HTTP")
    #expect(Set(SettingKey.allCases.map(\.variable)).count == SettingKey.allCases.count)
  }

  @Test(arguments: [
    ([:], Language.french), (["LANG": "fr_CA.UTF-8"], .french), (["LANG": "en_CA.UTF-8"], .english),
    (["LANG": "C.UTF-8"], .french),
    (["LANG": "en_US", "LC_ALL": "fr_CA"], .french), (["LANG": "fr_CA", "LC_MESSAGES": "en_US"], .english),
    (["LANG": "en_US", "LC_ALL": ""], .english),
  ])
  func theLanguageIsTheLocales(_ environment: [String: String], _ expected: Language) {
    #expect(ConfigurationLayers(systemFile: nil, userFile: nil, environment: environment).load().settings.language == expected)
  }

  @Test(arguments: [
    ("https://erp.example.ca", true), ("HTTPS://erp.example.ca:8443/x", true), ("http://[::1]:80", true), ("https://", false),
    ("https://key:secret@erp.example.ca", false), ("https://:80", false), ("https://exa mple.ca", false), ("https:/x", false),
    ("https://exämple.ca", false), ("", false), ("https:///etc", false),
  ])
  func urls(_ text: String, _ isOne: Bool) { #expect(Settings.isURL(text) == isOne) }
}

@Suite struct ProtectedFileTests {
  @Test(arguments: [0o600, 0o400, 0o640, 0o644]) func ordinaryModesAreRead(_ mode: Int) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", "theme: dark\n", mode: mode)
    let loaded = ConfigurationLayers(systemFile: nil, userFile: file).load()
    #expect(loaded.settings.theme == "dark")
    #expect(!loaded.isRefused)
  }

  @Test(arguments: [0o620, 0o602, 0o666, 0o664]) func whatOthersMayWriteIsRefused(_ mode: Int) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", "theme: dark\n", mode: mode)
    let loaded = ConfigurationLayers(systemFile: nil, userFile: file).load()
    #expect(described(loaded.diagnostics) == ["config.writable-by-others \(String(mode, radix: 8)) !"])
    #expect(loaded.isRefused)
    #expect(loaded.settings.theme == "terminal")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a file away")) func foreignFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("config.yaml", "theme: dark\n")
    try FileManager.default.setAttributes([.ownerAccountID: 4_242], ofItemAtPath: file)
    let loaded = ConfigurationLayers(systemFile: nil, userFile: file).load()
    #expect(described(loaded.diagnostics) == ["config.foreign-owner 4242 !"])
  }

  @Test func oddThingsAreRefused() throws {
    let folder = try TemporaryFolder()
    #expect(described(ConfigurationLayers(systemFile: nil, userFile: folder.path).load().diagnostics) == ["config.not-a-file !"])
    let large = try folder.write("large.yaml", String(repeating: "# x\n", count: 300_000))
    #expect(described(ConfigurationLayers(systemFile: nil, userFile: large).load().diagnostics) == ["config.too-large 1048576 !"])
    let latin = folder.path + "/latin.yaml"
    try Data([0x74, 0x3A, 0x20, 0xE9, 0x0A]).write(to: URL(fileURLWithPath: latin))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: latin)
    #expect(described(ConfigurationLayers(systemFile: nil, userFile: latin).load().diagnostics) == ["config.not-utf8 !"])
    // A pipe is not waited for.
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(described(ConfigurationLayers(systemFile: nil, userFile: pipe).load().diagnostics) == ["config.not-a-file !"])
  }

  @Test func noFileIsNoMistake() {
    let loaded = ConfigurationLayers(systemFile: "/nonexistent/a.yaml", userFile: "/dev/null/b.yaml").load()
    #expect(loaded.diagnostics == [])
    var expected = Settings()
    expected.language = .french
    #expect(loaded.settings == expected)
  }

  @Test func directoriesFollowXDG() {
    let plain = UserDirectories(environment: [:], home: "/home/julie")
    #expect(plain.configurationFile == "/home/julie/.config/gigafibre-dispatch/config.yaml")
    #expect(plain.data == "/home/julie/.local/share/gigafibre-dispatch")
    #expect(plain.state == "/home/julie/.local/state/gigafibre-dispatch")
    #expect(plain.cache == "/home/julie/.cache/gigafibre-dispatch")
    #expect(plain.runtime == nil)
    let set = UserDirectories(
      environment: ["XDG_CONFIG_HOME": "/x/", "XDG_DATA_HOME": "relative", "XDG_RUNTIME_DIR": "/run/user/1", "HOME": "/h"],
      home: "/home/julie")
    #expect(set.configuration == "/x/gigafibre-dispatch")
    #expect(set.data == "/h/.local/share/gigafibre-dispatch")
    #expect(set.runtime == "/run/user/1/gigafibre-dispatch")
  }
}
