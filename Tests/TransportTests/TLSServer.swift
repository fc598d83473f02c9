import Foundation
import Testing

/// `openssl s_server` on loopback with a certificate made for it, by an authority of its own.
final class TLSServer {
  struct Failure: Error { let words: String }

  /// What the certificate is for.
  enum Name: String { case loopback = "IP:127.0.0.1", elsewhere = "DNS:elsewhere.example" }

  private let folder: URL
  private let process = Process()
  private let input = Pipe()
  private let output: URL
  private(set) var address = ""

  /// The PEM file of the authority that signed the certificate.
  var authority: String { folder.appendingPathComponent("authority.pem").path }

  /// Answers a GET with a page where `isAnswering`; otherwise it only says what it receives, see `received`.
  init(for name: Name, isAnswering: Bool) async throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gfd-tls-\(UUID().uuidString)")
    output = folder.appendingPathComponent("output")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try Data("[req]\ndistinguished_name = name\nprompt = no\n[name]\nCN = Trial\n".utf8).write(
      to: folder.appendingPathComponent("request.conf"))
    try Data().write(to: output)
    let make = ["req", "-config", "request.conf", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try openssl(
      make + ["-keyout", "authority.key", "-out", "authority.pem", "-days", "2", "-addext", "basicConstraints=critical,CA:TRUE"])
    try openssl(
      make + [
        "-CA", "authority.pem", "-CAkey", "authority.key", "-keyout", "server.key", "-out", "server.pem", "-days", "2",
        "-addext", "subjectAltName=\(name.rawValue)", "-addext", "basicConstraints=critical,CA:FALSE",
      ])
    prepare(process, ["s_server", "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key", "server.key"])
    if isAnswering { process.arguments?.append("-www") }
    process.standardInput = input
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    try await until { self.received.contains("ACCEPT ") || !self.process.isRunning }
    guard let line = received.split(separator: "\n").first(where: { $0.hasPrefix("ACCEPT ") }) else {
      throw Failure(words: received)
    }
    address = "https://" + line.dropFirst("ACCEPT ".count)
  }

  deinit {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    try? FileManager.default.removeItem(at: folder)
  }

  /// Everything that has come out of it: what it tells of itself, and every byte that a client sent through TLS.
  var received: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

  /// Ends it, so that nothing more can come. What it received it has written already, unbuffered.
  func stop() {
    // It has inherited the signal mask of a worker thread, which holds a SIGTERM back.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  private func prepare(_ process: Process, _ arguments: [String]) {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
  }

  private func openssl(_ arguments: [String]) throws {
    let making = Process()
    prepare(making, arguments)
    making.standardInput = FileHandle.nullDevice
    making.standardOutput = FileHandle.nullDevice
    try making.run()
    making.waitUntilExit()
    guard making.terminationStatus == 0 else { throw Failure(words: "openssl \(arguments.joined(separator: " "))") }
  }
}
