/// The answer for a picture, with its confidence and verdict.
public struct Reading: Hashable, Sendable {
  /// The verdict on an answer.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// A class, with enough confidence.
    case accepted
    /// Some class, but with too low a confidence: a person should look.
    case unsure
    /// There are several digits, of which the main one was read.
    case several
    /// There is no ink.
    case blank
    /// There is ink, but not of a class: a letter, a scribble, an object.
    case other
  }

  /// The verdict.
  public var verdict: Verdict
  /// The name of the likeliest class, with any verdict; nil without ink.
  public var label: String?
  /// The probability that the label is right, 0...1, provided that the picture shows one of the classes.
  ///
  /// If the model has a calibration, this is the accuracy of such answers on pictures that it was not trained on.
  public var confidence: Double
  /// A probability for every class, which sum to 1, provided that the picture shows one of them.
  public var scores: [Double]
  /// The probability that the picture shows none of the classes: 1 without ink, 0 if the model
  /// cannot tell.
  public var other: Double
  /// The number of pieces of ink beside the digit that are much like it.
  public var likePieces: Int = 0
  /// The number of pages or frames of the picture file.
  public var pages: Int = 1

  /// Degrees clockwise by which the picture was turned to be read, because it shows no digit as it is.
  public var turned: Int = 0
  /// The bits a channel that the picture in its file uses: fewer than 16 of 16 bits were stretched.
  public var bits: Int = 8

  /// The digit that was read; nil unless the answer is accepted or unsure, and is a digit.
  public var digit: Int? {
    guard verdict == .accepted || verdict == .unsure, let label, label.count == 1 else {
      return nil
    }
    return label.first?.isASCII == true ? label.first?.wholeNumberValue : nil
  }

  /// Probabilities of the classes and of none of them, which sum to 1.
  ///
  /// The likeliest class has the confidence, unless the verdict is none of them; the others and none share
  /// the rest in the proportions of the network.
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

  /// A reading from its values.
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
