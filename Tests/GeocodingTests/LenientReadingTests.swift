import Domain
import Testing
import Transport

@testable import Geocoding

/// What stands in a geocoder's place, and what a geocoder might say otherwise.
@Suite struct LenientReadingTests {
  private func read(_ body: String, status: Int = 200, headers: HTTPHeaders = [:]) -> Result<[FoundAddress], GeocodingFailure> {
    let response = HTTPResponse(head: HTTPHead(status: status, headers: headers), body: Array(body.utf8))
    do throws(GeocodingFailure) { return .success(try NominatimAnswer.places(response)) } catch { return .failure(error) }
  }

  @Test func numbersMayBeText() throws {
    let text = try read(#"[{"lat":"45.5","lon":"-73.5","display_name":"A","place_rank":"26"}]"#).get()
    let numbers = try read(#"[{"lat":45.5,"lon":-73.5,"display_name":"A","place_rank":26}]"#).get()
    #expect(text == numbers)
    #expect(text.first?.precision == .street)
    let door = try read(#"[{"lat":45.5,"lon":-73.5,"display_name":"A","address":{"house_number":12,"road":7}}]"#).get()
    #expect(door.first?.civicNumber == "12")
    #expect(door.first?.precision == .house)
  }

  @Test func whatIsMissingOrOfAnotherTypeIsLeftOut() throws {
    let found = try read(
      #"[null,7,{"lat":"x","lon":"1"},{"lat":"NaN","lon":"1"},{"lat":95,"lon":0},{"lat":"45.5","lon":"-73.5","address":[],"type":{}}]"#
    ).get()
    #expect(found.count == 1)
    #expect(found.first?.precision == .place)
    #expect(found.first?.label.isEmpty == true)
  }

  @Test func whatIsNoAnswerIsNotUnderstood() {
    for body in [
      "", "<html><body>Bienvenue</body></html>", "[{\"lat\":\"45.1", "null", "true", "7", "\"text\"", "{}",
      "{\"type\":\"FeatureCollection\"}",
      "[7]", "[{}]", String(repeating: "[", count: 100_000), "cb([])",
    ] {
      #expect(read(body) == .failure(.notUnderstood), "\(body.prefix(40))")
    }
  }

  @Test func anErrorInA200IsAnError() {
    #expect(read(#"{"error":"Unable to geocode"}"#) == .success([]))
    #expect(read(#"{"error":"Bad address"}"#) == .failure(.badRequest("Bad address")))
    #expect(read(#"{"error":{"code":400,"message":"No"}}"#) == .failure(.badRequest("No")))
    #expect(read(#"{"error":{"code":"503","message":"No"}}"#) == .failure(.serverError(503)))
    #expect(read(#"{"error":[]}"#) == .failure(.badRequest("")))
  }

  @Test func statusesAreFailures() {
    #expect(read("x", status: 400) == .failure(.badRequest("")))
    #expect(read("x", status: 401) == .failure(.blocked))
    #expect(read("x", status: 403) == .failure(.blocked))
    #expect(read("x", status: 404) == .failure(.notUnderstood))
    #expect(read("", status: 302, headers: ["Location": "https://elsewhere.example/"]) == .failure(.notUnderstood))
    #expect(read("x", status: 429) == .failure(.tooManyRequests(retryAfter: nil)))
    #expect(read("x", status: 429, headers: ["Retry-After": "7"]) == .failure(.tooManyRequests(retryAfter: 7)))
    #expect(read("x", status: 429, headers: ["Retry-After": "1e300"]) == .failure(.tooManyRequests(retryAfter: 86_400)))
    #expect(read("x", status: 500) == .failure(.serverError(500)))
    #expect(read("x", status: 503) == .failure(.serverError(503)))
  }

  @Test func nothingIsLongerThanAScreenNeeds() throws {
    let long = String(repeating: "é", count: 5_000)
    let row = #"{"lat":45.5,"lon":-73.5,"display_name":"\#(long)","address":{"road":"\#(long)"}}"#
    let found = try #require(try read("[\(row)]").get().first)
    #expect(found.label.count == 300)
    #expect(found.street.count == 160)
    let rows = (0..<500).map { #"{"lat":45.5,"lon":-73.5,"display_name":"\#($0)"}"# }.joined(separator: ",")
    #expect(try read("[\(rows)]").get().count == 20)
    #expect(read(#"{"error":"\#(long)"}"#) == .failure(.badRequest(String(long.prefix(200)))))
  }

  @Test func aStreetOfManyPiecesIsOne() throws {
    let row = #"{"lat":45.5,"lon":-73.5,"display_name":"Chemin de la Rivière, Sainte-Clotilde","addresstype":"road"}"#
    #expect(try read("[\(row),\(row)]").get().count == 1)
  }
}
