import Canvas

/// All commands, in the order in which help and palette list them.
package enum Registry {
  package static let commands: [Command] = jobsAndList + ViewTable.commands + viewsAndConsole + MapCommands.all

  private static let jobsAndList: [Command] = [
    Command(.assign, "assigner", "assign", ["a"], .jobs),
    Command(.unassign, "désassigner", "unassign", [], .jobs),
    Command(.move, "déplacer (heure)", "move (time)", ["m"], .jobs, hint: Phrase("déplacer", "move")),
    Command(.report, "reporter (jour)", "reschedule (day)", ["r"], .jobs, hint: Phrase("reporter", "reschedule")),
    Command(.status, "changer le statut", "change status", ["s"], .jobs, hint: Phrase("statut", "status")),
    Command(.publish, "publier", "publish", ["w"], .jobs),
    Command(.notes, "modifier les notes", "edit notes", ["n"], .jobs, hint: Phrase("notes", "notes")),
    Command(.editJob, "modifier le bon…", "edit the job…", ["e"], .jobs, hint: Phrase("modifier", "edit")),
    Command(.createJob, "créer un bon…", "create a job…", ["c"], .jobs, hint: Phrase("créer", "create")),
    Command(.duplicate, "dupliquer…", "duplicate…", ["y"], .jobs, hint: Phrase("dupliquer", "duplicate")),
    Command(.swap, "échanger deux bons", "swap two jobs", ["x"], .jobs, hint: Phrase("échanger", "swap")),
    Command(.resize, "changer la durée…", "change the duration…", [], .jobs, hint: Phrase("durée", "duration")),
    Command(.reorder, "placer avant ou après…", "place before or after…", [], .jobs, hint: Phrase("placer", "place")),
    Command(.crew, "équipe…", "crew…", [], .jobs, hint: Phrase("équipe", "crew")),
    Command(.material, "matériel…", "materials…", [], .jobs, hint: Phrase("matériel", "materials")),
    Command(.priority, "priorité…", "priority…", [], .jobs, hint: Phrase("priorité", "priority")),
    Command(.publishDay, "publier la journée du technicien", "publish the technician's day", [], .jobs),
    Command(.publishAll, "publier toutes les journées", "publish every day", [], .jobs),
    Command(.cancelJob, "annuler le bon", "cancel job", ["D"], .jobs, dangerous: true),
    Command(.dayOrder, "ordre de la journée", "order of the day", ["O"], .jobs, hint: Phrase("ordre", "order")),
    Command(.undo, "défaire", "undo", ["u"], .jobs),
    Command(.redo, "refaire", "redo", ["U", .control("r")], .jobs),
    Command(.repeatVerb, "répéter la dernière action", "repeat the last action", ["."], .jobs),
    Command(
      .settleEdit, "régler le refus ou le conflit", "settle the refusal or conflict", [], .jobs, hint: Phrase("régler", "settle")),
    Command(.recordMacro, "enregistrer une macro, ou terminer", "record a macro, or end it", ["R"], .jobs),
    Command(.playMacro, "jouer une macro", "play a macro", ["E"], .jobs),
    Command(.homeBase, "point de départ, lieu…", "home base, place…", ["p"], .jobs, hint: Phrase("départ", "base")),
    Command(.homeByAddress, "point de départ : par l'adresse", "home base: by address", [], .jobs),
    Command(.homeByMap, "point de départ : choisir sur la carte", "home base: pick on the map", [], .jobs),
    Command(.homeByCoordinates, "point de départ : par coordonnées", "home base: by coordinates", [], .jobs),
    Command(.confirmHome, "point de départ : vérifier sur la carte", "home base: confirm on the map", [], .jobs),
    Command(.clearHome, "point de départ : effacer (siège)", "home base: clear (headquarters)", [], .jobs),
    Command(.copyAddress, "copier l'adresse", "copy the address", [], .jobs),
    Command(.copyPhone, "copier le téléphone", "copy the phone number", [], .jobs),

    Command(.mark, "marquer", "mark", [" "], .list),
    Command(.markRange, "marquer jusqu'ici", "mark up to here", ["v"], .list),
    Command(.markAll, "marquer tous les bons affichés", "mark all jobs shown", ["V"], .list),
    Command(.sort, "trier", "sort", ["o"], .list),
    Command(.filter, "filtrer", "filter", ["/", Key(.function(3))], .list, hint: Phrase("filtre", "filter")),
    Command(.goTo, "aller au bon numéro…", "go to job number…", ["g"], .list, hint: Phrase("aller à", "go to")),
    Command(.saveView, "garder la vue sous un nom", "keep the view under a name", [], .list),
    Command(.foldAll, "replier ou déplier tous les groupes", "fold or unfold all groups", [], .list),
  ]

  private static let viewsAndConsole: [Command] = [
    Command(.view, "choisir la vue", "choose the view", [Key(.function(4))], .views),
    Command(.syncNow, "synchroniser maintenant", "synchronise now", [], .views),
    Command(
      .acceptDeletions, "accepter les suppressions retenues", "accept the held deletions", ["A"], .views, dangerous: true,
      hint: Phrase("accepter les suppressions", "accept deletions")),
    Command(
      .chip, "techniciens, groupe ou matériel", "technicians, group or materials", [Key(.function(6))], .views,
      hint: Phrase("groupe", "group")),
    Command(.dayBefore, "jour précédent", "day before", [","], .views),
    Command(.dayAfter, "jour suivant", "day after", [";"], .views),
    Command(.today, "aujourd'hui", "today", [], .views),
    Command(.resizePanes, "redimensionner les volets", "resize the panes", [], .views),
    Command(
      .zoomIn, "planning, statistiques : voir de plus près", "planning, statistics: look closer", ["+", "="], .views,
      context: .planning,
      hint: Phrase("près", "closer"), chords: [KeyChord("z", "+"), KeyChord("z", "i")]),
    Command(
      .zoomOut, "planning, statistiques : voir de plus loin", "planning, statistics: look from farther", ["-"], .views,
      context: .planning,
      hint: Phrase("loin", "farther"), chords: [KeyChord("z", "-"), KeyChord("z", "o")]),
    Command(
      .zoomDay, "planning : la journée de travail", "planning: the working day", [], .views, context: .planning,
      chords: [KeyChord("z", "z")]),
    Command(
      .zoomQuarter, "planning : un quart d'heure par case", "planning: a quarter hour a cell", [], .views, context: .planning,
      chords: [KeyChord("z", "q")]),
    Command(
      .zoomWeek, "planning, statistiques : la semaine", "planning, statistics: the week", [], .views, context: .planning,
      chords: [KeyChord("z", "w")]),
    Command(.zoomNow, "planning : maintenant", "planning: now", [], .views, context: .planning, chords: [KeyChord("z", "n")]),
    Command(
      .swapWith, "planning : échanger deux bons", "planning: swap two jobs", ["x"], .jobs, context: .planning,
      hint: Phrase("échanger", "swap")),

    Command(.help, "aide", "help", ["?", Key(.function(1))], .console),
    Command(
      .verbLine, "ligne de commande", "verb line", [":", Key(.function(2))], .console, hint: Phrase("cmd", "cmd")),
    Command(.palette, "toutes les commandes", "all commands", [.control("p")], .console, hint: Phrase("commandes", "commands")),
    Command(.more, "le reste de la barre (⋯)", "the rest of the toolbar (⋯)", [Key(.function(8))], .console),
    Command(.menu, "menu de la sélection", "menu of the selection", [Key(.function(9))], .console),
    Command(.messages, "messages récents", "recent messages", [], .console),
    Command(.nextPane, "volet suivant", "next pane", [Key(.tab)], .console, hint: Phrase("volet", "pane")),
    Command(.previousPane, "volet précédent", "previous pane", [Key(.tab, .shift)], .console),
    Command(.language, "English / français", "français / English", [], .console),
    Command(.theme, "changer de thème", "change theme", [], .console),
    Command(.mouse, "souris : activer ou désactiver", "mouse: on or off", [], .console),
    Command(.history, "historique de mes actions", "history of my actions", [], .jobs, hint: Phrase("historique", "history")),
    Command(
      .export, "exporter (feuille de route, tableur, agenda)…", "export (route sheet, table, calendar)…", [], .views,
      hint: Phrase("exporter", "export")),
    Command(.team, "mon équipe, ou tout le monde", "my team, or everybody", [], .list, hint: Phrase("équipe", "team")),
    Command(.redraw, "redessiner l'écran", "redraw the screen", [.control("l")], .console),
    Command(.suspend, "suspendre", "suspend", [.control("z")], .console),
    Command(.quit, "quitter", "quit", ["q"], .console),
  ]

  private static let byID: [CommandID: Command] = Dictionary(uniqueKeysWithValues: commands.map { ($0.id, $0) })

  package static func command(_ id: CommandID) -> Command { byID[id]! }
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  public init(unicodeScalarLiteral value: Unicode.Scalar) { self.init(value) }
}
