import Domain

/// One way to ask a geocoder for an address.
package struct AddressQuestion: Sendable, Hashable {
  package enum Wording: Sendable, Hashable {
    case line(String)
    /// Where the municipality is left out, the postal code says best which of several streets is meant.
    case street(String, postalCode: String)
  }

  package let wording: Wording
  /// Only around headquarters: a street without its municipality is everywhere.
  package let isBounded: Bool

  package init(_ wording: Wording, isBounded: Bool = false) {
    self.wording = wording
    self.isBounded = isBounded
  }

  /// As a person may read it.
  package var text: String {
    switch wording {
    case .line(let text): text
    case .street(let street, let postalCode): "\(street), \(postalCode)"
    }
  }
}

/// The questions for one address, from exact to wide; each is asked only where those before it found nothing.
package struct AddressQuestions: Sendable, Equatable {
  /// What is asked after a question that found the street and not its door: the same street with the number in plain.
  package let questions: [AddressQuestion]
  private let typed: String
  /// How many of them name the number with its letter or range.
  private let withFullNumber: Int

  /// No address is worth more requests than this.
  package static let most = 5

  package init(_ typed: String) {
    self.typed = typed
    let address = QuebecAddress(typed)
    var questions: [AddressQuestion] = []
    func ask(_ question: AddressQuestion) { if !questions.contains(question) { questions.append(question) } }
    func line(_ number: String, _ street: String, _ rest: String...) -> AddressQuestion {
      let door = [number, street].filter { !$0.isEmpty }.joined(separator: " ")
      return AddressQuestion(.line(([door] + rest).filter { !$0.isEmpty }.joined(separator: ", ")))
    }
    // Coordinates, and what has no letters at all, are the geocoder's own to understand.
    guard typed.contains(where: \.isLetter), !address.street.isEmpty || !address.municipality.isEmpty else {
      let text = address.postalCode.isEmpty ? Self.trimmed(typed) : address.postalCode
      self.questions = text.isEmpty ? [] : [AddressQuestion(.line(text))]
      withFullNumber = 0
      return
    }
    let (town, plain) = (address.municipality, address.plainNumber)
    if !address.street.isEmpty {
      ask(line(address.number, address.street, town, address.postalCode))
      ask(line(plain, address.simplerStreet, town, address.postalCode))
      if let street = address.streetWithoutType { ask(line(plain, street, town)) }
      if !town.isEmpty {
        let door = [plain, address.simplerStreet].filter { !$0.isEmpty }.joined(separator: " ")
        ask(
          address.postalCode.isEmpty
            ? AddressQuestion(.line(door), isBounded: true)
            : AddressQuestion(.street(door, postalCode: address.postalCode), isBounded: true))
      }
    }
    if !town.isEmpty { ask(AddressQuestion(.line(town))) }
    if town.isEmpty, !address.postalCode.isEmpty { ask(AddressQuestion(.line(address.postalCode))) }
    self.questions = Array(questions.prefix(Self.most))
    withFullNumber = address.number == plain ? 0 : 1
  }

  /// Whether a street found by the question of that place is not all that can be had.
  func mayFindDoor(after place: Int) -> Bool { place < withFullNumber }

  /// What was asked in the end; nil where it is what was typed but for its writing.
  package func asked(at place: Int) -> String? {
    let text = questions[place].text
    return Self.words(text) == Self.words(typed) ? nil : text
  }

  private static func words(_ text: String) -> Set<String> {
    Set(SearchFolding.fold(text).split(separator: " ").map(String.init)).subtracting(["quebec", "qc", "canada"])
  }

  private static func trimmed(_ text: String) -> String {
    text.prefix(QuebecAddress.longest).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
