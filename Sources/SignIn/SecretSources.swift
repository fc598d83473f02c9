/// Where secrets come from, later ones before earlier ones: the credentials file, the credential command, the environment.
package struct SecretSources: Sendable {
  package enum Failure: Error, Sendable, Equatable {
    case file(CredentialsFile.Failure)
    case command(CredentialCommand.Failure)
  }

  package var filePath: String?
  package var command: [String]
  /// Already taken out of the environment, by `EnvironmentSecrets.take`.
  package var environment: Secrets

  package init(filePath: String?, command: [String] = [], environment: Secrets = Secrets()) {
    self.filePath = filePath
    self.command = command
    self.environment = environment
  }

  /// A file that is missing is no failure; one that others could read is.
  package func secrets() async throws(Failure) -> Secrets {
    var result = Secrets()
    if let filePath {
      do throws(CredentialsFile.Failure) { result = try CredentialsFile.read(filePath) } catch {
        if error != .missing { throw .file(error) }
      }
    }
    if !command.isEmpty {
      do throws(CredentialCommand.Failure) { result = result.overlaid(by: try await CredentialCommand.run(command)) } catch {
        throw .command(error)
      }
    }
    return result.overlaid(by: environment)
  }
}
