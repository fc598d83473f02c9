import Canvas
import Glibc
import Testing

/// Calls that the Glibc module does not show.
private enum CLibrary {
  static let version: String = {
    typealias Version = @convention(c) () -> UnsafePointer<CChar>
    return String(cString: unsafeBitCast(dlsym(dlopen(nil, RTLD_NOW), "gnu_get_libc_version"), to: Version.self)())
  }()

  static let wcwidth: @convention(c) (UInt32) -> Int32 = unsafeBitCast(
    dlsym(dlopen(nil, RTLD_NOW), "wcwidth"), to: (@convention(c) (UInt32) -> Int32).self)
}

@Suite struct WidthTests {
  /// The table is that of glibc 2.36; another glibc knows more or fewer scalars.
  @Test(.enabled(if: CLibrary.version == "2.36"))
  func equalsWcwidthOverAllScalars() {
    let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
    let before = uselocale(locale)
    defer { uselocale(before) }
    var wrong: [String] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let expected = max(0, Int(CLibrary.wcwidth(value)))
      if TextWidth.columns(of: scalar) != expected {
        wrong.append("U+\(String(value, radix: 16)): \(TextWidth.columns(of: scalar)), wcwidth \(expected)")
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) differ: \(wrong.prefix(5))")
  }

  @Test(arguments: [
    ("Sainte-Clotilde", 15), ("Saint-Édouard", 13), ("e\u{301}", 1), ("日本", 4), ("👥 12", 5), ("❤\u{FE0F}", 1), ("⠿⣿", 2),
    ("a\u{200B}b", 2),
    ("", 0),
  ])
  func columnsOfText(_ text: String, _ columns: Int) {
    #expect(TextWidth.columns(of: text) == columns)
    #expect(TextWidth.columns(of: text[...]) == columns)
  }
}
