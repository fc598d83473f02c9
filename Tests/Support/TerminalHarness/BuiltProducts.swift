import Foundation

/// The programs that the build has put beside the test bundle.
package enum BuiltProducts {
  package static func path(_ name: String) -> String {
    folder.appendingPathComponent(name).path
  }

  /// The folder of the running test program, which is the build's product folder.
  package static let folder: URL = {
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let bundled = CommandLine.arguments.first { $0.hasSuffix(".xctest") }.map { URL(fileURLWithPath: $0) }
    return (bundled ?? program).deletingLastPathComponent()
  }()
}
