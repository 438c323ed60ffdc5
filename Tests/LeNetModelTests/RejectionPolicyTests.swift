import LeNetModel
import LeNetText
import Testing

@Suite("When answers are accepted")
struct AcceptanceTests {
  static let rejectionPolicy = RejectionPolicy(
    temperature: 1.5,
    calibration: [.init(probability: 0, confidence: 0), .init(probability: 0.5, confidence: 0.9)],
    points: [.init(coverage: 0.9, threshold: 0.99), .init(coverage: 1, threshold: 0.5)],
    usualCoverage: 0.95)

  @Test("Thresholds lie on straight lines between the points")
  func thresholds() {
    for (share, threshold) in [(0.5, 0.99), (0.9, 0.99), (0.95, 0.745), (1, 0.5)] {
      #expect(abs(Self.rejectionPolicy.threshold(coverage: share) - threshold) < 1e-12)
    }
  }

  @Test("Confidences lie on straight lines between the knots, and are probabilities without any")
  func confidences() {
    for (probability, confidence) in [(0, 0), (0.25, 0.45), (0.5, 0.9), (0.9, 0.9)] {
      #expect(abs(Self.rejectionPolicy.confidence(of: probability) - confidence) < 1e-12)
    }
    let plain = RejectionPolicy(
      temperature: 1, points: Self.rejectionPolicy.points, usualCoverage: 0.95)
    #expect(plain.confidence(of: 0.3) == 0.3)
  }

  @Test("Coverages are a range, whatever the points are")
  func coverages() {
    func range(_ coverages: [Double], usual: Double) -> ClosedRange<Double> {
      RejectionPolicy(
        temperature: 1, points: coverages.map { .init(coverage: $0, threshold: 0.5) },
        usualCoverage: usual
      ).coverages
    }
    #expect(Self.rejectionPolicy.coverages == 0.9...1)
    #expect(range([], usual: 0.9) == 0.9...0.9)
    #expect(range([], usual: .nan) == 0...0)
    #expect(range([.nan], usual: 0.9) == 0...0)
    #expect(range([0.9, .nan], usual: 0.9) == 0.9...0.9)
    #expect(range([0.9, 0.1], usual: 0.9) == 0.9...0.9)
  }

  @Test("It is read as it was written")
  func roundTrip() throws {
    #expect(try RejectionPolicy(json: Self.rejectionPolicy.json) == Self.rejectionPolicy)
  }

  @Test(
    "What cannot be is refused by its key",
    arguments: [
      (#"{"points":[[0.9,0.9]],"temperature":0,"usual":0.9}"#, "temperature"),
      (
        #"{"calibration":[[0.5,0.5],[0.5,0.6]],"points":[[0.9,0.9]],"temperature":1,"usual":0.9}"#,
        "calibration"
      ),
      (
        #"{"calibration":[[0.5,"a"]],"points":[[0.9,0.9]],"temperature":1,"usual":0.9}"#,
        "calibration"
      ),
      (#"{"points":[],"temperature":1,"usual":0.9}"#, "points"),
      (#"{"points":[[0.9,0.5],[0.8,0.4]],"temperature":1,"usual":0.9}"#, "points"),
      (#"{"points":[[0.8,0.4],[0.9,0.5]],"temperature":1,"usual":0.9}"#, "points"),
      (#"{"points":[[0.9,2]],"temperature":1,"usual":0.9}"#, "points"),
      (#"{"points":[[0.9]],"temperature":1,"usual":0.9}"#, "points"),
      (#"{"points":[[0.9,0.9]],"temperature":1,"usual":0.2}"#, "usual"),
      (#"{"points":[[0.9,0.9]],"temperature":1}"#, "usual"),
      (#"{"points":[[0.9,0.9]],"temperature":1,"usual":0.9,"more":1}"#, "more"), ("3", "object"),
    ])
  func wrong(text: String, key: String) throws {
    let json = try JSON(reading: text)
    #expect {
      try RejectionPolicy(json: json)
    } throws: { "\($0)".contains(key) }
  }
}
