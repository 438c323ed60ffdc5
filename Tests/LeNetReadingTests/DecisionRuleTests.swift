import Foundation
import LeNetModel
import LeNetReading
import Testing

@Suite("From outputs to a reading")
struct DecisionRuleTests {
  /// Accepts from 0.8 on, or from 0.5 where all are asked for.
  static let rejectionPolicy = RejectionPolicy(
    temperature: 2,
    points: [.init(coverage: 0.9, threshold: 0.8), .init(coverage: 1, threshold: 0.5)],
    usualCoverage: 0.9)
  /// Two classes and none of them.
  static let rule = DecisionRule(outputs: ["a", "b", "other"], rejectionPolicy: rejectionPolicy)

  /// Outputs that a temperature of 2 makes these probabilities.
  private static func outputs(_ probabilities: [Double]) -> [Float] {
    probabilities.map { Float(2 * log($0)) }
  }

  @Test("Outputs are divided by the temperature before softmax")
  func temperature() {
    let reading = Self.rule.reading(of: Self.outputs([0.6, 0.3, 0.1]))
    #expect(reading.label == "a")
    #expect(abs(reading.confidence - 0.6) < 1e-6 && abs(reading.other - 0.1) < 1e-6)
    #expect(zip(reading.scores, [2.0 / 3, 1.0 / 3]).allSatisfy { abs($0 - $1) < 1e-6 })
    let plain = DecisionRule(outputs: ["a", "b"], rejectionPolicy: nil)
    #expect(abs(plain.reading(of: [2, 0]).confidence - 1 / (1 + exp(-2.0))) < 1e-6)
  }

  @Test(
    "None of the classes where that is likelier than each of them, however likely",
    arguments: [
      ([0.35, 0.25, 0.4], Reading.Verdict.other), ([0.4, 0.25, 0.35], .unsure),
      ([0.81, 0.04, 0.15], .accepted), ([0.79, 0.06, 0.15], .unsure),
      ([0.03, 0.02, 0.95], .other), ([0.1, 0.85, 0.05], .accepted),
    ])
  func verdicts(probabilities: [Double], verdict: Reading.Verdict) {
    #expect(Self.rule.reading(of: Self.outputs(probabilities)).verdict == verdict)
  }

  @Test("The threshold is that of the share that is asked for")
  func shares() {
    for (share, threshold) in [(nil, 0.8), (0.9, 0.8), (0.95, 0.65), (1, 0.5)]
      as [(Double?, Double)]
    {
      let rule = DecisionRule(
        outputs: ["a", "b"], rejectionPolicy: Self.rejectionPolicy, coverage: share)
      #expect(abs(rule.threshold - threshold) < 1e-12)
      let outputs = Self.outputs([threshold + 0.01, 0.99 - threshold])
      #expect(rule.reading(of: outputs).verdict == .accepted)
      let fewer = Self.outputs([threshold - 0.01, 1.01 - threshold])
      #expect(rule.reading(of: fewer).verdict == .unsure || threshold <= 0.51)
    }
  }

  @Test("Confidence goes through the calibration, the scores do not")
  func calibration() {
    var rejectionPolicy = Self.rejectionPolicy
    rejectionPolicy.calibration = [
      .init(probability: 0, confidence: 0), .init(probability: 0.5, confidence: 0.9),
      .init(probability: 1, confidence: 0.99),
    ]
    let reading = DecisionRule(outputs: ["a", "b"], rejectionPolicy: rejectionPolicy)
      .reading(of: Self.outputs([0.75, 0.25]))
    #expect(abs(reading.confidence - 0.945) < 1e-6 && abs(reading.scores[0] - 0.75) < 1e-6)
    #expect(reading.verdict == .accepted)
  }

  @Test("Outputs that are NaN or infinite are unsure, and a picture without ink is blank")
  func nothing() {
    for outputs in [[Float.nan, 0, 0], [.infinity, 0, 0], [.infinity, .infinity, .infinity]] {
      let reading = Self.rule.reading(of: outputs)
      #expect(reading.verdict == .unsure && reading.label == nil && reading.confidence == 0)
    }
    #expect(Self.rule.blank.verdict == .blank && Self.rule.blank.other == 1)
    #expect(Self.rule.blank.scores == [0.5, 0.5])
  }
}
