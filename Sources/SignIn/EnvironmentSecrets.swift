import Glibc

/// Secrets from the environment, which every child and `/proc` would see.
package enum EnvironmentSecrets {
  /// Reads them, overwrites them where they lie and takes them out. To be called once, before there is a second thread.
  package static func take() -> Secrets {
    var secrets = Secrets()
    for name in Secrets.Name.allCases {
      guard let value = getenv(name.variable) else { continue }
      let text = String(cString: value)
      if !text.isEmpty { secrets[name] = text }
      memset(value, 0, strlen(value))
      unsetenv(name.variable)
    }
    return secrets
  }
}
