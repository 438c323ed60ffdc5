import LeNetModel
import LeNetRandom
import LeNetReading
import Testing

@Suite("Fitting confidences to answers")
struct CalibrationTests {
  static let seed: UInt64 = 11

  @Test("The curve rises, and finds how often answers of a probability are right")
  func knots() {
    var stream = RandomStream(seed: Self.seed, purpose: .test)
    // Right more often than they say: by the square root.
    let answers = (0..<60_000).map { _ -> (probability: Double, isRight: Bool) in
      let probability = stream.uniform()
      return (probability, stream.uniform() < probability.squareRoot())
    }
    let rejectionPolicy = RejectionPolicy(
      temperature: 1, calibration: Calibration.knots(of: answers),
      points: [.init(coverage: 1, threshold: 0)], usualCoverage: 1)
    #expect(throws: Never.self) { try rejectionPolicy.check() }
    for probability in [0.1, 0.3, 0.5, 0.7, 0.9] {
      let error = rejectionPolicy.confidence(of: probability) - probability.squareRoot()
      #expect(abs(error) < 0.04, "seed \(Self.seed), at \(probability): \(error)")
    }
  }

  @Test("Few answers, all right or all wrong, give a curve that can be stored")
  func extremes() {
    for isRight in [true, false] {
      let answers = (0..<5).map { (probability: 0.9 + 0.01 * Double($0), isRight: isRight) }
      let rejectionPolicy = RejectionPolicy(
        temperature: 1, calibration: Calibration.knots(of: answers),
        points: [.init(coverage: 1, threshold: 0)], usualCoverage: 1)
      #expect(throws: Never.self) { try rejectionPolicy.check() }
      #expect((rejectionPolicy.confidence(of: 0.95) > 0.5) == isRight)
      // Half a right and half a wrong answer more: of five right ones, 5.5 of 6.
      let confidences = rejectionPolicy.calibration.map(\.confidence)
      #expect(confidences == (isRight ? [0, 0.91667, 0.98333] : [0, 0.08333, 0.81667]))
    }
  }

  @Test("Outputs that are twice too large want the temperature 2")
  func temperature() {
    var stream = RandomStream(seed: Self.seed, purpose: .test)
    let answers = (0..<20_000).map { _ -> (logits: [Float], label: Int) in
      let difference = 4 * stream.uniform() - 2
      // Softmax of half the outputs is the chance of the first class.
      let isFirst = stream.uniform() < 1 / (1 + Self.exp(-difference))
      return ([Float(2 * difference), 0], isFirst ? 0 : 1)
    }
    let temperature = Calibration.temperature(of: answers)
    #expect(abs(temperature - 2) < 0.1, "seed \(Self.seed): \(temperature)")
  }

  /// The exponential, by its series.
  private static func exp(_ x: Double) -> Double {
    var (sum, term) = (1.0, 1.0)
    for index in 1..<40 {
      term *= x / Double(index)
      sum += term
    }
    return sum
  }
}
