/// Which line of a resource each of its stretches stands on: what overlaps is stacked.
package enum TimelineLanes {
  /// The lane of each span, which are in order of their start; each takes the first lane that is free by then.
  package static func stack(_ spans: [Range<Int64>]) -> (lanes: [Int], count: Int) {
    var ends: [Int64] = []
    var lanes: [Int] = []
    lanes.reserveCapacity(spans.count)
    for span in spans {
      // A stretch without length takes a moment all the same.
      let end = max(span.upperBound, span.lowerBound + 1)
      if let free = ends.firstIndex(where: { $0 <= span.lowerBound }) {
        ends[free] = end
        lanes.append(free)
      } else {
        lanes.append(ends.count)
        ends.append(end)
      }
    }
    return (lanes, max(1, ends.count))
  }
}
