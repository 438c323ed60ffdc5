/// Sums over the examples of an epoch so far, from which means weighted by examples follow.
package struct RunningMetrics: Hashable, Sendable, Codable {
  /// Examples seen.
  package var examples = 0
  /// The sum of their losses.
  package var lossSum = 0.0
  /// How many were answered right.
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

  /// The share answered right; 0 before the first.
  package var accuracy: Double { examples == 0 ? 0 : Double(correct) / Double(examples) }
}
