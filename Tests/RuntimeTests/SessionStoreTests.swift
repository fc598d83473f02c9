import Configuration
import Console
import Foundation
import Testing

@testable import Runtime

@Suite struct SessionStoreTests {
  private let directory = NSTemporaryDirectory() + "session-\(UUID().uuidString)/a/b"
  private let memory = SessionMemory(values: ["view": .text("week"), "list-share": .number(500)])

  @Test func itIsTheUsersAloneAndComesBack() throws {
    let store = SessionStore(state: directory)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    #expect(store.read() == .nothing)
    store.keep(memory)
    store.keep(memory)
    #expect(store.read() == .memory(memory))
    let attributes = try FileManager.default.attributesOfItem(atPath: store.path)
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["session.yaml"], "no draft is left")
  }

  @Test func damageIsSaidOnceAndWrittenOver() throws {
    let store = SessionStore(state: directory)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    store.keep(memory)
    try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: store.path))
    #expect(store.read() == .unusable(.damaged))
    try Data("version: 9\n".utf8).write(to: URL(fileURLWithPath: store.path))
    #expect(store.read() == .unusable(.newer(9)))
    for language in Language.allCases {
      #expect(Words(language).sessionUnusable(.damaged, path: store.path).contains(store.path))
    }
    store.keep(memory)
    #expect(store.read() == .memory(memory))
  }

  @Test func whatIsNoFileIsNotRead() throws {
    let store = SessionStore(state: directory)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
    #expect(store.read() == .unusable(.damaged))
    store.keep(memory)
    #expect(store.read() == .unusable(.damaged), "what stands there stays")
  }
}
