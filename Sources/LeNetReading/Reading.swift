/// What a picture was read as, how sure that is, and whether to believe it.
public struct Reading: Hashable, Sendable {
  /// Whether an answer is to be believed.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// A class, with enough confidence.
    case accepted
    /// Some class, but which is not sure enough: a person should look.
    case unsure
    /// There is no ink.
    case blank
    /// There is ink, but of no class: a letter, a scribble, a thing.
    case other
  }

  /// Whether to believe the answer.
  public var verdict: Verdict
  /// The name of the likeliest class, whatever the verdict; nil where there is no ink.
  public var label: String?
  /// The probability that the label is right, 0...1, provided that the picture shows one of the classes.
  ///
  /// Calibrated where the model says how: how often such answers were right on pictures that it was not trained on.
  public var confidence: Double
  /// A probability for every class, which sum to 1, provided that the picture shows one of them.
  public var scores: [Double]
  /// The probability that the picture shows none of the classes: 1 where there is no ink, 0 where the model
  /// cannot tell.
  public var other: Double

  /// The digit that was read; nil unless the answer is accepted or unsure, and is a digit.
  public var digit: Int? {
    guard verdict == .accepted || verdict == .unsure, let label, label.count == 1 else {
      return nil
    }
    return label.first?.isASCII == true ? label.first?.wholeNumberValue : nil
  }

  /// How certainty is shared among the classes and none of them; all of it sums to 1.
  ///
  /// The likeliest class has the confidence, unless the picture is held to show none; the others and none share
  /// the rest as the network shares it among them.
  public var shares: (classes: [Double], none: Double) {
    guard verdict != .blank else { return (scores.map { _ in 0 }, 1) }
    guard verdict != .other, other > 0, let best = scores.max(), best > 0,
      let place = scores.firstIndex(of: best)
    else { return (scores.map { $0 * (1 - other) }, other) }
    let rest = 1 - confidence
    let others = (1 - best) * (1 - other)
    var classes = scores.map { $0 * (1 - other) * rest / (others + other) }
    classes[place] = confidence
    return (classes, rest * other / (others + other))
  }

  /// A reading of all its parts.
  public init(
    verdict: Verdict, label: String?, confidence: Double, scores: [Double], other: Double
  ) {
    self.verdict = verdict
    self.label = label
    self.confidence = confidence
    self.scores = scores
    self.other = other
  }
}
