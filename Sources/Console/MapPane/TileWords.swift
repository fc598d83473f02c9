import Canvas
import Domain

extension Words {
  /// Why the detailed map, or one of its tiles, cannot be shown: what happened, what is shown instead, what to do.
  package func tileFailure(_ failure: TileFailure) -> String {
    let (what, remedy) = parts(of: failure)
    return say("carte détaillée : ", "detailed map: ") + what
      + say(" ; la carte de base reste. ", "; the base map remains. ") + remedy
  }

  private func parts(of failure: TileFailure) -> (what: String, remedy: String) {
    switch failure {
    case .missing(let path): (say("\(path) n’existe pas", "\(path) does not exist"), correctTiles)
    case .unreadable(let path, let errno):
      (
        say("\(path) ne peut pas être lu (errno \(errno))", "\(path) cannot be read (errno \(errno))"),
        say("Vérifiez ses permissions.", "Check its permissions.")
      )
    case .notTiles(let path):
      (
        say("\(path) n’est ni un MBTiles ni un PMTiles", "\(path) is neither MBTiles nor PMTiles"), correctTiles
      )
    case .pmtilesVersion(let version):
      (
        say("c’est du PMTiles \(version), et seul le 3 est lu", "it is PMTiles \(version), and only 3 is read"),
        say("Convertissez-le : pmtiles convert.", "Convert it: pmtiles convert.")
      )
    case .damaged(let path):
      (say("\(path) est endommagé", "\(path) is damaged"), say("Copiez-le de nouveau.", "Copy it again."))
    case .badAddress:
      (
        say(
          "l’adresse n’est ni celle de tuiles ({z}/{x}/{y}) ni celle d’un TileJSON",
          "the address is neither one of tiles ({z}/{x}/{y}) nor one of a TileJSON"), correctTiles
      )
    case .insecure:
      (
        say("l’adresse n’est pas en https, rien n’a été demandé", "the address is not https, nothing was asked"),
        correctTiles
      )
    case .remoteFile:
      (
        say("un fichier de tuiles ne se lit pas à distance", "a file of tiles is not read from afar"),
        say("Téléchargez-le et donnez son chemin à map.tiles.", "Download it and give its path to map.tiles.")
      )
    case .unreachable(let detail):
      (
        say("son serveur ne répond pas (\(Sanitise.line(detail)))", "its server does not answer (\(Sanitise.line(detail)))"),
        triedAgain
      )
    case .status(429): (say("son serveur demande d’attendre (429)", "its server asks to wait (429)"), triedAgain)
    case .status(let status) where status == 401 || status == 403:
      (
        say("son serveur refuse (\(status))", "its server refuses (\(status))"),
        say("Vérifiez la clé dans map.tiles.", "Check the key in map.tiles.")
      )
    case .status(let status):
      (say("son serveur a répondu \(status)", "its server answered \(status)"), triedAgain)
    case .badDescription:
      (
        say("la description du serveur (TileJSON) ne se lit pas", "the server’s description (TileJSON) cannot be read"),
        correctTiles
      )
    case .notATile:
      (say("le serveur n’a pas envoyé de tuile", "the server sent something else than a tile"), correctTiles)
    case .notVector(let type):
      (
        say(
          "ses tuiles sont des images (\(Sanitise.line(type))), et seules les tuiles vectorielles (MVT) sont lues",
          "its tiles are pictures (\(Sanitise.line(type))), and only vector tiles (MVT) are read"), correctTiles
      )
    case .compression(let name):
      (
        say(
          "ses tuiles sont comprimées en \(name), et seuls gzip et zlib sont lus",
          "its tiles are compressed with \(name), and only gzip and zlib are read"),
        say("Convertissez-les en gzip.", "Convert them to gzip.")
      )
    case .tooLarge(let limit):
      (
        say("une tuile dépasse \(limit >> 20) Mio", "a tile exceeds \(limit >> 20) MiB"),
        say("Une source plus légère la montrera.", "A lighter source will show it.")
      )
    case .undecodable:
      (say("une tuile est endommagée", "a tile is damaged"), say("Les autres sont montrées.", "The others are shown."))
    case .unknownSchema(let layers):
      (
        say(
          "son schéma n’est pas connu (couches : \(list(layers)))", "its schema is not known (layers: \(list(layers)))"),
        say(
          "OpenMapTiles, Shortbread et Protomaps le sont.", "OpenMapTiles, Shortbread and Protomaps are.")
      )
    }
  }

  private func list(_ layers: [String]) -> String { layers.map { Sanitise.line($0) }.joined(separator: ", ") }

  private var correctTiles: String {
    say("Corrigez map.tiles dans config.yaml.", "Correct map.tiles in config.yaml.")
  }

  private var triedAgain: String { say("On réessaiera sous peu.", "It will be tried again shortly.") }
}
