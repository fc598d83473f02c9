import ERPNext
import Testing
import Transport

/// Answers that no recording holds.
@Suite struct ClassificationTests {
  private static let json: HTTPHeaders = ["Content-Type": "application/json"]
  private static let html: HTTPHeaders = ["Content-Type": "text/html; charset=utf-8"]

  private func failure(
    _ status: Int, _ body: String, _ headers: HTTPHeaders = json, for purpose: AnswerClassification.Purpose = .read
  ) -> SiteFailure? {
    do throws(SiteFailure) {
      _ = try AnswerClassification.object(
        of: HTTPResponse(head: HTTPHead(status: status, headers: headers), body: Array(body.utf8)), for: purpose)
      return nil
    } catch { return error }
  }

  @Test(arguments: [AnswerClassification.Purpose.read, .update, .create(requestIDField: nil)])
  func aSignInPageIsNoAnswer(purpose: AnswerClassification.Purpose) {
    let page = "<!DOCTYPE html><html><head><title>Sign in</title><style>p{}</style></head><body><p>Welcome</p></body></html>"
    #expect(failure(200, page, Self.html, for: purpose) == .signInNeeded("Sign in\nWelcome"))
    #expect(failure(200, page, [:], for: purpose) == .signInNeeded("Sign in\nWelcome"))
    var redirect = Self.html
    redirect.add("Location", "https://sso.example/login?next=/api")
    #expect(failure(302, "", redirect, for: purpose) == .signInNeeded("HTTP 302"))
    #expect(failure(301, "", ["Location": "/login?redirect-to=x"], for: purpose) == .signInNeeded("HTTP 301"))
    #expect(failure(301, "", ["Location": "/api/x"], for: purpose) == .refused(status: 301, exceptionType: "", words: "HTTP 301"))
  }

  @Test(arguments: ["", "[]", "\"text\"", "{", "null", "\0\u{1}"])
  func aYesWithoutAnObject(body: String) {
    #expect(failure(200, body) == .malformed("HTTP 200 without JSON"))
    #expect(failure(200, body, for: .update) == .ambiguous("HTTP 200 without JSON"))
  }

  @Test(arguments: [
    "SerializationFailure", "InFailedSqlTransaction", "QueryDeadlockError", "QueryTimeoutError", "DeadlockDetected",
    "LockNotAvailable",
  ])
  func whatWasRolledBackMayBeTriedAgain(type: String) {
    for purpose in [AnswerClassification.Purpose.read, .update, .create(requestIDField: "r")] {
      #expect(failure(500, "{\"exc_type\":\"\(type)\"}", for: purpose) == .retry(after: nil, ""))
    }
  }

  @Test(arguments: [408, 500, 502, 504, 520, 599])
  func afterAPageNobodyKnowsWhatBecameOfAWrite(status: Int) {
    let page = "<html><head><title>Trouble</title></head></html>"
    #expect(failure(status, page, Self.html) == .retry(after: nil, "Trouble"))
    #expect(failure(status, page, Self.html, for: .update) == .ambiguous("Trouble"))
    #expect(failure(status, "", [:], for: .create(requestIDField: nil)) == .ambiguous("HTTP \(status)"))
    #expect(failure(500, "{\"message\":\"x\"}", for: .update) == .ambiguous("x"))
  }

  @Test func nginxRejectsBeforeTheSiteSees() {
    var headers = Self.html
    headers.add("Retry-After", "12")
    #expect(failure(503, "<h1>503</h1>", headers, for: .update) == .retry(after: 12, "503"))
    #expect(failure(429, "", headers, for: .update) == .retry(after: 12, "HTTP 429"))
  }

  @Test func aLostConnectionToTheDatabaseIsNotABadDate() {
    let lost =
      #"{"exc_type":"OperationalError","exception":"OperationalError: (2013, 'Lost connection to MySQL server during query')"}"#
    let date = #"{"exc_type":"OperationalError","exception":"OperationalError: (1292, \"Incorrect datetime value: 'x'\")"}"#
    guard case .ambiguous = failure(500, lost, for: .update), case .retry = failure(500, lost) else {
      Issue.record("\(String(describing: failure(500, lost, for: .update)))")
      return
    }
    guard case .refused(500, "OperationalError", _) = failure(500, date, for: .update) else {
      Issue.record("\(String(describing: failure(500, date, for: .update)))")
      return
    }
  }

  @Test func aUniqueViolationIsAnEarlierTryOnlyWhereItMayBe() {
    let other = #"{"exc_type":"UniqueValidationError","exception":"… Key (serial)=(x) already exists."}"#
    let ours = #"{"exc_type":"UniqueViolation","_debug_messages":"[\"Key (request)=(x) already exists.\"]"}"#
    let silent = #"{"exc_type":"UniqueValidationError"}"#
    let create = AnswerClassification.Purpose.create(requestIDField: "request")
    #expect(failure(417, silent, for: create) == .alreadyCreated)
    #expect(failure(500, ours, for: create) == .alreadyCreated)
    for (body, purpose) in [(other, create), (silent, .create(requestIDField: nil)), (silent, .update)] {
      guard case .refused(417, "UniqueValidationError", _) = failure(417, body, for: purpose) else {
        Issue.record("\(body)")
        continue
      }
    }
  }

  @Test func aPageThatSaysNotFoundIsNotADeletion() {
    guard case .refused(404, "", _) = failure(404, "<h1>Not Found</h1>", Self.html) else {
      Issue.record("\(String(describing: failure(404, "", Self.html)))")
      return
    }
    #expect(failure(404, "{\"exc_type\":\"DoesNotExistError\"}") == .notFound)
  }

  @Test func withoutAnAnswer() {
    let sent = TransportError(.interrupted, mayHaveBeenSent: true, detail: "reset")
    let unsent = TransportError(.cannotConnect, detail: "refused")
    #expect(AnswerClassification.failure(of: sent, for: .update) == .ambiguous("reset"))
    #expect(AnswerClassification.failure(of: sent, for: .read) == .unreachable("reset"))
    #expect(AnswerClassification.failure(of: unsent, for: .update) == .unreachable("refused"))
    let foreign = TransportError(.untrusted, detail: "self-signed")
    for purpose in [AnswerClassification.Purpose.read, .update] {
      #expect(AnswerClassification.failure(of: foreign, for: purpose) == .untrusted("self-signed"))
    }
    #expect(
      AnswerClassification.failure(of: TransportError(.answerTooLong, mayHaveBeenSent: true), for: .update)
        == .ambiguous("answerTooLong"))
    #expect(
      AnswerClassification.failure(of: TransportError(.malformedAnswer, mayHaveBeenSent: true), for: .read)
        == .malformed("malformedAnswer"))
  }

  // MARK: Words

  @Test func theFatalMessageAmongNotices() throws {
    let notice = #"{\"message\":\"Saved <b>much</b>\",\"indicator\":\"green\"}"#
    let fatal = #"{\"message\":\"No &amp; never<br>again &#x27;x&#39;\",\"raise_exception\":1}"#
    let red = #"{\"message\":\"Red\",\"indicator\":\"red\"}"#
    func words(_ messages: String...) throws -> String {
      let text =
        "{\"_server_messages\":\"["
        + messages.map { "\\\"" + $0.replacing("\\\"", with: "\\\\\\\"") + "\\\"" }.joined(separator: ",") + "]\"}"
      return ServerMessages.words(of: try #require(try JSONValue(parsing: text).object))
    }
    #expect(try words(notice, fatal, red, notice) == "No & never\nagain 'x'")
    #expect(try words(notice, red, notice) == "Red")
    #expect(try words(notice) == "Saved much")
  }

  @Test(arguments: [
    (#"{"_server_messages":"not json","_error_message":"Why"}"#, "Why"),
    (#"{"_server_messages":"[\"plain words\"]"}"#, "plain words"),
    (#"{"exception":"frappe.exceptions.ValidationError: Too <i>late</i>"}"#, "Too late"),
    (#"{"exception":"a sentence: with a colon"}"#, "a sentence: with a colon"),
    (#"{"message":"Invalid login credentials"}"#, "Invalid login credentials"), (#"{"message":{"a":1}}"#, ""), ("{}", ""),
    (#"{"_server_messages":7,"exception":null}"#, ""),
  ])
  func wordsFromWhereverTheyAre(body: String, words: String) throws {
    #expect(ServerMessages.words(of: try #require(try JSONValue(parsing: body).object)) == words)
  }

  @Test(arguments: [
    ("<p>a</p><p>b</p>", "a\nb"), ("a &lt;b&gt; &amp;amp; &nbsp;c", "a <b> &amp; c"), ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
    ("<script>alert(1)</script>x<style>y</style>z", "xz"), ("<b", "<b"), ("a<br/>b<BR>c", "a\nb\nc"),
    ("&#0;&#xD800;&bogus;&#x41;", "&#0;&#xD800;&bogus;A"),
    ("<details><summary>Head</summary>Body <strong>x</strong>.</details>", "Head\nBody x."), ("", ""), ("<>", "<>"),
    ("&;&", "&;&"),
  ])
  func plainText(html: String, text: String) { #expect(HTMLText.plain(html) == text) }
}
