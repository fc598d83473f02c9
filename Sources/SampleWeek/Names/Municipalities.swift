/// A municipality of the territory, with what its addresses are made of.
package struct Municipality: Sendable {
  package let name: String
  package let spot: SampleSpot
  /// The first half of its postal codes.
  package let sortingArea: String
  /// A second half, where the municipality has a single code.
  package let localDelivery: String?
  package let streets: [String]
}

package enum Municipalities {
  /// Every one within a service day's drive of Sainte-Clotilde. Streets are of the kind found there; civic numbers are invented.
  package static let all: [Municipality] = [
    entry(
      "Sainte-Clotilde", 45.1650, -73.6850, "J0L", "1W0", "chemin de la Rivière", "1er Rang", "rue Principale",
      "rang Saint-Joseph"),
    entry(
      "Saint-Rémi", 45.2670, -73.6170, "J0L", "2L0", "rue Notre-Dame", "rue de l'Église", "rang Saint-Antoine",
      "boulevard Saint-Rémi"),
    entry("Napierville", 45.1830, -73.4030, "J0J", "1L0", "rue Saint-Jacques", "rue de l'Église", "rang Cyr", "rue Boyer"),
    entry(
      "Mercier", 45.3170, -73.7500, "J6R", nil, "boulevard Saint-Jean-Baptiste", "rue de Batiscan", "chemin Sainte-Thérèse",
      "rue Beauchemin"),
    entry(
      "Châteauguay", 45.3830, -73.7500, "J6J", nil, "boulevard D'Anjou", "rue Principale", "chemin de la Haute-Rivière",
      "rue Salaberry Nord"),
    entry(
      "Sainte-Martine", 45.2500, -73.8000, "J0S", "1V0", "rue Saint-Joseph", "rang Touchette", "route 138", "chemin de la Beauce"),
    entry(
      "Ormstown", 45.1330, -74.0000, "J0S", "1K0", "rue Lambton", "rue Bridge", "3e Rang", "chemin de la Rivière-Châteauguay"),
    entry("Huntingdon", 45.0830, -74.1670, "J0S", "1H0", "rue Châteauguay", "rue Dalhousie", "rue Wellington", "rue Prince"),
    entry(
      "Salaberry-de-Valleyfield", 45.2500, -74.1300, "J6S", nil, "rue Victoria", "boulevard Monseigneur-Langlois",
      "rue du Marché", "chemin Larocque"),
    entry(
      "Saint-Jean-sur-Richelieu", 45.3170, -73.2670, "J3B", nil, "rue Saint-Jacques", "boulevard du Séminaire Nord",
      "rue Champlain", "chemin du Petit-Bernier"),
    entry(
      "La Prairie", 45.4170, -73.5000, "J5R", nil, "chemin de Saint-Jean", "rue Saint-Ignace", "boulevard Taschereau",
      "chemin des Prairies"),
    entry("Hemmingford", 45.0500, -73.5830, "J0L", "1H0", "rue Frontière", "chemin Covey Hill", "route 202", "avenue Champlain"),
    entry(
      "Sherrington", 45.1640, -73.5250, "J0L", "2N0", "rue Saint-Patrice", "rang Saint-Louis", "rue Pinsonneault",
      "rang des Sloan"),
    entry(
      "Saint-Chrysostome", 45.1000, -73.7670, "J0S", "1R0", "rang Saint-Charles", "rue Notre-Dame", "rang du Moulin",
      "rue Saint-Alexis"),
    entry("Howick", 45.1830, -73.8500, "J0S", "1G0", "rue Mill", "rang des Botreaux", "rue Colville", "chemin Riverside"),
    entry(
      "Saint-Édouard", 45.2330, -73.5170, "J0L", "1Y0", "montée Lussier", "rang des Sloan", "rue Principale",
      "rang de la Barbotte"),
    entry("Saint-Michel", 45.2330, -73.5670, "J0L", "2J0", "rue Principale", "place Saint-Michel", "rang Nord", "rang Sud"),
    entry(
      "Saint-Isidore", 45.3000, -73.6830, "J0L", "2A0", "rang Saint-Régis", "rue Saint-Régis", "chemin de la Grande-Ligne",
      "rue Boyer"),
    entry("Lacolle", 45.0830, -73.3670, "J0J", "1J0", "rue de l'Église Nord", "rang Saint-Georges", "rue Van Vliet", "route 202"),
    entry(
      "Saint-Urbain-Premier", 45.2170, -73.7330, "J0S", "1Y0", "rue Principale", "chemin de la Rivière-des-Fèves", "rang Double",
      "montée Grande-Ligne"),
    entry("Franklin", 45.0330, -73.9170, "J0S", "1E0", "route 202", "chemin de Covey Hill", "rang Rutherford", "rue de l'Église"),
    entry(
      "Beauharnois", 45.3170, -73.8670, "J6N", nil, "rue Ellice", "chemin Saint-Louis", "rue Richardson",
      "boulevard de Melocheville"),
    entry(
      "Candiac", 45.3830, -73.5170, "J5R", nil, "boulevard de l'Industrie", "avenue Adolphe-Chapleau", "chemin Haendel",
      "avenue de Fontarabie"),
    entry(
      "Saint-Constant", 45.3670, -73.5670, "J5A", nil, "rue Saint-Pierre", "montée Saint-Régis", "rue Sainte-Catherine",
      "rang Saint-Christophe"),
    entry(
      "Saint-Jacques-le-Mineur", 45.2830, -73.4170, "J0J", "1Z0", "rue Principale", "rang du Coteau", "boulevard Édouard-VII",
      "rang Saint-Marc"),
    entry(
      "Saint-Cyprien-de-Napierville", 45.1830, -73.4400, "J0J", "1L0", "rang Cyr", "montée Guay", "rang Grande-Ligne",
      "chemin Douglass"),
    entry(
      "Saint-Blaise-sur-Richelieu", 45.2170, -73.2830, "J0J", "1W0", "rue Principale", "rue des Loisirs", "Grande Ligne",
      "rang Saint-Blaise"),
    entry("Saint-Anicet", 45.1330, -74.3500, "J0S", "1M0", "route 132", "chemin Ridge", "avenue Jules-Léger", "chemin Leahy"),
  ]

  package static func named(_ name: String) -> Municipality { all[index[name]!] }

  private static let index = Dictionary(uniqueKeysWithValues: all.enumerated().map { ($1.name, $0) })

  private static func entry(
    _ name: String, _ latitude: Double, _ longitude: Double, _ area: String, _ delivery: String?, _ streets: String...
  ) -> Municipality {
    Municipality(
      name: name, spot: SampleSpot(latitude, longitude), sortingArea: area, localDelivery: delivery, streets: streets)
  }
}
