import FoundationEssentials

/// Who a request is from, as Frappe reads `Authorization`.
enum SignIn: Sendable {
  case guest
  case user(SiteUser)

  /// Wrong secret, unknown key, disabled user and malformed are all alike: 401 (CONTRACT.md, 01b to 01j). A third word makes the
  /// header unread: a guest (01k).
  static func read(_ header: String?, users: [SiteUser]) throws(FrappeError) -> SignIn {
    guard let header else { return .guest }
    let words = header.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2 else { return .guest }
    var pair = String(words[1])
    switch words[0].lowercased() {
    case "token": break
    case "basic":
      guard let data = Data(base64Encoded: pair) else { throw .authentication }
      pair = String(decoding: data, as: UTF8.self)
    default: throw .authentication
    }
    let halves = pair.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2,
      let user = users.first(where: { $0.apiKey == halves[0] && $0.apiSecret == halves[1] && $0.isEnabled })
    else { throw .authentication }
    return .user(user)
  }
}
