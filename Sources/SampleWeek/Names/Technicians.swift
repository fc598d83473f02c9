/// A technician of the sample, before it becomes a document.
struct SampleTechnician: Sendable {
  let name: String
  let fullName: String
  let city: String
  let postalCode: String
  /// nil: no home base, so that the headquarters stand in.
  let home: SampleSpot?
  /// Minutes of the day.
  let shiftStart: Int
  let shiftEnd: Int
  let tags: [String]
  let color: String
  let device: Int

  var base: SampleSpot { home ?? Technicians.headquarters }
}

enum Technicians {
  static let headquarters = SampleSpot(45.162850, -73.675850)

  static let tags: [(name: String, color: String)] = [
    ("aérien", "#4F83CC"), ("enfoui", "#8D6E63"), ("épissure", "#AB47BC"), ("OTDR", "#7E57C2"), ("nacelle", "#F9A825"),
    ("TV", "#26A69A"), ("téléphonie", "#66BB6A"), ("Wi-Fi", "#29B6F6"), ("affaires", "#EC407A"), ("aide-technicien", "#90A4AE"),
  ]

  static let materials: [(name: String, fullName: String, color: String)] = [
    ("TECH-013", "Camion-nacelle", "#F9A825"), ("TECH-014", "Remorque d'épissure", "#AB47BC"), ("TECH-015", "OTDR", "#7E57C2"),
    ("TECH-016", "Bobine 500 m", "#8D6E63"),
  ]
  static let nacelle = "TECH-013"
  static let trailer = "TECH-014"

  private static let colors = [
    "#E53935", "#8E24AA", "#3949AB", "#1E88E5", "#00897B", "#43A047", "#C0CA33", "#FDD835", "#FB8C00", "#6D4C41", "#546E7A",
    "#D81B60",
  ]

  /// The twelve of the sample week, number 1 first.
  static let week: [SampleTechnician] = [
    entry(1, "Marc Tremblay", "Sainte-Clotilde", "J0L 1W0", 450, 960, ["aérien", "épissure", "TV"]),
    entry(2, "Julie Gagnon", "Saint-Rémi", "J0L 2L0", 480, 990, ["aérien", "TV", "téléphonie"]),
    entry(3, "Samuel Roy", "Napierville", "J0J 1L0", 480, 990, ["aérien", "enfoui"]),
    entry(4, "Karine Côté", "Mercier", "J6R", 480, 990, ["TV", "téléphonie", "Wi-Fi"]),
    entry(5, "Olivier Bouchard", "Châteauguay", "J6J", 540, 1050, ["aérien", "affaires"]),
    entry(6, "Nathalie Morin", "Sainte-Martine", "J0S 1V0", 450, 960, ["épissure", "OTDR"]),
    entry(7, "Étienne Lavoie", "Ormstown", "J0S 1K0", 480, 990, ["aérien", "nacelle"]),
    entry(8, "Sophie Pelletier", "Huntingdon", "J0S 1H0", 480, 990, ["aérien", "TV"]),
    entry(9, "Félix Gauthier", "Salaberry-de-Valleyfield", "J6S", 600, 1110, ["Wi-Fi", "téléphonie", "TV"]),
    entry(10, "Amélie Fortin", "Saint-Jean-sur-Richelieu", "J3B", 480, 990, ["aérien", "enfoui", "affaires"]),
    entry(11, "Zoé Bélanger", "La Prairie", "J5R", 720, 1200, ["TV", "Wi-Fi", "téléphonie"]),
    entry(12, "Hugo D'Amours", "Hemmingford", "J0L 1H0", 480, 990, ["aide-technicien"], hasHome: false),
  ]

  /// The technicians of the larger scales, after the week's own and its materials.
  static func further(_ count: Int, _ random: inout SampleRandom) -> [SampleTechnician] {
    (0..<count).map { offset in
      let town = random.pick(Municipalities.all)
      let model = week[offset % 11]
      let number = week.count + materials.count + 1 + offset
      return SampleTechnician(
        name: documentName(number), fullName: People.person(&random), city: town.name,
        postalCode: town.localDelivery.map { "\(town.sortingArea) \($0)" } ?? town.sortingArea,
        home: town.spot.moved(north: Double(random.between(-2000, 2000)), east: Double(random.between(-2000, 2000))),
        shiftStart: model.shiftStart, shiftEnd: model.shiftEnd, tags: model.tags, color: colors[offset % colors.count],
        device: 100 + number)
    }
  }

  static func documentName(_ number: Int) -> String { "TECH-\(paddedDigits(number, 3))" }

  private static func entry(
    _ number: Int, _ name: String, _ city: String, _ postalCode: String, _ start: Int, _ end: Int, _ tags: [String],
    hasHome: Bool = true
  ) -> SampleTechnician {
    SampleTechnician(
      name: documentName(number), fullName: name, city: city, postalCode: postalCode,
      home: hasHome ? Municipalities.named(city).spot : nil, shiftStart: start, shiftEnd: end, tags: tags,
      color: colors[number - 1], device: 100 + number)
  }
}
