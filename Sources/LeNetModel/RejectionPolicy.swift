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
    public var share: Double
    /// The least confidence of an accepted answer, 0...1.
    public var threshold: Double

    /// A point with its coverage and threshold.
    public init(share: Double, threshold: Double) {
      self.share = share
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
  /// Shares ascending, thresholds not ascending.
  public var points: [Point]
  /// The default coverage.
  public var usual: Double

  /// Writing a model checks the values.
  public init(temperature: Double, calibration: [Knot] = [], points: [Point], usual: Double) {
    self.temperature = temperature
    self.calibration = calibration
    self.points = points
    self.usual = usual
  }

  /// The possible coverages.
  public var shares: ClosedRange<Double> {
    guard let first = points.first, let last = points.last else { return usual...usual }
    return first.share...max(first.share, last.share)
  }

  /// The least confidence that accepts a share of digits, interpolated between points; at the ends
  /// the nearest one.
  public func threshold(accepting share: Double) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    if share <= first.share { return first.threshold }
    for (lower, upper) in zip(points, points.dropFirst()) where share <= upper.share {
      let part = (share - lower.share) / max(upper.share - lower.share, 1e-12)
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
  public func check() throws(AcceptanceError) {
    guard temperature > 0, temperature < 1000 else {
      throw AcceptanceError(
        problem: "'temperature' is \(temperature); expected a number above 0, below 1000")
    }
    let range = 0.0...1
    for knot in calibration
    where !(range.contains(knot.probability) && range.contains(knot.confidence)) {
      throw AcceptanceError(
        problem:
          "'calibration' has [\(knot.probability), \(knot.confidence)]; expected numbers from 0 to 1"
      )
    }
    for (lower, upper) in zip(calibration, calibration.dropFirst())
    where !(lower.probability < upper.probability && lower.confidence <= upper.confidence) {
      throw AcceptanceError(
        problem: "'calibration' is not in order at [\(upper.probability), \(upper.confidence)]")
    }
    guard !points.isEmpty else { throw AcceptanceError(problem: "'points' has none") }
    for point in points where !((0...1).contains(point.share) && (0...1).contains(point.threshold))
    {
      throw AcceptanceError(
        problem: "'points' has [\(point.share), \(point.threshold)]; expected numbers from 0 to 1")
    }
    for (lower, upper) in zip(points, points.dropFirst()) {
      guard lower.share < upper.share, lower.threshold >= upper.threshold else {
        throw AcceptanceError(
          problem: "'points' is not in order at [\(upper.share), \(upper.threshold)]")
      }
    }
    guard shares.contains(usual) else {
      throw AcceptanceError(
        problem:
          "'usual' is \(usual); expected a share from \(shares.lowerBound) to \(shares.upperBound)")
    }
  }
}

extension RejectionPolicy {
  /// The acceptance as a JSON value with the keys `calibration`, `points`, `temperature` and `usual`.
  public var json: JSON {
    .object([
      "calibration": .array(
        calibration.map { .array([JSON($0.probability), JSON($0.confidence)]) }),
      "points": .array(points.map { .array([JSON($0.share), JSON($0.threshold)]) }),
      "temperature": JSON(temperature), "usual": JSON(usual),
    ])
  }

  /// Reads what `json` writes; throws an error that names the key.
  public init(json: JSON) throws(AcceptanceError) {
    let keys: Set = ["calibration", "points", "temperature", "usual"]
    guard case .object(let values) = json else {
      throw AcceptanceError(
        problem: "expected an object with calibration, points, temperature, usual")
    }
    if let unknown = values.keys.filter({ !keys.contains($0) }).min() {
      throw AcceptanceError(
        problem: "'\(unknown)' is not known; expected calibration, points, temperature, usual")
    }
    func number(_ key: String) throws(AcceptanceError) -> Double {
      guard let number = values[key]?.double, number.isFinite else {
        throw AcceptanceError(problem: "'\(key)' is not a number")
      }
      return number
    }
    func pairs(_ key: String) throws(AcceptanceError) -> [(Double, Double)] {
      var pairs: [(Double, Double)] = []
      for pair in values[key]?.array ?? [] {
        let numbers = (pair.array ?? []).map(\.double)
        guard numbers.count == 2, let first = numbers[0], let second = numbers[1] else {
          throw AcceptanceError(problem: "'\(key)' is not a list of pairs of numbers")
        }
        pairs.append((first, second))
      }
      return pairs
    }
    self.init(
      temperature: try number("temperature"),
      calibration: try pairs("calibration").map { Knot(probability: $0, confidence: $1) },
      points: try pairs("points").map { Point(share: $0, threshold: $1) },
      usual: try number("usual"))
    try check()
  }
}

/// Why an acceptance cannot be used.
public struct AcceptanceError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the key.
  public let problem: String

  /// What is wrong and what to do, in one sentence.
  public var description: String { "the reading's values cannot be used: \(problem)" }
}
