import Foundation

/// What the kernel has counted of one process.
struct ProcessFigures {
  /// Nanoseconds on a processor, all threads.
  var cpu: UInt64
  /// Times that the main thread went to sleep of its own accord: each is a wake-up.
  var mainThreadSleeps: Int
  /// The highest resident size, in bytes.
  var peakResident: Int

  init(pid: pid_t) {
    // The process's own clock: threads that have ended are in it.
    var clock = clockid_t()
    var time = timespec()
    if clock_getcpuclockid(pid, &clock) == 0 { clock_gettime(clock, &time) }
    cpu = UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    mainThreadSleeps = Self.number("voluntary_ctxt_switches:", in: Self.text("/proc/\(pid)/task/\(pid)/status"))
    peakResident = Self.number("VmHWM:", in: Self.text("/proc/\(pid)/status")) * 1024
  }

  private static func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

  private static func number(_ label: String, in text: String) -> Int {
    for line in text.split(separator: "\n") where line.hasPrefix(label) {
      return Int(line.dropFirst(label.count).split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? "") ?? 0
    }
    return 0
  }

  /// Nanoseconds of processor time of all children that have been waited for.
  static var reapedChildrenCPU: UInt64 {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    func nanoseconds(_ time: timeval) -> UInt64 { UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_usec) * 1000 }
    return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)
  }
}
