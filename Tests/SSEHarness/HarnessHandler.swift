import FlyingFox
import FoundationEssentials
import Transport

/// The service's routes. Bodies are JSON.
struct HarnessHandler: HTTPHandler {
  let streams: Streams

  static let capabilities = ["bom", "headers", "last-event-id", "post", "restart", "server-directed-shutdown-request"]

  private static func headers(_ name: HTTPHeader, _ value: String) -> FlyingFox.HTTPHeaders {
    var headers = FlyingFox.HTTPHeaders()
    headers[name] = value
    return headers
  }

  func handleRequest(_ request: FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse {
    let path = request.path.split(separator: "/").map(String.init)
    switch (request.method, path.count) {
    case (.GET, 0):
      let body: Transport.JSONValue = ["capabilities": .array(Self.capabilities.map { .string($0) })]
      return HTTPResponse(statusCode: .ok, headers: Self.headers(.contentType, "application/json"), body: Data(body.bytes))
    case (.POST, 0):
      guard let wanted = StreamOrder(try await request.bodyData), let number = await streams.open(wanted) else {
        return HTTPResponse(statusCode: .badRequest)
      }
      return HTTPResponse(statusCode: .created, headers: Self.headers(.location, "/streams/\(number)"))
    case (.DELETE, 0):
      await streams.stop()
      return HTTPResponse(statusCode: .noContent)
    case (_, 2):
      guard path[0] == "streams", let number = Int(path[1]), await streams.has(number) else {
        return HTTPResponse(statusCode: .notFound)
      }
      if request.method == .DELETE {
        await streams.close(number)
        return HTTPResponse(statusCode: .noContent)
      }
      let command = try? Transport.JSONValue(parsing: Array(try await request.bodyData))["command"]?.string
      switch command {
      case "restart": await streams.restart(number)
      // Every type is delivered whether it was asked for or not.
      case "listen": break
      default: return HTTPResponse(statusCode: .badRequest)
      }
      return HTTPResponse(statusCode: .accepted)
    default: return HTTPResponse(statusCode: .notFound)
    }
  }
}
