import Foundation
import Testing

/// What no file of the project may hold, whatever its language.
func textBreaches(in text: String, isProduct: Bool) -> [String] {
  // Written in pieces, so that this file does not hold them.
  let folders = (["work", "root", "Users", "opt"] + (isProduct ? ["tmp", "home"] : [])).map { "/" + $0 + "/" }
  let marks: Set<String> = ["TO" + "DO", "FIX" + "ME"]
  let leftovers = ["not " + "implemented", "un" + "implemented"]
  var breaches: [String] = []
  for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
    // The folder of last resort for sockets, for users whose own paths are too long: the user's number ends its name.
    let line = line.replacing("/" + "tmp/gigafibre-dispatch-", with: "")
    for folder in folders where line.contains(folder) && namesAPath(line, folder) {
      breaches.append("\(index + 1): names \(folder)")
    }
    for word in line.split(whereSeparator: { !$0.isLetter }) where marks.contains(String(word)) {
      breaches.append("\(index + 1): says \(word)")
    }
    for leftover in leftovers where line.localizedCaseInsensitiveContains(leftover) {
      breaches.append("\(index + 1): says \(leftover)")
    }
    // A copied binary traps when it looks for its bundle.
    if isProduct && line.contains("Bundle" + ".module") { breaches.append("\(index + 1): needs a resource bundle") }
  }
  return breaches
}

/// Whether `folder` begins a path in the line, rather than standing inside a longer one.
private func namesAPath(_ line: some StringProtocol, _ folder: String) -> Bool {
  guard let found = line.range(of: folder) else { return false }
  guard found.lowerBound > line.startIndex else { return true }
  let before = line[line.index(before: found.lowerBound)]
  return !(before.isLetter || before.isNumber || ".}_-)".contains(before))
}

@Suite struct SourceTextTests {
  static let longest = 500

  @Test func noFileNamesAMachineOrLeavesWorkUndone() throws {
    let extensions: Set<String> = ["swift", "c", "h", "yaml", "md", "modulemap"]
    let files =
      try Checkout.files(under: "Sources", extensions: extensions)
      + Checkout.files(under: "Tests", extensions: ["swift", "c", "h"])
    #expect(!files.isEmpty)
    for path in files + ["Package.swift", "README.md", ".ci/run", ".ci/setup"] {
      let breaches = textBreaches(in: try Checkout.text(path), isProduct: path.hasPrefix("Sources/"))
      #expect(breaches == [], "\(path)")
    }
  }

  @Test func noSwiftFileIsTooLong() throws {
    for path in try Checkout.files(under: "Sources", extensions: ["swift"])
      + Checkout.files(under: "Tests", extensions: ["swift"])
    {
      let lines = try Checkout.text(path).split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= Self.longest + 1, "\(path) has \(lines) lines")
    }
  }

  @Test func noFileHasANameThatSaysNothing() throws {
    for path in try Checkout.files(under: "Sources", extensions: ["swift"]) {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      for word in ["Manager", "Utils", "Common", "Helper"] { #expect(!name.contains(word), "\(path)") }
    }
  }

  @Test(arguments: [
    ("let path = \"/" + "tmp/x\"", ["1: names /" + "tmp/"]),
    ("see /" + "work/notes", ["1: names /" + "work/"]),
    ("\"\\(runtime)/" + "home/x\"", []),
    ("/usr/share/zoneinfo/", []),
    ("\"/" + "tmp/gigafibre-dispatch-\\(getuid())\"", []),
    ("ok\n// TO" + "DO: later", ["2: says TO" + "DO"]),
    ("let autoDoc = whatToDo", []),
    ("Bundle" + ".module.url", ["1: needs a resource bundle"]),
  ])
  func plantedTextIsJudged(text: String, expected: [String]) {
    #expect(textBreaches(in: text, isProduct: true) == expected)
  }
}
