import Glibc

/// Figures of one kind, and the words that they are printed in.
struct Distribution {
  private let sorted: [Double]

  init(_ values: [Double]) { sorted = values.sorted() }

  var count: Int { sorted.count }

  /// The nearest-rank percentile; 0 where there are no values.
  func percentile(_ percent: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
    return sorted[min(max(rank, 1), sorted.count) - 1]
  }
}

func rounded(_ value: Double, _ places: Int = 2) -> String {
  let scale = places == 0 ? 1.0 : places == 1 ? 10.0 : 100.0
  let units = Int((value * scale).rounded())
  guard places > 0 else { return "\(units)" }
  let fraction = String(abs(units) % Int(scale))
  return "\(units < 0 ? "-" : "")\(abs(units) / Int(scale)).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
}

func milliseconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e6 }

/// Prints one figure beside its budget, and their ratio.
func report(_ what: String, _ value: Double, _ unit: String, budget: Double? = nil, places: Int = 2) {
  var line = pad(what, to: 52) + pad(rounded(value, places), to: 12, right: true) + " " + pad(unit, to: 6)
  if let budget {
    line += pad("budget \(rounded(budget, places))", to: 18) + "ratio " + rounded(budget == 0 ? value : value / budget)
  }
  say(line)
}

func pad(_ text: String, to columns: Int, right: Bool = false) -> String {
  let blanks = String(repeating: " ", count: max(0, columns - text.count))
  return right ? blanks + text : text + blanks
}

extension Array where Element == PtyProbe.Response {
  var lastByte: Distribution { Distribution(compactMap { $0.last.map(milliseconds) }) }
  var firstByte: Distribution { Distribution(compactMap { $0.first.map(milliseconds) }) }
  /// From the first byte to the last.
  var afterFirst: Distribution {
    Distribution(compactMap { response in response.first.flatMap { first in response.last.map { milliseconds($0 - first) } } })
  }
  var bytes: Distribution { Distribution(map { Double($0.bytes) }) }
}

/// Prints a line at once, whatever the output is joined to.
func say(_ line: String) {
  let bytes = Array((line.hasSuffix("\n") ? line : line + "\n").utf8)
  _ = write(STDOUT_FILENO, bytes, bytes.count)
}
