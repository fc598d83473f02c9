import Domain
import Testing
import Transport

@testable import Geocoding

/// What each recorded answer is read as. Those that are read as nothing understood are no answers to what the client asks: other
/// formats (XML, GeoJSON, callbacks), other methods and paths, and the server's own state, which is read otherwise.
enum RecordedOutcome: Equatable {
  case nothing
  /// How many, and of the first how near it comes and its civic number, street, municipality and postal code.
  case found(Int, FoundAddress.Precision, String)
  case failure(GeocodingFailure)

  init(_ recording: NominatimRecording) {
    do throws(GeocodingFailure) {
      let places = try NominatimAnswer.places(recording.response)
      guard let first = places.first else {
        self = .nothing
        return
      }
      let parts = [first.civicNumber, first.street, first.municipality, first.postalCode].filter { !$0.isEmpty }
      self = .found(places.count, first.precision, parts.joined(separator: ", "))
    } catch {
      self = .failure(error)
    }
  }
}

let recordedOutcomes: [String: RecordedOutcome] = [
  "debug_html": .failure(.badRequest("Debug output is not enabled on this server.")),
  "details": .failure(.notUnderstood),
  "down_reverse": .failure(.serverError(500)),
  "down_search": .failure(.serverError(500)),
  "down_status": .failure(.serverError(500)),
  "down_status_json": .failure(.notUnderstood),
  "err_404_path": .failure(.notUnderstood),
  "err_bad_bool": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "err_details_unknown": .failure(.notUnderstood),
  "err_invalid_utf8": .nothing,
  "err_json_callback_bad": .failure(.badRequest("Invalid json_callback value")),
  "err_layer_bad": .failure(
    .badRequest("Parameter 'layer' must be a comma-separated list of: address, poi, railway, natural, manmade")),
  "err_lookup_bad": .nothing,
  "err_lookup_too_many": .failure(.badRequest("Too many object IDs.")),
  "err_method_put": .failure(.notUnderstood),
  "err_reverse_comma_decimal": .failure(.badRequest("Parameter 'lon' must be a number.")),
  "err_reverse_nan": .failure(.badRequest("Parameter 'lat' must be a number.")),
  "err_reverse_no_lat": .failure(.badRequest("Parameter 'lat' missing.")),
  "err_reverse_ocean_xml": .failure(.notUnderstood),
  "err_reverse_range": .nothing,
  "err_reverse_text": .failure(.badRequest("Parameter 'lat' must be a number.")),
  "err_reverse_zoom_bad": .failure(.badRequest("Parameter 'zoom' must be a number.")),
  "err_search_bad_format": .failure(.badRequest("")),
  "err_search_empty_q": .nothing,
  "err_search_limit_text": .failure(.badRequest("Parameter 'limit' must be a number.")),
  "err_search_no_q": .failure(.badRequest("Nothing to search for.")),
  "err_two_polygons": .failure(.badRequest("Too many polygon output options selected.")),
  "err_viewbox_bad": .failure(.badRequest("Bounding box parameter needs 4 coordinates.")),
  "err_viewbox_text": .failure(.badRequest("Bounding box parameter needs to be numbers.")),
  "err_viewbox_zero": .failure(.badRequest("Bounding box with invalid parameters.")),
  "head_search": .failure(.notUnderstood),
  "lookup_multi": .found(2, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "lookup_unknown": .nothing,
  "lookup_way": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "reverse_field_no_road": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "reverse_geocodejson": .failure(.notUnderstood),
  "reverse_hq": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "reverse_interpolated": .found(1, .interpolated, "2048, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "reverse_interpolated_layer_address": .found(1, .interpolated, "2048, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "reverse_near_road": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "reverse_ocean": .nothing,
  "reverse_us_side": .found(1, .place, ""),
  "reverse_zoom10": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "reverse_zoom14": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "reverse_zoom17": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_ambiguous_limit1": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_ambiguous_no_city": .found(2, .house, "1867, Chemin de la Rivière, Châteauguay, J6J 2R2"),
  "search_ambiguous_viewbox": .found(2, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_ambiguous_viewbox_bounded": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_apostrophe_missing": .found(1, .house, "2452, Chemin de l'Église, Sainte-Clotilde, J0L 1W0"),
  "search_apostrophe_typographic": .found(1, .house, "2452, Chemin de l'Église, Sainte-Clotilde, J0L 1W0"),
  "search_boul_abbrev": .found(1, .house, "230, Boulevard D'Anjou, Châteauguay, J6K 1C5"),
  "search_city": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_city_st_remi": .found(1, .municipality, "Saint-Rémi, J0L 2L0"),
  "search_city_ste": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_coords": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_countrycodes_bad": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_countrycodes_ca": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_countrycodes_us": .nothing,
  "search_exclude_ids": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_extratags_names": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_featuretype_city": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_geocodejson": .failure(.notUnderstood),
  "search_geojson": .failure(.notUnderstood),
  "search_hq": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_chemin_only_omitted": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_comma_after_number": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_english_word": .nothing,
  "search_hq_noaccents": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_oldname": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_postcode_nospace": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_postcode_space": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_ste_abbrev": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_ste_abbrev_nodot": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_typo": .nothing,
  "search_hq_upper": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_hq_with_unit": .nothing,
  "search_interpolated_even": .found(1, .interpolated, "2040, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_interpolated_odd_missing": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_json_callback": .failure(.notUnderstood),
  "search_json_v1": .found(1, .place, ""),
  "search_lang_en": .found(1, .place, ""),
  "search_lang_fr": .found(1, .place, ""),
  "search_lang_header_fr": .found(1, .place, ""),
  "search_layer_address": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_limit_0": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_limit_500": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_long_q": .nothing,
  "search_missing_number_between": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_missing_number_far": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_montee_no_city_tag": .found(1, .house, "77, Montée Singer, Sainte-Clotilde, J0L 1W0"),
  "search_no_format": .found(1, .municipality, ""),
  "search_no_result": .nothing,
  "search_number_suffix": .nothing,
  "search_numbered_rang": .found(1, .house, "310, 3e Rang, Sainte-Clotilde, J0L 1W0"),
  "search_numbered_rang_word": .nothing,
  "search_php_legacy": .found(1, .municipality, ""),
  "search_polygon": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_post": .failure(.notUnderstood),
  "search_postcode_fsa": .nothing,
  "search_postcode_only": .found(1, .postalCode, "Sainte-Clotilde, J0L 1W0"),
  "search_rang": .found(1, .house, "48, Rang Saint-Joseph, Sainte-Clotilde, J0L 1W0"),
  "search_rang_abbrev": .nothing,
  "search_state_code_qc": .found(1, .municipality, "Sainte-Clotilde, J0L 1W0"),
  "search_street_only": .found(1, .street, "Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_structured": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_structured_and_q": .failure(
    .badRequest(
      "Structured query parameters(amenity, street, city, county, state, postalcode, country) cannot be used together with 'q' parameter."
    )),
  "search_structured_postal": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_structured_wrong_city": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "search_xml": .failure(.notUnderstood),
  "status_json": .failure(.notUnderstood),
  "status_text": .failure(.notUnderstood),
  "v_3ieme": .nothing,
  "v_3rang": .nothing,
  "v_av": .found(1, .house, "505, Avenue Champlain, Hemmingford, J0L 1H0"),
  "v_boul_noapos": .found(1, .house, "230, Boulevard D'Anjou, Châteauguay, J6K 1C5"),
  "v_che": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_chem": .nothing,
  "v_clothilde": .nothing,
  "v_company": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_emoji": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_french_province": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_hyphenless": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_mtee": .nothing,
  "v_mtee_noacc": .nothing,
  "v_newline": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_num_dash": .nothing,
  "v_num_hash": .nothing,
  "v_num_last": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_num_range": .nothing,
  "v_po_box": .nothing,
  "v_rang_st": .found(1, .house, "48, Rang Saint-Joseph, Sainte-Clotilde, J0L 1W0"),
  "v_rg_saint": .nothing,
  "v_route209": .nothing,
  "v_rte": .nothing,
  "v_slash_half": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_struct_noaccent": .found(1, .house, "1867, Chemin de la Rivière, Sainte-Clotilde, J0L 1W0"),
  "v_struct_unit": .nothing,
]

@Suite struct RecordingTests {
  @Test func everyRecordingHasItsOutcome() {
    #expect(NominatimRecording.all.count == 138)
    #expect(Set(NominatimRecording.all.map(\.id)) == Set(recordedOutcomes.keys))
  }

  @Test(arguments: NominatimRecording.all.map(\.id))
  func isReadAsItWas(_ id: String) {
    #expect(RecordedOutcome(NominatimRecording.named(id)) == recordedOutcomes[id])
  }

  @Test func theServerTellsItsState() throws {
    #expect(try NominatimAnswer.status(NominatimRecording.named("status_json").response) == "5.3.3")
    #expect(throws: GeocodingFailure.serverError(700)) {
      try NominatimAnswer.status(NominatimRecording.named("down_status_json").response)
    }
  }

  @Test func openStreetMapIsNamed() {
    for id in ["search_hq", "reverse_hq", "reverse_us_side"] {
      #expect(NominatimAnswer.attribution(NominatimRecording.named(id).response) == "© OpenStreetMap")
    }
    #expect(NominatimAnswer.attribution(NominatimRecording.named("search_no_result").response).isEmpty)
  }
}
