import Canvas
import Console
import Domain
import Transport

/// `geocode "adresse"`: where an address is, from the geocoder that the console asks.
package struct GeocodeRun: Sendable {
  private let address: String
  private let asJSON: Bool
  /// Seconds.
  private let patience: Double

  package init(_ address: String, asJSON: Bool = false, patience: Double = 20) {
    self.address = address
    self.asJSON = asJSON
    self.patience = patience
  }

  /// No board is opened for it.
  package func callAsFunction(_ setup: Setup) async -> HeadlessSession.Answer {
    let words = setup.words
    func typeset(_ text: String) -> String { words.typeset(text) }
    if let refusal = setup.refusal { return HeadlessSession.Answer(code: ExitCode.usage, complaint: refusal) }
    guard address.contains(where: { $0.isLetter || $0.isNumber }) else {
      return HeadlessSession.Answer(code: ExitCode.usage, complaint: typeset(words.geocodeWhat))
    }
    let warnings = setup.diagnostics.map(words.diagnostic)
    switch await GeocoderTrial(setup).find(address, within: patience) {
    case .failure(let failure):
      return HeadlessSession.Answer(
        code: ExitCode.failed, complaint: typeset(Sanitise.line(words.geocoderSays(failure))), warnings: warnings)
    case .success(let answer):
      let asked = answer.asked.map { [typeset(words.wasAsked(Sanitise.line($0)))] } ?? []
      guard asJSON || !answer.found.isEmpty else {
        return HeadlessSession.Answer(code: ExitCode.failed, complaint: typeset(words.noSuchAddress), warnings: warnings + asked)
      }
      return HeadlessSession.Answer(
        code: answer.found.isEmpty ? ExitCode.failed : ExitCode.done, output: asJSON ? json(answer) : text(answer),
        warnings: warnings + (asJSON ? [] : asked))
    }
  }

  private func text(_ answer: AddressAnswer) -> String {
    answer.found.map { found in
      [
        "\(found.coordinate.latitude)", "\(found.coordinate.longitude)", "\(found.precision)",
        AddressComparison(asked: address, found: found).names.joined(separator: ","), found.label,
      ].map { Sanitise.line($0) }.joined(separator: "\t") + "\n"
    }.joined()
  }

  private func json(_ answer: AddressAnswer) -> String {
    let found = answer.found.map { found -> JSONValue in
      [
        "label": .string(found.label), "latitude": .double(found.coordinate.latitude),
        "longitude": .double(found.coordinate.longitude), "precision": .string("\(found.precision)"),
        "civic_number": .string(found.civicNumber), "street": .string(found.street),
        "municipality": .string(found.municipality), "postal_code": .string(found.postalCode),
        "differences": .array(
          AddressComparison(asked: address, found: found).names.filter { $0 != "exact" }.map { .string($0) }),
      ]
    }
    let value: JSONValue = [
      "found": .array(found), "asked": answer.asked.map { .string($0) } ?? .null, "attribution": .string(answer.attribution),
    ]
    return value.text + "\n"
  }
}

extension AddressComparison {
  /// For scripts: `exact`, or what differs.
  fileprivate var names: [String] {
    if isExact { return ["exact"] }
    return [(isOtherMunicipality, "other-municipality"), (isStreetOnly, "street-only"), (isOtherNumber, "other-number")]
      .filter(\.0).map(\.1)
  }
}
