import Canvas
import Configuration
import Console
import Domain
import EmbeddedSite
import Glibc
import Replica
import TerminalIO

/// The full-screen console, from the first file read to the terminal given back.
package struct ConsoleProgram {
  package struct Options: Sendable {
    package var launch: LaunchOptions
    /// A script's text; played on the terminal, or in memory where `size` is given.
    package var script: String?
    /// The size of a screen in memory: no terminal is touched.
    package var size: Size?

    package init(launch: LaunchOptions, script: String? = nil, size: Size? = nil) {
      self.launch = launch
      self.script = script
      self.size = size
    }
  }

  private let options: Options

  package init(_ options: Options) { self.options = options }

  /// Returns the process's exit code; what went wrong before or after the screen stands on standard error.
  package func run() -> Int32 {
    let setup = Setup(options.launch)
    let words = setup.words
    if let refusal = setup.refusal { return complain(refusal, ExitCode.usage) }
    var player: ScriptPlayer?
    if let script = options.script {
      do throws(ScriptFailure) { player = try ScriptPlayer(script) } catch {
        return complain(words.scriptFailed(error), ExitCode.usage)
      }
    }
    let themes = ThemeLibrary(directory: setup.directories.themes)
    let theme = setup.theme(of: themes)
    let display: any Display
    let diagnostics = setup.diagnostics + KeyMap(setup.settings.keymap).diagnostics + theme.diagnostics
    var notices: [Notice] = []
    if let size = options.size {
      display = MemoryDisplay(size: size, theme: theme.theme)
    } else {
      do throws(TerminalFailure) {
        let terminal = try Terminal(setup.terminalOptions(theme: theme.theme))
        if let unknown = terminal.unknownType { notices.append(Notice(.information, words.unknownTerminal(unknown))) }
        display = terminal
      } catch {
        return complain(words.terminalFailed(error), ExitCode.usage)
      }
    }
    let mailbox = Mailbox<Message>()
    // A script begins the same way every time.
    let sessions = options.script == nil ? SessionStore(state: setup.directories.state) : nil
    let services = ConsoleServices(setup: setup, themes: themes, mailbox: mailbox, sessionStore: sessions)
    var state = State(
      preferences: setup.preferences, keymap: setup.settings.keymap, size: display.size, now: services.clock.now(),
      zone: setup.zone,
      ids: IdentifierSource(seed: RandomSeed.number(), RandomSeed.number()))
    switch sessions?.read() {
    case .memory(let memory)?: state.restore(memory)
    case .unusable(let failure)?:
      notices.append(Notice(.information, words.sessionUnusable(failure, path: sessions?.path ?? "")))
    case .nothing?, nil: break
    }
    if !diagnostics.isEmpty { mailbox.post(.diagnostics(diagnostics)) }
    for notice in notices { mailbox.post(.notice(notice)) }
    let loop = ConsoleLoop(
      state: state, display: display, mailbox: mailbox, clock: services.clock, effects: services, script: player)
    services.start()
    let failure = loop.run()
    services.keep(loop.memory)
    display.close()
    services.finish()
    if let failure { return complain(words.scriptFailed(failure), ExitCode.scriptFailed) }
    return ExitCode.done
  }

  private func complain(_ sentence: String, _ code: Int32) -> Int32 {
    StandardError.write("gigafibre-dispatch: \(sentence)\n")
    return code
  }
}
