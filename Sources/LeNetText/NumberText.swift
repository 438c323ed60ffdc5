/// Numbers as text for people; only this code makes percentages.
package enum NumberText {
  /// A number with a fixed count of digits after the point: `fixed(0.12345, 3)` is `0.123`.
  package static func fixed(_ value: Double, _ digits: Int) -> String {
    guard value.isFinite else { return value.isNaN ? "nan" : (value < 0 ? "-inf" : "inf") }
    var scale = 1
    for _ in 0..<digits { scale *= 10 }
    let scaled = (value.magnitude * Double(scale)).rounded()
    guard let whole = Int(exactly: scaled) else { return "\(value)" }
    let sign = value < 0 && whole > 0 ? "-" : ""
    guard digits > 0 else { return sign + "\(whole)" }
    let fraction = String(whole % scale)
    let zeros = String(repeating: "0", count: digits - fraction.count)
    return "\(sign)\(whole / scale).\(zeros)\(fraction)"
  }

  /// A number without a needless fraction: `25`, not `25.0`.
  package static func plain(_ value: Double) -> String { plain("\(value)") }

  /// The same for a number that is already text.
  package static func plain(_ text: String) -> String {
    text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with two significant digits: `6.5e-05`, `0.0024`.
  package static func twoDigits(_ value: Double) -> String {
    guard (1e-30...1e30).contains(value.magnitude) else { return plain(value) }
    var scale = 1.0
    while (value * scale).magnitude < 10 { scale *= 10 }
    while (value * scale).magnitude >= 100 { scale /= 10 }
    return plain((value * scale).rounded() / scale)
  }

  /// A share of one as a percentage: `percent(0.9912)` is `99.12 %`.
  package static func percent(_ share: Double) -> String { percent(share, digits: 2) }

  /// The same with a count of digits after the point.
  package static func percent(_ share: Double, digits: Int) -> String {
    fixed(share * 100, digits) + " %"
  }

  /// A rate as a percentage with one digit after the point, in which only all is `100.0 %` and only none `0.0 %`.
  package static func rate(_ share: Double) -> String {
    if share > 0, share < 0.001 { return "<0.1 %" }
    if share > 0.999, share < 1 { return ">99.9 %" }
    return percent(share, digits: 1)
  }

  /// A confidence as a percentage: no answer is certain, so none rounds up to all: `99.99 %`.
  package static func confidence(_ share: Double) -> String {
    share.isFinite ? percent(min(share, 0.9999)) : "?"
  }

  /// A time: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    if seconds < 9.95 { return fixed(seconds, 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(padded(whole % 60)) s" }
    return "\(whole / 3600) h \(padded(whole % 3600 / 60)) min"
  }

  /// A time in the form of a clock, for a redrawn line: `0:07`, `3:05`, `2:10:00`.
  package static func clock(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0, seconds < 1e9 else { return "?" }
    let whole = Int(seconds.rounded())
    let minutes = whole / 60
    guard minutes >= 60 else { return "\(minutes):\(padded(whole % 60))" }
    return "\(minutes / 60):\(padded(minutes % 60)):\(padded(whole % 60))"
  }

  private static func padded(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
  }
}
