import LeNetElementary

/// McNemar's test of whether two classifiers differ, on the images that only one of them classifies
/// correctly.
///
/// Of n = a + b such images, only the first classifies a correctly. If both were equally good, a
/// would be binomial with n trials of probability 1/2. Up to `mostExact` of them the two-sided
/// probability is exact, twice the sum of the smaller tail; beyond that it is that of chi-square with
/// one degree of freedom at (|a - b| - 1)² / n, with Edwards' correction for continuity.
///
/// Q. McNemar, "Note on the sampling error of the difference between correlated proportions or
/// percentages", Psychometrika 12 (1947), https://doi.org/10.1007/BF02295996; A. L. Edwards, "Note on
/// the 'correction for continuity' in testing the significance of the difference between correlated
/// proportions", Psychometrika 13 (1948), https://doi.org/10.1007/BF02289261.
package struct McNemar: Hashable, Sendable {
  /// How the probability was computed.
  package enum Method: String, Sendable {
    /// The binomial distribution itself.
    case exact
    /// Chi-square, corrected for continuity.
    case chiSquare
  }

  /// The largest number of disagreements whose probability is computed exactly: two to its power is
  /// still a normal Double.
  package static let mostExact: Int = 1000

  /// The number of images that only the first classifies correctly.
  package let onlyFirst: Int
  /// The number of images that only the second classifies correctly.
  package let onlySecond: Int
  /// The number of images that both classify correctly.
  package let both: Int
  /// The number of images that neither classifies correctly.
  package let neither: Int

  /// Counts the answers of two classifiers; traps unless there is one per label.
  package init(first: [Int], second: [Int], labels: [Int]) {
    precondition(
      first.count == labels.count && second.count == labels.count,
      "McNemar's test needs an answer of both to every image")
    var counts = [0, 0, 0, 0]
    for image in labels.indices {
      let (a, b) = (first[image] == labels[image], second[image] == labels[image])
      counts[a ? (b ? 0 : 1) : (b ? 2 : 3)] += 1
    }
    self.init(
      onlyFirst: counts[1], onlySecond: counts[2], both: counts[0], neither: counts[3])
  }

  /// The test of counted answers; traps if a count is negative.
  package init(onlyFirst: Int, onlySecond: Int, both: Int = 0, neither: Int = 0) {
    precondition(min(onlyFirst, onlySecond, both, neither) >= 0, "a count is negative")
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.both = both
    self.neither = neither
  }

  /// The number of images that exactly one classifies correctly.
  package var disagreements: Int { onlyFirst + onlySecond }

  /// How the probability is computed.
  package var method: Method { disagreements <= Self.mostExact ? .exact : .chiSquare }

  /// The probability of this difference or a greater one if both are equally good.
  package var probability: Double {
    let n = disagreements
    guard method == .chiSquare else { return Self.exact(min(onlyFirst, onlySecond), of: n) }
    let difference = max(0, Double(abs(onlyFirst - onlySecond)) - 1)
    let statistic = difference * difference / Double(n)
    return Self.complementaryError((statistic / 2).squareRoot())
  }

  /// min(1, 2 P(X <= k)) for X binomial with n trials of probability 1/2.
  private static func exact(_ k: Int, of n: Int) -> Double {
    var term = Elementary.power(0.5, n)
    var sum = term
    for i in stride(from: 1, through: k, by: 1) {
      term *= Double(n - i + 1) / Double(i)
      sum += term
    }
    return min(1, 2 * sum)
  }

  /// erfc(x) for x from 0 up.
  ///
  /// M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions" (1964): the series 7.1.6 below 2,
  /// the continued fraction 7.1.14 from there on.
  static func complementaryError(_ x: Double) -> Double {
    let rootOfPi = 1.7724538509055159
    guard x >= 2 else {
      var (term, sum) = (x, x)
      var odd = 3.0
      while term > sum * 1e-17 {
        term *= 2 * x * x / odd
        sum += term
        odd += 2
      }
      return 1 - 2 / rootOfPi * Elementary.exp(-x * x) * sum
    }
    // From the far end towards its head.
    let fraction = stride(from: 80.0, to: 0, by: -1).reduce(x) { x + $1 / 2 / $0 }
    return Elementary.exp(-x * x) / (rootOfPi * fraction)
  }
}
