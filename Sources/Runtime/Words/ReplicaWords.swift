import Console
import Replica

extension Words {
  /// Where a damaged local copy is now, and what of the edits that waited in it could be kept.
  func replicaRemade(_ salvage: Salvage) -> String {
    var text = say(
      "La copie locale était abîmée : elle est gardée sous \(salvage.setAside), une nouvelle a pris sa place avec \(edits(salvage.recovered)) en attente.",
      "The local copy was damaged: it is kept as \(salvage.setAside), a new one has taken its place with \(edits(salvage.recovered)) waiting."
    )
    if let copy = salvage.outboxCopy { text += say(" Copie lisible : \(copy).", " Readable copy: \(copy).") }
    if salvage.unreadable > 0 {
      text += say(
        " \(edits(salvage.unreadable)) de plus y attendaient et ne se lisent plus : à refaire.",
        " \(edits(salvage.unreadable)) more waited in it and can no longer be read: make them again.")
    }
    if !salvage.isCounted {
      text += say(
        " Il a pu s’en perdre d’autres, qui ne se comptent plus : vérifiez ce qui n’était pas confirmé.",
        " Others may be lost that cannot be counted: check what was not confirmed yet.")
    }
    return text
  }

  /// What happened to the local copy, what was kept, and what to do.
  package func replicaFailed(_ failure: ReplicaFailure) -> String {
    switch failure {
    case .diskFull:
      say(
        "Le disque est plein : rien de neuf ne peut être enregistré ; ce qui l’était déjà est gardé. Libérez de l’espace.",
        "The disk is full: nothing new can be saved; what was saved is kept. Free some space.")
    case .busy:
      say(
        "La copie locale est occupée par un autre processus ; rien n’est perdu. Réessayez.",
        "The local copy is busy with another process; nothing is lost. Try again.")
    case .openElsewhere:
      say(
        "La copie locale est abîmée, et une console ou un verbe s’en sert encore : rien n’a été touché. Fermez d’abord vos consoles, puis relancez « gigafibre-dispatch doctor ».",
        "The local copy is damaged, and a console or a verb still uses it: nothing was touched. Close your consoles first, then run “gigafibre-dispatch doctor” again."
      )
    case .corrupt(let words):
      say(
        "La copie locale est abîmée (\(words)). Lancez « gigafibre-dispatch doctor » : elle sera mise de côté et refaite.",
        "The local copy is damaged (\(words)). Run “gigafibre-dispatch doctor”: it will be set aside and made anew.")
    case .newerSchema(let found, let supported):
      say(
        "La copie locale vient d’une version plus récente (\(found), celle-ci lit jusqu’à \(supported)) : mettez le programme à jour.",
        "The local copy comes from a newer version (\(found), this one reads up to \(supported)): update the program.")
    case .readOnly:
      say(
        "La copie locale ne peut pas être écrite : vérifiez les droits de son dossier et le disque.",
        "The local copy cannot be written: check its folder’s permissions and the disk.")
    case .networkFileSystem(let type):
      say(
        "Le dossier de données est sur un disque réseau (\(type)), où les verrous ne tiennent pas : donnez-en un local par XDG_DATA_HOME.",
        "The data folder is on a network disk (\(type)), where locks do not hold: set XDG_DATA_HOME to a local one.")
    case .otherIdentity(let found):
      say(
        "Cette copie locale est celle de \(found.user) sur \(found.site) : elle n’est pas touchée. Déplacez-la ou changez XDG_DATA_HOME.",
        "This local copy belongs to \(found.user) on \(found.site): it is left alone. Move it or change XDG_DATA_HOME.")
    case .unsafeLocation(let path, let reason):
      switch reason {
      case .ownedByAnother:
        say(
          "\(path) appartient à un autre utilisateur : donnez un dossier à vous.",
          "\(path) belongs to another user: use a folder of your own.")
      case .openToOthers:
        say("\(path) est ouvert à d’autres : chmod 700 \(path).", "\(path) is open to others: chmod 700 \(path).")
      case .notADirectory:
        say("\(path) n’est pas un dossier : déplacez-le.", "\(path) is not a folder: move it away.")
      case .symbolicLink:
        say("\(path) est un lien : mettez le vrai dossier à sa place.", "\(path) is a link: put the real folder in its place.")
      }
    case .inputOutput(let words):
      say(
        "La copie locale n’a pas pu être lue ou écrite (\(words)) ; ce qui était accepté est gardé.",
        "The local copy could not be read or written (\(words)); what was accepted is kept.")
    }
  }
}
