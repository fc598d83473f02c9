/// The people who use the sample's site. Keys and secrets are made by the site, never part of the sample.
package enum SampleUsers {
  package static let julie = "julie.brault@gigafibre.example"
  package static let second = "marc-andre.caron@gigafibre.example"
  package static let supervisor = "helene.vallee@gigafibre.example"
  package static let reader = "lecture@gigafibre.example"
  /// Whom the console signs in as.
  package static let console = "repartition@gigafibre.example"

  static let dispatchers = [console, julie, second]

  package static let all: [(email: String, fullName: String, access: String)] = [
    (console, "Répartition", "write"), (julie, "Julie Brault", "write"), (second, "Marc-André Caron", "write"),
    (supervisor, "Hélène Vallée", "manage"), (reader, "Lecture seule", "read"),
  ]
}
