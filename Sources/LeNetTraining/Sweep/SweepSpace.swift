import LeNetElementary
import LeNetRandom

/// The settings that a sweep tries: options of a training, each with its values.
package struct SweepSpace: Hashable, Sendable {
  /// The values of an option.
  package enum Values: Hashable, Sendable {
    /// A list, in the spelling of the command line.
    case list([String])
    /// A uniform number from a range; a whole one if both ends are.
    case range(ClosedRange<Double>, isWhole: Bool = false)
    /// A number from a range above 0 with a uniform logarithm, as for learning rates.
    case logarithmic(ClosedRange<Double>, isWhole: Bool = false)
  }

  /// An option and its values.
  package struct Axis: Hashable, Sendable {
    /// The option's name, such as `learning-rate`.
    package let name: String
    /// The possible values.
    package let values: Values

    /// An option and its values.
    package init(name: String, values: Values) {
      self.name = name
      self.values = values
    }
  }

  /// The options in order, without repetition.
  package let axes: [Axis]

  /// The most trainings of one sweep, so also its most settings: each has a folder, and its options are checked first.
  package static let largestCount: Int = 10_000

  /// A space; throws if it has no option, or one twice.
  package init(_ axes: [Axis]) throws(SweepError) {
    guard !axes.isEmpty else { throw .nothingVaried }
    for (index, axis) in axes.enumerated()
    where axes[..<index].contains(where: { $0.name == axis.name }) {
      throw .repeated(axis.name)
    }
    self.axes = axes
  }

  /// Every combination, with the last option changing fastest; throws if an option has a range, or there are more
  /// than `largestCount`.
  package func grid() throws(SweepError) -> [[String]] {
    var settings: [[String]] = [[]]
    for axis in axes {
      guard case .list(let values) = axis.values else { throw .rangeInGrid(axis.name) }
      guard settings.count * values.count <= Self.largestCount else { throw .tooMany }
      settings = settings.flatMap { setting in values.map { setting + [$0] } }
    }
    return settings
  }

  /// `count` random settings, the same for the same seed in any order of options and values;
  /// numbers of ranges have four digits.
  ///
  /// J. Bergstra and Y. Bengio, "Random search for hyper-parameter optimization" (2012). Throws unless
  /// 0 < count <= `largestCount`.
  package func random(_ count: Int, seed: UInt64) throws(SweepError) -> [[String]] {
    guard count > 0, count <= Self.largestCount else { throw .tooMany }
    let order = axes.indices.sorted { axes[$0].name < axes[$1].name }
    return (0..<count).map { index in
      var stream = RandomStream(seed: seed, purpose: .sweep, index: UInt32(index))
      var setting = Array(repeating: "", count: axes.count)
      for place in order { setting[place] = axes[place].values.draw(from: &stream) }
      return setting
    }
  }

  /// The number with four significant digits, so that a person can type it.
  package static func text(_ value: Double, _ isWhole: Bool = false) -> String {
    if isWhole, let whole = Int(exactly: value.rounded()) { return "\(whole)" }
    guard value != 0, value.magnitude.isNormal else { return "0" }
    var (scaled, exponent) = (value.magnitude, 0)
    while scaled >= 10_000 { (scaled, exponent) = (scaled / 10, exponent + 1) }
    while scaled < 1000 { (scaled, exponent) = (scaled * 10, exponent - 1) }
    let digits = "\(value < 0 ? "-" : "")\(Int(scaled.rounded()))e\(exponent)"
    let text = "\(Double(digits) ?? value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension SweepSpace.Values {
  /// A random value.
  fileprivate func draw(from stream: inout RandomStream) -> String {
    switch self {
    case .list(let values): values.sorted()[Int(stream.below(UInt32(values.count)))]
    case .range(let range, let isWhole): SweepSpace.text(stream.uniform(in: range), isWhole)
    case .logarithmic(let range, let isWhole):
      SweepSpace.text(
        Elementary.exp(
          stream.uniform(in: Elementary.log(range.lowerBound)...Elementary.log(range.upperBound))),
        isWhole)
    }
  }
}

extension SweepSpace.Axis {
  /// Reads `NAME=A,B,C`, `NAME=FROM..TO` or `NAME=log:FROM..TO`; throws if it is none of them.
  ///
  /// In `NAME=A,B;C` the semicolon separates the values, and commas belong to them.
  package init(reading text: String) throws(SweepError) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let first = parts.first, let last = parts.last,
      !first.isEmpty, !last.isEmpty
    else { throw .form(text) }
    let name = first.hasPrefix("--") ? first.dropFirst(2) : first
    guard name.first?.isLetter == true else { throw .form(text) }
    self.init(name: String(name), values: try Self.values(last, of: text))
  }

  private static func values(
    _ text: Substring, of whole: String
  ) throws(SweepError) -> SweepSpace.Values {
    let isLogarithmic = text.hasPrefix("log:")
    let range = isLogarithmic ? text.dropFirst(4) : text
    if let dots = range.firstRange(of: "..") {
      guard let least = Double(range[..<dots.lowerBound]),
        let greatest = Double(range[dots.upperBound...]),
        least.isFinite, greatest.isFinite, least < greatest, !isLogarithmic || least > 0
      else { throw .range(whole) }
      let isWhole = Int(range[..<dots.lowerBound]) != nil && Int(range[dots.upperBound...]) != nil
      return isLogarithmic
        ? .logarithmic(least...greatest, isWhole: isWhole)
        : .range(least...greatest, isWhole: isWhole)
    }
    guard !isLogarithmic else { throw .range(whole) }
    let values = text.split(
      separator: text.contains(";") ? ";" : ",", omittingEmptySubsequences: false
    ).map(String.init)
    guard !values.contains(where: \.isEmpty), Set(values).count == values.count else {
      throw .form(whole)
    }
    return .list(values)
  }
}
