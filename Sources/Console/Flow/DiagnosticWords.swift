import Canvas
import Configuration

/// What is wrong with a configuration, keymap or theme, in one sentence that says where and what to do.
extension Words {
  package func diagnostic(_ diagnostic: Diagnostic) -> String {
    var place = diagnostic.file.split(separator: "/").last.map(String.init) ?? diagnostic.file
    if let line = diagnostic.line { place += say(", ligne \(line)", ", line \(line)") }
    return Sanitise.line(place + say(" : ", ": ") + problem(diagnostic.problem))
  }

  package func problem(_ problem: Problem) -> String {
    switch problem {
    case .unknownKey(let key, let suggestion): say("« \(key) » est inconnu", "“\(key)” is unknown") + perhaps(suggestion)
    case .duplicateKey(let key): say("« \(key) » est écrit deux fois", "“\(key)” is written twice")
    case .wrongType(let key, let expected):
      say("« \(key) » doit être \(self.expected(expected))", "“\(key)” must be \(self.expected(expected))")
    case .badValue(let key, let value, let expected):
      say(
        "« \(value) » ne convient pas à « \(key) » : il faut \(self.expected(expected))",
        "“\(value)” does not suit “\(key)”: it must be \(self.expected(expected))")
    case .notAmong(let key, let value, let allowed, let suggestion):
      say(
        "« \(value) » ne convient pas à « \(key) » ; possibles : \(allowed.joined(separator: ", "))",
        "“\(value)” does not suit “\(key)”; possible: \(allowed.joined(separator: ", "))") + perhaps(suggestion)
    case .notYAML(let words): say("le fichier n'est pas du YAML (\(words))", "the file is not YAML (\(words))")
    case .unreadable(let code): say("le fichier ne se lit pas (erreur \(code))", "the file cannot be read (error \(code))")
    case .notAFile: say("ce n'est pas un fichier ordinaire", "it is not an ordinary file")
    case .tooLarge(let limit): say("le fichier dépasse \(number(limit)) octets", "the file is over \(number(limit)) bytes")
    case .notUTF8: say("le fichier n'est pas en UTF-8", "the file is not in UTF-8")
    case .writableByOthers(let mode):
      say(
        "d'autres peuvent y écrire (mode \(String(mode, radix: 8))) : chmod go-w",
        "others may write to it (mode \(String(mode, radix: 8))): chmod go-w")
    case .foreignOwner(let user): say("il appartient à un autre utilisateur (\(user))", "it belongs to another user (\(user))")
    case .unknownCommand(let command, let suggestion):
      say("la commande « \(command) » est inconnue", "the command “\(command)” is unknown") + perhaps(suggestion)
    case .badKey(let text): say("« \(text) » n'est pas une touche", "“\(text)” is not a key")
    case .reservedKey(let text): say("« \(text) » est prise par les terminaux", "“\(text)” is taken by terminals")
    case .keyConflict(let key, let commands):
      say(
        "« \(key) » sert à \(commands.joined(separator: " et à "))",
        "“\(key)” is bound to \(commands.joined(separator: " and to "))")
    case .unknownRole(let role, let suggestion):
      say("le rôle « \(role) » est inconnu", "the role “\(role)” is unknown") + perhaps(suggestion)
    case .unknownColor(let color, let suggestion):
      say("la couleur « \(color) » est inconnue", "the colour “\(color)” is unknown") + perhaps(suggestion)
    case .unknownAttribute(let word, let suggestion):
      say("l'attribut « \(word) » est inconnu", "the attribute “\(word)” is unknown") + perhaps(suggestion)
    case .unknownTheme(let name, let suggestion):
      say("le thème « \(name) » est inconnu", "the theme “\(name)” is unknown") + perhaps(suggestion)
    case .themeLoop(let name): say("le thème « \(name) » se fonde sur lui-même", "the theme “\(name)” is based on itself")
    case .unknownZone(let name): say("le fuseau « \(name) » est inconnu", "the zone “\(name)” is unknown")
    case .unreadableZone(let name): say("le fuseau « \(name) » ne se lit pas", "the zone “\(name)” cannot be read")
    }
  }

  private func perhaps(_ suggestion: String?) -> String {
    suggestion.map { say(" ; peut-être « \($0) » ?", "; perhaps “\($0)”?") } ?? ""
  }

  private func expected(_ expected: Problem.Expected) -> String {
    switch expected {
    case .mapping: say("une suite de « clé : valeur »", "a list of “key: value”")
    case .list: say("une liste", "a list")
    case .text: say("un texte", "text")
    case .boolean: say("true ou false", "true or false")
    case .number: say("un nombre", "a number")
    case .latitude: say("une latitude", "a latitude")
    case .longitude: say("une longitude", "a longitude")
    case .url: say("une adresse http(s)", "an http(s) address")
    case .secureURL: say("une adresse https", "an https address")
    case .zone: say("un fuseau comme America/Toronto", "a zone such as America/Toronto")
    case .color: say("une couleur", "a colour")
    case .key: say("une touche comme Ctrl-R", "a key such as Ctrl-R")
    case .absolutePath: say("un chemin absolu", "an absolute path")
    }
  }
}
