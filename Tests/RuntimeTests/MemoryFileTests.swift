import Configuration
import Console
import Domain
import Foundation
import Testing
import Transport

@testable import Runtime

/// Views, macros and lines from one console to the next.
@Suite struct MemoryFileTests {
  private let directory = FileManager.default.temporaryDirectory.appendingPathComponent("memory-\(UUID().uuidString)/state").path
  private var file: MemoryFile { MemoryFile(directory: directory, words: Words(.french)) }
  private var path: String { directory + "/memory.json" }

  private func said(_ work: ((Message) -> Void) -> Void) -> [String] {
    var said: [String] = []
    work { if case .notice(let notice) = $0 { said.append(notice.text) } }
    return said
  }

  private let view = SavedView(
    name: "Soir « d'été »", filter: "st-rémi", sort: .load, resource: .material, folded: [.backlog, .resource("TECH-001")],
    view: .sync)
  private let macro = Macro(letter: "p", lines: ["status Published", "report +2"])

  @Test func whatIsKeptIsReadAgain() throws {
    let complaints = said { post in
      #expect(file.read(post) == HandMemory())
      file.keep(.saveView(view), post)
      file.keep(.saveMacro(macro), post)
      file.keep(.line("m 1034 +30m"), post)
    }
    #expect(complaints.isEmpty)
    #expect(file.read { _ in } == HandMemory(views: [view], macros: [macro], history: ["m 1034 +30m"]))
    // Another console adds to it.
    MemoryFile(directory: directory, words: Words(.english)).keep(.saveView(SavedView(name: "b"))) { _ in }
    #expect(file.read { _ in }.views.map(\.name) == [view.name, "b"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory).sorted() == ["memory.json", "memory.lock"])
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test(arguments: ["", "{", "[]", "{\"version\": 99}", "\u{0}\u{1}"]) func aDamagedFileIsPutAsideAndSaid(text: String) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let said = said { post in #expect(file.read(post) == HandMemory()) }
    #expect(said.count == 1 && said[0].contains("illisibles"), "\(said)")
    let names = try FileManager.default.contentsOfDirectory(atPath: directory)
    let aside = try #require(names.first { $0.hasPrefix("memory.json.damaged-") })
    #expect(try String(contentsOfFile: directory + "/" + aside, encoding: .utf8) == text)
    // What comes after goes into a new file.
    file.keep(.saveMacro(macro)) { _ in }
    #expect(file.read { _ in }.macros == [macro])
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func whereNothingCanBeKeptItIsSaidOnce() throws {
    try FileManager.default.createDirectory(
      atPath: (directory as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    // A file stands where the folder should be.
    try "".write(toFile: directory, atomically: true, encoding: .utf8)
    let said = said { file.keep(.saveMacro(macro), $0) }
    #expect(said.count == 1 && said[0].contains("pas gardé"), "\(said)")
    try FileManager.default.removeItem(atPath: directory)
  }

  @Test func whatAPersonWroteIntoItIsOneSanitisedLine() {
    let json = """
      {"version": 1, "views": [{"name": "a\\u001b[31m", "sort": "zzz", "folded": ["zzz", "backlog"], "view": "zzz"}, {"filter": "x"}],
       "macros": [{"letter": "p", "lines": ["undo\\n", 7]}, {}], "history": ["x\\u0000y"]}
      """
    let memory = (try? JSONValue(parsing: json)).flatMap(HandMemory.init) ?? HandMemory()
    #expect(memory.views.count == 1)
    #expect(memory.views.first?.sort == .time && memory.views.first?.folded == [.backlog] && memory.views.first?.view == .main)
    #expect(memory.views.first?.name.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    #expect(memory.macros.map(\.letter) == ["p"])
    #expect(memory.history.first?.unicodeScalars.contains("\u{0}") == false)
  }
}
