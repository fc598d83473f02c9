import Console
import EmbeddedSite
import SignIn
import TerminalIO

/// What is said when something stands in the way of starting.
extension Words {
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
    case .missing: say("\(path) manque.", "\(path) is missing.")
    case .isLink: say("\(path) est un lien : mettez le fichier à sa place.", "\(path) is a link: put the file in its place.")
    case .isNoFile: say("\(path) n’est pas un fichier.", "\(path) is not a file.")
    case .foreignOwner(let uid):
      say("\(path) appartient à un autre (uid \(uid)).", "\(path) belongs to somebody else (uid \(uid)).")
    case .tooOpen(let mode):
      say(
        "\(path) peut être lu par d’autres (mode \(String(mode, radix: 8))) : chmod 600 \(path).",
        "\(path) can be read by others (mode \(String(mode, radix: 8))): chmod 600 \(path).")
    case .tooLong: say("\(path) est trop long.", "\(path) is too long.")
    case .unreadable(let errno): say("\(path) est illisible (erreur \(errno)).", "\(path) is unreadable (error \(errno)).")
    case .badLine(let line):
      say("\(path), ligne \(line) : il faut « nom: valeur ».", "\(path), line \(line): it must be “name: value”.")
    }
  }

  private func credentialCommandFailed(_ reason: CredentialCommand.Failure) -> String {
    say("credential_command n’a pas donné de clé (\(reason)).", "credential_command gave no key (\(reason)).")
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
      say("\(path) ne peut pas être créé (erreur \(code)).", "\(path) cannot be made (error \(code)).")
    case .unsafeDirectory(let path):
      say(
        "\(path) doit être à vous et fermé aux autres : chmod 700 \(path).",
        "\(path) must be yours and closed to others: chmod 700 \(path).")
    case .socketPathTooLong(let path):
      say(
        "le chemin \(path) est trop long pour un socket : réglez XDG_RUNTIME_DIR.",
        "the path \(path) is too long for a socket: set XDG_RUNTIME_DIR.")
    case .file(let path, let code): say("\(path) (erreur \(code)).", "\(path) (error \(code)).")
    case .alreadyRunning: say("il tourne déjà.", "it is running already.")
    case .didNotStart(let log): say("voyez \(log).", "see \(log).")
    case .otherVersion(let running):
      say(
        "un site de la version \(running) tourne ; « embedded-site stop » l’arrête.",
        "a site of version \(running) is running; “embedded-site stop” ends it.")
    case .database(let words): say("sa base de données : \(words)", "its database: \(words)")
    }
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
      say("le terminal ne se laisse pas régler (erreur \(errno)).", "the terminal’s settings cannot be changed (error \(errno)).")
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
    case .cannotSave(let path): say("l’écran n’a pas pu être écrit dans \(path).", "the screen could not be written to \(path).")
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
