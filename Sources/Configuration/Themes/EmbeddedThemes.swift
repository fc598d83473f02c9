/// The files of `themes/`, carried in the binary so that it works alone.
enum EmbeddedThemes {
  static let all: [(name: String, text: String)] = [
    ("terminal", text(PackageResources.terminal_yaml)), ("dark", text(PackageResources.dark_yaml)),
    ("light", text(PackageResources.light_yaml)), ("high-contrast", text(PackageResources.high_contrast_yaml)),
    ("mono", text(PackageResources.mono_yaml)), ("deuteranopia", text(PackageResources.deuteranopia_yaml)),
  ]

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
