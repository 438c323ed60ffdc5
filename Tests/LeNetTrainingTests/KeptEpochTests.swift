import LeNet
import Testing

@Suite("The epoch to keep")
struct KeptEpochTests {
  static func sums(_ correct: Int, _ lossSum: Double) -> RunningMetrics {
    var sums = RunningMetrics()
    sums.add(examples: 100, lossSum: lossSum, correct: correct)
    return sums
  }

  @Test(
    "Accuracy first, then loss, then the earlier epoch",
    arguments: [
      (sums(90, 5), sums(91, 9), true), (sums(90, 5), sums(89, 1), false),
      (sums(90, 5), sums(90, 4.5), true), (sums(90, 5), sums(90, 5), false),
      (sums(90, 5), sums(90, 6), false),
    ])
  func order(kept: RunningMetrics, other: RunningMetrics, isBeaten: Bool) throws {
    let parameters = Parameters(layout: try TinyData.linear.layout())
    let epoch = KeptEpoch(epoch: 1, steps: 1, validation: kept, parameters: parameters)
    #expect(epoch.isBeaten(by: other) == isBeaten)
  }

  @Test("Without a validation split the later epoch")
  func last() throws {
    let parameters = Parameters(layout: try TinyData.linear.layout())
    #expect(
      KeptEpoch(epoch: 1, steps: 1, validation: nil, parameters: parameters).isBeaten(by: nil))
  }

  @Test("Means weigh every example the same and start at 0")
  func means() {
    var sums = RunningMetrics()
    #expect(sums.loss == 0 && sums.accuracy == 0)
    sums.add(examples: 8, lossSum: 8, correct: 8)
    sums.add(examples: 2, lossSum: 32, correct: 0)
    #expect(sums.loss == 4 && sums.accuracy == 0.8)
  }
}
