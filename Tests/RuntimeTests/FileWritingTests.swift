import Console
import Foundation
import Testing

@testable import Runtime

@Suite struct FileWritingTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gfd-export-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func contents() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

  @Test func aNewFileIsTheOwnersAlone() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(FileWriting.write(OutgoingFile(path: path("a.txt"), text: "é\n")) == .written(path("a.txt")))
    #expect(try String(contentsOfFile: path("a.txt"), encoding: .utf8) == "é\n")
    let mode = try FileManager.default.attributesOfItem(atPath: path("a.txt"))[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try contents() == ["a.txt"], "nothing else is left")
  }

  @Test func whatIsThereStaysUnlessItMayGo() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try "old".write(toFile: path("a.txt"), atomically: false, encoding: .utf8)
    #expect(FileWriting.write(OutgoingFile(path: path("a.txt"), text: "new")) == .exists)
    #expect(try String(contentsOfFile: path("a.txt"), encoding: .utf8) == "old")
    #expect(FileWriting.write(OutgoingFile(path: path("a.txt"), text: "new", replaces: true)) == .written(path("a.txt")))
    #expect(try String(contentsOfFile: path("a.txt"), encoding: .utf8) == "new")
    #expect(try contents() == ["a.txt"])
  }

  @Test func aLinkThatPointsNowhereIsNotFollowed() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createSymbolicLink(atPath: path("a.txt"), withDestinationPath: path("elsewhere"))
    #expect(FileWriting.write(OutgoingFile(path: path("a.txt"), text: "x")) == .exists)
    #expect(try contents() == ["a.txt"])
  }

  @Test func aFolderThatIsNotThereIsNamed() {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(FileWriting.write(OutgoingFile(path: path("no/a.txt"), text: "x")) == .failed(ENOENT))
  }
}
