import Configuration
import Domain

/// What may stand after a verb.
enum VerbArgument: Sendable, Equatable {
  /// One job, or several with commas between them; left out, the selection.
  case jobs
  /// One job only, which has to be named.
  case job
  /// Jobs, a technician whose day it is, or everybody's.
  case jobsOrDay
  /// `2h`, or so many minutes more or less.
  case lengthOrChange
  /// Before or after.
  case relation
  case priority
  /// `+hugo` comes along, `-hugo` no more.
  case assistant
  /// `+nacelle` is taken along, `-nacelle` no more.
  case material
  /// `tel: 450-555-0123`, any number of them; the words are in `JobFieldWord`.
  case fields
  case technician
  /// A time of day.
  case time
  /// A time of day, or so many minutes earlier or later.
  case timeOrChange
  case day
  case status
  /// Words of the list's filter: tags, statuses, people.
  case filter
  case savedView
  case macro
  case theme
  case text
  case path
}

/// One verb: how it is called in both languages, and what it takes. Parser, completion and suggestions all read this table.
struct VerbEntry: Sendable {
  let head: VerbLineParser.Head
  let french: [String]
  let english: [String]
  let arguments: [VerbArgument]
  let title: Phrase
  /// Folded, as a line's words are.
  let folded: [String]

  /// Where a list has a word that is the same in both languages, or a letter, it stands under `french`.
  init(
    _ head: VerbLineParser.Head, _ french: [String], _ english: [String], _ arguments: [VerbArgument], _ title: Phrase
  ) {
    self.head = head
    self.french = french
    self.english = english
    self.arguments = arguments
    self.title = title
    folded = (french + english).map { SearchFolding.fold($0) }
  }

  /// How completion writes it: the first word of more than a letter.
  func word(_ words: Words) -> String {
    let own = words.language == .french ? french + english : english + french
    return own.first { $0.unicodeScalars.count > 1 } ?? own[0]
  }

  /// The one letter that stands for it, if any.
  var letter: String? { (french + english).first { $0.unicodeScalars.count == 1 } }
}

enum VerbTable {
  static let entries: [VerbEntry] = [
    VerbEntry(
      .assign, ["a", "assigner", "réassigner"], ["assign", "reassign"], [.jobs, .technician, .time],
      Phrase("à qui, à quelle heure", "to whom, when")),
    VerbEntry(.unassign, ["désassigner"], ["unassign"], [.jobs], Phrase("remettre en file d'attente", "back to the backlog")),
    VerbEntry(
      .move, ["m", "déplacer"], ["move"], [.jobs, .timeOrChange], Phrase("à une autre heure", "to another time")),
    VerbEntry(
      .report, ["r", "reporter"], ["reschedule", "report"], [.jobs, .day], Phrase("à un autre jour", "to another day")),
    VerbEntry(.status, ["s", "statut"], ["status"], [.jobs, .status, .text], Phrase("changer le statut", "change the status")),
    VerbEntry(.publish, ["w", "publier", "pub"], ["publish"], [.jobsOrDay], Phrase("publier", "publish")),
    VerbEntry(.cancel, ["annuler"], ["cancel"], [.jobs, .text], Phrase("annuler le bon", "cancel the job")),
    VerbEntry(.notes, ["n", "notes", "note"], [], [.jobs, .text], Phrase("ajouter aux notes", "add to the notes")),
    VerbEntry(
      .resize, ["dur", "durée", "allonger"], ["duration", "resize"], [.jobs, .lengthOrChange],
      Phrase("combien de temps", "how long")),
    VerbEntry(
      .swap, ["x", "échanger", "permuter"], ["swap"], [.jobs, .job], Phrase("échanger deux bons", "swap two jobs")),
    VerbEntry(
      .reorder, ["ord", "ordonner", "ordre", "placer"], ["order", "reorder", "place"], [.jobs, .relation, .job],
      Phrase("avant ou après un autre, ou la journée de marc", "before or after another, or Marc's day")),
    VerbEntry(.crew, ["équipe"], ["crew"], [.jobs, .assistant], Phrase("qui accompagne", "who comes along")),
    VerbEntry(
      .material, ["mat", "matériel"], ["material"], [.jobs, .material], Phrase("ce qu'on emporte", "what is taken along")),
    VerbEntry(.priority, ["pri", "priorité", "prio"], ["priority"], [.jobs, .priority], Phrase("P1 à P4", "P1 to P4")),
    VerbEntry(.create, ["c", "créer", "nouveau"], ["create"], [.text, .fields], Phrase("créer un bon", "create a job")),
    VerbEntry(.duplicate, ["y", "dupliquer", "dup"], ["duplicate"], [.jobs], Phrase("dupliquer un bon", "copy a job")),
    VerbEntry(.edit, ["e", "modifier"], ["edit", "set"], [.jobs, .fields], Phrase("modifier des champs", "change fields")),
    VerbEntry(
      .homeBase, ["départ", "base"], ["home"], [.technician, .text],
      Phrase("où commence sa journée", "where the day begins")),
    VerbEntry(.whoCan, ["qui"], ["who"], [.job], Phrase("qui peut ? (aussi ?1043)", "who can? (?1043 as well)")),
    VerbEntry(.undo, ["u", "défaire"], ["undo"], [], Phrase("défaire", "undo")),
    VerbEntry(.redo, ["refaire"], ["redo"], [], Phrase("refaire", "redo")),
    VerbEntry(.goTo, ["g", "aller", "bon"], ["go", "job"], [.job], Phrase("aller au bon", "go to the job")),
    VerbEntry(.day, ["j", "jour"], ["day"], [.day], Phrase("montrer un jour", "show a day")),
    VerbEntry(.search, ["chercher"], ["search", "find"], [.text], Phrase("chercher dans tous les bons", "search all jobs")),
    VerbEntry(.filter, ["filtrer"], ["filter"], [.filter], Phrase("filtrer la liste", "filter the list")),
    VerbEntry(.view, ["vue"], ["view"], [.savedView], Phrase("une vue gardée", "a saved view")),
    VerbEntry(.saveView, ["garder"], ["keep"], [.text], Phrase("garder la vue sous un nom", "keep this view under a name")),
    VerbEntry(
      .forgetView, ["oublier"], ["forget"], [.savedView], Phrase("oublier une vue gardée", "forget a saved view")),
    VerbEntry(.playMacro, ["jouer"], ["play"], [.macro], Phrase("jouer une macro", "play a macro")),
    VerbEntry(.sync, ["synchroniser"], ["sync"], [], Phrase("synchroniser maintenant", "synchronise now")),
    VerbEntry(.theme, ["thème"], ["theme"], [.theme], Phrase("changer de thème", "change theme")),
    VerbEntry(.screen, ["écran"], ["screen"], [.path], Phrase("garder l'écran dans un fichier", "save the screen to a file")),
  ]

  static func entry(of head: VerbLineParser.Head) -> VerbEntry? { entries.first { $0.head == head } }
}
