import Domain
import Testing

@Suite struct QuebecAddressTests {
  private func taken(_ text: String) -> String {
    let address = QuebecAddress(text)
    return [address.number, address.street, address.municipality, address.postalCode].joined(separator: "|")
  }

  private static let written: [(String, String)] = [
    ("1867, chemin de la Rivière, Sainte-Clotilde (Québec)  J0L 1W0", "1867|chemin de la Rivière|Sainte-Clotilde|J0L 1W0"),
    ("1867 chemin de la Rivière, Sainte-Clotilde, QC j0l1w0, CANADA", "1867|chemin de la Rivière|Sainte-Clotilde|J0L 1W0"),
    ("1867 ch. de la Rivière\nSte-Clotilde Qc", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chem. de la Rivière, Ste Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("📍 1867 chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chemin de la Rivière app. 3, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chemin de la Rivière, app.3, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chemin de la Rivière, bureau 2, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chemin de la Rivière # 3, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 #3 chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 chemin de la Rivière, 2e étage, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("C.P. 12, 1867 chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("case postale 12, Sainte-Clotilde", "||Sainte-Clotilde|"), ("PO Box 12, Hemmingford, QC, Canada", "||Hemmingford|"),
    ("1867A chemin de la Rivière, Sainte-Clotilde", "1867A|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 a chemin de la Rivière, Sainte-Clotilde", "1867A|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867-a chemin de la Rivière, Sainte-Clotilde", "1867A|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867½ chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867-1869 chemin de la Rivière, Sainte-Clotilde", "1867-1869|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867 - 1869 chemin de la Rivière, Sainte-Clotilde", "1867-1869|chemin de la Rivière|Sainte-Clotilde|"),
    ("3-1867 chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("1867-3 chemin de la Rivière, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("chemin de la Rivière 1867, Sainte-Clotilde", "1867|chemin de la Rivière|Sainte-Clotilde|"),
    ("48 rg St-Joseph, Ste-Clotilde", "48|rang Saint-Joseph|Sainte-Clotilde|"),
    ("77 mtée Singer, Sainte-Clotilde", "77|montée Singer|Sainte-Clotilde|"),
    ("310 3 rang, Sainte-Clotilde", "310|3e rang|Sainte-Clotilde|"),
    ("310 3e rg, Sainte-Clotilde", "310|3e rang|Sainte-Clotilde|"),
    ("310 3ième rang, Sainte-Clotilde", "310|3e rang|Sainte-Clotilde|"),
    ("310 rang 3, Sainte-Clotilde", "310|rang 3|Sainte-Clotilde|"),
    ("3 rang, Sainte-Clotilde", "|3e rang|Sainte-Clotilde|"), ("310 1er rang, Howick", "310|1er rang|Howick|"),
    ("825 rte 209, St-Rémi", "825|route 209|Saint-Rémi|"), ("route 209, Saint-Rémi", "|route 209|Saint-Rémi|"),
    ("230 boul. d'Anjou, Châteauguay", "230|boulevard d'Anjou|Châteauguay|"),
    ("505 av. Champlain, Hemmingford", "505|avenue Champlain|Hemmingford|"),
    ("12 St. Paul St., St. Rémi", "12|Saint-Paul St.|Saint-Rémi|"),
    ("12 rue St-Paul E, Saint-Rémi", "12|rue Saint-Paul Est|Saint-Rémi|"),
    ("4 chemin du Nord, Howick", "4|chemin du Nord|Howick|"), ("123 rue Saint-Jean, Québec", "123|rue Saint-Jean|Québec|"),
    ("123 rue Saint-Jean, Québec, QC", "123|rue Saint-Jean|Québec|"), ("Sainte-Clotilde, QC", "||Sainte-Clotilde|"),
    ("Ste-Clotilde-de-Châteauguay", "||Sainte-Clotilde-de-Châteauguay|"), ("J0L 1W0", "|||J0L 1W0"), ("J0L", "|||"),
    ("1867 chemin de la riviere sainte clotilde", "1867|chemin de la riviere sainte clotilde||"), ("", "|||"), (",,;()", "|||"),
  ]

  @Test(arguments: written)
  func isTakenApart(_ text: String, _ parts: String) {
    #expect(taken(text) == parts)
  }

  @Test func plainNumbersHaveNeitherLetterNorRange() {
    #expect(QuebecAddress("1867A ch. X, Howick").plainNumber == "1867")
    #expect(QuebecAddress("1867-1869 ch. X, Howick").plainNumber == "1867")
  }

  @Test func streetsAreMadeSimpler() {
    #expect(QuebecAddress("12 rue St-Paul O., Saint-Rémi").simplerStreet == "rue Saint-Paul")
    #expect(QuebecAddress("310 rang 3, Howick").simplerStreet == "3e rang")
    #expect(QuebecAddress("310 troisième rang, Howick").simplerStreet == "3e rang")
    #expect(QuebecAddress("310 3e rang, Howick").simplerStreet == "rang 3")
    #expect(QuebecAddress("77 Singer Road, Howick").streetWithoutType == "Singer")
    #expect(QuebecAddress("12 St-Paul St., Howick").streetWithoutType == "Saint-Paul")
    #expect(QuebecAddress("1867 rue de la Rivière, Howick").streetWithoutType == "de la Rivière")
    #expect(QuebecAddress("310 3e rang, Howick").streetWithoutType == nil)
    #expect(QuebecAddress("825 route 209, Howick").streetWithoutType == nil)
  }

  @Test func anythingIsTakenApart() {
    for text in [
      "#", "# #", "app.", "-", "1867", "1867-", "1867-/3", "É", "🏠🏠", "St", "45.1637,-73.6787", "1867,", "1,2,3", "1867, chemin",
      "st st st", String(repeating: "1-", count: 500),
    ] {
      _ = QuebecAddress(text).streetWithoutType
    }
  }
}

@Suite struct AddressComparisonTests {
  private func compare(_ asked: String, _ number: String, _ town: String) -> AddressComparison {
    AddressComparison(
      asked: asked,
      found: FoundAddress(
        label: "", coordinate: .headquarters, precision: number.isEmpty ? .street : .house, civicNumber: number,
        street: "Chemin de la Rivière", municipality: town))
  }

  @Test func theSameIsExact() {
    #expect(compare("1867 ch. de la Rivière, Ste-Clotilde", "1867", "Sainte-Clotilde").isExact)
    #expect(compare("1867 ch. de la Riviere, sainte clotilde (Québec) J0L 1W0", "1867", "Sainte-Clotilde").isExact)
    #expect(compare("1867a ch. de la Rivière, Ste-Clotilde", "1867 A", "Sainte-Clotilde").isExact)
    #expect(compare("1867-1871 ch. de la Rivière, Ste-Clotilde", "1869", "Sainte-Clotilde").isExact)
    #expect(compare("3-1867 ch. de la Rivière, Ste-Clotilde", "1867", "Sainte-Clotilde").isExact)
    #expect(compare("ch. de la Rivière, Ste-Clotilde", "", "Sainte-Clotilde").isExact)
    #expect(compare("1867 chemin de la riviere sainte clotilde", "1867", "Sainte-Clotilde").isExact)
    #expect(compare("310 3e rang, Sainte-Clotilde", "310", "Sainte-Clotilde").isExact)
  }

  @Test func whatDiffersIsSaid() {
    #expect(compare("1867 ch. de la Rivière, Ste-Clotilde", "", "Sainte-Clotilde").isStreetOnly)
    #expect(compare("1867 ch. de la Rivière, Ste-Clotilde", "1869", "Sainte-Clotilde").isOtherNumber)
    #expect(compare("1867A ch. de la Rivière, Ste-Clotilde", "1867", "Sainte-Clotilde").isOtherNumber)
    #expect(compare("1867-1869 ch. de la Rivière, Ste-Clotilde", "1871", "Sainte-Clotilde").isOtherNumber)
    #expect(compare("1867 ch. de la Rivière, Napierville", "1867", "Sainte-Clotilde").isOtherMunicipality)
    let both = compare("1867 ch. de la Rivière, Napierville", "", "Sainte-Clotilde")
    #expect(both.isOtherMunicipality && both.isStreetOnly && !both.isExact)
    // What nobody named cannot differ.
    #expect(!compare("1867 ch. de la Rivière", "1867", "Châteauguay").isOtherMunicipality)
    #expect(!compare("1867 ch. de la Rivière, Howick", "1867", "").isOtherMunicipality)
  }
}
