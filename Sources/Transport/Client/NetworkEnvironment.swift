import Glibc

/// What a machine's environment says of the way to the network. Read once, at the start: libcurl would read it again and again, on
/// its own thread, while credentials are being taken out of it.
package struct NetworkEnvironment: Sendable, Equatable {
  package var httpProxy: String?
  package var httpsProxy: String?
  /// Hosts reached without a proxy, as `NO_PROXY` lists them.
  package var noProxy: String
  /// PEM file and folder of the authorities to trust in the system's stead.
  package var authorityFile: String?
  package var authorityFolder: String?

  package init(
    httpProxy: String? = nil, httpsProxy: String? = nil, noProxy: String = "", authorityFile: String? = nil,
    authorityFolder: String? = nil
  ) {
    self.httpProxy = httpProxy
    self.httpsProxy = httpsProxy
    self.noProxy = noProxy
    self.authorityFile = authorityFile
    self.authorityFolder = authorityFolder
  }

  /// `http_proxy` counts in lower case only, because a CGI's `HTTP_PROXY` is the client's header `Proxy`.
  package init(variables value: (String) -> String?) {
    func first(_ names: String...) -> String? { names.compactMap { value($0) }.first { !$0.isEmpty } }
    self.init(
      httpProxy: first("http_proxy", "all_proxy", "ALL_PROXY"),
      httpsProxy: first("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"),
      noProxy: first("no_proxy", "NO_PROXY") ?? "",
      authorityFile: first("CURL_CA_BUNDLE", "SSL_CERT_FILE"), authorityFolder: first("SSL_CERT_DIR"))
  }

  package static func ofThisProcess() -> NetworkEnvironment {
    NetworkEnvironment { name in getenv(name).map { String(cString: $0) } }
  }

  /// Empty where none is to be used. A Unix socket and loopback never go through one.
  func proxy(for origin: Origin) -> String {
    if origin.isLoopback { return "" }
    return (origin.scheme == .https ? httpsProxy : httpProxy) ?? ""
  }
}
