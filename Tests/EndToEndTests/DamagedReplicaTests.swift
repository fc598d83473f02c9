import Foundation
import Household
import TerminalHarness
import Testing

/// A file that the disk has damaged after it was opened: it is found, and nothing is done behind a running console's back.
@Suite(.serialized) struct DamagedReplicaTests {
  /// The tables' first pages come first in the file, the site's rows after them.
  private func damage(_ file: URL) throws {
    let handle = try FileHandle(forUpdating: file)
    defer { try? handle.close() }
    let pages = try handle.seekToEnd() / 4_096
    let first = max(60, pages / 2)
    try #require(first < pages)
    for page in first..<pages {
      try handle.seek(toOffset: page * 4_096)
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 4_096))
    }
  }

  @Test func itIsMendedOnceNobodyHasItOpen() async throws {
    let household = try Household()
    var console = try household.console()
    try await console.waitForLive()
    console.send("q")
    try await console.exitStatus()
    let file = try #require(household.files { $0.lastPathComponent == "replica.sqlite" }.first)
    let log = file.path + "-wal"
    #expect(!FileManager.default.fileExists(atPath: log), "the last console folds the log in")
    console = try household.console()
    try await console.waitForLive()
    try damage(file)

    let beside = try await household.run("doctor")
    #expect(beside.status == 1, "\(beside.output)\(beside.errors)")
    #expect(beside.output.contains("Fermez d’abord vos consoles"), "\(beside.output)")
    #expect(household.files { $0.lastPathComponent.hasSuffix(".corrupt") }.isEmpty)
    console.send("q")
    try await console.exitStatus()

    let sync = try await household.run("sync", "--once")
    #expect(sync.status == 1, "\(sync.output)\(sync.errors)")
    #expect(sync.errors.contains("La copie locale est abîmée"), "\(sync.errors)")
    let doctor = try await household.run("doctor")
    #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
    #expect(doctor.output.contains("La copie locale était abîmée"), "\(doctor.output)")
    #expect(household.files { $0.lastPathComponent.hasSuffix(".corrupt") }.count == 1)
    let again = try await household.run("sync", "--once")
    #expect(again.status == 0, "\(again.output)\(again.errors)")
  }
}
