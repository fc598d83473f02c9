/// What a geocoder does wrong: `--faults geocoder=html`.
package enum GeocoderFault: String, Sendable, CaseIterable {
  /// No answer, until the fault is lifted.
  case hang
  /// A page in place of JSON, as proxies and portals send it.
  case html
  case tooManyRequests = "429"
  /// JSON that ends in the middle.
  case garbage
  /// A house of the right street in another municipality.
  case wrongTown = "wrong-town"
  case blocked = "403"
  case serverError = "500"

  /// nil where the question is answered, if not rightly.
  var response: SiteResponse? {
    switch self {
    case .hang, .wrongTown: return nil
    case .html:
      return .page(
        "<!DOCTYPE html>\n<html><head><title>Bienvenue</title></head><body>Connectez-vous au réseau.</body></html>\n", status: 200
      )
    case .tooManyRequests:
      var response = SiteResponse.page("<html><head><title>429 Too Many Requests</title></head></html>\n", status: 429)
      response.headers = [("Retry-After", "30")]
      return response
    case .garbage: return SiteResponse(body: Array(#"[{"place_id":100034,"lat":"45.16","lon":"-73."#.utf8))
    case .blocked: return .page("<html><head><title>403 Forbidden</title></head><body>Usage policy</body></html>\n", status: 403)
    case .serverError: return SiteResponse(status: 500, body: Array(#"{"title": "500 Internal Server Error"}"#.utf8))
    }
  }
}
