import Glibc
import SignIn
import Testing
import Transport

/// A folder of the test's own, gone with it.
final class Folder {
  let path: String

  init() throws {
    var template = Array("/tmp/gd-secrets-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @discardableResult
  func write(_ text: String, _ name: String = "credentials", mode: mode_t = 0o600) -> String {
    let file = path + "/" + name
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = Array(text.utf8).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    chmod(file, mode)
    return file
  }

  deinit {
    for name in ["credentials", "link", "pipe", "command"] { unlink(path + "/" + name) }
    rmdir(path)
  }
}

@Suite struct SecretsTests {
  private static let text = "# the site\napi_key: abc\n  api_secret : 'd:e f'  \n\nhub_token: \"t\"\n"

  @Test func readsAFileOfItsOwner() throws {
    let folder = try Folder()
    for mode in [0o600, 0o400] as [mode_t] {
      let secrets = try CredentialsFile.read(folder.write(Self.text, mode: mode))
      #expect(secrets[.apiKey] == "abc")
      #expect(secrets[.apiSecret] == "d:e f")
      #expect(secrets[.hubToken] == "t")
      #expect(secrets.hubCredential?.headerValue == "Bearer t")
      // A space would make Frappe take it for a guest's.
      #expect(secrets.siteCredential == nil)
    }
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o660, 0o700, 0o610, 0o601, 0o777] as [mode_t])
  func refusesWhatOthersMayRead(mode: mode_t) throws {
    let folder = try Folder()
    let file = folder.write(Self.text, mode: mode)
    #expect(throws: CredentialsFile.Failure.tooOpen(mode: mode)) { try CredentialsFile.read(file) }
  }

  @Test func refusesWhatIsNoFile() throws {
    let folder = try Folder()
    let file = folder.write(Self.text)
    symlink(file, folder.path + "/link")
    mkfifo(folder.path + "/pipe", 0o600)
    #expect(throws: CredentialsFile.Failure.isLink) { try CredentialsFile.read(folder.path + "/link") }
    #expect(throws: CredentialsFile.Failure.isNoFile) { try CredentialsFile.read(folder.path + "/pipe") }
    #expect(throws: CredentialsFile.Failure.isNoFile) { try CredentialsFile.read(folder.path) }
    #expect(throws: CredentialsFile.Failure.missing) { try CredentialsFile.read(folder.path + "/none") }
    folder.write(String(repeating: "#", count: 70_000))
    #expect(throws: CredentialsFile.Failure.tooLong) { try CredentialsFile.read(file) }
  }

  @Test(
    arguments: [
      ("api_key abc", 1, .notAPair), ("\n\nunknown: x", 3, .unknownName(nearest: nil)),
      ("apikey: x", 1, .unknownName(nearest: .apiKey)), ("api_key:\n", 1, .noValue(.apiKey)),
      ("# x\napi_secret: ''", 2, .noValue(.apiSecret)), ("Bearer abc", 1, .notAPair),
    ] as [(String, Int, Secrets.LineMistake.Reason)])
  func tellsTheLineOfAMistake(text: String, line: Int, reason: Secrets.LineMistake.Reason) throws {
    let folder = try Folder()
    let file = folder.write(text)
    #expect(throws: CredentialsFile.Failure.badLine(.init(line: line, reason: reason))) { try CredentialsFile.read(file) }
  }

  @Test func secretsAreNeverPrinted() throws {
    let secrets = try Secrets(parsing: Array("api_key: hush\napi_secret: hush".utf8))
    var dumped = ""
    dump(secrets, to: &dumped)
    for text in ["\(secrets)", String(reflecting: secrets), dumped, "\(String(describing: secrets.siteCredential))"] {
      #expect(!text.contains("hush"))
    }
    #expect(secrets.siteCredential?.headerValue == "token hush:hush")
  }

  /// In a process of its own: other tests read the environment on other threads.
  @Test func theEnvironmentIsLeftWithoutThem() async {
    #expect(Secrets.Name.hubToken.variable == "GIGAFIBRE_DISPATCH_HUB_TOKEN")
    await #expect(processExitsWith: .exitCode(7)) {
      setenv("GIGAFIBRE_DISPATCH_HUB_TOKEN", "hush", 1)
      let bytes = getenv("GIGAFIBRE_DISPATCH_HUB_TOKEN")
      let isTaken = EnvironmentSecrets.take()[.hubToken] == "hush"
      let isGone = getenv("GIGAFIBRE_DISPATCH_HUB_TOKEN") == nil && bytes?.pointee == 0 && EnvironmentSecrets.take().isEmpty
      exit(isTaken && isGone ? 7 : 1)
    }
  }

  // MARK: The command

  private func failure(_ arguments: [String], seconds: Double = 30) async -> CredentialCommand.Failure? {
    do throws(CredentialCommand.Failure) {
      _ = try await CredentialCommand.run(arguments, secondsAllowed: seconds)
      return nil
    } catch { return error }
  }

  @Test func runsAnArgumentListWithoutAShell() async throws {
    let secrets = try await CredentialCommand.run(["printf", "%s\\n", "api_key: $(id)", "api_secret: `x`; y"])
    #expect(secrets[.apiKey] == "$(id)")
    #expect(secrets[.apiSecret] == "`x`; y")
  }

  @Test func whatACommandCanDoWrong() async throws {
    #expect(await failure([]) == .emptyCommand)
    #expect(await failure(["/nonexistent/program"]) == .cannotStart(errno: ENOENT))
    #expect(await failure(["false"]) == .exited(status: 1))
    #expect(await failure(["printf", "nothing of use"]) == .badLine(.init(line: 1, reason: .notAPair)))
    #expect(await failure(["sh", "-c", "kill -9 $$"]) == .killed(signal: 9))
    #expect(await failure(["head", "-c", "100000", "/dev/zero"]) == .tooLong)
    #expect(await failure(["sleep", "1000"], seconds: 0.05) == .timedOut)
    #expect(await failure(["sh", "-c", "exec >&-; exec sleep 1000"], seconds: 0.2) == .timedOut)
  }

  @Test func itsInputIsEmpty() async { #expect(await failure(["cat"]) == nil) }

  @Test func laterSourcesWin() async throws {
    let folder = try Folder()
    var environment = Secrets()
    environment[.hubToken] = "from environment"
    let sources = SecretSources(
      filePath: folder.write("api_key: file\napi_secret: file\nhub_token: file"),
      command: ["printf", "api_secret: command\\nhub_token: command"],
      environment: environment)
    let secrets = try await sources.secrets()
    #expect(secrets[.apiKey] == "file")
    #expect(secrets[.apiSecret] == "command")
    #expect(secrets[.hubToken] == "from environment")
    #expect(try await SecretSources(filePath: folder.path + "/none").secrets().isEmpty)
  }

  @Test func anOpenFileIsAFailure() async throws {
    let folder = try Folder()
    let sources = SecretSources(filePath: folder.write("api_key: x", mode: 0o644))
    await #expect(throws: SecretSources.Failure.file(.tooOpen(mode: 0o644))) { try await sources.secrets() }
  }
}
