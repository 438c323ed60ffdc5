#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The time of day, for `run.json` and event files; no model or checkpoint holds it.
package enum WallClock {
  /// Seconds since the beginning of 1970, UTC.
  package static var seconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A time after RFC 3339, in UTC and whole seconds: `2026-01-31T09:05:00Z`.
  package static func text(_ seconds: Double) -> String {
    var whole = time_t(seconds.isFinite ? max(0, min(seconds, 253_402_300_799)) : 0)
    var parts = tm()
    gmtime_r(&whole, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
