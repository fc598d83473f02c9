import FlyingFox
import FlyingSocks
import Glibc
import Transport

/// A test service that lets a contract suite drive the product's own event-stream client: each stream is an `EventStreamClient`, and
/// what it delivers is posted to the suite, numbered and in order.
@main
struct Harness {
  static func main() async throws {
    guard let port = port(CommandLine.arguments.dropFirst()) else {
      print("usage: sse-harness --port N   (0 takes a free one)")
      exit(2)
    }
    let streams = Streams()
    let server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), handler: HarnessHandler(streams: streams))
    let running = Task { try await server.run() }
    try await server.waitUntilListening(timeout: 30)
    if case .ip4(_, let port)? = await server.listeningAddress { print("listening on 127.0.0.1:\(port)") }
    fflush(nil)
    await streams.untilStopped()
    await server.stop(timeout: 1)
    running.cancel()
  }

  private static func port(_ arguments: ArraySlice<String>) -> UInt16? {
    guard arguments.count == 2, arguments.first == "--port" else { return nil }
    return arguments.last.flatMap { UInt16($0) }
  }
}
