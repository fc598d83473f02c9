import Canvas
import Configuration

/// What is wrong with a configuration, keymap or theme, in one sentence that says where, what was decided and what to do.
extension Words {
  package func diagnostic(_ diagnostic: Diagnostic) -> String {
    var sentence = place(diagnostic) + say(" : ", ": ") + problem(diagnostic.problem, in: diagnostic.file)
    // What is an error is not decided here: nothing goes on, or the file as a whole is left out.
    if diagnostic.severity == .warning, let decision = decision(on: diagnostic.problem) {
      sentence = sentences(sentence, decision)
    }
    return typeset(Sanitise.line(sentence))
  }

  /// The whole path: the system's file and the user's have the same name.
  private func place(_ diagnostic: Diagnostic) -> String {
    let place =
      switch diagnostic.file {
      case "environment": say("variables d’environnement", "environment")
      case "command line": say("ligne de commande", "command line")
      default: diagnostic.file
      }
    return place + (diagnostic.line.map { say(", ligne \($0)", ", line \($0)") } ?? "")
  }

  private func problem(_ problem: Problem, in file: String) -> String {
    switch problem {
    case .unknownKey(let key, let suggestion):
      say("\(quoted(key)) est inconnu", "\(quoted(key)) is unknown") + perhaps(suggestion)
    case .duplicateKey(let key):
      say("\(quoted(key)) est écrit deux fois : gardez-en un", "\(quoted(key)) is written twice: keep one")
    case .wrongType("", let expected):
      say("le fichier doit être \(self.expected(expected))", "the file must be \(self.expected(expected))")
    case .wrongType(let key, let expected), .badValue(let key, "", let expected):
      say("\(quoted(key)) doit être \(self.expected(expected))", "\(quoted(key)) must be \(self.expected(expected))")
    case .badValue(let key, let value, let expected):
      say(
        "\(quoted(value)) ne convient pas à \(quoted(key)) : il faut \(self.expected(expected))",
        "\(quoted(value)) does not suit \(quoted(key)): it must be \(self.expected(expected))")
    case .notAmong(let key, let value, let allowed, let suggestion):
      say(
        "\(quoted(value)) ne convient pas à \(quoted(key)) ; possibles : \(allowed.joined(separator: ", "))",
        "\(quoted(value)) does not suit \(quoted(key)); possible: \(allowed.joined(separator: ", "))") + perhaps(suggestion)
    case .missing: say("ce fichier n’existe pas : corrigez son chemin", "there is no such file: correct its path")
    case .notYAML(let words): say("ce n’est pas du YAML : ", "this is not YAML: ") + notYAML(words)
    case .unreadable(let code):
      say("le fichier ne se lit pas : \(systemError(code))", "the file cannot be read: \(systemError(code))")
    case .notAFile:
      say(
        "c’est un dossier ou un fichier spécial : mettez un fichier de texte à sa place",
        "this is a folder or a special file: put a text file in its place")
    case .tooLarge(let limit):
      say("le fichier dépasse \(number(limit)) octets : abrégez-le", "the file is over \(number(limit)) bytes: shorten it")
    case .notUTF8: say("le fichier n’est pas en UTF-8 : enregistrez-le ainsi", "the file is not in UTF-8: save it as such")
    case .writableByOthers(let mode):
      say(
        "d’autres peuvent y écrire (mode \(String(mode, radix: 8))) : chmod go-w \(file)",
        "others may write to it (mode \(String(mode, radix: 8))): chmod go-w \(file)")
    case .foreignOwner(let user):
      say(
        "il appartient à un autre utilisateur (\(user)) : mettez-y un fichier à vous",
        "it belongs to another user (\(user)): put a file of your own there")
    case .unknownCommand(let command, let suggestion):
      say("la commande \(quoted(command)) est inconnue", "the command \(quoted(command)) is unknown") + perhaps(suggestion)
    case .badKey(let text):
      say(
        "\(quoted(text)) n’est pas une touche, comme le sont a, F7 ou Ctrl-R",
        "\(quoted(text)) is not a key, as a, F7 or Ctrl-R are")
    case .reservedKey(let text):
      say(
        "\(quoted(text)) est prise par les terminaux : choisissez-en une autre",
        "\(quoted(text)) is taken by terminals: choose another")
    case .movementKey(let text):
      say(
        "\(quoted(text)) déplace le curseur ou ferme : choisissez-en une autre",
        "\(quoted(text)) moves the cursor or closes: choose another")
    case .keyConflict(let key, let commands):
      say(
        "\(quoted(key)) est demandée par \(commands.map(quoted).joined(separator: " et "))",
        "\(quoted(key)) is wanted by \(commands.map(quoted).joined(separator: " and "))")
    case .unknownRole(let role, let suggestion):
      say("le rôle \(quoted(role)) est inconnu", "the role \(quoted(role)) is unknown") + perhaps(suggestion)
    case .unknownColor(let color, let suggestion):
      say("la couleur \(quoted(color)) est inconnue", "the colour \(quoted(color)) is unknown") + perhaps(suggestion)
    case .unknownAttribute(let word, let suggestion):
      say("l’attribut \(quoted(word)) est inconnu", "the attribute \(quoted(word)) is unknown") + perhaps(suggestion)
    case .unknownTheme(let name, let suggestion), .unknownBase(let name, let suggestion):
      say("le thème \(quoted(name)) est inconnu", "the theme \(quoted(name)) is unknown") + perhaps(suggestion)
    case .themeLoop(let name):
      say("le thème \(quoted(name)) se fonde sur lui-même", "the theme \(quoted(name)) is based on itself")
    case .unknownZone(let name):
      say(
        "le fuseau \(quoted(name)) est inconnu : écrivez-le comme America/Toronto",
        "the zone \(quoted(name)) is unknown: write it like America/Toronto")
    case .unreadableZone(let name):
      say(
        "le fuseau \(quoted(name)) ne se lit pas : réinstallez tzdata",
        "the zone \(quoted(name)) cannot be read: reinstall tzdata")
    }
  }

  /// What holds in place of what was written.
  private func decision(on problem: Problem) -> String? {
    switch problem {
    case .unknownKey, .unknownCommand, .unknownRole, .badKey, .reservedKey, .movementKey:
      say("C’est ignoré.", "It is passed over.")
    case .unknownColor, .unknownAttribute: say("On s’en passe.", "It is left out.")
    case .wrongType, .badValue, .notAmong: say("La valeur d’avant reste.", "The value it had stays.")
    case .keyConflict(_, let commands):
      commands.count == 2
        ? say(
          "\(quoted(commands[0])) la garde, \(quoted(commands[1])) la perd.",
          "\(quoted(commands[0])) keeps it, \(quoted(commands[1])) loses it.")
        : nil
    case .unknownTheme:
      say(
        "\(quoted(ThemeLibrary.fallbackName)) est pris à sa place.", "\(quoted(ThemeLibrary.fallbackName)) is taken in its place."
      )
    case .unknownBase, .themeLoop: say("Ce thème se passe de base.", "This theme does without a base.")
    case .unknownZone, .unreadableZone:
      say("L’heure est celle de \(ZoneLibrary.headquartersZone).", "The time is that of \(ZoneLibrary.headquartersZone).")
    default: nil
    }
  }

  /// libyaml's own words are English and speak of tokens: said here by what a person has to look for.
  private func notYAML(_ words: String) -> String {
    func speaks(of parts: String...) -> Bool { parts.contains { words.contains($0) } }
    if speaks(of: "mapping values are not allowed") {
      return say("un « : » de trop, ou un retrait de travers", "a “:” too many, or a wrong indentation")
    }
    if speaks(of: "unexpected end of stream", "expected ',' or", "expected the node content") {
      return say("un guillemet, un crochet ou une accolade reste ouvert", "a quote, bracket or brace is left open")
    }
    if speaks(of: "cannot start any token") {
      return say(
        "une tabulation, ou un signe réservé devant une valeur ; mettez des espaces, ou la valeur entre guillemets",
        "a tab, or a reserved sign before a value; use spaces, or put the value in quotes")
    }
    if speaks(of: "expected key", "block end", "block entries", "expected ':'") {
      return say(
        "le retrait ou le « : » d’une ligne ne suit pas les lignes voisines",
        "a line’s indentation or “:” does not follow the lines around it")
    }
    if speaks(of: "undefined alias") { return say("une référence (*) ne mène nulle part", "a reference (*) leads nowhere") }
    return say(
      "vérifiez les retraits, les « : », les guillemets et les crochets",
      "check the indentation, the “:”, the quotes and the brackets")
  }

  private func perhaps(_ suggestion: String?) -> String {
    suggestion.map { say(" ; peut-être \(quoted($0)) ?", "; perhaps \(quoted($0))?") } ?? ""
  }

  private func quoted(_ text: String) -> String {
    text.isEmpty ? say("(un mot vide)", "(an empty word)") : say("« \(text) »", "“\(text)”")
  }

  private func expected(_ expected: Problem.Expected) -> String {
    switch expected {
    case .mapping: say("une suite de « clé: valeur »", "a list of “key: value”")
    case .list: say("une liste", "a list")
    case .text: say("un texte", "text")
    case .boolean: say("true ou false", "true or false")
    case .number: say("un nombre", "a number")
    case .latitude: say("une latitude", "a latitude")
    case .longitude: say("une longitude", "a longitude")
    case .url: say("une adresse comme https://erp.example.org", "an address such as https://erp.example.org")
    case .tileSource:
      say(
        "le chemin entier d’un fichier .mbtiles ou .pmtiles, ou une adresse https",
        "the whole path of an .mbtiles or .pmtiles file, or an https address")
    case .secureURL: say("une adresse https", "an https address")
    case .zone: say("un fuseau comme America/Toronto", "a zone such as America/Toronto")
    case .color: say("une couleur", "a colour")
    case .key: say("une touche comme Ctrl-R", "a key such as Ctrl-R")
    case .absolutePath:
      say(
        "une liste qui commence par le chemin entier d’un programme, comme [/usr/bin/pass, erp]",
        "a list that begins with a program’s whole path, such as [/usr/bin/pass, erp]")
    }
  }
}
