/// First and family names common in Québec; every combination is fictional.
enum People {
  static let firstNames = [
    "Ginette", "Réjean", "Manon", "Yves", "Sylvie", "Normand", "Josée", "Daniel", "Chantal", "Luc", "Francine", "Gaétan", "Line",
    "Pierre-Luc", "Marie-Ève", "Jean-François", "Anne-Marie", "Benoît", "Céline", "Denis", "Élise", "François", "Geneviève",
    "Hélène", "Isabelle", "Jérôme", "Kevin", "Lucie", "Mathieu", "Noémie", "Pascal", "Raphaëlle", "Simon", "Thérèse", "Vincent",
    "William", "Yolande", "Zacharie", "Rose", "Alexandre", "Mélanie", "Stéphane", "Louise", "Guy", "Caroline", "Maxime",
  ]
  static let familyNames = [
    "Lalonde", "Primeau", "Dagenais", "Beaulieu", "Poissant", "Brault", "Laberge", "Bourdeau", "Guérin", "Dubuc", "Faubert",
    "Tremblay", "Lefebvre", "Isabelle", "McKell", "O'Connor", "Hébert", "Riendeau", "Girouard", "Thibault", "Myre", "Boyer",
    "Sainte-Marie", "Van Winden", "Surprenant", "Robidoux", "Lemieux", "Ouellette", "Pinsonneault", "Cloutier", "D'Aoust",
    "Bédard", "Marcil", "Vallée", "Rousseau", "Légaré", "Barrette", "Trudeau", "Caron", "Desgroseilliers", "Yelle", "Raymond",
  ]
  static let companies = [
    "Ferme Poissant et fils", "Garage Brault inc.", "Pharmacie du Village", "Érablière Faubert", "Vignoble du Ruisseau",
    "Quincaillerie Dubuc", "Clinique vétérinaire des Jardins", "Transport Riendeau", "Serres Van Winden", "Dépanneur Chez Line",
  ]

  static func person(_ random: inout SampleRandom) -> String { "\(random.pick(firstNames)) \(random.pick(familyNames))" }

  /// A number of the ranges that are kept for fiction: 450-555-01xx and 514-555-01xx, as the site stores it.
  static func phone(_ random: inout SampleRandom) -> String {
    "\(random.below(3) == 0 ? "+1514" : "+1450")55501\(paddedDigits(random.below(100), 2))"
  }
}
