import Foundation
import Testing

/// One thing that a pure target may not do, and how it is recognised in code.
struct Impurity: Sendable {
  let what: String
  let pattern: String
  /// Words that a source may well use for functions of its own: they are the C library's only where that is imported.
  let isCommonWord: Bool

  init(_ what: String, _ pattern: String, commonWord: Bool = false) {
    self.what = what
    self.pattern = pattern
    isCommonWord = commonWord
  }
}

let impurities: [Impurity] = [
  Impurity("reads a clock", #"\bDate\(\)|\b(Date|Instant|Clock|DispatchTime|DispatchWallTime)(\(\))?\.now\b"#),
  Impurity("reads a clock", #"(^|[\s(,:=\[])\.now\b"#),
  Impurity("reads a clock", #"\b(ContinuousClock|SuspendingClock|DispatchTime|CFAbsoluteTimeGetCurrent|timeIntervalSinceNow)\b"#),
  Impurity(
    "reads a clock", #"(?<!func |case )(?<![.\w`])(clock_gettime|gettimeofday|localtime_r)\("#),
  Impurity("reads a clock", #"(?<!func |case )(?<![.\w`])(time|clock|localtime|gmtime|mktime)\("#, commonWord: true),
  Impurity("sleeps", #"\bTask\.sleep\b|(?<![.\w])(usleep|nanosleep)\("#),
  Impurity("takes the machine's zone or language", #"\b(TimeZone|Locale|Calendar)\.(current|autoupdatingCurrent)\b"#),
  Impurity("draws random numbers", #"\.random\((?![^\n]*\busing:)|\b(randomElement|shuffled|shuffle)\(\)"#),
  Impurity(
    "draws random numbers",
    #"\bSystemRandomNumberGenerator\b|\bUUID\(\)|(?<![.\w])(random|rand|srand|arc4random\w*|getrandom|getentropy)\("#),
  Impurity("prints", #"(?<![.\w])(print|debugPrint|dump|puts|fputs|printf|fprintf|NSLog|readLine)\("#),
  Impurity("prints", #"\b(stdout|stderr|stdin|STDOUT_FILENO|STDERR_FILENO)\b"#),
  Impurity("reads the environment", #"\b(ProcessInfo|CommandLine|getenv|setenv|getpid|gethostname|environ)\b"#),
  Impurity("touches files", #"\b(FileManager|FileHandle|fopen|opendir|mkstemp|unlink|contentsOfFile)\b|\bcontentsOf: *URL\b"#),
  Impurity("touches files", #"(?<![.\w])(open|openat|stat|lstat|fstat|mmap)\("#, commonWord: true),
  Impurity("touches the network", #"\b(URLSession|getaddrinfo)\b|(?<![.\w])(socket|sendto|recvfrom)\("#),
  Impurity("touches the network", #"(?<![.\w])(connect|accept|bind|listen)\("#, commonWord: true),
  Impurity("starts threads or tasks", #"\bTask(\.detached)? *\{|\bTask\(|\b(pthread_create|DispatchQueue|Thread)\b"#),
]

struct PurityScanner {
  private let rules: [(impurity: Impurity, pattern: NSRegularExpression)]

  init() throws { rules = try impurities.map { ($0, try NSRegularExpression(pattern: $0.pattern)) } }

  /// `line: what it does`, for each breach in one source of a pure target.
  func breaches(in source: String) -> [String] {
    var breaches: Set<String> = []
    let text = SwiftText(source)
    let seesLibrary = !text.imports.isDisjoint(with: ["Glibc", "Foundation"])
    let rules = rules.filter { seesLibrary || !$0.impurity.isCommonWord }
    for (index, line) in text.code.enumerated() where !line.allSatisfy(\.isWhitespace) {
      let range = NSRange(location: 0, length: line.utf16.count)
      for rule in rules where rule.pattern.firstMatch(in: line, range: range) != nil {
        breaches.insert("\(index + 1): \(rule.impurity.what)")
      }
    }
    return breaches.sorted()
  }
}

@Suite struct PurityTests {
  @Test func pureTargetsCallNothingFromOutside() throws {
    let paths = try Checkout.files(under: "Sources", extensions: ["swift"]).filter {
      allowances[Checkout.target(of: $0)]?.isPure == true
    }
    #expect(!paths.isEmpty)
    let scanner = try PurityScanner()
    for path in paths {
      let breaches = scanner.breaches(in: try Checkout.text(path))
      #expect(breaches == [], "\(path)")
    }
  }

  @Test func thePureTargetsAreTheOnesThatDrawAndDecide() {
    let pure = Set(allowances.filter(\.value.isPure).keys)
    #expect(pure == ["Console", "Widgets", "Canvas", "Cartography", "Scheduling", "Domain"])
  }

  @Test(arguments: [
    ("let start = Date()", "1: reads a clock"),
    ("let start = Date.now", "1: reads a clock"),
    ("wait(until: .now)", "1: reads a clock"),
    ("let clock = ContinuousClock()", "1: reads a clock"),
    ("import Glibc\nlet seconds = time(nil)", "2: reads a clock"),
    ("clock_gettime(CLOCK_MONOTONIC, &t)", "1: reads a clock"),
    ("let zone = TimeZone.current", "1: takes the machine's zone or language"),
    ("Int.random(in: 0..<4)", "1: draws random numbers"),
    ("rows.shuffled()", "1: draws random numbers"),
    ("var g = SystemRandomNumberGenerator()", "1: draws random numbers"),
    ("let id = UUID()", "1: draws random numbers"),
    ("print(\"hello\")", "1: prints"),
    ("let text = \"\\(print(1))\"", "1: prints"),
    ("ProcessInfo.processInfo.environment", "1: reads the environment"),
    ("getenv(\"HOME\")", "1: reads the environment"),
    ("FileManager.default", "1: touches files"),
    ("fopen(path, mode)", "1: touches files"),
    ("import Glibc\nlet fd = open(path, O_RDONLY)", "2: touches files"),
    ("let fd = socket(AF_UNIX, 1, 0)", "1: touches the network"),
    ("Task { await post() }", "1: starts threads or tasks"),
  ])
  func plantedImpuritiesAreFound(source: String, expected: String) throws {
    #expect(try PurityScanner().breaches(in: source) == [expected])
  }

  @Test(arguments: [
    "// Date() and print(",
    "/* UUID() /* nested */ fopen( */",
    "let text = \"Date() print(\"",
    "let text = #\"print(\"x\") \\(print)\"#",
    "let age = state.now.seconds(since: start)",
    "func view(now: Instant) -> Frame",
    "painter.print(row)",
    "let n = Int.random(in: 0..<4, using: &generator)",
    "rows.shuffle(using: &generator)",
    "let t = job.time(of: visit)",
    "func time(_ text: String) -> Minute?",
    "case clock(LocalDateTime)",
    "let at = clock(start) + time(of: job)",
    "let date = Date(timeIntervalSince1970: 0)",
  ])
  func plantedInnocentsPass(source: String) throws {
    #expect(try PurityScanner().breaches(in: source) == [])
  }
}
