/// Sums over the examples of an epoch so far.
package struct RunningMetrics: Hashable, Sendable, Codable {
  /// The number of examples.
  package var examples = 0
  /// The sum of their losses.
  package var lossSum = 0.0
  /// The number of correct answers.
  package var correct = 0

  package init() {}

  /// Adds a batch of any size.
  package mutating func add(examples count: Int, lossSum: Double, correct: Int) {
    examples += count
    self.lossSum += lossSum
    self.correct += correct
  }

  /// The mean loss of an example; 0 before the first.
  package var loss: Double { examples == 0 ? 0 : lossSum / Double(examples) }

  /// The accuracy; 0 before the first example.
  package var accuracy: Double { examples == 0 ? 0 : Double(correct) / Double(examples) }
}
