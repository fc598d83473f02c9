import Configuration
import Domain
import EmbeddedSite
import Glibc
import Replica
import SignIn
import Transport

/// Where a site is and who we are there.
package struct SiteAccess: Sendable, Equatable {
  package let identity: ReplicaIdentity
  package let site: Origin
  /// nil where no hub is configured: the site is polled.
  package let hub: Origin?
  /// The 0700 directory of the site's replica.
  package let directory: String
  package let isEmbedded: Bool
  /// The IANA name of its zone, where that is known without asking the site.
  package var zone: String?
}

/// Why the console cannot even try to reach its site.
package enum AccessFailure: Error, Sendable, Equatable {
  case badSiteAddress(String)
  case badHubAddress(String)
  /// Plain http to another machine: everybody on the way could read the keys.
  case plainHTTP(String)
  case credentialsFile(String, CredentialsFile.Failure)
  case credentialCommand(CredentialCommand.Failure)
  /// A site is configured, but no key and secret for it.
  case noCredentials(site: String)
  case embeddedSite(String)
}

extension SiteAccess {
  /// The site that the configuration names. Runs the credential command where there is one: up to ten seconds.
  static func configured(_ settings: Settings, directories: UserDirectories, environment: Secrets) async throws(AccessFailure)
    -> SiteAccess
  {
    guard let address = settings.siteURL else { preconditionFailure("the embedded site is reached through EmbeddedSiteAccess") }
    let secrets = try await secrets(settings, directories: directories, environment: environment)
    guard let credential = secrets.siteCredential, let key = secrets[.apiKey] else { throw .noCredentials(site: address) }
    let site: Origin
    do { site = try Origin(address, credential: credential, allowsInsecure: settings.allowsPlainHTTP) } catch {
      throw .badSiteAddress(address)
    }
    guard site.isAcceptable else { throw .plainHTTP(address) }
    var hub: Origin?
    if let hubAddress = settings.hubURL {
      do {
        hub = try Origin(hubAddress, credential: secrets.hubCredential, allowsInsecure: settings.allowsPlainHTTP)
      } catch {
        throw .badHubAddress(hubAddress)
      }
      if hub?.isAcceptable == false { throw .plainHTTP(hubAddress) }
    }
    // The key names the user without telling the secret, and is known before the site has answered anything.
    let identity = ReplicaIdentity(site: site.text + site.basePath, user: "key-\(fingerprint(of: key))")
    return SiteAccess(
      identity: identity, site: site, hub: hub, directory: directories.data + "/" + identity.directoryName, isEmbedded: false)
  }

  /// A credential command stands in for the file.
  private static func secrets(_ settings: Settings, directories: UserDirectories, environment: Secrets)
    async throws(AccessFailure)
    -> Secrets
  {
    let path = settings.credentialCommand.isEmpty ? directories.credentials : nil
    let sources = SecretSources(filePath: path, command: settings.credentialCommand, environment: environment)
    do throws(SecretSources.Failure) { return try await sources.secrets() } catch {
      switch error {
      case .file(let failure): throw .credentialsFile(directories.credentials, failure)
      case .command(let failure): throw .credentialCommand(failure)
      }
    }
  }

  /// FNV-1a, 64 bits.
  private static func fingerprint(of key: String) -> String {
    String(key.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }, radix: 16)
  }
}
