import Configuration

/// What the two languages want around signs and numbers of the system.
extension Words {
  /// French sets a blank inside « » and before : ; ? ! that a line must not break at (U+00A0). English is left as it is.
  package func typeset(_ sentence: String) -> String {
    guard language == .french else { return sentence }
    var scalars = Array(sentence.unicodeScalars)
    for index in scalars.indices where scalars[index] == " " {
      let next = index + 1 < scalars.count ? scalars[index + 1] : " "
      let isLast = index + 2 >= scalars.count || [" ", "\n"].contains(scalars[index + 2])
      let opens = index > 0 && scalars[index - 1] == "«"
      // A colon that begins a word, as the console's own `:` does, is none of the sentence's.
      if opens || next == "»" || (isLast && [":", ";", "?", "!"].contains(next)) { scalars[index] = "\u{A0}" }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  /// One sentence after the other, whatever the first ends with.
  package func sentences(_ first: String, _ second: String) -> String {
    first + (first.hasSuffix("?") || first.hasSuffix(".") ? " " : ". ") + second
  }

  /// What the system's error number means to whoever reads it; with the number where it is a rare one.
  package func systemError(_ code: Int32) -> String {
    switch code {
    case 1, 13: say("l’accès est refusé, vérifiez les droits", "access is denied, check the permissions")
    case 2: say("il n’existe pas", "it does not exist")
    case 5: say("le disque ne répond pas comme il faut", "the disk does not answer as it should")
    case 8: say("ce n’est pas un programme", "it is not a program")
    case 17: say("il existe déjà", "it exists already")
    case 20: say("un dossier du chemin n’en est pas un", "a folder of its path is none")
    case 24: say("trop de fichiers sont ouverts", "too many files are open")
    case 28: say("le disque est plein", "the disk is full")
    case 30: say("le disque est en lecture seule", "the disk is read-only")
    case 40: say("trop de liens se suivent", "too many links follow each other")
    case 98: say("l’adresse est déjà prise", "the address is in use already")
    default: say("erreur \(code) du système", "system error \(code)")
    }
  }
}
