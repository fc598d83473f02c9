import Configuration
import Console
import EmbeddedSite
import SignIn
import TerminalIO

/// What is said when something stands in the way of starting.
extension Words {
  /// A configuration that must not be used.
  package func configurationRefused(_ reason: Diagnostic) -> String {
    sentences(
      diagnostic(reason),
      say(
        "Rien n’a été ouvert ni envoyé : corrigez cela, puis relancez.",
        "Nothing was opened or sent: correct this, then start again."))
  }

  package func openingFailed(_ failure: OpeningFailure) -> String {
    switch failure {
    case .replica(let failure): replicaFailed(failure)
    case .access(let failure): accessFailed(failure)
    case .over: say("le programme se termine.", "the program is ending.")
    }
  }

  package func accessFailed(_ failure: AccessFailure) -> String {
    switch failure {
    case .badSiteAddress(let address):
      say(
        "« \(address) » n’est pas une adresse de site : corrigez site.url.",
        "“\(address)” is not a site’s address: correct site.url.")
    case .badHubAddress(let address):
      say(
        "« \(address) » n’est pas une adresse de hub : corrigez hub.url.", "“\(address)” is not a hub’s address: correct hub.url."
      )
    case .plainHTTP(let address):
      say(
        "« \(address) » : les clés iraient en clair sur le réseau, rien n’est envoyé ; utilisez https, ou site.allow_plain_http: true.",
        "“\(address)”: the keys would cross the network in the clear, nothing is sent; use https, or site.allow_plain_http: true."
      )
    case .credentialsFile(let path, let reason): credentialsFailed(path, reason)
    case .credentialCommand(let reason): credentialCommandFailed(reason)
    case .noCredentials(let site):
      say(
        "Pas de clé pour \(site) : mettez api_key et api_secret dans le fichier « credentials » (chmod 600).",
        "No key for \(site): put api_key and api_secret into the “credentials” file (chmod 600).")
    case .embeddedSite(let words):
      say("Le site embarqué n’a pas pu démarrer : \(words)", "The embedded site could not start: \(words)")
    }
  }

  private func credentialsFailed(_ path: String, _ reason: CredentialsFile.Failure) -> String {
    switch reason {
    case .missing: say("\(path) manque : créez-le.", "\(path) is missing: make it.")
    case .isLink: say("\(path) est un lien : mettez le fichier à sa place.", "\(path) is a link: put the file in its place.")
    case .isNoFile:
      say(
        "\(path) n’est pas un fichier : mettez-en un à sa place.", "\(path) is not a file: put one in its place.")
    case .foreignOwner(let uid):
      say(
        "\(path) appartient à un autre (uid \(uid)) : mettez un fichier à vous à sa place.",
        "\(path) belongs to somebody else (uid \(uid)): put a file of your own in its place.")
    case .tooOpen(let mode):
      say(
        "\(path) peut être lu par d’autres (mode \(String(mode, radix: 8))) : chmod 600 \(path).",
        "\(path) can be read by others (mode \(String(mode, radix: 8))): chmod 600 \(path).")
    case .tooLong:
      say(
        "\(path) dépasse 64 Kio : n’y laissez que les lignes des clés.",
        "\(path) is over 64 KiB: leave only the lines of the keys.")
    case .unreadable(let code):
      say("\(path) ne se lit pas : \(systemError(code)).", "\(path) cannot be read: \(systemError(code)).")
    case .badLine(let mistake):
      say(
        "\(path), ligne \(mistake.line) : \(lineMistake(mistake.reason)).",
        "\(path), line \(mistake.line): \(lineMistake(mistake.reason)).")
    }
  }

  /// Without a word of the line itself: it may be the secret.
  private func lineMistake(_ reason: Secrets.LineMistake.Reason) -> String {
    let names = Secrets.Name.allCases.map(\.rawValue).joined(separator: ", ")
    return switch reason {
    case .notAPair:
      say(
        "il faut « nom: valeur », avec un de ces noms : \(names)", "it must be “name: value”, with one of these names: \(names)")
    case .unknownName(let nearest?):
      say(
        "ce nom est inconnu, peut-être est-ce « \(nearest.rawValue) »",
        "this name is unknown, perhaps it is “\(nearest.rawValue)”"
      )
    case .unknownName(nil): say("ce nom est inconnu ; possibles : \(names)", "this name is unknown; possible: \(names)")
    case .noValue(let name):
      say(
        "« \(name.rawValue) » n’a pas de valeur : écrivez-la après le deux-points",
        "“\(name.rawValue)” has no value: write it after the colon")
    }
  }

  private func credentialCommandFailed(_ reason: CredentialCommand.Failure) -> String {
    switch reason {
    case .emptyCommand:
      say(
        "credential_command ne nomme aucun programme : donnez son chemin, puis ses arguments.",
        "credential_command names no program: give its path, then its arguments.")
    case .cannotStart(let code):
      say(
        "Le programme de credential_command n’a pas pu démarrer : \(systemError(code)). Corrigez son chemin ou ses droits.",
        "The program of credential_command could not start: \(systemError(code)). Correct its path or permissions.")
    case .timedOut:
      say(
        "credential_command n’a pas fini en \(Int(CredentialCommand.secondsAllowed)) s et a été arrêté : lancez-le à la main ; il ne doit rien demander.",
        "credential_command did not end within \(Int(CredentialCommand.secondsAllowed)) s and was stopped: run it by hand; it must not ask anything."
      )
    case .exited(let status):
      say(
        "credential_command a échoué (code \(status)) et n’a pas donné de clé : lancez-le à la main pour voir pourquoi.",
        "credential_command failed (code \(status)) and gave no key: run it by hand to see why.")
    case .killed(let signal):
      say(
        "credential_command a été tué (signal \(signal)) et n’a pas donné de clé : lancez-le à la main pour voir pourquoi.",
        "credential_command was killed (signal \(signal)) and gave no key: run it by hand to see why.")
    case .tooLong:
      say(
        "credential_command a écrit plus de 64 Kio : il ne doit écrire que les lignes des clés.",
        "credential_command wrote more than 64 KiB: it must write only the lines of the keys.")
    case .badLine(let mistake):
      say(
        "credential_command, ligne \(mistake.line) de ce qu’il écrit : \(lineMistake(mistake.reason)).",
        "credential_command, line \(mistake.line) of what it writes: \(lineMistake(mistake.reason)).")
    }
  }

  /// What ended `embedded-site`, whatever it was.
  package func embeddedSiteEnded(_ error: any Error) -> String {
    let reason = (error as? EmbeddedSiteFailure).map { embeddedSiteFailed($0) } ?? "\(error)"
    return say("Site embarqué : \(reason)", "Embedded site: \(reason)")
  }

  package func embeddedSiteFailed(_ failure: EmbeddedSiteFailure) -> String {
    switch failure {
    case .noHome: say("ni HOME ni XDG_STATE_HOME ne sont réglés.", "neither HOME nor XDG_STATE_HOME is set.")
    case .directory(let path, let code):
      say("\(path) ne peut pas être créé : \(systemError(code)).", "\(path) cannot be made: \(systemError(code)).")
    case .unsafeDirectory(let path):
      say(
        "\(path) doit être à vous et fermé aux autres : chmod 700 \(path).",
        "\(path) must be yours and closed to others: chmod 700 \(path).")
    case .socketPathTooLong(let path):
      say(
        "le chemin \(path) est trop long pour un socket : réglez XDG_RUNTIME_DIR.",
        "the path \(path) is too long for a socket: set XDG_RUNTIME_DIR.")
    case .file(let path, let code): say("\(path) : \(systemError(code)).", "\(path): \(systemError(code)).")
    case .alreadyRunning:
      say("il tourne déjà ; « embedded-site stop » l’arrête.", "it is running already; “embedded-site stop” ends it.")
    case .didNotStart(let log): say("il ne répond pas ; voyez \(log).", "it does not answer; see \(log).")
    case .otherVersion(let running):
      say(
        "un site de la version \(running) tourne ; « embedded-site stop » l’arrête.",
        "a site of version \(running) is running; “embedded-site stop” ends it.")
    case .database(let words): say("sa base de données : \(words)", "its database: \(words)")
    }
  }

  /// The address of a site on a port, and the file of its tokens, which are never printed.
  package func servesOn(_ address: String, tokens: String) -> String {
    say("\(address) · jetons : \(tokens)", "\(address) · tokens: \(tokens)")
  }

  package func unknownCommand(_ word: String, among names: [String]) -> String {
    let unknown = say("commande inconnue : « \(word) »", "unknown command: “\(word)”")
    if VerbLine.isVerb(word) {
      return typeset(
        unknown + say(" ; c’est un verbe : gigafibre-dispatch do \(word) …", "; it is a verb: gigafibre-dispatch do \(word) …"))
    }
    let nearest = Suggestion.nearest(to: word, among: names).map { say(" ; peut-être « \($0) » ?", "; perhaps “\($0)”?") }
    return typeset(
      sentences(
        unknown + (nearest ?? ""),
        say("« gigafibre-dispatch --help » montre les commandes.", "“gigafibre-dispatch --help” shows the commands.")))
  }

  package func terminalFailed(_ failure: TerminalFailure) -> String {
    switch failure {
    case .notATerminal:
      say(
        "il faut un terminal ; les verbes (jobs, assign, do …) s’en passent.",
        "this needs a terminal; the verbs (jobs, assign, do …) do not.")
    case .unaddressable(let term):
      say(
        "le terminal « \(term) » ne sait pas placer son curseur : réglez TERM.",
        "the terminal “\(term)” cannot place its cursor: set TERM.")
    case .unknownType(let term):
      say(
        "le terminal « \(term) » est inconnu ici : réglez TERM=xterm-256color.",
        "the terminal “\(term)” is unknown here: set TERM=xterm-256color.")
    case .settings(let errno):
      say(
        "le terminal ne se laisse pas régler : \(systemError(errno)).",
        "the terminal’s settings cannot be changed: \(systemError(errno)).")
    }
  }

  package func unknownTerminal(_ term: String) -> String {
    say(
      "Terminal « \(term) » inconnu ici : traité comme xterm-256color.",
      "Terminal “\(term)” unknown here: treated as xterm-256color.")
  }

  package func scriptFailed(_ failure: ScriptFailure) -> String {
    switch failure {
    case .unknownStep(let line, let text):
      say("script, ligne \(line) : « \(text) » n’est pas une étape.", "script, line \(line): “\(text)” is not a step.")
    case .neverShown(let line, let text):
      say("script, ligne \(line) : « \(text) » n’est jamais apparu.", "script, line \(line): “\(text)” never appeared.")
    case .neverGone(let line, let text):
      say("script, ligne \(line) : « \(text) » n’a jamais disparu.", "script, line \(line): “\(text)” never went away.")
    case .cannotSave(let path):
      say("l’écran n’a pas pu être écrit dans \(path).", "the screen could not be written to \(path).")
    }
  }

  package var crashNotice: String {
    say(
      "gigafibre-dispatch s’est arrêté sur une erreur interne. Les modifications acceptées (~) sont gardées.\n",
      "gigafibre-dispatch stopped on an internal error. Accepted edits (~) are kept.\n")
  }

  package func notCopied(_ text: String) -> String {
    say("Ce terminal ne copie pas : \(text)", "This terminal does not copy: \(text)")
  }

  /// The reason that is stored with a job whose making is undone.
  var undoneReason: String { say("Création défaite", "Creation undone") }
}
