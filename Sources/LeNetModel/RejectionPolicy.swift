public import LeNetText

/// The rule that accepts or rejects answers of a model: the calibration of its confidences, and their thresholds.
///
/// Set on validation data that the model was not trained on, and stored in the model file under `reading`, as
/// JSON `{"calibration": [[0, 0], [0.5, 0.8], [1, 0.999]], "points": [[0.95, 0.9991], [0.99, 0.93]],
/// "temperature": 1.1, "usual": 0.99}`.
public struct RejectionPolicy: Hashable, Sendable {
  /// A point on the trade-off between coverage and errors.
  public struct Point: Hashable, Sendable {
    /// The coverage: the share of the validation data's digits that are accepted, 0...1.
    public var coverage: Double
    /// The least confidence of an accepted answer, 0...1.
    public var threshold: Double

    /// A point with its coverage and threshold.
    public init(coverage: Double, threshold: Double) {
      self.coverage = coverage
      self.threshold = threshold
    }
  }

  /// A point on the calibration curve.
  public struct Knot: Hashable, Sendable {
    /// The probability that softmax gives the likeliest class, 0...1.
    public var probability: Double
    /// The calibrated confidence, 0...1.
    public var confidence: Double

    /// A point with its probability and confidence.
    public init(probability: Double, confidence: Double) {
      self.probability = probability
      self.confidence = confidence
    }
  }

  /// The divisor of outputs before softmax.
  ///
  /// C. Guo and others, "On calibration of modern neural networks" (2017).
  public var temperature: Double
  /// The map from probability to confidence, which makes the confidence equal to the accuracy.
  ///
  /// Straight lines between knots; probabilities ascend, confidences do not descend. Without knots the two are
  /// the same.
  ///
  /// The isotonic regression of B. Zadrozny and C. Elkan, "Transforming classifier scores into accurate multiclass
  /// probability estimates" (2002).
  public var calibration: [Knot]
  /// Coverages ascending, thresholds not ascending.
  public var points: [Point]
  /// The default coverage.
  public var usualCoverage: Double

  /// Writing a model checks the values.
  public init(temperature: Double, calibration: [Knot] = [], points: [Point], usualCoverage: Double)
  {
    self.temperature = temperature
    self.calibration = calibration
    self.points = points
    self.usualCoverage = usualCoverage
  }

  /// The possible coverages: the default one if there are no points, and 0...0 if that is not a number.
  public var coverages: ClosedRange<Double> {
    let first = points.first?.coverage ?? usualCoverage
    guard !first.isNaN else { return 0...0 }
    return first...max(first, points.last?.coverage ?? first)
  }

  /// The least confidence that accepts this share of digits, interpolated between points; at the ends
  /// the nearest one.
  public func threshold(coverage: Double) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    if coverage <= first.coverage { return first.threshold }
    for (lower, upper) in zip(points, points.dropFirst()) where coverage <= upper.coverage {
      let part = (coverage - lower.coverage) / max(upper.coverage - lower.coverage, 1e-12)
      return lower.threshold + part * (upper.threshold - lower.threshold)
    }
    return last.threshold
  }

  /// The calibrated confidence of a probability.
  public func confidence(of probability: Double) -> Double {
    guard let first = calibration.first, let last = calibration.last else { return probability }
    if probability <= first.probability { return first.confidence }
    for (lower, upper) in zip(calibration, calibration.dropFirst())
    where probability <= upper.probability {
      let part = (probability - lower.probability) / (upper.probability - lower.probability)
      return lower.confidence + part * (upper.confidence - lower.confidence)
    }
    return last.confidence
  }

  /// Throws if a number is out of range or the points are out of order.
  public func check() throws(RejectionPolicyError) {
    guard temperature > 0, temperature < 1000 else {
      throw RejectionPolicyError(
        problem: "'temperature' is \(temperature); expected a number above 0, below 1000")
    }
    let range = 0.0...1
    for knot in calibration
    where !(range.contains(knot.probability) && range.contains(knot.confidence)) {
      throw RejectionPolicyError(
        problem:
          "'calibration' has [\(knot.probability), \(knot.confidence)]; expected numbers from 0 to 1"
      )
    }
    for (lower, upper) in zip(calibration, calibration.dropFirst())
    where !(lower.probability < upper.probability && lower.confidence <= upper.confidence) {
      throw RejectionPolicyError(
        problem: "'calibration' is not in order at [\(upper.probability), \(upper.confidence)]")
    }
    guard !points.isEmpty else { throw RejectionPolicyError(problem: "'points' has none") }
    for point in points
    where !((0...1).contains(point.coverage) && (0...1).contains(point.threshold)) {
      throw RejectionPolicyError(
        problem:
          "'points' has [\(point.coverage), \(point.threshold)]; expected numbers from 0 to 1")
    }
    for (lower, upper) in zip(points, points.dropFirst()) {
      guard lower.coverage < upper.coverage, lower.threshold >= upper.threshold else {
        throw RejectionPolicyError(
          problem: "'points' is not in order at [\(upper.coverage), \(upper.threshold)]")
      }
    }
    guard coverages.contains(usualCoverage) else {
      throw RejectionPolicyError(
        problem:
          "'usual' is \(usualCoverage); expected a number from \(coverages.lowerBound) to "
          + "\(coverages.upperBound)")
    }
  }
}

extension RejectionPolicy {
  /// The policy as a JSON value with the keys `calibration`, `points`, `temperature` and `usual`.
  public var json: JSON {
    .object([
      "calibration": .array(
        calibration.map { .array([JSON($0.probability), JSON($0.confidence)]) }),
      "points": .array(points.map { .array([JSON($0.coverage), JSON($0.threshold)]) }),
      "temperature": JSON(temperature), "usual": JSON(usualCoverage),
    ])
  }

  /// Reads what `json` writes; throws an error that names the key.
  public init(json: JSON) throws(RejectionPolicyError) {
    let keys: Set = ["calibration", "points", "temperature", "usual"]
    guard case .object(let values) = json else {
      throw RejectionPolicyError(
        problem: "expected an object with calibration, points, temperature, usual")
    }
    if let unknown = values.keys.filter({ !keys.contains($0) }).min() {
      throw RejectionPolicyError(
        problem: "'\(unknown)' is not known; expected calibration, points, temperature, usual")
    }
    func number(_ key: String) throws(RejectionPolicyError) -> Double {
      guard let number = values[key]?.double, number.isFinite else {
        throw RejectionPolicyError(problem: "'\(key)' is not a number")
      }
      return number
    }
    func pairs(_ key: String) throws(RejectionPolicyError) -> [(Double, Double)] {
      var pairs: [(Double, Double)] = []
      for pair in values[key]?.array ?? [] {
        let numbers = (pair.array ?? []).map(\.double)
        guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else {
          throw RejectionPolicyError(problem: "'\(key)' is not a list of pairs of numbers")
        }
        pairs.append((first, second))
      }
      return pairs
    }
    self.init(
      temperature: try number("temperature"),
      calibration: try pairs("calibration").map { Knot(probability: $0, confidence: $1) },
      points: try pairs("points").map { Point(coverage: $0, threshold: $1) },
      usualCoverage: try number("usual"))
    try check()
  }
}

/// Why a rejection policy cannot be used.
public struct RejectionPolicyError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the key.
  public let problem: String

  /// What is wrong and what to do, in one sentence.
  public var description: String { "the reading's values cannot be used: \(problem)" }
}
