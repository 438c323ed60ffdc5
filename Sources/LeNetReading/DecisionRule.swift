import LeNetElementary
package import LeNetModel

/// The rule that turns a model's outputs into a reading.
package struct DecisionRule: Sendable {
  /// The possible classes of an answer.
  let classes: [String]
  /// The output for pictures that show none of them; nil if the model has none.
  let otherOutput: Int?
  private let rejectionPolicy: RejectionPolicy?
  /// The least confidence of an accepted reading.
  package let threshold: Double

  /// The class of pictures that show none of the others.
  package static let otherClass = "other"

  /// The rule for a model's outputs, one for each of `outputs`, the names of its classes.
  package init(outputs: [String], rejectionPolicy: RejectionPolicy?, coverage: Double? = nil) {
    otherOutput = outputs.last == Self.otherClass ? outputs.count - 1 : nil
    classes = Array(outputs.prefix(otherOutput ?? outputs.count))
    self.rejectionPolicy = rejectionPolicy
    threshold = rejectionPolicy.map { $0.threshold(coverage: coverage ?? $0.usualCoverage) } ?? 0
  }

  /// The reading of a picture without ink.
  package var blank: Reading {
    Reading(
      verdict: .blank, label: nil, confidence: 0,
      scores: classes.map { _ in 1 / Double(classes.count) }, other: 1)
  }

  /// The reading of outputs before softmax, one for each class of the model.
  package func reading(of logits: some Collection<Float>) -> Reading {
    let temperature = rejectionPolicy?.temperature ?? 1
    let scaled = logits.map { Double($0) / temperature }
    let greatest = scaled.max() ?? 0
    let powers = scaled.map { Elementary.exp($0 - greatest) }
    let sum = powers.reduce(0, +)
    // Huge weights can give outputs that are not finite; then nothing is known.
    guard sum.isFinite, sum > 0 else {
      var unknown = blank
      unknown.verdict = .unsure
      unknown.other = 0
      return unknown
    }
    let digits = powers.prefix(classes.count)
    let digitSum = max(digits.reduce(0, +), .leastNormalMagnitude)
    let best = digits.indices.max { digits[$0] < digits[$1] } ?? 0
    let other = otherOutput.map { powers[$0] / sum } ?? 0
    let probability = powers[best] / sum
    let confidence = rejectionPolicy?.confidence(of: probability) ?? probability
    let verdict: Reading.Verdict =
      other > probability ? .other : confidence >= threshold ? .accepted : .unsure
    return Reading(
      verdict: verdict, label: classes[best], confidence: confidence,
      scores: digits.map { $0 / digitSum }, other: other)
  }
}
